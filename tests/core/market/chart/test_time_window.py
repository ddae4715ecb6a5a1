"""Panning, zooming, following."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.market.candles.units import CandleUnit
from core.market.chart.time_window import (
    DEFAULT_BAR_WIDTH,
    LONGEST_MS,
    REACH,
    RIGHT_MARGIN,
    WIDEST_BAR,
    WIDEST_SPAN,
    TimeWindow,
    widest_span,
)
from core.model.candle_rows import MAX_CANDLES
from thorough import examples


def window(
    width: int = 700, oldest: int = 0, newest: int = 10_000, unit: CandleUnit = CandleUnit.MINUTE_1
) -> TimeWindow:
    made = TimeWindow(unit)
    made.resize(width)
    made.extend(oldest, newest)
    return made


def test_it_begins_at_the_live_edge_with_room_at_the_right():
    made = window()
    assert made.x(10_001) == pytest.approx(700 - RIGHT_MARGIN)
    assert made.is_following


@pytest.mark.parametrize(("requested", "got"), [(7.0, 7.0), (1e9, WIDEST_BAR), (1e-12, 700 / WIDEST_SPAN)])
def test_bars_have_the_set_width_even_before_the_window_has_one(requested, got):
    made = TimeWindow(CandleUnit.MINUTE_1)
    made.set_bar_width(requested)
    made.resize(700)
    made.extend(0, 10_000)
    assert made.bar_width == got
    assert made.x(10_001) == pytest.approx(700 - RIGHT_MARGIN)


def test_it_follows_the_newest_candle_only_from_the_live_edge():
    made = window()
    made.extend(0, 10_001)
    assert made.x(10_002) == pytest.approx(700 - RIGHT_MARGIN)
    made.pan(100)
    seen = made.left
    made.extend(0, 10_005)
    assert (made.left, made.is_following) == (seen, False)


@pytest.mark.parametrize("unit", CandleUnit)
@pytest.mark.parametrize("bar_width", [0.3, 1.0, 3.7, 7.0, 8.0, 31.1, WIDEST_BAR])
def test_moved_back_to_the_live_edge_it_follows_again_whatever_the_rounding(unit, bar_width):
    newest = 1_795_000_000_000 // unit.length_ms
    made = window(oldest=newest - 5_000, newest=newest, unit=unit)
    made.set_bar_width(bar_width)
    for pixels in (1, 7, 80, 333):
        for _ in range(3):
            made.pan(pixels)
        assert not made.is_following
        for _ in range(3):
            made.pan(-pixels)
        assert made.is_following
        made.pan(pixels)
        made.show_span(made.left + pixels / made.bar_width, made.right + pixels / made.bar_width)
        assert made.is_following


@pytest.mark.parametrize("unit", CandleUnit)
def test_the_newest_candle_is_in_sight_while_any_pixel_of_it_is_in_the_window(unit):
    made = TimeWindow(unit)
    assert not made.has_newest_in_sight
    newest = 1_795_000_000_000 // unit.length_ms
    made = window(oldest=newest - 5_000, newest=newest, unit=unit)
    assert made.has_newest_in_sight
    for pixels in (1, 400, 299, -250):
        made.pan(pixels)
        assert made.has_newest_in_sight is (made.x(newest) < made.width)
    made.to_oldest()
    assert not made.has_newest_in_sight
    made.to_newest()
    assert made.has_newest_in_sight


def test_wider_bars_never_uncover_more_than_the_margin_beyond_the_newest_candle():
    made = window()
    made.pan(1)
    assert not made.is_following
    made.set_bar_width(WIDEST_BAR)
    assert made.x(10_001) >= 700 - RIGHT_MARGIN - 1e-6


def test_older_pages_move_nothing():
    made = window()
    made.pan(5_000)
    seen = made.left
    made.extend(-5_000, 10_000)
    assert made.left == seen


def test_dragging_back_to_the_live_edge_follows_again():
    made = window()
    made.pan(300)
    made.pan(-400)
    assert made.is_following
    assert made.right == made.live_right


def test_zooming_keeps_the_point_under_the_pointer():
    made = window()
    made.pan(2_000)
    under = made.slot_at(250)
    made.zoom(1.5, 250)
    assert made.slot_at(250) == pytest.approx(under)
    assert made.bar_width == pytest.approx(DEFAULT_BAR_WIDTH * 1.5)


def test_zooming_out_while_following_keeps_the_live_edge():
    made = window()
    made.zoom(0.5, 10)
    assert made.x(10_001) == pytest.approx(700 - RIGHT_MARGIN)
    assert made.is_following


def test_zooming_in_keeps_the_point_under_the_pointer_also_while_following():
    made = window()
    under = made.slot_at(250)
    made.zoom(1.5, 250)
    assert made.slot_at(250) == pytest.approx(under)
    assert not made.is_following, "the newest candle is not where it belongs"


def test_zooming_in_and_out_again_leads_back_to_the_newest_candle():
    for x in range(10, 640, 37):
        for factor in (1.15, 1.5, 3.3):
            made = window(newest=30_000_000)
            made.zoom(factor, x)
            made.zoom(1 / factor, x)
            assert made.is_following, (x, factor)
            assert made.right == made.live_right


@pytest.mark.parametrize("x", [700 - RIGHT_MARGIN - 1, 699, 700])
def test_zooming_at_the_newest_candle_or_right_of_it_goes_on_following(x):
    made = window()
    for factor in (1.5, 3.0, 0.2):
        made.zoom(factor, x)
        assert made.is_following
        assert made.x(10_001) == pytest.approx(700 - RIGHT_MARGIN)


def test_either_end_is_one_step_away():
    made = window()
    made.to_oldest()
    assert made.left == pytest.approx(0)
    assert not made.is_following
    made.to_newest()
    assert made.is_following


def test_new_candles_after_a_reset_are_followed_at_the_same_zoom():
    made = window()
    made.zoom(2, 0)
    made.pan(1_000)
    made.reset()
    assert not made.has_candles
    made.extend(0, 50)
    assert (made.right, made.bar_width) == (made.live_right, DEFAULT_BAR_WIDTH * 2)


def test_candles_that_are_gone_bound_the_zoom_no_more():
    made = window(oldest=9_900)
    made.extend(9_900, 10_000, is_whole=True)
    made.reset()
    made.set_bar_width(2.0)
    assert made.bar_width == 2.0


MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("pan"), st.floats(-1e6, 1e6)),
        st.tuples(st.just("zoom"), st.floats(0.01, 100)),
        st.tuples(st.just("resize"), st.integers(0, 4_000)),
        st.tuples(st.just("grow"), st.integers(0, 500)),
    )
)


@given(MOVES)
def test_after_any_moves_some_candle_stays_in_sight(moves):
    made, newest = window(), 10_000
    for move, amount in moves:
        if move == "pan":
            made.pan(amount)
        elif move == "zoom":
            made.zoom(amount, made.width / 3)
        elif move == "resize":
            made.resize(int(amount))
        else:
            newest += int(amount)
            made.extend(0, newest)
        assert made.right > 0
        assert made.left < newest + 1 + RIGHT_MARGIN / made.bar_width
        assert made.right <= made.live_right
        if made.is_following:
            assert made.right == made.live_right


@pytest.mark.parametrize("unit", CandleUnit)
def test_the_widest_span_is_one_of_slots_and_of_time(unit):
    made = window(newest=100_000_000, unit=unit)
    made.set_bar_width(1e-12)
    span = made.right - made.left
    assert span <= WIDEST_SPAN * 1.001
    assert span * unit.length_ms <= LONGEST_MS * 1.001
    assert span == pytest.approx(widest_span(unit))


def test_one_can_zoom_out_some_way_ahead_of_candles_to_come_and_no_further():
    made = window(oldest=9_000)
    for _ in range(60):
        made.zoom(0.5, 100)
    seen = made.bar_width
    assert made.right - made.left == pytest.approx(4 * 1_001 * 700 / (700 - RIGHT_MARGIN))
    made.extend(8_000, 10_000)
    assert made.bar_width == seen, "older pages move nothing"
    made.zoom(0.5, 100)
    assert made.bar_width < seen


def test_once_there_are_no_older_candles_all_of_them_fill_the_view():
    made = window(oldest=9_000)
    made.set_bar_width(0.1)
    made.extend(9_000, 10_000, is_whole=True)
    assert made.x(9_000) == pytest.approx(0)
    assert made.x(10_001) == pytest.approx(700 - RIGHT_MARGIN)


def test_zooming_at_the_end_of_the_zoom_moves_nothing():
    for factor in (0.5, 2.0):
        made = window()
        made.pan(500)
        for _ in range(60):
            made.zoom(factor, 200)
        seen = (made.left, made.bar_width)
        made.zoom(factor, 600)
        assert (made.left, made.bar_width) == pytest.approx(seen)


def test_a_wide_bar_in_a_window_made_narrow_is_not_made_narrower_by_zooming_in():
    made = window()
    made.set_bar_width(WIDEST_BAR)
    made.resize(60)
    made.zoom(1.5, 30)
    assert made.bar_width == WIDEST_BAR


def minutes_ago(newest: int, count: int) -> TimeWindow:
    made = window(newest=newest)
    made.pan((count - 50) * made.bar_width)
    return made


def test_another_unit_shows_the_same_moment_before_and_after_its_pages_come():
    made = minutes_ago(1_000_000, 5_000)
    moment = made.middle_ms
    made.change_unit(CandleUnit.MINUTE_5)
    assert not made.has_candles
    made.extend(199_800, 200_000)
    assert made.middle_ms == pytest.approx(moment)
    made.extend(198_000, 200_000)
    made.resize(300)
    assert made.middle_ms == pytest.approx(moment)
    assert not made.is_following


def test_a_moment_that_a_unit_cannot_show_is_kept_until_the_window_is_moved():
    made = minutes_ago(1_000_000, 5_000)
    moment = made.middle_ms
    made.change_unit(CandleUnit.MONTH)
    made.extend(0, 22)
    assert made.is_following
    made.change_unit(CandleUnit.SECOND_1)
    made.extend(59_999_000, 60_000_000)
    assert made.is_following, "too many seconds ago"
    made.change_unit(CandleUnit.MINUTE_1)
    made.extend(0, 1_000_000)
    assert made.middle_ms == pytest.approx(moment)
    made.to_newest()
    made.change_unit(CandleUnit.MINUTE_5)
    made.extend(0, 200_000)
    assert made.is_following


NOW_MS = 1_795_835_730_000
BEGAN_MS = 1_506_297_600_000


@settings(max_examples=examples(20), deadline=None)
@given(st.floats(BEGAN_MS, NOW_MS), st.floats(0.1, 60.0), st.integers(100, 2_000))
@pytest.mark.parametrize(("before", "after"), list(itertools.permutations(CandleUnit, 2)))
def test_any_change_of_unit_keeps_a_moment_within_reach_and_else_follows_the_newest(
    before, after, moment, bar_width, width
):
    made = window(width, before.slot(BEGAN_MS), before.slot(NOW_MS), before)
    made.set_bar_width(bar_width)
    at = before.position(moment)
    made.show_span(at - width / bar_width / 2, at + width / bar_width / 2)
    moment, is_following = made.middle_ms, made.is_following
    made.change_unit(after)
    newest = after.slot(NOW_MS)
    made.extend(newest - 199, newest)
    at = after.position(moment)
    span = made.width / made.bar_width
    if is_following or at < newest - REACH or at + span / 2 >= made.live_right:
        assert made.is_following
        assert made.left < newest + 1 < made.right
    else:
        assert at == pytest.approx(made.left + span / 2)
    assert newest - made.left <= 50 * MAX_CANDLES + span, "what is in sight, and so asked for, is bounded"
    made.extend(newest - 399, newest)
    assert newest - made.left <= 50 * MAX_CANDLES + span


@pytest.mark.parametrize("move", ["pan", "zoom", "to_oldest"])
def test_moving_the_window_ends_the_memory_of_the_moment(move):
    made = minutes_ago(1_000_000, 5_000)
    moment = made.middle_ms
    made.change_unit(CandleUnit.MINUTE_5)
    made.extend(100_000, 200_000)
    {"pan": lambda: made.pan(400), "zoom": lambda: made.zoom(0.5, 0), "to_oldest": made.to_oldest}[move]()
    made.change_unit(CandleUnit.MINUTE_1)
    made.extend(0, 1_000_000)
    assert abs(made.middle_ms - moment) > 60_000


def test_a_moment_before_the_first_candle_is_the_first_candle():
    made = minutes_ago(1_000_000, 5_000)
    made.change_unit(CandleUnit.MINUTE_5)
    made.extend(199_990, 200_000, is_whole=True)
    assert made.right >= 199_990 + 3


@pytest.mark.parametrize(("before", "after"), [(0.05, 1.0), (7.0, 7.0), (96.0, 32.0)])
def test_another_unit_shows_a_sensible_number_of_bars(before, after):
    made = window()
    made.set_bar_width(before)
    made.change_unit(CandleUnit.MINUTE_5)
    assert made.bar_width == after
    narrow = window(width=120)
    narrow.set_bar_width(96.0)
    narrow.change_unit(CandleUnit.MINUTE_5)
    assert narrow.width / narrow.bar_width == pytest.approx(12)


def test_a_window_without_candles_takes_every_move():
    made = window()
    made.reset()
    made.pan(100)
    made.to_oldest()
    made.zoom(2, 3)
    assert made.is_following
    made.extend(0, 10)
    assert made.right == made.live_right


@pytest.mark.parametrize("width", [1, 5, 40, 60, 95, 96, 97, 700])
@pytest.mark.parametrize("bar_width", [0.5, 7.0, 96.0])
def test_a_window_that_follows_shows_the_newest_candle_however_narrow_it_is(width, bar_width):
    window = TimeWindow(CandleUnit.MINUTE_1)
    window.resize(width)
    window.set_bar_width(bar_width)
    window.extend(0, 5_000)
    assert window.left < 5_001
    assert window.right > 5_001


def test_a_span_is_shown_as_far_as_the_zoom_allows_with_its_middle_in_the_middle():
    window = TimeWindow(CandleUnit.MINUTE_1)
    window.resize(700)
    window.show_span(5.0, 10.0)
    assert window.bar_width == DEFAULT_BAR_WIDTH, "without candles there is nothing to show"
    window.extend(0, 5_000)
    window.show_span(1_000.0, 1_100.0)
    assert (window.left, window.right) == pytest.approx((1_000.0, 1_100.0))
    assert not window.is_following
    window.show_span(2_000.0, 2_000.5)
    assert window.bar_width == WIDEST_BAR
    assert (window.left + window.right) / 2 == pytest.approx(2_000.25)
    window.show_span(4_990.0, 5_100.0)
    assert window.is_following
    before = window.left, window.right
    window.show_span(30.0, 20.0)
    assert (window.left, window.right) == before
