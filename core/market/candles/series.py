"""The candles of one market and unit, oldest first, in columns that a chart can draw from.

Only intervals with trades are stored: the exchange sends no others, and a quiet market has millions of empty seconds. A
hole is a flat bar at the previous close with volume 0; `bar_at` makes it on demand, and a chart draws it as a line. So
the time axis is linear, and a hole of any length costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.market.candles.bar import Bar
from core.market.candles.extremes import Extremes, ExtremesPyramid
from core.market.candles.units import CandleUnit
from core.timing.exchange_clock import BELIEVED_AFTER, DISORDER_MS

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_OPEN, _HIGH, _LOW, _CLOSE, _VOLUME, _TURNOVER = range(6)
_EMPTY: Final = (np.nan, -np.inf, np.inf, np.nan, 0.0, 0.0)
"""The values of an empty place: they can never be the highest, lowest or busiest."""

_LEAST_ROOM: Final = 512


class CandleSeries:
    """Candles by slot (see `core.market.candles.units`), strictly increasing, at most one per slot.

    Of two states of one candle the newer stays: by time of publication, or, if that is unknown (REST), by volume, which
    only grows while a candle is open. So a page that is older than the stream changes nothing, and a page with trades
    that the stream missed does.

    The exchange's clock may have been wrong: several older states in a row are believed, and candles that begin long
    after these were published are dropped.

    The columns are views, valid until the next change.
    """

    def __init__(self, unit: CandleUnit) -> None:
        self.unit = unit
        self.refused = 0
        """Bars that cannot be candles of this unit: not finite, not consistent, or off the grid."""
        self.is_whole = False
        """Whether no candle is older than the oldest known one."""
        self.past_version = 0
        """Increases with every change except of the newest candle's figures."""
        self.repairs = 0
        """Increases with every change except of the newest candle's figures, and by newer candles: what was computed
        from the finished candles is then outdated."""
        self._outdated = 0
        """How many states in a row were published long before the known state of their candle."""
        self._unbegun = 0
        """How many states in a row were published long before the newest candle begins."""
        self._first: int
        self._end: int
        self._slots: Integers
        self._revisions: Integers
        self._figures: Floats
        self._pyramid: ExtremesPyramid
        self._allot(_LEAST_ROOM)

    def clear(self) -> None:
        """Remove all candles."""
        self._allot(_LEAST_ROOM)
        self.is_whole = False
        self._past_changed()

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
        return self._column(_OPEN)

    @property
    def highs(self) -> Floats:
        """Highest price of each candle."""
        return self._column(_HIGH)

    @property
    def lows(self) -> Floats:
        """Lowest price of each candle."""
        return self._column(_LOW)

    @property
    def closes(self) -> Floats:
        """Last price of each candle."""
        return self._column(_CLOSE)

    @property
    def volumes(self) -> Floats:
        """Base currency traded in each candle."""
        return self._column(_VOLUME)

    @property
    def turnovers(self) -> Floats:
        """Quote currency traded in each candle."""
        return self._column(_TURNOVER)

    @property
    def figures(self) -> Floats:
        """The columns as rows of one array: open, high, low, close, volume, turnover."""
        return self._figures[:, self._first : self._end]

    @property
    def last(self) -> Bar | None:
        """The newest candle."""
        return self[len(self) - 1] if len(self) else None

    def __getitem__(self, index: int) -> Bar:
        if not 0 <= index < len(self):
            raise IndexError(index)
        position = self._first + index
        first, high, low, last, volume, turnover = self._figures[:, position].tolist()
        start_ms, revision_ms = self.unit.start_ms(int(self._slots[position])), int(self._revisions[position])
        return Bar(start_ms, first, high, low, last, volume, turnover, revision_ms)

    def index_of(self, slot: int) -> int:
        """How many candles lie before `slot`: the index of the candle there, if there is one."""
        return int(np.searchsorted(self.slots, np.int64(slot)))

    def bar_at(self, slot: int) -> Bar | None:
        """The candle in `slot`, or a flat bar for a hole; None before the first candle and after the last."""
        index = self.index_of(slot)
        if index == len(self) or (index == 0 and self.slots[0] != slot):
            return None
        if self.slots[index] == slot:
            return self[index]
        close = float(self.closes[index - 1])
        return Bar(self.unit.start_ms(slot), close, close, close, close, 0.0, 0.0)

    def extremes(self, edges: Integers) -> Extremes:
        """The extremes of the candles from each index of `edges` up to the next; edges must increase."""
        return self._pyramid.over(edges + self._first)

    def upsert(self, bar: Bar, now_ms: int | None = None) -> bool:
        """Take one state of one candle, cheapest for the newest; returns False if nothing changed.

        Args:
            bar: the state.
            now_ms: the exchange's clock if it is known: what lies after it need not be outnumbered to be dropped.
        """
        if not self._is_welcome(bar):
            return False
        slot = self.unit.slot(bar.start_ms)
        if not len(self) or slot > self._slots[self._end - 1]:
            self._outdated = self._unbegun = 0
            self._extend([bar], at_front=False)
            return True
        if bar.revision_ms > 0 and self._is_newest_unbegun(bar.revision_ms, now_ms):
            self._drop_after(self.unit.slot(bar.revision_ms))
            return self.upsert(bar, now_ms) or True
        index = self.index_of(slot)
        if self.slots[index] == slot:
            return self._revise(self._first + index, bar, now_ms)
        return self._insert([bar]) > 0

    def merge(self, bars: Iterable[Bar]) -> int:
        """Take a page of candles in any order; returns how many of them changed something."""
        page = sorted(filter(self._is_welcome, bars), key=attrgetter("start_ms", "revision_ms", "volume"))
        page = list({bar.start_ms: bar for bar in page}.values())
        if not page or not len(self):
            self._extend(page, at_front=False)
            return len(page)
        first, last = self.unit.start_ms(int(self.slots[0])), self.unit.start_ms(int(self.slots[-1]))
        older = [bar for bar in page if bar.start_ms < first]
        newer = [bar for bar in page if bar.start_ms > last]
        among = [bar for bar in page if first <= bar.start_ms <= last]
        self._extend(older, at_front=True)
        self._extend(newer, at_front=False)
        return len(older) + len(newer) + self._weave(among)

    def drop_before(self, slot: int) -> None:
        """Remove the candles before `slot`."""
        stop = self._first + self.index_of(slot)
        self._figures[:, self._first : stop] = np.array(_EMPTY)[:, None]
        self._pyramid.written(self._first, stop)
        self._first = stop
        self.is_whole = False
        self._past_changed()

    def _is_newest_unbegun(self, published_ms: int, now_ms: int | None) -> bool:
        """Whether the exchange's clock, or several states in a row, show that the newest candle is in the future.

        Such a candle came with the time of a wrong clock.
        """
        begins_ms = self.unit.start_ms(int(self._slots[self._end - 1]))
        self._unbegun = self._unbegun + 1 if begins_ms - published_ms > DISORDER_MS else 0
        return self._unbegun >= BELIEVED_AFTER or (self._unbegun > 0 and _is_ahead(begins_ms, now_ms))

    def _drop_after(self, slot: int) -> None:
        stop, end = self._first + self.index_of(slot + 1), self._end
        self._figures[:, stop:end] = np.array(_EMPTY)[:, None]
        self._pyramid.written(stop, end)
        self._end = stop
        self._unbegun = 0
        self._past_changed()

    def _past_changed(self) -> None:
        self.past_version += 1
        self.repairs += 1

    def _column(self, row: int) -> Floats:
        return self._figures[row, self._first : self._end]

    def _is_welcome(self, bar: Bar) -> bool:
        if bar.is_sound and self.unit.start_ms(self.unit.slot(bar.start_ms)) == bar.start_ms:
            return True
        self.refused += 1
        return False

    def _weave(self, bars: list[Bar]) -> int:
        missing: list[Bar] = []
        changed = 0
        for bar in bars:
            slot = self.unit.slot(bar.start_ms)
            index = self.index_of(slot)
            if self.slots[index] == slot:
                changed += self._revise(self._first + index, bar)
            else:
                missing.append(bar)
        return changed + self._insert(missing)

    def _revise(self, position: int, bar: Bar, now_ms: int | None = None) -> bool:
        known = int(self._revisions[position])
        if bar.revision_ms and known:
            is_newer = bar.revision_ms >= known
            if not is_newer and known - bar.revision_ms > DISORDER_MS:
                self._outdated += 1
                is_newer = self._outdated >= BELIEVED_AFTER or _is_ahead(known, now_ms)
            if is_newer:
                self._outdated = 0
        else:
            is_newer = bar.volume >= self._figures[_VOLUME, position]
        if not is_newer:
            return False
        is_changed = tuple(self._figures[:, position]) != bar[1:7]
        self._write(position, [bar._replace(revision_ms=bar.revision_ms or known)])
        return is_changed

    def _insert(self, bars: list[Bar]) -> int:
        if bars:
            start = self.index_of(self.unit.slot(bars[0].start_ms))
            tail = [self[index] for index in range(start, len(self))]
            self._end = self._first + start
            self.repairs += 1
            self._extend(sorted(tail + bars), at_front=False)
        return len(bars)

    def _extend(self, bars: list[Bar], *, at_front: bool) -> None:
        if (at_front and len(bars) > self._first) or (not at_front and self._end + len(bars) > len(self._slots)):
            self._make_room(2 * (len(self) + len(bars)))
        if at_front:
            self._first -= len(bars)
            self._write(self._first, bars)
        else:
            self._write(self._end, bars)
            self._end += len(bars)

    def _write(self, position: int, bars: list[Bar]) -> None:
        stop = position + len(bars)
        if bars:
            is_newest = (position, stop) == (self._end - 1, self._end)
            self.past_version += not is_newest
            self.repairs += not is_newest and position < self._end
            self._slots[position:stop] = [self.unit.slot(bar.start_ms) for bar in bars]
            self._revisions[position:stop] = [bar.revision_ms for bar in bars]
            self._figures[:, position:stop] = np.array([bar[1:7] for bar in bars]).T
            self._pyramid.written(position, stop)

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
        self._pyramid = ExtremesPyramid(self._figures[_HIGH], self._figures[_LOW], self._figures[_VOLUME])


def _is_ahead(time_ms: int, now_ms: int | None) -> bool:
    return now_ms is not None and time_ms - now_ms > DISORDER_MS
