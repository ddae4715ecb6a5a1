"""The plausible figures of a market, up to both limits."""

from __future__ import annotations

import math

import pytest

from core.market.figures import LARGEST, known_change, known_figure


@pytest.mark.parametrize("number", [0.0, 5e-324, 105.0, LARGEST])
def test_a_plausible_figure_is_unchanged(number: float) -> None:
    assert known_figure(number) == number
    assert known_change(number) == number
    assert known_change(-number) == -number


@pytest.mark.parametrize("number", [None, math.nan, math.inf, math.nextafter(LARGEST, math.inf), 1e308])
def test_an_implausible_figure_is_unknown(number: float | None) -> None:
    assert known_figure(number) is None
    assert known_change(number) is None
    assert number is None or known_change(-number) is None


def test_a_figure_below_zero_is_unknown_and_a_change_is_not() -> None:
    assert known_figure(-5e-324) is None
    assert known_change(-5e-324) == -5e-324
