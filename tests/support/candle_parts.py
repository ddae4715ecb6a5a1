"""Candles without an exchange: each slot has always the same figures, and another world has others."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from core.market.candles.batch import CandleBatch
from core.market.candles.stored import StoredCandles


def batch_of(slots: Iterable[int], world: float = 0.0) -> CandleBatch:
    """The candles of these slots."""
    numbers = np.array(list(slots), np.int64)
    opens = 1000.0 + numbers % 17 + world
    closes = 1000.0 + numbers % 23 + world
    highs, lows = np.maximum(opens, closes) + 2, np.minimum(opens, closes) - 2
    volumes = 1.0 + numbers % 5
    return CandleBatch(
        numbers, np.array([opens, highs, lows, closes, volumes, volumes * closes]), np.zeros_like(numbers)
    )


def part_of(first: int, stop: int, holes: Iterable[int] = (), world: float = 0.0) -> StoredCandles:
    """All candles from one slot up to another, except for those of `holes`."""
    left_out = set(holes)
    return StoredCandles(batch_of((slot for slot in range(first, stop) if slot not in left_out), world), first, stop)
