from __future__ import annotations

from core.market.market_summary import MarketSummary
from core.model.korean_time import KST
from widgets.market_header.fields import fields_of, notice_of, time_left
from widgets.market_header.values import header_values

SUMMARY = MarketSummary(
    price=158_219_000.0, prev_close=157_940_000.0, change=279_000.0, change_rate=0.001766, high=158_870_000.0,
    low=156_902_000.0, volume=1203.88120417, turnover=190_055_330_118.2, year_high=171_500_000.0, year_low=98_120_000.0,
)  # fmt: skip


def test_every_figure_has_a_row_with_its_title():
    left, _ = time_left(1_795_144_542_000, KST)
    fields = [
        *fields_of("KRW-BTC", SUMMARY, ("거래 정지", "유의 종목"), ("거래 정지", "유의"), left),
        notice_of("연결 끊김\n왜"),
    ]
    table = header_values(fields)
    assert [row.texts for row in table.rows] == [
        ("현재가", "158,219,000"),
        ("전일대비", "▲ 279,000  +0.18%"),
        ("고가", "158,870,000"),
        ("저가", "156,902,000"),
        ("거래량(24h)", "1,203.88120417 BTC"),
        ("거래대금(24h)", "1,901억"),
        ("52주", "98,120,000 ~ 171,500,000"),
        ("09:00 마감까지", "20시간 45분"),
        ("유의·주의", "거래 정지"),
        ("", "유의 종목"),
        ("알림", "연결 끊김"),
        ("", "왜"),
    ]
    assert len({row.key for row in table.rows}) == len(table.rows)
    assert table.sentence.startswith("현재가 158,219,000, 전일대비 ▲ 279,000")


def test_without_a_field_there_is_nothing_to_say():
    assert header_values(()).sentence == ""
