"""One drawing: its kind, its anchors in time and price, and how it looks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from core.model.price import LARGEST_PRICE, LEAST_PRICE, is_price

FIRST_MS: Final = -62_000 * 1_000_000_000
LAST_MS: Final = 253_000 * 1_000_000_000
"""About the years 5 to 9987: times outside have no date."""
WIDTHS: Final = (1, 2, 3, 4)
"""The widths of lines to choose from, in pixels."""
LONGEST_TEXT: Final = 120
"""Letters of a text on the chart."""


class Kind(StrEnum):
    """What a drawing is. The values are what is kept on disk."""

    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"
    TREND = "trend"
    RAY = "ray"
    CHANNEL = "channel"
    RECTANGLE = "rectangle"
    FIBONACCI = "fibonacci"
    RANGE = "range"
    """The difference of two prices, and how much it is in per cent."""
    TEXT = "text"


ANCHORS: Final[Mapping[Kind, int]] = {
    Kind.HORIZONTAL: 1,
    Kind.VERTICAL: 1,
    Kind.TREND: 2,
    Kind.RAY: 2,
    Kind.CHANNEL: 3,
    Kind.RECTANGLE: 2,
    Kind.FIBONACCI: 2,
    Kind.RANGE: 2,
    Kind.TEXT: 1,
}
"""How many anchors each kind has. The third one of a channel lies on its second line."""


class Dash(StrEnum):
    """How a line is dashed."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"


class Tint(StrEnum):
    """The colours that follow the theme. The values are the names of its fields."""

    ACCENT = "accent"
    RISE = "rise"
    FALL = "fall"
    GOOD = "good"
    WARNING = "warning"
    PURPLE = "link_2"
    PINK = "link_4"
    TEXT = "text"


_RGB: Final = re.compile(r"#[0-9a-f]{6}")


def is_color(text: str) -> bool:
    """Whether `text` is a colour of a drawing: one that follows the theme, or `#rrggbb`."""
    return text in set(Tint) or _RGB.fullmatch(text) is not None


class Style(NamedTuple):
    """How the lines of a drawing look."""

    color: str
    """See `is_color`."""
    width: int = 1
    dash: Dash = Dash.SOLID


class Anchor(NamedTuple):
    """A point of a drawing."""

    time_ms: int
    """Unix ms."""
    price: float


def anchor(time_ms: float, price: float) -> Anchor:
    """The anchor at a moment and a price; both are put within their bounds, whatever they are."""
    moment = round(min(max(time_ms, FIRST_MS), LAST_MS)) if time_ms == time_ms else 0  # noqa: PLR0124 - is it a number?
    return Anchor(moment, min(max(price, LEAST_PRICE), LARGEST_PRICE) if price == price else LEAST_PRICE)  # noqa: PLR0124


def is_sound(time_ms: float, price: float) -> bool:
    """Whether both can be an anchor's as they are."""
    return FIRST_MS <= time_ms <= LAST_MS and is_price(price)


@dataclass(frozen=True, slots=True)
class Drawing:
    """One drawing. It is never changed, only replaced."""

    id: int
    """Its number in the list of its market, for as long as the program runs."""
    kind: Kind
    anchors: tuple[Anchor, ...]
    """As many as `ANCHORS` says."""
    style: Style
    text: str = ""
    """In one line; only of texts."""
    is_locked: bool = False
    """Whether the user cannot move it."""
    is_hidden: bool = False


USUAL_STYLES: Final[Mapping[Kind, Style]] = {
    Kind.HORIZONTAL: Style(Tint.ACCENT),
    Kind.VERTICAL: Style(Tint.ACCENT, dash=Dash.DASHED),
    Kind.TREND: Style(Tint.ACCENT, 2),
    Kind.RAY: Style(Tint.ACCENT, 2),
    Kind.CHANNEL: Style(Tint.ACCENT),
    Kind.RECTANGLE: Style(Tint.PURPLE),
    Kind.FIBONACCI: Style(Tint.WARNING),
    Kind.RANGE: Style(Tint.TEXT),  # its words may tell of a rise or a fall, and green is a rise in some palettes
    Kind.TEXT: Style(Tint.TEXT),
}
"""How a new drawing of each kind looks."""
