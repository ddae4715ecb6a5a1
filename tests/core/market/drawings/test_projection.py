from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.candles.units import CandleUnit
from core.market.drawings.drawing import FIRST_MS, LAST_MS, Anchor, is_sound
from core.market.drawings.projection import Area, Projection, SlotTimes
from drawings_in_hand import MINUTE, START, anchors, pane, panes


def test_an_anchor_is_in_the_middle_of_its_candle():
    projection = pane()
    made = projection.anchor(203.0, 100.0)
    assert made == ((START + 25) * MINUTE + MINUTE // 2, 175.0)
    assert projection.point(made) == (204.0, 100.0)


def test_of_candles_narrower_than_a_pixel_the_moment_itself_counts():
    projection = pane(width=0.5)
    assert projection.anchor(101.0, 0.0).time_ms == (START + 202) * MINUTE


def test_a_price_is_one_of_the_market():
    projection = Projection(*pane_parts(), on_grid=lambda price: round(price / 5) * 5.0)
    assert projection.anchor(40.0, 121.0).price == 175.0


def pane_parts():
    usual = pane()
    return Area(30.0, 20.0, 830.0, 420.0), usual.times, usual.prices


def test_an_area_that_begins_elsewhere_moves_everything():
    moved, usual = Projection(*pane_parts()), pane()
    made = moved.anchor(233.0, 120.0)
    assert made == usual.anchor(203.0, 100.0)
    assert moved.point(made) == (234.0, 120.0)
    assert moved.y(made.price) == 120.0


@given(panes(), anchors())
def test_any_anchor_has_a_place_and_any_place_an_anchor(projection, made):
    x, y = projection.point(made)
    assert is_sound(*projection.anchor(x, y))
    assert projection.shifted(made, 0.0, 0.0) == made


@given(st.sampled_from(CandleUnit), st.floats(0.01, 90.0), st.floats(-1e12, 1e12))
def test_times_never_raise_and_go_there_and_back(unit, width, x):
    times = SlotTimes(unit, unit.position(START * MINUTE), width)
    there = times.x(times.time_ms(x))
    if abs(x) < 10_000:
        assert there == pytest.approx(x, abs=1e-3 + width * 1e-6)


@given(panes(), anchors(is_near=True), st.floats(-500, 500), st.floats(-500, 500))
def test_a_shift_and_one_back_lead_to_the_same_place(projection, made, right, down):
    back = projection.shifted(projection.shifted(made, right, down), -right, -down)
    x, y = projection.point(made)
    if projection.prices.value(y + down) < 1e-9:
        return  # there are no such prices: it went no farther than the least one
    assert projection.point(back) == (pytest.approx(x, abs=0.5), pytest.approx(y, abs=0.5))


@pytest.mark.parametrize("unit", CandleUnit)
def test_no_place_is_before_the_first_or_after_the_last_moment(unit):
    times = SlotTimes(unit, unit.position(START * MINUTE), 0.01)
    length = 2 * unit.length_ms
    assert times.time_ms(1e15) == pytest.approx(LAST_MS, abs=length)
    assert times.time_ms(-1e15) == pytest.approx(FIRST_MS, abs=length)


def test_a_shift_sideways_leaves_the_price_exactly_as_it_is():
    made = Anchor(START * MINUTE, 123.456789)
    assert pane(is_log=True).shifted(made, 80.0, 0.0) == (made.time_ms + 10 * MINUTE, made.price)
    assert pane(is_log=True).shifted(made, 0.0, 80.0).time_ms == made.time_ms


def test_the_area_knows_what_is_inside():
    area = Area(0.0, 0.0, 10.0, 20.0)
    assert area.middle == (5.0, 10.0)
    assert area.contains(0.0, 0.0)
    assert not area.contains(10.0, 5.0)
    assert area.contains(10.0, 5.0, margin=1.0)
    assert not area.contains(float("nan"), 5.0)
