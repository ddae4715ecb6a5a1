from __future__ import annotations

import pytest

from alert_messages import alert, book, trade
from core.market.alerts.alert import Alert, AlertKind, Direction
from core.market.alerts.price_change import PriceChange


def change(**more: object) -> Alert:
    return alert(AlertKind.CHANGE, **more)


def told(watch: PriceChange, *prices: tuple[float, float]) -> list[tuple[float, Direction, float]]:
    return [
        (time, firing.direction, round(firing.figure or 0, 2))
        for time, price in prices
        for firing in watch.take(trade(price, time))
    ]


def test_a_rise_and_a_fall_are_told_once_each():
    watch = PriceChange(change(), None)
    assert told(watch, (0, 100), (10, 102), (20, 103), (21, 104)) == [(20, Direction.UP, 3.0)]
    assert told(watch, (30, 101), (31, 100.5), (32, 100)) == [(31, Direction.DOWN, -3.37)]


def test_a_slow_move_is_none():
    watch = PriceChange(change(), None)
    assert told(watch, *((40.0 * n, 100 + n) for n in range(30))) == []


def test_it_is_told_again_after_the_price_was_calm():
    watch = PriceChange(change(direction=Direction.UP), None)
    assert told(watch, (0, 100), (1, 103), (2, 102.9), (3, 103.1)) == [(1, Direction.UP, 3.0)]
    assert told(watch, (200, 103), (201, 106.2)) == [(201, Direction.UP, 3.11)]


@pytest.mark.parametrize(("direction", "price"), [(Direction.UP, 90.0), (Direction.DOWN, 110.0)])
def test_the_other_way_is_not_told(direction: Direction, price: float):
    assert told(PriceChange(change(direction=direction), None), (0, 100), (1, price)) == []


def test_a_restart_does_not_tell_the_same_move_again():
    watch = PriceChange(change(), None)
    assert len(told(watch, (0, 100), (1, 103))) == 1
    again = PriceChange(change(), watch.states()["a"])
    again.take(trade(100, 1.5))
    assert told(again, (2, 103), (3, 103.5)) == [(2, Direction.UP, 3.0)]  # 100 was seen in between, which is calm
    assert again.take(book(1, 2)) == []


def test_a_move_that_goes_on_over_a_restart_is_told_once():
    watch = PriceChange(change(), None)
    assert len(told(watch, (0, 100), (1, 104))) == 1
    state = watch.states()["a"]
    assert state["rise"] == [True, False]
    assert told(PriceChange(change(), state), (2, 104.5)) == []
