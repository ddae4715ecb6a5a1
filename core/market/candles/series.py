"""The candles of one market and unit, oldest first, in columns that a chart can draw from.

`settled` decides which state of a candle stays; this module shows provisional states over that, such as the newest
candle with the price of a trade that the exchange's own candle does not have yet.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.market.candles.bar import Bar
from core.market.candles.batch import CandleBatch
from core.market.candles.settled import SettledCandles
from core.market.candles.units import CandleUnit


class CandleSeries(SettledCandles):
    """The settled candles with provisional states over them, which any change of the settled ones ends.

    A provisional state is shown until the next change; `foresee` has to be called after each.
    """

    def __init__(self, unit: CandleUnit) -> None:
        super().__init__(unit)
        self._settled: CandleBatch | None = None
        """While provisional states are shown: the newest candle as the exchange states it."""
        self._settled_count = 0
        self._shown: CandleBatch | None = None
        """The newest candle of the exchange and the candles after it, as last shown with provisional states."""
        self._foreseen: tuple[Bar, ...] = ()

    @property
    def settled_last(self) -> Bar | None:
        """The newest candle as the exchange states it, without what `foresee` shows."""
        return self.last if self._settled is None else self._settled.bar(self.unit, 0)

    def foresee(self, bars: Sequence[Bar]) -> bool:
        """Show provisional states until the next change: of the newest candle, and of candles that begin after it.

        Args:
            bars: oldest first; none to show what the exchange states.

        Returns:
            Whether these are others than the last ones.
        """
        before, self._foreseen = self._foreseen, tuple(bars)
        if self._settled is not None and self._shown is not None and _is_newest_moved(before, self._foreseen):
            self._figures[:, self._end - 1] = self._shown.figures[:, -1] = bars[-1][1:7]
            self._pyramid.written(self._end - 1, self._end)
            return self._foreseen != before
        self._settle()
        shown, self._shown = self._shown, None
        if bars and len(self):
            self._reserve(len(bars), at_front=False)
            first = self._end - 1
            self._settled, self._settled_count = self._copied(first, self._end), len(self)
            for bar in bars:
                slot = self.unit.slot(bar.start_ms)
                if slot != self._slots[self._end - 1]:
                    self._slots[self._end], self._revisions[self._end] = slot, 0
                    self._end += 1
                self._figures[:, self._end - 1] = bar[1:7]
            self._pyramid.written(first, self._end)
            self._shown = self._copied(first, self._end)
        self._count_changes(shown)
        return self._foreseen != before

    def clear(self) -> None:
        """Remove all candles."""
        self._settled = None
        super().clear()

    def doubt(self, slot: int) -> None:
        """Let the candles from `slot` on give way to whatever the exchange sends next."""
        self._settle()
        super().doubt(slot)

    def upsert(self, bar: Bar, now_ms: int | None = None) -> bool:
        """Take one state of one candle; see `SettledCandles.upsert`."""
        self._settle()
        return super().upsert(bar, now_ms)

    def merge_batch(self, batch: CandleBatch) -> int:
        """Take many candles at once, by the rules of `merge`."""
        self._settle()
        return super().merge_batch(batch)

    def fill(self, batch: CandleBatch) -> int:
        """Take candles of an earlier run where none is known; returns how many."""
        self._settle()
        return super().fill(batch)

    def drop_stored(self, first: int | None = None, stop: int | None = None) -> None:
        """Remove the candles of an earlier run that the exchange has not confirmed; see `SettledCandles`."""
        self._settle()
        super().drop_stored(first, stop)

    def drop_before(self, slot: int) -> None:
        """Remove the candles before `slot`."""
        self._settle()
        super().drop_before(slot)

    def _settle(self) -> None:
        """Drop the provisional states: show the candles as the exchange last sent them."""
        if self._settled is not None:
            stop = self._first + self._settled_count
            self._figures[:, stop - 1 : stop] = self._settled.figures
            self._empty(stop, self._end)
            self._pyramid.written(stop - 1, self._end)
            self._end = stop
            self._settled = None

    def _count_changes(self, shown: CandleBatch | None) -> None:
        """Count what provisional states have changed among the candles before the newest one.

        Args:
            shown: the newest candle of the exchange and those after it, as they were shown before.
        """
        now = self._shown
        if shown is None:
            self.past_version += now is not None and len(now.slots) > 1
            return
        last = int(shown.slots[-1])
        finished = shown.taken(slice(len(shown.slots) - 1))
        places = self._first + np.searchsorted(self.slots, finished.slots)
        is_same = (
            bool(len(self))
            and int(self.slots[-1]) >= last
            and bool(self._are_known(finished.slots).all())
            and bool((self._figures[:, places] == finished.figures).all())
        )
        if not is_same:
            self._past_changed()
        elif int(self.slots[-1]) > last or len(self) - self.index_of(int(shown.slots[0])) != len(shown.slots):
            self.past_version += 1


def _is_newest_moved(before: tuple[Bar, ...], after: tuple[Bar, ...]) -> bool:
    """Whether only the figures of the last of these states differ, as after most trades."""
    return 0 < len(before) == len(after) and before[-1].start_ms == after[-1].start_ms and before[:-1] == after[:-1]
