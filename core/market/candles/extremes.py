"""The highest and lowest values of a range of candles, at a cost that does not grow with the range.

Blocks of 8 candles are reduced to their extremes once, then blocks of 8 such blocks, and so on. A query for a long
range reads a few values of each level instead of all candles.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

FANOUT: Final = 8
"""Blocks of one level per block of the next."""

_WORTH_A_LEVEL: Final = 3 * FANOUT
"""Average values per range from which reading the next level costs less than reading this level completely."""

_OFFSETS: Final = np.arange(FANOUT)[:, None]

Floats = NDArray[np.float64]
Positions = NDArray[np.int64]


class Extremes(NamedTuple):
    """The extremes of ranges of candles."""

    high: Floats
    low: Floats
    volume: Floats
    """Of the busiest candle."""


class ExtremesPyramid:
    """Block extremes over three columns of fixed capacity; `written` keeps them up to date.

    Args:
        high: the candles' highs; -inf in empty places.
        low: their lows; +inf in empty places.
        volume: their volumes; 0 in empty places.
    """

    def __init__(self, high: Floats, low: Floats, volume: Floats) -> None:
        self._levels = [Extremes(high, low, volume)]
        while len(self._levels[-1].high) > FANOUT:
            size = -(-len(self._levels[-1].high) // FANOUT)
            self._levels.append(Extremes(np.empty(size), np.empty(size), np.empty(size)))
        self._dirty_from, self._dirty_to = 0, len(high)

    def written(self, start: int, stop: int) -> None:
        """Update the blocks of the candles at positions `start` to `stop`."""
        self._dirty_from = min(self._dirty_from, start)
        self._dirty_to = max(self._dirty_to, stop)

    def over(self, edges: Positions) -> Extremes:
        """The extremes between each edge and the next; edges must increase."""
        self._refresh()
        return self._reach(0, edges[:-1], edges[1:])

    def _refresh(self) -> None:
        start, stop = self._dirty_from, self._dirty_to
        if start >= stop:
            return
        for below, level in zip(self._levels, self._levels[1:], strict=False):
            start, stop = start // FANOUT, -(-stop // FANOUT)
            blocks = np.arange(start * FANOUT, min(stop * FANOUT, len(below.high)), FANOUT)
            end = min(stop * FANOUT, len(below.high))
            level.high[start:stop] = np.maximum.reduceat(below.high[:end], blocks)
            level.low[start:stop] = np.minimum.reduceat(below.low[:end], blocks)
            level.volume[start:stop] = np.maximum.reduceat(below.volume[:end], blocks)
        self._dirty_from, self._dirty_to = len(self._levels[0].high), 0

    def _reach(self, depth: int, starts: Positions, stops: Positions) -> Extremes:
        level = self._levels[depth]
        if int(np.sum(stops - starts)) <= _WORTH_A_LEVEL * len(starts) or depth + 1 == len(self._levels):
            return _read(level, starts, stops)
        # The first and the last FANOUT values of a range cover what the whole blocks between them leave out.
        last = stops - 1
        rim = np.concatenate((np.minimum(starts + _OFFSETS, last), np.maximum(last - _OFFSETS, starts)))
        high = level.high.take(rim).max(axis=0)
        low = level.low.take(rim).min(axis=0)
        volume = level.volume.take(rim).max(axis=0)
        up, down = -(-starts // FANOUT), stops // FANOUT
        has_blocks = up < down
        if has_blocks.any():
            inner = self._reach(depth + 1, up[has_blocks], down[has_blocks])
            high[has_blocks] = np.maximum(high[has_blocks], inner.high)
            low[has_blocks] = np.minimum(low[has_blocks], inner.low)
            volume[has_blocks] = np.maximum(volume[has_blocks], inner.volume)
        return Extremes(high, low, volume)


def _read(level: Extremes, starts: Positions, stops: Positions) -> Extremes:
    origin, end = int(starts[0]), int(stops[-1])
    # reduceat reads up to the next index, so the gaps between separate ranges become extra ranges, which are discarded.
    bounds = np.column_stack((starts, stops)).ravel() - origin
    bounds = bounds[:-1]
    touching = bounds[1:-1:2] == bounds[2::2]
    if touching.all():
        bounds, step = bounds[::2], 1
    else:
        step = 2
    return Extremes(
        np.maximum.reduceat(level.high[origin:end], bounds)[::step],
        np.minimum.reduceat(level.low[origin:end], bounds)[::step],
        np.maximum.reduceat(level.volume[origin:end], bounds)[::step],
    )
