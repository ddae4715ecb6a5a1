"""Scales and round values on them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.chart.price_scale import (
    Scale,
    decimals_of_step,
    fitted,
    round_step,
    round_step_below,
    scale_between,
)

PRICES = st.floats(1e-8, 1e9)


@given(PRICES, PRICES, st.integers(100, 2_000))
def test_fitted_values_lie_between_the_margins(one, other, height):
    low, high = sorted((one, other))
    scale = fitted(low, high, height, 30, 10)
    assert scale.low < scale.high
    assert scale.y(high) > 30 - 1e-3 or high - low < 1e-9 * high
    assert scale.y(low) < height - 10 + 1e-3 or high - low < 1e-9 * high


@given(st.floats(-1e6, 1e6), st.floats(1, 1e6), st.integers(1, 2_000), st.floats(0, 1))
def test_a_pixel_stands_for_the_value_drawn_there(low, span, height, share):
    scale = Scale(low, low + span, height)
    y = share * height
    assert scale.y(scale.value(y)) == pytest.approx(y, abs=height * 1e-6)


@given(st.floats(1e-9, 1e12))
def test_steps_are_round_and_no_larger_than_needed(least):
    step = round_step(least)
    assert least * (1 - 1e-6) <= step <= least * 2.6
    mantissa = step / 10 ** math.floor(math.log10(step) + 1e-9)
    assert min(abs(mantissa - round_number) for round_number in (1, 2, 5, 10)) < 1e-6


@pytest.mark.parametrize("power", range(-9, 13))
@pytest.mark.parametrize("first", [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0])
def test_a_step_below_is_written_in_two_figures_whatever_its_power(first, power):
    exact = float(f"{first}e{power}")
    assert round_step_below(exact * 1.01) == exact


@given(st.floats(1e-9, 1e12))
def test_a_step_below_is_round_and_at_least_three_quarters_of_the_limit_except_below_15(most):
    step = round_step_below(most)
    assert step <= most * (1 + 1e-6)
    assert step > most * (2 / 3 - 1e-6)
    assert decimals_of_step(step) == decimals_of_step(2 * step) or float(f"{step:.{decimals_of_step(step)}f}") == step


@pytest.mark.parametrize(("most", "step"), [(26.0, 25.0), (10.0, 10.0), (9.9, 8.0), (1.99, 1.5), (0.0, 1e-200)])
def test_a_step_below_is_the_largest_that_is(most, step):
    assert round_step_below(most) == pytest.approx(step)


def test_ticks_are_the_multiples_of_the_step_on_the_scale():
    scale = Scale(158_300_000, 161_100_000, 600)
    step = scale.step(100)
    assert step == 500_000
    assert scale.ticks(step) == [158_500_000, 159_000_000, 159_500_000, 160_000_000, 160_500_000, 161_000_000]


def test_ticks_are_no_finer_than_the_market_trades():
    assert Scale(99.5, 101.5, 600).step(50, least=1.0) == 1.0


@pytest.mark.parametrize(
    ("step", "decimals"), [(500, 0), (1, 0), (0.5, 1), (0.01, 2), (0.00000002, 8), (0.25, 2), (1.5, 1), (25, 0)]
)
def test_a_step_needs_so_many_decimals(step, decimals):
    assert decimals_of_step(step) == decimals


def test_a_market_that_does_not_move_still_has_a_scale():
    assert fitted(5.0, 5.0, 100, 10, 10).low < 5.0 < fitted(5.0, 5.0, 100, 10, 10).high
    assert fitted(0.0, 0.0, 100, 10, 0).high > 0


@pytest.mark.parametrize("price", [5.0, 140_000_000.0, 0.0001, -3.0])
def test_a_market_that_does_not_move_is_drawn_in_the_middle(price):
    scale = fitted(price, price, 100, 10, 10)
    assert scale.y(price) == pytest.approx(50)
    assert scale.high - scale.low == pytest.approx(abs(price) * 0.002 / 0.8)


ODD = st.one_of(
    st.floats(), st.sampled_from([0.0, 5e-324, 1e-200, 1e200, 1e308, -1e308, math.inf, -math.inf, math.nan])
)


@given(ODD, ODD, st.integers(-5, 2_000), st.integers(0, 60), st.integers(0, 60), st.integers(1, 200), ODD)
def test_any_arguments_give_a_scale_that_can_be_drawn(low, high, height, top, bottom, spacing, least):
    scale = fitted(low, high, height, top, bottom)
    assert scale.low < scale.high
    assert scale.height >= 1
    assert all(map(math.isfinite, scale))
    assert all(map(math.isfinite, (scale.y(scale.low), scale.y(scale.high), scale.value(0), scale.value(height))))
    step = scale.step(spacing, least)
    assert 0 < step < math.inf
    assert len(scale.ticks(step)) <= max(scale.height / spacing, 1) + 2
    assert decimals_of_step(step) >= 0


def test_a_step_far_too_fine_for_its_scale_makes_no_ticks():
    assert Scale(0.0, 1e9, 400).ticks(1e-9) == []
    assert Scale(0.0, 1e200, 400).ticks(1e-200) == []


OUTSIDE = st.none() | st.booleans() | st.floats() | st.integers() | st.just(10**400) | st.text(max_size=3)


@given(OUTSIDE, OUTSIDE, st.booleans())
def test_a_scale_from_outside_can_be_drawn_or_is_none(low, high, is_log):
    made = scale_between(low, high, is_log=is_log)
    if made is not None:
        assert (made.low, made.high) == (low, high)
        assert made.resized(200).y(made.high) == pytest.approx(0)
        assert made.resized(200).y(made.low) == pytest.approx(200)
        assert made.value(0.2) > made.value(0.8)


@pytest.mark.parametrize(
    ("low", "high"),
    [(1.0, 1.0), (2.0, 1.0), (1e20, 1e20), (float("nan"), 1.0), (0.0, float("inf")), (True, 5.0), ("1", 2.0)],
)
def test_ends_between_which_nothing_could_be_drawn_are_no_scale(low, high):
    assert scale_between(low, high) is None


def test_a_scale_of_two_ends_is_logarithmic_only_above_zero():
    assert scale_between(1.0, 5, is_log=True) == Scale(1.0, 5.0, 1, is_log=True)
    assert scale_between(-1, 5.0, is_log=True) == Scale(-1.0, 5.0, 1)
