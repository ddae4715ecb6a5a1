"""In which order the texts of a legend give way where there is room for some of them only."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum, auto
from functools import partial
from typing import Final

from widgets.chart.panes.readings import Piece, Weight

Lines = Sequence[Sequence[Piece]]


class Order(Enum):
    """In which order the texts of a legend without room for all of them are left out."""

    NONE = auto()
    """From the end: the first values of an indicator are its main ones."""
    NEWEST = auto()
    """Of the prices: what the axis has too gives way to values of indicators."""
    POINTED = auto()
    """Of the prices at the crosshair: the volume, the time, which the crosshair has too, the values of indicators from
    the last one on, and then all prices of the candle but its close."""


def _without(left_out: frozenset[Weight], lines: Lines) -> list[list[Piece]]:
    """Return the lines without some texts, which are shortened where they can be."""
    return [
        [
            piece._replace(text=piece.short) if piece.weight in left_out else piece
            for piece in line
            if piece.weight not in left_out or piece.short
        ]
        for line in lines
    ]


def in_one(left_out: frozenset[Weight], lines: Lines) -> list[list[Piece]]:
    """Return the lines as one, without some texts."""
    return [[piece for line in _without(left_out, lines) for piece in line]]


_LEAST: Final = frozenset({Weight.VOLUME, Weight.TIME})
ALL_BUT_CLOSE: Final = _LEAST | {Weight.OTHER_PRICES}
"""What is left out before the close of a candle."""

STEPS: Final[Mapping[Order, Sequence[Callable[[Lines], Lines]]]] = {
    Order.NONE: (partial(_without, frozenset()),),
    Order.NEWEST: (
        partial(_without, frozenset()),
        partial(_without, frozenset({Weight.VOLUME})),
        partial(_without, _LEAST),
        partial(in_one, _LEAST),
        partial(in_one, ALL_BUT_CLOSE),
        partial(in_one, ALL_BUT_CLOSE | {Weight.CLOSE}),
        partial(in_one, ALL_BUT_CLOSE | {Weight.VALUES}),
    ),
    Order.POINTED: (
        partial(_without, frozenset()),
        partial(_without, frozenset({Weight.VOLUME})),
        partial(_without, _LEAST),
        partial(in_one, _LEAST),
    ),
}
"""What makes a legend shorter, one after the other. What has no room even so is cut off at the end."""
