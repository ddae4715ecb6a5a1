"""What a pane says in figures: last values as tags on its axis, and the pieces of its legend."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from PySide6.QtGui import QColor

from widgets.look.theme import LINE_COLORS, Ink, Theme

Paint = Ink | QColor
"""A colour: a role of the theme, or one that the user chose."""


class Reading(NamedTuple):
    """The last value of something drawn, as a tag on the axis."""

    value: float
    paint: Paint
    text: str = ""
    """Empty for the value as the axis writes it."""
    note: str = ""
    """A second line below, such as a countdown."""
    has_line: bool = False
    """Whether a dotted line across the pane marks the value."""


class Weight(IntEnum):
    """What a text of a legend says, by how early it is left out where there is room for some texts only."""

    VOLUME = 1
    """It has a pane of its own."""
    TIME = 2
    OTHER_PRICES = 3
    """Open, high and low, which are drawn."""
    CLOSE = 4
    """With its change; the axis has it too."""
    VALUES = 5
    """Of indicators."""
    KEPT = 6


class Piece(NamedTuple):
    """One text of the legend."""

    text: str
    paint: Paint
    weight: Weight = Weight.KEPT
    short: str = ""
    """What is written instead of leaving the text out; empty for nothing."""


def color_of(theme: Theme, paint: Paint) -> QColor:
    """Return the colour in a theme."""
    return theme.ink(paint) if isinstance(paint, Ink) else paint


def text_color_on(theme: Theme, paint: Paint) -> QColor:
    """Return the colour of texts on a ground of that colour."""
    if paint is Ink.RISE:
        return theme.on_rise
    if paint is Ink.FALL:
        return theme.on_fall
    if isinstance(paint, Ink):
        return theme.on_link if paint in _LINES else theme.text
    return QColor("black") if paint.lightnessF() > _LIGHT else QColor("white")


_LIGHT = 0.5
_LINES = frozenset(Ink[f"LINE_{number}"] for number in range(1, LINE_COLORS + 1))
"""The colours of lines: on them lie the same texts as on those of link groups."""
