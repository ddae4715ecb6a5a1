"""The four themes and the two conventions for up and down; whether everything in them can be read."""

from __future__ import annotations

from dataclasses import fields

import pytest
from PySide6.QtGui import QColor

from grounds import MARKS, MARKS_OF_TITLES, TEXTS, TEXTS_OF_TAGS, TEXTS_OF_TITLES, VEILED
from widgets.look.contrast import LEAST_FOR_MARKS, LEAST_FOR_TEXT, Rgb, contrast, covered
from widgets.look.theme import LINE_COLORS, Ink, Theme
from widgets.look.themes import ThemeName, UpDownColors, theme

ALL = [(name, colors) for name in ThemeName for colors in UpDownColors]


@pytest.mark.parametrize(("name", "colors"), ALL)
def test_every_role_is_a_colour_that_exists(name, colors):
    made = theme(name, colors)
    for field in fields(Theme):
        value = getattr(made, field.name)
        if isinstance(value, QColor):
            assert value.isValid(), field.name
            assert (value.alpha() < 255) is (field.name == "veil"), field.name


def is_red(color):
    return color.red() > 1.3 * max(color.blue(), color.green())


@pytest.mark.parametrize("name", [ThemeName.DARK, ThemeName.LIGHT, ThemeName.HIGH_CONTRAST])
def test_red_is_up_in_korea_and_down_elsewhere(name):
    korean, other = (theme(name, colors) for colors in UpDownColors)
    assert is_red(korean.rise)
    assert korean.fall.blue() > korean.fall.red()
    assert is_red(other.fall)
    assert other.rise.green() > max(other.rise.red(), other.rise.blue())


def test_for_the_colour_blind_the_two_are_orange_and_blue():
    korean, other = (theme(ThemeName.COLOR_BLIND, colors) for colors in UpDownColors)
    assert (korean.rise, korean.fall) == (other.fall, other.rise)
    assert korean.rise.red() > korean.rise.green() > korean.rise.blue(), "orange"
    assert korean.fall.blue() > korean.fall.red()


@pytest.mark.parametrize(("name", "colors"), ALL)
def test_bids_have_the_colours_of_a_rise_and_asks_those_of_a_fall(name, colors):
    made, other = theme(name, colors), theme(name, next(each for each in UpDownColors if each is not colors))
    for of_bids, of_asks in (("bid_bar", "ask_bar"), ("bid_edge", "ask_edge"), ("rise_volume", "fall_volume")):
        assert getattr(made, of_bids) != getattr(made, of_asks)
        assert getattr(made, of_bids) != getattr(other, of_bids)


def test_rising_candles_are_hollow_where_colours_cannot_be_distinguished():
    hollow = {name for name in ThemeName if theme(name).has_hollow_rises}
    assert hollow == {ThemeName.HIGH_CONTRAST, ThemeName.COLOR_BLIND}


@pytest.mark.parametrize("name", ThemeName)
def test_the_lines_of_a_chart_differ_in_every_theme(name):
    made = theme(name)
    colors = [rgb(made.ink(Ink[f"LINE_{number}"])) for number in range(1, LINE_COLORS + 1)]
    for index, color in enumerate(colors):
        for other in (*colors[:index], rgb(made.panel)):
            assert sum(abs(mine - its) for mine, its in zip(color, other, strict=True)) > 45


def test_a_theme_is_made_once():
    assert theme(ThemeName.LIGHT) is theme(ThemeName.LIGHT, UpDownColors.KOREAN)


def rgb(color: QColor) -> Rgb:
    return color.red(), color.green(), color.blue()


def too_weak(made: Theme, table: dict[str, set[str]], least: float) -> list[str]:
    """The pairs of a table with too little contrast, with and without the veil."""
    found = []
    for ground, roles in table.items():
        below = rgb(getattr(made, ground))
        for role in roles:
            above = rgb(getattr(made, role))
            figures = {"": contrast(above, below)}
            if ground in VEILED:
                veil, opacity = rgb(made.veil), made.veil.alphaF()
                figures[" below the veil"] = contrast(covered(above, veil, opacity), covered(below, veil, opacity))
            found += [f"{role} on {ground}{how}: {each:.2f}" for how, each in figures.items() if each < least]
    return found


@pytest.mark.parametrize(("name", "colors"), ALL)
def test_every_text_can_be_read_on_every_ground_it_is_painted_on(name, colors):
    assert too_weak(theme(name, colors), TEXTS, LEAST_FOR_TEXT) == []
    assert too_weak(theme(name, colors), TEXTS_OF_TAGS, LEAST_FOR_TEXT) == []


@pytest.mark.parametrize(("name", "colors"), ALL)
def test_every_mark_can_be_seen_on_every_ground_it_is_painted_on(name, colors):
    assert too_weak(theme(name, colors), MARKS, LEAST_FOR_MARKS) == []


@pytest.mark.parametrize(("name", "colors"), ALL)
def test_chips_and_titles_can_be_read_in_every_panel_with_and_without_the_keyboard(name, colors):
    assert too_weak(theme(name, colors), TEXTS_OF_TITLES, LEAST_FOR_TEXT) == []
    assert too_weak(theme(name, colors), MARKS_OF_TITLES, LEAST_FOR_MARKS) == []


@pytest.mark.parametrize("colors", UpDownColors)
def test_the_theme_of_high_contrast_has_it(colors):
    assert too_weak(theme(ThemeName.HIGH_CONTRAST, colors), TEXTS, 6.0) == []


@pytest.mark.parametrize("colors", UpDownColors)
def test_for_the_colour_blind_up_and_down_differ_in_lightness_too(colors):
    made = theme(ThemeName.COLOR_BLIND, colors)
    up, down = made.rise, made.fall
    assert abs(up.blue() - down.blue()) > 150, "the axis that nearly all colour-blind people see"
