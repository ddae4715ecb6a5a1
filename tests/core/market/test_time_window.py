"""Panning, zooming, following."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.time_window import DEFAULT_BAR_WIDTH, RIGHT_MARGIN, WIDEST_BAR, WIDEST_SPAN, TimeWindow


def window(width: int = 700, oldest: int = 0, newest: int = 10_000) -> TimeWindow:
    made = TimeWindow()
    made.resize(width)
    made.extend(oldest, newest)
    return made


def test_it_begins_at_the_live_edge_with_room_at_the_right():
    made = window()
    assert made.x(10_001) == pytest.approx(700 - RIGHT_MARGIN)
    assert made.is_following


@pytest.mark.parametrize(("asked", "got"), [(7.0, 7.0), (1e9, WIDEST_BAR), (1e-12, 700 / WIDEST_SPAN)])
def test_bars_are_as_wide_as_told_also_before_the_window_has_a_width(asked, got):
    made = TimeWindow()
    made.set_bar_width(asked)
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


def test_zooming_keeps_what_is_under_the_pointer():
    made = window()
    made.pan(2_000)
    under = made.slot_at(250)
    made.zoom(1.5, 250)
    assert made.slot_at(250) == pytest.approx(under)
    assert made.bar_width == pytest.approx(DEFAULT_BAR_WIDTH * 1.5)


def test_zooming_while_following_keeps_the_live_edge():
    made = window()
    made.zoom(0.5, 10)
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


MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("pan"), st.floats(-1e6, 1e6)),
        st.tuples(st.just("zoom"), st.floats(0.01, 100)),
        st.tuples(st.just("resize"), st.integers(0, 4_000)),
        st.tuples(st.just("grow"), st.integers(0, 500)),
    )
)


@given(MOVES)
def test_whatever_one_does_some_candle_stays_in_sight(moves):
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
