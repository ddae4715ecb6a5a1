from __future__ import annotations

from datetime import UTC

import pytest

from core.market.market_summary import DAY_MS, MarketSummary
from core.model.korean_time import KST
from widgets.look.theme import Ink
from widgets.market_header.fields import Line, Subject, fields_of, time_left

WHOLE = MarketSummary(
    price=158_219_000.0, prev_close=157_940_000.0, change=279_000.0, change_rate=0.001766, high=158_870_000.0,
    low=156_902_000.0, volume=1203.88120417, turnover=190_055_330_118.2, year_high=171_500_000.0,
    year_low=98_120_000.0,
)  # fmt: skip
NINE = 1_795_132_800_000
"""2026-11-20 09:00 KST."""


def lines(summary: MarketSummary, *warnings: str, marks: tuple[str, ...] = (), code: str = "KRW-BTC") -> dict:
    fields = fields_of(code, summary, warnings, marks or warnings, None)
    return {field.subject: (field.upper, field.lower) for field in fields}


def test_every_figure_stands_in_its_field():
    shown = lines(WHOLE)
    assert shown[Subject.PRICE] == (Line("", "158,219,000", Ink.RISE), Line("", "▲ 279,000  +0.18%", Ink.RISE))
    assert shown[Subject.RANGE] == (Line("고가", "158,870,000", Ink.RISE), Line("저가", "156,902,000", Ink.FALL))
    assert shown[Subject.AMOUNT] == (
        Line("거래량(24h)", "1,203.8812 BTC", exact="1,203.88120417 BTC"),
        Line("거래대금(24h)", "1,901억"),
    )
    assert shown[Subject.YEAR][0] == Line("52주", "98,120,000 ~ 171,500,000")
    assert list(shown) == [Subject.PRICE, Subject.RANGE, Subject.AMOUNT, Subject.YEAR]


def test_an_unknown_figure_is_a_dash_and_a_field_of_unknown_figures_is_left_out():
    assert lines(MarketSummary()) == {Subject.PRICE: (Line("", "–"), Line("", "–"))}
    shown = lines(MarketSummary(price=5000.0, high=6000.0, volume=2.0))
    assert [line.text for line in shown[Subject.RANGE]] == ["6,000", "–"]
    assert [line.text for line in shown[Subject.AMOUNT]] == ["2.0000000 BTC", "–"]


@pytest.mark.parametrize(
    ("turnover", "half"), [(190_055_330_118.2, "거래대금 1,901억"), (None, "거래량 2.0000000 BTC")]
)
def test_half_of_the_amount_is_the_turnover_where_it_is_known(turnover, half):
    amount = fields_of("KRW-BTC", MarketSummary(price=5000.0, volume=2.0, turnover=turnover), (), (), None)[1]
    upper, lower = amount.form(is_short=True, is_brief=True)
    assert f"{upper.title} {lower.text}" == half
    assert amount.form(is_short=True, is_brief=False) == amount.short
    assert amount.form(is_short=False, is_brief=False) == (amount.upper, amount.lower)


@pytest.mark.parametrize(
    ("change", "rate", "text", "ink"),
    [
        (-300.0, -0.03, "▼ 300  -3.00%", Ink.FALL),
        (0.0, 0.0, "0  0.00%", Ink.TEXT),
        (None, 0.03, "▲  +3.00%", Ink.RISE),
        (300.0, None, "▲ 300  –", Ink.RISE),
        (-1.0, -0.00001, "▼ 1  0.00%", Ink.FALL),
        (1.0, 0.0, "▲ 1  0.00%", Ink.RISE),
    ],
)
def test_the_change_has_arrow_amount_and_rate(change, rate, text, ink):
    summary = MarketSummary(price=9_700.0, prev_close=10_000.0, change=change, change_rate=rate)
    assert lines(summary)[Subject.PRICE][1] == Line("", text, ink)


@pytest.mark.parametrize(
    ("warnings", "marks", "full", "short"),
    [
        (("주의 종목: 가격 급등락, 거래량 급등",), ("주의",), ("주의 종목", "가격 급등락, 거래량 급등"), ("주의", "")),
        (("유의 종목",), ("유의",), ("유의 종목", ""), ("유의", "")),
        (
            ("거래 정지", "유의 종목", "주의 종목: 소수 계정 집중"),
            ("거래 정지", "유의", "주의"),
            ("거래 정지", "유의 종목 · 주의 종목: 소수 계정 집중"),
            ("거래 정지", "유의 · 주의"),
        ),
    ],
)
def test_the_gravest_warning_stands_above_the_others_or_above_its_reasons(warnings, marks, full, short):
    field = fields_of("KRW-BTC", WHOLE, warnings, marks, None)[-1]
    assert field.subject is Subject.WARNING
    assert (field.upper.text, field.lower.text) == full
    assert field.short is not None
    assert tuple(line.text for line in field.short) == short
    assert field.upper.ink is (Ink.WARNING if warnings[0].startswith("주의") else Ink.BAD)


@pytest.mark.parametrize(
    ("left_ms", "text", "change_ms"),
    [
        (DAY_MS, "24시간 0분", 60_000),
        (3 * 3_600_000 + 1, "3시간 1분", 1),
        (3_600_000, "1시간 0분", 60_000),
        (3_599_000, "60분", 59_000),
        (61_000, "2분", 1_000),
        (60_000, "60초", 1_000),
        (1, "1초", 1),
    ],
)
def test_the_time_left_is_told_in_minutes_and_at_last_in_seconds(left_ms, text, change_ms):
    field, change = time_left(NINE - left_ms, KST)
    assert (field.upper.title, field.lower.text, change) == (
        "09:00 마감까지",
        text.replace("60분", "1시간 0분"),
        change_ms,
    )


def test_the_end_of_the_day_is_told_in_the_zone_of_the_screen():
    assert time_left(NINE - 5, UTC)[0].upper.title == "00:00 마감까지"


def test_a_small_change_has_the_decimals_of_its_price():
    summary = MarketSummary(price=3_560.0, prev_close=3_547.0, change=13.0, change_rate=13 / 3547)
    assert lines(summary)[Subject.PRICE][1].text == "▲ 13  +0.37%"


def test_the_field_of_the_clipboard_has_titles_and_figures():
    texts = [field.text for field in fields_of("KRW-BTC", WHOLE, (), (), None)]
    assert texts[1] == "고가 158,870,000 저가 156,902,000"


@pytest.mark.parametrize("now_ms", [0, 10**16, -(10**16), 2**62])
def test_a_time_outside_the_calendar_costs_only_itself(now_ms):
    field, change = time_left(now_ms, KST)
    assert field.lower.text
    assert 0 < change <= 60_000
