"""Which pixels the visible candles take."""

import numpy as np
import pytest

from core.market.candles.bar import Bar
from core.market.candles.pixel_merge import PixelMerge
from core.market.chart.price_scale import Scale, fitted
from pane_in_hand import WIDTH, random_series, series_of, window_on
from widgets.chart.panes.bars import FAR, Bars, body_width, to_heights, to_pixels, visible_bars


@pytest.mark.parametrize("bar_width", [1.0, 2.0, 3.0, 5.5, 7.0, 20.0, 96.0])
def test_bodies_have_a_middle_and_leave_a_gap(bar_width):
    width = body_width(bar_width)
    assert 1 <= width <= bar_width
    assert width % 2 or width < 3


@pytest.mark.parametrize(
    ("bar_width", "width"), [(1.0, 1), (3.0, 2), (5.5, 3), (7.0, 5), (11.0, 7), (20.0, 15), (96.0, 71)]
)
def test_a_body_takes_three_quarters_of_its_slot_and_no_more(bar_width, width):
    assert body_width(bar_width) == width


def test_only_what_is_in_sight_is_placed():
    candles = random_series(5_000)
    assert len(visible_bars(candles, window_on(candles, 10.0), PixelMerge()).left) <= WIDTH / 10 + 3
    assert len(visible_bars(candles, window_on(candles, 0.1), PixelMerge()).left) <= WIDTH


def test_rows_right_of_a_pixel_begin_two_before_it():
    candles = random_series(500)
    bars = visible_bars(candles, window_on(candles, 10.0), PixelMerge())
    right = bars.right_of(200)
    assert np.array_equal(right.left, bars.left[-len(right.left) :])
    assert right.left[2] >= 200 > right.left[1]


@pytest.mark.parametrize("bar_width", [2.0, 1.0, 0.5])
def test_a_hole_is_told_from_candles_that_are_not_loaded_yet(bar_width):
    slots = (0, 40, 41, 80, 120, 121, 160)
    candles = series_of(*(Bar(60_000 * slot, 10.0, 11.0, 9.0, 10.0, 1.0, 1.0) for slot in slots))
    window = window_on(candles, bar_width)

    def shown(unloaded: tuple[int, int] | None = None) -> Bars:
        candles.unloaded = unloaded
        return visible_bars(candles, window, PixelMerge()).kept()

    whole, partly = shown(), shown((41, 121))
    rows = {slot: len(whole.left) - len(slots) + place for place, slot in enumerate(slots)}
    before_holes = [rows[slot] for slot in (0, 41, 80, 121) if rows[slot] >= 0]
    assert (whole.holes.tolist(), whole.unloaded.tolist()) == (before_holes, [])
    missing = [rows[slot] for slot in (41, 80) if rows[slot] >= 0]
    assert missing
    assert partly.unloaded.tolist() == missing
    assert partly.holes.tolist() == [row for row in before_holes if row not in missing]
    assert whole.first_difference(shown()) is None
    assert whole.first_difference(partly) == partly.first_difference(whole) == missing[0], "it is drawn again"
    assert partly.since(missing[0]).unloaded.tolist() == [row - missing[0] for row in missing]
    assert shown((0, 1 << 40)).holes.tolist() == []


@pytest.mark.parametrize("scale", [Scale(10.0, 200.0, 300), fitted(10.0, 200.0, 300, 20, 10, is_log=True)])
def test_arrays_lie_where_single_values_do(scale):
    values = np.linspace(1.0, 250.0, 50)
    assert to_heights(scale, values) == pytest.approx([scale.y(value) for value in values])
    assert to_pixels(scale, values).tolist() == [int(np.floor(scale.y(value))) for value in values]


def test_values_far_outside_stay_within_the_coordinates_of_qt_and_no_value_stays_none():
    values = np.array([1e300, -1e300, np.nan])
    for scale in (Scale(0.0, 1.0, 100), fitted(1.0, 2.0, 100, 0, 0, is_log=True)):
        assert np.isnan(to_heights(scale, values)[2])
        assert np.abs(to_pixels(scale, values[:2])).max() <= FAR
