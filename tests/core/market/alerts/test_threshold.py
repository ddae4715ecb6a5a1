from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.alerts.alert import Direction
from core.market.alerts.threshold import Threshold

UP, DOWN, EITHER = Direction.UP, Direction.DOWN, Direction.EITHER


def crossings(direction: Direction, *figures: float) -> list[Direction | None]:
    threshold = Threshold(100.0, 1.0, direction)
    return [threshold.take(figure) for figure in figures]


def test_the_first_figure_crosses_nothing():
    for direction in Direction:
        for figure in (50.0, 100.0, 150.0):
            assert crossings(direction, figure) == [None]


def test_reaching_the_level_is_a_crossing():
    assert crossings(UP, 99, 100) == [None, UP]
    assert crossings(DOWN, 101, 100) == [None, DOWN]
    assert crossings(EITHER, 99, 100) == [None, UP]
    assert crossings(EITHER, 101, 100) == [None, DOWN]


def test_a_level_set_where_the_price_is_waits_until_the_price_has_left_it():
    assert crossings(EITHER, 100, 100, 101, 100) == [None, None, None, DOWN]
    assert crossings(UP, 100, 101, 98, 100) == [None, None, None, UP]
    assert crossings(DOWN, 100, 99, 102, 100) == [None, None, None, DOWN]


def test_the_other_way_is_not_told():
    assert crossings(UP, 101, 90) == [None, None]
    assert crossings(DOWN, 99, 110) == [None, None]


@pytest.mark.parametrize(("direction", "side"), [(UP, -1), (DOWN, 1)])
def test_trembling_around_the_level_is_told_once(direction: Direction, side: int):
    near, away = 100 + 0.5 * side, 100 + 1.0 * side
    assert crossings(direction, away, 100, near, 100, near, 100) == [None, direction, None, None, None, None]
    assert crossings(direction, away, 100, away, 100) == [None, direction, None, direction]


def test_both_ways_are_told_at_the_level_once_the_margin_was_left_on_either_side():
    assert crossings(EITHER, 99, 100, 99.5, 99, 99.9, 100.5) == [None, UP, None, None, None, UP]
    assert crossings(EITHER, 99, 100, 101, 100.5, 100, 99.5, 100.5) == [None, UP, None, None, DOWN, None, None]
    assert crossings(EITHER, 99, 102, 100, 98, 100) == [None, UP, DOWN, None, UP], "a jump has left the margin"


@given(st.sampled_from(Direction), st.lists(st.integers(950, 1050).map(lambda each: each / 10)))
def test_what_is_told_always_lies_between_the_figure_before_and_this_one(direction: Direction, figures: list[float]):
    told = crossings(direction, *figures)
    for before, figure, way in zip(figures, figures[1:], told[1:], strict=False):
        assert way is not UP or before <= 100.0 <= figure
        assert way is not DOWN or figure <= 100.0 <= before


@given(st.sampled_from(Direction), st.lists(st.integers(95, 105)), st.data())
def test_a_restart_at_any_moment_changes_nothing(direction: Direction, figures: list[int], data: st.DataObject):
    cut = data.draw(st.integers(0, len(figures)))
    first, second = Threshold(100.0, 1.0, direction), Threshold(100.0, 1.0, direction)
    told = [first.take(figure) for figure in figures[:cut]]
    second.restore(first.state())
    told += [second.take(figure) for figure in figures[cut:]]
    assert told == crossings(direction, *figures)


@given(st.none() | st.integers() | st.lists(st.none() | st.integers() | st.text()))
def test_a_foreign_state_is_left_out(state: object):
    threshold = Threshold(100.0, 1.0, UP)
    threshold.restore(state)
    assert threshold.state() == []


@given(st.sampled_from(Direction), st.lists(st.integers(950, 1050).map(lambda each: each / 10)))
def test_one_that_rests_tells_nothing_next_and_one_that_has_told_rests_unless_the_figure_jumped(
    direction: Direction, figures: list[float]
):
    threshold = Threshold(100.0, 1.0, direction)
    for figure in figures:
        was_resting = threshold.is_resting
        told = threshold.take(figure)
        assert not (was_resting and told)
        assert told is None or threshold.is_resting or abs(figure - 100.0) >= 1.0
