"""Candles that an earlier run kept, and whether they are of the market that the exchange serves now."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from core.market.candles.batch import CLOSE, OPEN, CandleBatch

_ERROR: Final = 1e-9
"""Relative difference of two prices that are the same number in another spelling."""


class StoredCandles(NamedTuple):
    """A part of a market's history without a gap: every candle of the slots from `first` up to `stop`."""

    batch: CandleBatch
    """Oldest first."""
    first: int
    stop: int


def are_of_one_market(some: StoredCandles, others: StoredCandles) -> bool:
    """Whether both tell the same of the slots that they have in common.

    A few candles may differ, because an exchange corrects some. A simulated exchange that was started anew, or another
    server at the same address, has other candles everywhere.
    """
    first, stop = max(some.first, others.first), min(some.stop, others.stop)
    one, two = _between(some.batch, first, stop), _between(others.batch, first, stop)
    common, ones, twos = np.intersect1d(one.slots, two.slots, assume_unique=True, return_indices=True)
    prices, again = one.figures[OPEN : CLOSE + 1, ones], two.figures[OPEN : CLOSE + 1, twos]
    same = int(np.count_nonzero((np.abs(prices - again) <= _ERROR * np.abs(prices)).all(axis=0)))
    different = len(one.slots) + len(two.slots) - len(common) - same
    return same >= different


def _between(batch: CandleBatch, first: int, stop: int) -> CandleBatch:
    return batch.taken((batch.slots >= first) & (batch.slots < stop))
