"""What lies between two points of a chart: candles, time and price."""

from __future__ import annotations

from math import floor
from typing import NamedTuple

from core.market.candles.units import CandleUnit


class Point(NamedTuple):
    """A point of a chart: a slot with its fraction, and a price."""

    slot: float
    price: float


class Measured(NamedTuple):
    """The way from one point to another."""

    bars: int
    """How many candles later the second point is; negative if it is earlier."""
    ms: int
    """The time between the beginnings of the two candles."""
    change: float
    """The difference of the prices."""
    rate: float | None
    """The change as a ratio; None from a price that is not above 0."""


def measured(unit: CandleUnit, begin: Point, end: Point) -> Measured:
    """Return what lies between two points."""
    first, last = floor(begin.slot), floor(end.slot)
    change = end.price - begin.price
    return Measured(
        last - first,
        unit.start_ms(last) - unit.start_ms(first),
        change,
        change / begin.price if begin.price > 0 else None,
    )
