"""Heikin-Ashi candles (평균봉) of a series: averages that show a trend without its noise.

The close is the mean of a candle's four prices; the open is the mean of open and close of the Heikin-Ashi candle
before, for the first candle of its own open and close; high and low include both. So each open depends on all candles
before it, by half as much from each to the next.

A new state of the newest candle changes the last row only, and a new candle adds one. After a repair, such as an older
page, all rows are computed again, many stretches of candles at once.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from core.market.candles.columns import Floats, Integers
from core.market.candles.extremes import Extremes, ExtremesPyramid
from core.market.candles.series import CandleSeries

_OPEN, _HIGH, _LOW, _CLOSE, _VOLUME = range(5)
_EMPTY: Final = (np.nan, -np.inf, np.inf, np.nan, 0.0)
"""A row without a candle, as `ExtremesPyramid` expects it."""

_LEAST_ROOM: Final = 512

_STRETCH: Final = 512
_LEAST_CUT: Final = 16 * _STRETCH
"""Candles from which several stretches are faster than one."""
_WARM: Final = 64
"""Candles before a stretch from which its first open is computed: what lies before them counts for 1 / 2 ** 64."""


class HeikinAshi:
    """The Heikin-Ashi candles of `series`, in columns like its own; `follow` brings them up to date."""

    def __init__(self, series: CandleSeries) -> None:
        self.series = series
        self._version = self._repairs = -1
        self._length = 0
        self._allot(_LEAST_ROOM)

    def __len__(self) -> int:
        return self._length

    @property
    def past_version(self) -> int:
        """Increases with every change except of the newest candle's figures."""
        return self._version

    @property
    def slots(self) -> Integers:
        """The slot of each candle."""
        return self._slots[: self._length]

    @property
    def opens(self) -> Floats:
        """The mean of the open and close before."""
        return self._figures[_OPEN, : self._length]

    @property
    def highs(self) -> Floats:
        """The highest of the candle's high and both means."""
        return self._figures[_HIGH, : self._length]

    @property
    def lows(self) -> Floats:
        """The lowest of the candle's low and both means."""
        return self._figures[_LOW, : self._length]

    @property
    def closes(self) -> Floats:
        """The mean of the candle's four prices."""
        return self._figures[_CLOSE, : self._length]

    @property
    def volumes(self) -> Floats:
        """Base currency traded in each candle."""
        return self._figures[_VOLUME, : self._length]

    @property
    def unloaded(self) -> tuple[int, int] | None:
        """Between which slots candles may not be loaded yet; see `CandleColumns`."""
        return self.series.unloaded

    def index_of(self, slot: int) -> int:
        """How many candles lie before `slot`."""
        return int(np.searchsorted(self.slots, np.int64(slot)))

    def extremes(self, edges: Integers) -> Extremes:
        """The extremes of the candles from each index of `edges` up to the next; edges must increase."""
        return self._pyramid.over(edges)

    def follow(self) -> None:
        """Compute what has changed in the series since the last call."""
        series = self.series
        count = len(series)
        first = max(self._length - 1, 0) if series.repairs == self._repairs else 0
        if count > len(self._slots):
            self._make_room(2 * count)
        elif count < self._length:
            self._figures[:, count : self._length] = np.array(_EMPTY)[:, None]
            self._pyramid.written(count, self._length)
        self._repairs, self._version, self._length = series.repairs, series.past_version, count
        self._slots[first:count] = series.slots[first:]
        self._compute(first)

    def _compute(self, first: int) -> None:
        """Compute the rows from `first` on."""
        series, count = self.series, self._length
        if first >= count:
            return
        opens, highs, lows, closes = (
            column[first:] for column in (series.opens, series.highs, series.lows, series.closes)
        )
        means = (opens + highs + lows + closes) / 4
        known = self._figures
        if first == 0:
            begin = (float(opens[0]) + float(closes[0])) / 2
        else:
            begin = (float(known[_OPEN, first - 1]) + float(known[_CLOSE, first - 1])) / 2
        averages = opens_of(begin, means)
        known[_OPEN, first:count] = averages
        known[_CLOSE, first:count] = means
        known[_HIGH, first:count] = np.maximum(highs, np.maximum(averages, means))
        known[_LOW, first:count] = np.minimum(lows, np.minimum(averages, means))
        known[_VOLUME, first:count] = series.volumes[first:]
        self._pyramid.written(first, count)

    def _make_room(self, room: int) -> None:
        slots, figures = self._slots[: self._length], self._figures[:, : self._length]
        self._allot(room)
        self._slots[: self._length], self._figures[:, : self._length] = slots, figures

    def _allot(self, room: int) -> None:
        self._slots = np.zeros(room, np.int64)
        self._figures = np.repeat(np.array(_EMPTY)[:, None], room, axis=1)
        self._pyramid = ExtremesPyramid(self._figures[_HIGH], self._figures[_LOW], self._figures[_VOLUME])


def opens_of(begin: float, closes: Floats) -> Floats:
    """The opens of candles that close at `closes`, the first at `begin`: each the mean of the one before and its close.

    Long columns are cut into stretches computed side by side. Each begins some candles earlier, by when its first open
    has lost all trace of what it began with; that it did is checked, so the result equals that of one stretch.
    """
    count = len(closes)
    if count <= _LEAST_CUT:
        return np.array(_one_after_the_other(begin, closes))
    stretches = -(-count // _STRETCH)
    padded = np.empty(_WARM + stretches * _STRETCH)
    padded[:_WARM] = begin  # the mean of equal numbers is that number: the first stretch begins as it must
    padded[_WARM : _WARM + count] = closes
    padded[_WARM + count :] = closes[-1]
    rows = np.ascontiguousarray(sliding_window_view(padded, _WARM + _STRETCH)[::_STRETCH].T)
    present = rows[0].copy()
    made = np.empty((_STRETCH, stretches))
    for step, row in enumerate(rows, -_WARM):
        if step >= 0:
            made[step] = present
        present += row
        present *= 0.5
    opens: Floats = made.T.ravel()[:count]
    starts = np.arange(_STRETCH, count, _STRETCH)
    is_off = (opens[starts - 1] + closes[starts - 1]) / 2 != opens[starts]
    for start in starts[is_off].tolist():
        _repair(opens, closes, start)
    return opens


def _repair(opens: Floats, closes: Floats, start: int) -> None:
    """Compute the opens from `start` on again, up to the first that was right."""
    value = (float(opens[start - 1]) + float(closes[start - 1])) / 2
    while start < len(opens) and opens[start] != value:
        opens[start] = value
        value = (value + float(closes[start])) / 2
        start += 1


def _one_after_the_other(begin: float, closes: Floats) -> list[float]:
    opens, present = [], begin
    for close in closes.tolist():
        opens.append(present)
        present = (present + close) / 2
    return opens
