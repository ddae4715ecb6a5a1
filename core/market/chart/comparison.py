"""A second market in the chart of the first: both as the change since the first bar in sight."""

from __future__ import annotations

from typing import NamedTuple

from core.market.candles.columns import CandleColumns
from core.market.candles.series import CandleSeries


class Comparison(NamedTuple):
    """The prices of both markets that count as 0 %.

    On the scale of the first market, the second one's prices times `factor` show its own percentages.
    """

    base: float
    """The first market's close in the first slot in sight."""
    other_base: float
    """The second market's there, or that of its first candle if it was listed later."""

    @property
    def factor(self) -> float:
        """The ratio of the first market's base to the second's."""
        return self.base / self.other_base

    def change(self, close: float) -> float:
        """The second market's change from its base to `close`, as a ratio."""
        return close / self.other_base - 1


def compared(first: CandleColumns, other: CandleSeries, slot: int, right: float) -> Comparison | None:
    """The bases of two markets of one unit.

    A market has a price from its first candle on: in a slot without trades that of the candle before.

    Args:
        first: has a candle in `slot`, or before it.
        other: compared with it.
        slot: the first one in sight.
        right: the end of what is in sight; None is returned if `other` has no price before it, or is not loaded as far
            as `slot`: it would be compared with a later price of its own.
    """
    if not len(first) or not len(other) or first.slots[0] > slot:
        return None
    if other.slots[0] > slot and not other.is_whole:
        return None
    begin = max(slot, int(other.slots[0]))
    return Comparison(close_at(first, slot), close_at(other, begin)) if begin < right else None


def close_at(candles: CandleColumns, slot: int) -> float:
    """The close of the candle in `slot`, or of the last one before it, which must exist."""
    index = candles.index_of(slot)
    if index == len(candles) or candles.slots[index] != slot:
        index -= 1
    return float(candles.closes[index])
