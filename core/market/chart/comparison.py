"""A second market in the chart of the first: both as the change since the first bar in sight."""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

from core.market.candles.columns import CandleColumns


class Comparison(NamedTuple):
    """The common base of two markets.

    Where both lines are drawn on one scale, the second market's prices times `factor` show the same percentages as the
    first market's prices do.
    """

    slot: int
    """Where both stand at 0 %."""
    base: float
    """The first market's close there."""
    other_base: float
    """The second market's."""

    @property
    def factor(self) -> float:
        """How many times as high the first market stands at the base."""
        return self.base / self.other_base

    def change(self, close: float) -> float:
        """The second market's change from the base to `close`, as a ratio."""
        return close / self.other_base - 1


def compared(first: CandleColumns, other: CandleColumns, left: float, right: float) -> Comparison | None:
    """The base of two markets of one unit in sight: the first slot from `left` on in which both have a price.

    A market has one from its first candle on: in a slot without trades that of the candle before. None if one of them
    has none before `right`.
    """
    if not len(first) or not len(other):
        return None
    slot = max(ceil(left), int(first.slots[0]), int(other.slots[0]))
    if slot >= right:
        return None
    return Comparison(slot, close_at(first, slot), close_at(other, slot))


def close_at(candles: CandleColumns, slot: int) -> float:
    """The close of the candle in `slot`, or of the last one before it, which must exist."""
    index = candles.index_of(slot)
    if index == len(candles) or candles.slots[index] != slot:
        index -= 1
    return float(candles.closes[index])
