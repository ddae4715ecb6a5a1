"""A theme: one colour for each meaning. Code that paints names the meaning, and the theme says the colour."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtGui import QColor

LINK_COLORS: Final = 6
"""How many link groups have a colour of their own."""

LINE_COLORS: Final = 8
"""How many lines of a chart can be told apart."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of the desk.

    Which of two colours is up and which is down is a second choice, made when a theme is created (`themes.theme`).
    """

    # Grounds
    background: QColor
    """The window, the fields for input, tabs that are not selected."""
    panel: QColor
    """The data of a panel."""
    header: QColor
    """Titles, column titles, footers, buttons."""
    hover: QColor
    """The row or button under the pointer."""
    selection: QColor
    ask_row: QColor
    bid_row: QColor
    ask_bar: QColor
    bid_bar: QColor
    """The depth bars of the order book; texts lie on them."""
    gap_row: QColor
    """A row in place of missing data."""
    crosshair_tag: QColor
    veil: QColor
    """Laid over data that are not current; translucent."""

    # Lines that only divide
    grid: QColor
    border: QColor

    # Texts, and marks of the same meaning
    text: QColor
    dim_text: QColor
    """Secondary: titles, units, times."""
    faint_text: QColor
    """Least important: trailing zeros, what cannot be used now."""
    stale: QColor
    """Figures that are not current."""
    rise: QColor
    """Above the previous close; buying."""
    fall: QColor
    """Below the previous close; selling."""
    warning: QColor
    """Not current: simulated, replayed, stale, disconnected."""
    good: QColor
    """In order: live, connected."""
    bad: QColor
    """Stopped, refused, in danger."""
    accent: QColor
    """Links, and the field that has the focus."""
    banner: QColor
    """The ground of the line across the window that says that prices are not real."""
    on_banner: QColor
    on_rise: QColor
    on_fall: QColor
    """Texts on a ground of that colour."""

    # Link groups: the ground of a chip, whose letter says the same
    link_1: QColor
    link_2: QColor
    link_3: QColor
    link_4: QColor
    link_5: QColor
    link_6: QColor
    on_link: QColor
    """The letter of a chip, and a figure on the colour of a line."""

    # Lines of a chart: indicators and drawings, and their figures
    line_1: QColor
    line_2: QColor
    line_3: QColor
    line_4: QColor
    line_5: QColor
    line_6: QColor
    line_7: QColor
    line_8: QColor

    # Marks
    control: QColor
    """The outline of a field or box that can be operated."""
    rise_volume: QColor
    fall_volume: QColor
    ask_edge: QColor
    bid_edge: QColor
    """The lower edge of the depth bars, which shows their length."""

    has_hollow_rises: bool = False
    """Whether rising candles are outlines only: they differ from falling ones without any colour."""

    def ink(self, ink: Ink) -> QColor:
        """Return the colour of a role."""
        color: QColor = getattr(self, ink)
        return color

    def link(self, number: int) -> QColor:
        """Return the colour of the link group with a number from 0 on."""
        color: QColor = getattr(self, f"link_{number % LINK_COLORS + 1}")
        return color

    @property
    def is_dark(self) -> bool:
        """Whether texts are lighter than their ground."""
        return self.text.lightness() > self.panel.lightness()


class Ink(StrEnum):
    """The role of a text or mark, kept with data until it is painted: data outlive a switch of the theme.

    The values are the names of the fields of `Theme`.
    """

    TEXT = "text"
    DIM = "dim_text"
    FAINT = "faint_text"
    STALE = "stale"
    RISE = "rise"
    FALL = "fall"
    WARNING = "warning"
    GOOD = "good"
    BAD = "bad"
    ACCENT = "accent"
    CROSSHAIR = "crosshair_tag"
    LINE_1 = "line_1"
    LINE_2 = "line_2"
    LINE_3 = "line_3"
    LINE_4 = "line_4"
    LINE_5 = "line_5"
    LINE_6 = "line_6"
    LINE_7 = "line_7"
    LINE_8 = "line_8"


def change_ink(change: float | None) -> Ink:
    """Return the role of a change: a rise above zero, a fall below, a plain text at zero or if unknown."""
    if not change:
        return Ink.TEXT
    return Ink.RISE if change > 0 else Ink.FALL


def side_ink(is_buy: bool | None) -> Ink:
    """Return the role of a side: buying is painted like a rise, selling like a fall."""
    if is_buy is None:
        return Ink.DIM
    return Ink.RISE if is_buy else Ink.FALL
