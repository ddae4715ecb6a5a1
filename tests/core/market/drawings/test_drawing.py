from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.drawings.drawing import (
    ANCHORS,
    FIRST_MS,
    LAST_MS,
    USUAL_STYLES,
    WIDTHS,
    Kind,
    Tint,
    anchor,
    is_color,
    is_sound,
)
from core.model.price import LARGEST_PRICE, LEAST_PRICE


def test_every_kind_has_anchors_and_a_usual_style():
    assert set(ANCHORS) == set(USUAL_STYLES) == set(Kind)
    assert all(is_color(style.color) and style.width in WIDTHS for style in USUAL_STYLES.values())


@pytest.mark.parametrize("color", [*Tint, "#00ff7f"])
def test_a_colour_follows_the_theme_or_is_fixed(color):
    assert is_color(color)


@pytest.mark.parametrize("color", ["", "red", "#00FF7F", "#00ff7", "#00ff7f0", " accent", "panel", "__class__"])
def test_anything_else_is_no_colour(color):
    assert not is_color(color)


@given(st.floats(), st.floats())
def test_an_anchor_is_within_its_bounds_whatever_it_is_made_of(time_ms, price):
    made = anchor(time_ms, price)
    assert FIRST_MS <= made.time_ms <= LAST_MS
    assert LEAST_PRICE <= made.price <= LARGEST_PRICE
    assert isinstance(made.time_ms, int)
    assert is_sound(*made)
    if is_sound(time_ms, price):
        assert made == (round(time_ms), price)


@pytest.mark.parametrize(
    ("time_ms", "price"),
    [
        (math.nan, 1.0),
        (0, math.nan),
        (math.inf, 1.0),
        (0, math.inf),
        (0, 0.0),
        (0, -1.0),
        (LAST_MS + 1, 1.0),
        (0, 1e16),
    ],
)
def test_what_no_chart_can_show_is_not_sound(time_ms, price):
    assert not is_sound(time_ms, price)
