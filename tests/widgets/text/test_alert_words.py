from __future__ import annotations

from dataclasses import replace

import pytest

from alert_messages import BTC, alert, trade
from app.process.language import Language
from core.market.alerts.alert import AlertKind, Direction
from core.market.alerts.evaluation import AlertEvaluator
from core.market.alerts.firing import LATE, Firing
from core.market.alerts.market_events import WARNING
from core.market.alerts.quiet_hours import QuietHours
from core.model.korean_time import KST
from widgets.text.alert_words import (
    condition,
    kind_name,
    quiet_words,
    rearming_sentence,
    rearming_short,
    seen,
    span,
    watched_and_seen,
)
from widgets.text.price_steps import tick_above, tick_below

UP, DOWN, EITHER = Direction.UP, Direction.DOWN, Direction.EITHER


@pytest.mark.parametrize(
    ("kind", "more", "words"),
    [
        (AlertKind.PRICE, {"level": 1e8, "direction": UP}, "100,000,000 이상"),
        (AlertKind.PRICE, {"level": 1e8, "direction": DOWN}, "100,000,000 이하"),
        (AlertKind.PRICE, {"level": 1e8, "direction": EITHER}, "100,000,000 도달"),
        (AlertKind.CHANGE, {"direction": UP}, "1분 안에 3% 이상 상승"),
        (AlertKind.CHANGE, {"direction": DOWN, "level": 0.5}, "1분 안에 0.5% 이상 하락"),
        (AlertKind.CHANGE, {"direction": EITHER, "seconds": 90.0}, "90초 안에 3% 이상 변동"),
        (AlertKind.VOLUME, {}, "1분 거래대금이 평소의 5배 이상"),
        (AlertKind.SPREAD, {}, "호가 차이 1% 이상"),
        (AlertKind.CAUTION, {}, "유의 또는 주의 종목으로 지정"),
        (AlertKind.LISTING, {}, "새 종목이 목록에 나타남"),
        (AlertKind.FILL, {}, "내 주문이 전부 또는 일부 체결"),
        (AlertKind.CONNECTION, {}, "10초 넘게 연결 없음"),
    ],
)
def test_a_condition_in_words(kind: AlertKind, more: dict[str, object], words: str):
    assert condition(alert(kind, **more)) == words


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("direction", Direction)
def test_the_price_comes_first_where_the_words_after_it_may_be_cut(application, language, direction):
    spoken = application.findChild(Language) or Language(application)
    spoken.switch(language)
    try:
        assert condition(alert(AlertKind.PRICE, level=1e8, direction=direction)).startswith("100,000,000 ")
    finally:
        spoken.switch("ko")


@pytest.mark.parametrize(
    ("kind", "firing", "words"),
    [
        (AlertKind.PRICE, {"price": 1.0001e8, "direction": UP}, "▲ 100,010,000"),
        (AlertKind.PRICE, {"price": 9.999e7, "direction": DOWN}, "▼ 99,990,000"),
        (AlertKind.CHANGE, {"price": 1e8, "figure": -3.25}, "▼ -3.25% · 100,000,000"),
        (AlertKind.VOLUME, {"price": 1e8, "figure": 6.54}, "평소의 6.5배 · 100,000,000"),
        (AlertKind.SPREAD, {"price": 1e8, "figure": 1.5}, "호가 차이 1.5%"),
        (AlertKind.CAUTION, {"words": ("PRICE_FLUCTUATIONS", WARNING, "NEW WORD")}, "유의 종목, 가격 급등락"),
        (AlertKind.LISTING, {}, BTC),
        (AlertKind.FILL, {"price": 1e8, "figure": 0.5, "words": ("BID",)}, "매수 0.5 @ 100,000,000"),
        (AlertKind.FILL, {"price": 1e8, "figure": 0.5}, "0.5 @ 100,000,000"),
        (AlertKind.PRICE, {"price": 1e8, "words": (LATE,)}, "▲ 100,000,000 · 나중에 확인"),
        (AlertKind.FILL, {"price": 1e8, "figure": 0.5, "words": ("ASK", LATE)}, "매도 0.5 @ 100,000,000 · 나중에 확인"),
        (AlertKind.CONNECTION, {"figure": 12.3}, "12초 동안 연결 없음"),
    ],
)
def test_what_was_seen_in_words(kind: AlertKind, firing: dict[str, object], words: str):
    assert seen(Firing(alert(kind), BTC, 0, **firing)) == words


@pytest.mark.parametrize("kind", AlertKind)
def test_what_is_told_names_the_level_or_the_time_that_was_watched_and_what_was_seen(kind: AlertKind):
    firing = Firing(alert(kind), BTC, 0, price=101.0, figure=12.0)
    has_limit = kind in {
        AlertKind.PRICE, AlertKind.CHANGE, AlertKind.VOLUME, AlertKind.SPREAD, AlertKind.CONNECTION
    }  # fmt: skip
    assert watched_and_seen(firing) == (f"{condition(firing.alert)} → {seen(firing)}" if has_limit else seen(firing))


def test_every_kind_has_a_name_of_its_own():
    assert len({kind_name(kind) for kind in AlertKind}) == len(AlertKind)


def test_a_time_is_told_in_the_largest_whole_unit():
    assert [span(seconds) for seconds in (0, 10, 60, 90, 3600, 5400, 7200)] == [
        "0초", "10초", "1분", "90초", "1시간", "90분", "2시간"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("quiet", "words"),
    [
        ((23 * 60, 7 * 60), "조용한 시간 ~07:00"),
        ((60, 7 * 60), ""),
        ((0, 0), ""),
        ((23 * 60 + 59, 0), "조용한 시간 ~00:00"),
    ],
)
def test_quiet_hours_are_named_with_their_end_while_they_hold(quiet, words):
    a_minute_before_midnight_ms = 1_795_964_340_000
    assert quiet_words(QuietHours(*quiet), a_minute_before_midnight_ms, KST) == words


@pytest.mark.parametrize(
    ("level", "low", "high"),
    [
        (157_831_000.0, "157,673,000", "157,989,000"),
        (100.0, "99.9", "101"),
        (3_832.0, "3,828", "3,836"),
        (0.0123, "0.0122", "0.0124"),
    ],
)
def test_what_it_takes_to_ring_again_is_a_price_as_the_market_writes_it(level: float, low: str, high: str):
    both = alert(level=level)
    assert rearming_sentence(both) == f"울린 뒤에는 {low} 이하나 {high} 이상이 된 다음, 다시 도달하면 울립니다."
    up, down = (replace(both, direction=each) for each in (Direction.UP, Direction.DOWN))
    assert (rearming_short(up), rearming_short(down)) == (f"≤{low}", f"≥{high}")
    assert low in rearming_sentence(up)
    assert high in rearming_sentence(down)
    exact = alert(code="BTC-ETH", level=0.0003, direction=UP)  # 0.0003 - 0.0000003 is less than 0.0002997 in binary
    assert rearming_short(exact) == "≤0.00029970"


@pytest.mark.parametrize(
    ("code", "start"),
    [
        *(("KRW-BTC", price) for price in (0.000123, 0.0457, 0.999, 9.99, 100.0, 1_234.0, 1_999_000.0, 157_831_000.0)),
        *(("BTC-ETH", price) for price in (0.00000123, 0.00029995, 0.00092995, 0.0457, 0.999, 9.99)),
        *(("USDT-BTC", price) for price in (0.0457, 0.2994, 0.999, 6.994, 9.99, 99.5, 123_456.0)),
    ],
)
def test_what_is_said_of_ringing_again_can_be_traded_and_is_the_first_price_that_is_judged_so(code: str, start: float):
    level = tick_above(code, start)
    for _ in range(9):
        level = tick_above(code, level)
        said = {
            direction: float(rearming_short(alert(code=code, level=level, direction=direction))[1:].replace(",", ""))
            for direction in (UP, DOWN)
        }
        if tick_below(code, said[UP]) == said[UP]:
            continue  # the lowest price there is
        for direction, back in ((UP, tick_above), (DOWN, tick_below)):
            far, near = said[direction], back(code, said[direction])
            assert back(code, (tick_below if back is tick_above else tick_above)(code, far)) == far, "on the grid"
            for reached, rings in ((near, 0), (far, 1)):
                watch = AlertEvaluator()
                watch.watch([alert(code=code, level=level, direction=direction)])
                before = tick_below(code, level) if direction is UP else tick_above(code, level)
                told = [len(watch.receive(trade(price, code=code))) for price in (before, level, reached, level)]
                assert told == [0, 1, 0, rings], (level, direction, reached)


@pytest.mark.parametrize(
    ("kind", "words"), [(AlertKind.CHANGE, "2.4%"), (AlertKind.SPREAD, "0.9%"), (AlertKind.VOLUME, "3배")]
)
def test_other_figures_must_fall_before_they_ring_again(kind: AlertKind, words: str):
    assert rearming_sentence(alert(kind)) == f"울린 뒤에는 {words} 이하로 준 다음, 다시 도달하면 울립니다."
    assert rearming_short(alert(kind)) == f"≤{words}"
    once = replace(alert(kind), is_once=True)
    assert (rearming_short(once), rearming_sentence(once)) == ("–", "")
