from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.candles.bar import Bar
from core.market.candles.units import CandleUnit
from core.market.drawings.magnet import REACH, attracted
from drawings_in_hand import MINUTE, START, pane

PANE = pane()
MINUTES = CandleUnit.MINUTE_1


def bar_at(time_ms: float) -> Bar | None:
    """Every third minute has a candle from 140 to 160 that rises from 145 to 155."""
    slot = MINUTES.slot(int(time_ms))
    return Bar(slot * MINUTE, 145.0, 160.0, 140.0, 155.0, 1.0, 1.0) if slot % 3 == START % 3 else None


@pytest.mark.parametrize("price", [145.0, 160.0, 140.0, 155.0])
def test_each_of_the_four_prices_attracts(price):
    found = attracted(4.0 + 3, PANE.y(price) + 5, PANE, bar_at)
    assert found == (START * MINUTE + MINUTE // 2, price)


def test_the_nearest_one_attracts():
    assert attracted(4.0, PANE.y(159.0), PANE, bar_at).price == 160.0
    assert attracted(4.0, PANE.y(156.5), PANE, bar_at).price == 155.0


def test_a_neighbour_attracts_too():
    assert attracted(17.0, PANE.y(160.0), PANE, bar_at).time_ms == (START + 3) * MINUTE + MINUTE // 2


def test_what_is_too_far_does_not_attract():
    assert attracted(4.0, PANE.y(160.0) - REACH - 1, PANE, bar_at) is None
    assert attracted(4.0, PANE.y(160.0), PANE, lambda _: None) is None


@given(st.floats(0, 800), st.floats(0, 400), st.floats(0.01, 90.0), st.booleans())
def test_what_attracts_is_within_reach_and_a_price_of_its_candle(x, y, width, is_log):
    projection = pane(width=width, is_log=is_log)
    found = attracted(x, y, projection, bar_at)
    if found is not None:
        to_x, to_y = projection.point(found)
        assert (to_x - x) ** 2 + (to_y - y) ** 2 <= REACH**2 * 1.001
        assert found.price in bar_at(found.time_ms)[1:5]
