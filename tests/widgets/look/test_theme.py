"""Roles and what they are used for."""

from __future__ import annotations

import pytest

from widgets.look.theme import Ink, change_ink, side_ink
from widgets.look.themes import ThemeName, UpDownColors, theme


@pytest.mark.parametrize(
    ("change", "ink"), [(0.1, Ink.RISE), (3.0, Ink.RISE), (-0.1, Ink.FALL), (0.0, Ink.TEXT), (None, Ink.TEXT)]
)
def test_a_change_is_a_rise_a_fall_or_plain(change, ink):
    assert change_ink(change) is ink


def test_buying_is_painted_like_a_rise_and_an_unknown_side_like_neither():
    assert (side_ink(True), side_ink(False), side_ink(None)) == (Ink.RISE, Ink.FALL, Ink.DIM)


@pytest.mark.parametrize("ink", Ink)
def test_each_role_has_a_colour_in_each_theme(ink):
    for name in ThemeName:
        for colors in UpDownColors:
            assert theme(name, colors).ink(ink).alpha() == 255


def test_a_theme_cannot_be_changed():
    with pytest.raises(AttributeError):
        theme().text = theme().panel


def test_dark_and_light_are_distinguished():
    assert [name for name in ThemeName if not theme(name).is_dark] == [ThemeName.LIGHT]
