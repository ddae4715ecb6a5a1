"""What a chart marks among its candles: the highest and lowest one in sight, and where days begin."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import Final, NamedTuple

import numpy as np

from core.market.candles.columns import CandleColumns, Floats
from core.market.candles.extremes import Extremes
from core.market.candles.units import DAY_MS, CandleUnit

_PARTS: Final = 32
"""Number of parts into which a range is divided, again and again, to find its extreme candle."""
_FEW: Final = 1024
"""Number of candles up to which a linear search is faster."""


class MarkedPrice(NamedTuple):
    """An extreme price of the candles in sight."""

    slot: int
    price: float
    to_now: float
    """The change from there to the newest price, as a ratio."""


class Marked(NamedTuple):
    """The highest and the lowest candle in sight."""

    high: MarkedPrice
    low: MarkedPrice


def marked(candles: CandleColumns, left: float, right: float) -> Marked | None:
    """The highest and lowest candle of those whose wick, in the middle of the slot, lies between `left` and `right`.

    The first of equal ones; None if there is no candle, or if all have one price.
    """
    first, stop = candles.index_of(ceil(left - 0.5)), candles.index_of(ceil(right - 0.5))
    if first >= stop:
        return None
    high = _place_of(candles, first, stop, _highest)
    low = _place_of(candles, first, stop, _lowest)
    top, bottom, now = float(candles.highs[high]), float(candles.lows[low]), float(candles.closes[-1])
    if top <= bottom:
        return None
    slots = candles.slots
    return Marked(
        MarkedPrice(int(slots[high]), top, now / top - 1), MarkedPrice(int(slots[low]), bottom, now / bottom - 1)
    )


def day_starts(unit: CandleUnit, left: float, right: float, slots_apart: float) -> list[int]:
    """The slots between `left` and `right` in which the exchange's days begin, at 09:00 KST.

    Empty for units of a day and longer, and where days would be less than `slots_apart` apart.
    """
    slots_of_a_day = DAY_MS // unit.length_ms
    if slots_of_a_day <= 1 or slots_of_a_day < slots_apart:
        return []
    first = -(-ceil(left) // slots_of_a_day) * slots_of_a_day
    return list(range(first, ceil(right), slots_of_a_day))


def _place_of(candles: CandleColumns, first: int, stop: int, best: Callable[[Extremes], Floats]) -> int:
    """The index of the candle with the greatest value of `best`, at a cost that hardly grows with the range."""
    while stop - first > _FEW:
        edges = np.linspace(first, stop, _PARTS + 1).astype(np.int64)
        part = int(best(candles.extremes(edges)).argmax())
        first, stop = int(edges[part]), int(edges[part + 1])
    every = slice(first, stop)
    return first + int(best(Extremes(candles.highs[every], candles.lows[every], candles.volumes[every])).argmax())


def _highest(extremes: Extremes) -> Floats:
    return extremes.high


def _lowest(extremes: Extremes) -> Floats:
    return -extremes.low
