"""The scale of a pane's values: fitted, moved by hand, and kept."""

import pytest

from looks import LOOK
from widgets.chart.panes.value_scale import Fit, ScaleMode, ValueScale

HEIGHT = 200
IN_SIGHT = [(100.0, 120.0), (90.0, 110.0)]


def fitted(fit: Fit = Fit(10, 10), mode: ScaleMode = ScaleMode.LINEAR) -> ValueScale:  # noqa: B008 - never changed
    made = ValueScale(LOOK, fit)
    made.set_mode(mode)
    made.meet(IN_SIGHT, HEIGHT, is_held=False)
    return made


def restored(kept: dict[str, object]) -> ValueScale:
    made = ValueScale(LOOK, Fit(10, 10))
    made.restore_state(kept)
    return made


def test_it_fits_the_reach_of_all_that_is_in_sight():
    scale = fitted().scale
    assert scale.y(120.0) == pytest.approx(10)
    assert scale.y(90.0) == pytest.approx(190)


@pytest.mark.parametrize("move", [lambda values: values.shift(30), lambda values: values.stretch(2.0)])
def test_it_fits_the_same_reach_again_after_a_hand(move):
    values = fitted()
    before = values.scale
    values.meet(IN_SIGHT, HEIGHT, is_held=False)
    assert values.scale is before
    move(values)
    assert values.scale != before
    values.fit_again()
    values.meet(IN_SIGHT, HEIGHT, is_held=False)
    assert values.scale == before


@pytest.mark.parametrize("at", [None, 0.0, 77.0, HEIGHT])
@pytest.mark.parametrize("factor", [0.1, 0.9, 1.15, 8.0])
def test_values_on_a_fixed_lower_end_keep_it_in_place_when_stretched(at, factor):
    values = fitted(Fit(8, 0, low=0.0))
    values.stretch(factor, at)
    assert values.scale.y(0.0) == pytest.approx(HEIGHT)
    between = fitted(Fit(8, 8, low=0.0, high=200.0))
    before = between.scale.y(0.0)
    between.stretch(factor, at)
    assert between.scale.y(0.0) != pytest.approx(before), "two fixed ends are stretched from the pointer"


def test_nothing_in_sight_changes_only_the_height():
    values = fitted()
    before = values.scale
    values.meet([], 300, is_held=False)
    assert values.scale == before.resized(300)


def test_the_prices_leave_room_for_legend_and_marks_where_they_are_high():
    tall = fitted(Fit(12, 12, clears_legend=True)).scale
    assert tall.y(120.0) == pytest.approx(40 + 21)
    assert tall.y(90.0) == pytest.approx(HEIGHT - 21)
    low = ValueScale(LOOK, Fit(12, 12, clears_legend=True))
    low.meet(IN_SIGHT, 100, is_held=False)
    assert low.scale.y(120.0) == pytest.approx(12)


def test_a_hand_that_holds_the_chart_keeps_the_scale():
    values = fitted()
    values.meet([(0.0, 500.0)], HEIGHT, is_held=True)
    assert values.scale.y(120.0) == pytest.approx(10)
    values.meet([(0.0, 500.0)], HEIGHT, is_held=False)
    assert values.scale.y(500.0) == pytest.approx(10)


@pytest.mark.parametrize("mode", ScaleMode)
def test_a_scale_that_a_hand_moved_is_kept_with_its_mode_and_comes_back(mode):
    values = fitted(mode=mode)
    assert values.state() == {"mode": mode.value}, "one that fits needs no ends"
    values.stretch(1.7, 30)
    values.shift(12.5)
    again = restored(values.state())
    again.meet([(80.0, 200.0)], HEIGHT, is_held=False)
    assert again.scale == values.scale
    assert (again.mode, again.is_automatic) == (mode, False)
    again.meet([(500.0, 600.0)], HEIGHT, is_held=False)
    assert again.scale == values.scale, "it was seen with values; now it stays until a hand fits it"
    again.fit_again()
    assert again.state() == {"mode": mode.value}


def test_a_scale_of_an_earlier_run_waits_for_values_and_is_given_up_where_it_shows_none_of_them():
    values = fitted()
    values.shift(3)
    again = restored(values.state())
    again.meet([], HEIGHT, is_held=False)
    assert not again.is_automatic
    again.meet([(5_000.0, 6_000.0)], HEIGHT, is_held=False)
    assert again.is_automatic
    assert again.scale.y(6_000.0) == pytest.approx(10)
    touched = restored(values.state())
    touched.shift(1)
    touched.meet([(5_000.0, 6_000.0)], HEIGHT, is_held=False)
    assert not touched.is_automatic, "a hand wants it so"


@pytest.mark.parametrize(
    ("low", "high"),
    [(1.0, None), (None, 2.0), (2.0, 1.0), (1.0, 1.0), (float("nan"), 2.0), (float("-inf"), 2.0), (True, 2), ("1", 2)],
)
def test_ends_from_outside_that_are_none_are_left_out(low, high):
    values = restored({"mode": "log", "low": low, "high": high})
    assert (values.mode, values.is_automatic) == (ScaleMode.LOG, True)


@pytest.mark.parametrize("mode", [None, 7, "cubic", ["log"]])
def test_a_mode_from_outside_that_is_none_changes_nothing(mode):
    assert restored({"mode": mode}).mode is ScaleMode.LINEAR
