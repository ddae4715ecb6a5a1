"""The memory of a candle series: columns that grow at both ends, and what a chart reads of them.

A hole is a slot in which nobody traded: a flat bar at the previous close with volume 0. `bar_at` makes it on demand,
and a chart draws it as a line, so that the time axis is linear. While pages are missing, it is not known which slots
are holes (`unloaded`).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from core.market.candles.bar import Bar
from core.market.candles.batch import (
    CLOSE,
    HIGH,
    LOW,
    OPEN,
    TURNOVER,
    VOLUME,
    Booleans,
    CandleBatch,
    Floats,
    Integers,
)
from core.market.candles.extremes import Extremes, ExtremesPyramid
from core.market.candles.units import CandleUnit

_EMPTY: Final = (np.nan, -np.inf, np.inf, np.nan, 0.0, 0.0)
"""The values of an empty place: they can never be the highest, lowest or busiest."""

_LEAST_ROOM: Final = 512


class KeptColumns:
    """Candles by slot, oldest first, in columns with free places before and after them.

    Who writes or empties places keeps the slots strictly increasing, and reports it to the pyramid of extremes. The
    columns are views, valid until the next change.
    """

    def __init__(self, unit: CandleUnit) -> None:
        self.unit = unit
        self.unloaded: tuple[int, int] | None = None
        """Between which slots candles may not be loaded yet; None if all are loaded: then nobody traded in any hole."""
        self._first: int
        self._end: int
        self._slots: Integers
        self._revisions: Integers
        self._figures: Floats
        self._pyramid: ExtremesPyramid
        self._forget()

    def __len__(self) -> int:
        return self._end - self._first

    @property
    def slots(self) -> Integers:
        """The slot of each candle."""
        return self._slots[self._first : self._end]

    @property
    def starts_ms(self) -> Integers:
        """The start of each candle, Unix ms."""
        return self.unit.starts_ms(self.slots)

    @property
    def opens(self) -> Floats:
        """First price of each candle."""
        return self._column(OPEN)

    @property
    def highs(self) -> Floats:
        """Highest price of each candle."""
        return self._column(HIGH)

    @property
    def lows(self) -> Floats:
        """Lowest price of each candle."""
        return self._column(LOW)

    @property
    def closes(self) -> Floats:
        """Last price of each candle."""
        return self._column(CLOSE)

    @property
    def volumes(self) -> Floats:
        """Base currency traded in each candle."""
        return self._column(VOLUME)

    @property
    def turnovers(self) -> Floats:
        """Quote currency traded in each candle."""
        return self._column(TURNOVER)

    @property
    def figures(self) -> Floats:
        """The columns as rows of one array: open, high, low, close, volume, turnover."""
        return self._figures[:, self._first : self._end]

    @property
    def newest(self) -> tuple[int, tuple[float, ...]] | None:
        """The slot and the figures of the newest candle: what of it can change, at a third of the cost of `last`."""
        if self._end == self._first:
            return None
        return int(self._slots[self._end - 1]), tuple(self._figures[:, self._end - 1].tolist())

    @property
    def last(self) -> Bar | None:
        """The newest candle."""
        return self[len(self) - 1] if len(self) else None

    def __getitem__(self, index: int) -> Bar:
        if not 0 <= index < len(self):
            raise IndexError(index)
        batch = CandleBatch(self._slots, self._figures, self._revisions)
        return batch.bar(self.unit, self._first + index)

    def index_of(self, slot: int) -> int:
        """How many candles lie before `slot`: the index of the candle there, if there is one."""
        return int(np.searchsorted(self.slots, np.int64(slot)))

    def places_after_gaps(self) -> Integers:
        """The place of each candle behind a hole that may not be loaded yet."""
        if self.unloaded is None or len(self) < 2:
            return np.empty(0, np.int64)
        begin, end = self.unloaded
        first = max(self.index_of(begin), 1)
        slots = self.slots[first - 1 : self.index_of(end) + 1]
        before, after = slots[:-1], slots[1:]
        are_behind = (after > before + 1) & (after > begin) & (before + 1 < end)
        return first + np.flatnonzero(are_behind)

    def bar_at(self, slot: int) -> Bar | None:
        """The candle in `slot`, or a flat bar for a hole; None beyond the candles, and where some may be missing."""
        index = self.index_of(slot)
        if index == len(self) or (index == 0 and self.slots[0] != slot):
            return None
        if self.slots[index] == slot:
            return self[index]
        if self.unloaded is not None and self.unloaded[0] <= slot < self.unloaded[1]:
            return None
        close = float(self.closes[index - 1])
        return Bar(self.unit.start_ms(slot), close, close, close, close, 0.0, 0.0)

    def extremes(self, edges: Integers) -> Extremes:
        """The extremes of the candles from each index of `edges` up to the next; edges must increase."""
        return self._pyramid.over(edges + self._first)

    def _column(self, row: int) -> Floats:
        return self._figures[row, self._first : self._end]

    def _are_known(self, slots: Integers) -> Booleans:
        indices = np.searchsorted(self.slots, slots)
        are_known: Booleans = self._slots[np.minimum(self._first + indices, len(self._slots) - 1)] == slots
        return are_known & (indices < len(self))

    def _copied(self, start: int, stop: int) -> CandleBatch:
        """A copy of the candles at these positions."""
        where = slice(start, stop)
        return CandleBatch(self._slots[where].copy(), self._figures[:, where].copy(), self._revisions[where].copy())

    def _forget(self) -> None:
        """Remove all candles, and free their memory."""
        self._allot(_LEAST_ROOM)

    def _empty(self, start: int, stop: int) -> None:
        """Empty these places."""
        self._figures[:, start:stop] = np.array(_EMPTY)[:, None]

    def _reserve(self, count: int, *, at_front: bool) -> None:
        if (at_front and count > self._first) or (not at_front and self._end + count > len(self._slots)):
            self._make_room(2 * (len(self) + count))

    def _make_room(self, room: int) -> None:
        """Move to columns of at least `room` places with the candles in the middle, so that both ends can grow."""
        old = slice(self._first, self._end)
        slots, revisions, figures = self._slots[old], self._revisions[old], self._figures[:, old]
        self._allot(max(room, _LEAST_ROOM), len(slots))
        new = slice(self._first, self._end)
        self._slots[new], self._revisions[new], self._figures[:, new] = slots, revisions, figures

    def _allot(self, room: int, count: int = 0) -> None:
        self._first = (room - count) // 2
        self._end = self._first + count
        self._slots = np.zeros(room, np.int64)
        self._revisions = np.zeros(room, np.int64)
        self._figures = np.repeat(np.array(_EMPTY)[:, None], room, axis=1)
        self._pyramid = ExtremesPyramid(self._figures[HIGH], self._figures[LOW], self._figures[VOLUME])
