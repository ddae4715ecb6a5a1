"""The candles of one market and unit as the exchange states them: which state of a candle stays.

`kept_columns` is the memory. Only intervals with trades are stored: the exchange sends no others, and a quiet market
has millions of empty seconds. So a hole of any length costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from core.market.candles.bar import Bar
from core.market.candles.batch import VOLUME, CandleBatch
from core.market.candles.kept_columns import KeptColumns
from core.market.candles.stored import StoredCandles
from core.market.candles.units import CandleUnit
from core.timing.exchange_clock import BELIEVED_AFTER, DISORDER_MS

_STORED: Final = -1
"""The revision of a candle from an earlier run: any state that the exchange sends in this run is newer."""
_DOUBTED: Final = -2
"""The revision of a candle that may be of a wrong clock: any state that the exchange sends from now on is newer."""


class SettledCandles(KeptColumns):
    """Candles by slot (see `core.market.candles.units`), strictly increasing, at most one per slot.

    Of two states of one candle the newer stays: by time of publication, or, if that is unknown (REST), by volume, which
    only grows while a candle is open. So a page that is older than the stream changes nothing, and a page with trades
    that the stream missed does. What an earlier run knew (`fill`) gives way to anything that the exchange sends.

    The exchange's clock may have been wrong: several older states in a row are believed, and candles that begin long
    after these were published are dropped.
    """

    def __init__(self, unit: CandleUnit) -> None:
        super().__init__(unit)
        self.refused = 0
        """Bars that cannot be candles of this unit: not finite, not consistent, or off the grid."""
        self.is_whole = False
        """Whether no candle is older than the oldest known one."""
        self.past_version = 0
        """Increases with every change except of the newest candle's figures."""
        self.repairs = 0
        """Increases with every change but new figures of the newest candle and newer candles: then what was computed
        from the finished candles is outdated."""
        self._outdated = 0
        """How many states in a row were published long before the known state of their candle."""
        self._unbegun = 0
        """How many states in a row were published long before the newest candle begins."""

    @property
    def is_only_stored(self) -> bool:
        """Whether all candles are from an earlier run, and the exchange has confirmed none."""
        return bool((self._revisions[self._first : self._end] == _STORED).all())

    def clear(self) -> None:
        """Remove all candles."""
        self._forget()
        self.is_whole = False
        self._past_changed()

    def doubt(self, slot: int) -> None:
        """Let the candles from `slot` on give way to whatever the exchange sends next: they may be of a wrong clock."""
        doubted = self._revisions[self._first + self.index_of(slot) : self._end]
        doubted[doubted != _STORED] = _DOUBTED

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
            self._reserve(1, at_front=False)
            self._write_bar(self._end, bar, bar.revision_ms)
            self._end += 1
            return True
        if bar.revision_ms > 0 and self._is_newest_unbegun(bar.revision_ms, now_ms):
            running = self.unit.slot(bar.revision_ms)
            self._drop_after(running)
            self.doubt(running)  # of a page of that clock it has the trades of its whole time
            return self.upsert(bar, now_ms) or True
        index = self.index_of(slot)
        if self.slots[index] == slot:
            return self._revise(self._first + index, bar, now_ms)
        self._insert(CandleBatch.of(self.unit, [bar])[0])
        return True

    def merge(self, bars: Iterable[Bar]) -> int:
        """Take a page of candles in any order; returns how many of them changed something."""
        batch, misplaced = CandleBatch.of(self.unit, bars)
        self.refused += misplaced
        return self.merge_batch(batch)

    def merge_batch(self, batch: CandleBatch) -> int:
        """Take many candles at once, by the rules of `merge`."""
        return self._take(self._welcome(batch))

    def merge_page(self, page: CandleBatch, final_stop: int, *, is_whole: bool) -> int:
        """Take a page of REST by the rules of `merge`, but over what earlier pages told of candles that are final now.

        Of these a later page knows more: other figures, or that nobody traded.

        Args:
            page: in any order.
            final_stop: the slot before which the exchange changes none of its candles any more.
            is_whole: whether it has every candle from its first to its last.

        Returns:
            How many candles changed.
        """
        final = page.slots[page.are_sound(self.unit) & (page.slots < final_stop)]
        if not len(final):
            return self.merge_batch(page)
        first, stop = int(final.min()), int(final.max()) + 1
        revisions = self._revisions[self._first + self.index_of(first) : self._first + self.index_of(stop)]
        revisions[revisions == 0] = _DOUBTED
        changed = self.merge_batch(page)
        return changed + (self._drop(_DOUBTED, first, stop) if is_whole else 0)

    def fill(self, batch: CandleBatch) -> int:
        """Take candles of an earlier run where none is known; returns how many."""
        page = self._welcome(batch)
        are_known = self._are_known(page.slots)
        if are_known.any():
            page = page.taken(~are_known)
        return self._take(page._replace(revisions=np.full_like(page.slots, _STORED)))

    def part(self, first: int, stop: int) -> StoredCandles:
        """A copy of the candles from one slot up to another."""
        where = slice(self._first + self.index_of(first), self._first + self.index_of(stop))
        batch = CandleBatch(
            self._slots[where].copy(), self._figures[:, where].copy(), np.maximum(self._revisions[where], 0)
        )
        return StoredCandles(batch, first, stop)

    def drop_stored(self, first: int | None = None, stop: int | None = None) -> None:
        """Remove the candles of an earlier run that the exchange has not confirmed.

        Args:
            first: only from this slot on.
            stop: only those before this slot.
        """
        self._drop(_STORED, first, stop)

    def drop_before(self, slot: int) -> None:
        """Remove the candles before `slot`."""
        stop = self._first + self.index_of(slot)
        self._empty(self._first, stop)
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
        self._empty(stop, end)
        self._pyramid.written(stop, end)
        self._end = stop
        self._unbegun = 0
        self._past_changed()

    def _drop(self, revision: int, first: int | None, stop: int | None) -> int:
        """Remove the candles of that revision between two slots; returns how many."""
        known = slice(self._first, self._end)
        batch = CandleBatch(self._slots[known], self._figures[:, known], self._revisions[known])
        is_dropped = batch.revisions == revision
        if first is not None:
            is_dropped &= batch.slots >= first
        if stop is not None:
            is_dropped &= batch.slots < stop
        if is_dropped.any():
            kept, is_whole = batch.taken(~is_dropped), self.is_whole
            self.clear()
            self.is_whole = is_whole
            self._extend(kept, at_front=False)
        return int(np.count_nonzero(is_dropped))

    def _past_changed(self) -> None:
        self.past_version += 1
        self.repairs += 1

    def _is_welcome(self, bar: Bar) -> bool:
        if bar.is_sound and self.unit.start_ms(self.unit.slot(bar.start_ms)) == bar.start_ms:
            return True
        self.refused += 1
        return False

    def _welcome(self, batch: CandleBatch) -> CandleBatch:
        are_sound = batch.are_sound(self.unit)
        if not are_sound.all():
            self.refused += int(np.count_nonzero(~are_sound))
            batch = batch.taken(are_sound)
        return batch.in_order()

    def _take(self, page: CandleBatch) -> int:
        if not len(page.slots) or not len(self):
            self._extend(page, at_front=False)
            return len(page.slots)
        start, stop = np.searchsorted(page.slots, (self.slots[0], self.slots[-1] + 1))
        older, among, newer = page.taken(slice(start)), page.taken(slice(start, stop)), page.taken(slice(stop, None))
        self._extend(older, at_front=True)
        self._extend(newer, at_front=False)
        return len(older.slots) + len(newer.slots) + self._weave(among)

    def _weave(self, among: CandleBatch) -> int:
        are_known = self._are_known(among.slots)
        changed = self._revise_many(among.taken(are_known))
        missing = among.taken(~are_known)
        self._insert(missing)
        return changed + len(missing.slots)

    def _revise_many(self, states: CandleBatch) -> int:
        """Take other states of known candles; returns how many of them changed something."""
        positions = self._first + np.searchsorted(self.slots, states.slots)
        known = self._revisions[positions]
        are_dated = (states.revisions > 0) & (known > 0)
        changed = 0
        for index in np.flatnonzero(are_dated).tolist():  # in their order: several outdated ones in a row are believed
            changed += self._revise(int(positions[index]), states.bar(self.unit, index))
        are_newer = ~are_dated & ((known < 0) | (states.figures[VOLUME] >= self._figures[VOLUME, positions]))
        positions, states, known = positions[are_newer], states.taken(are_newer), known[are_newer]
        self._revisions[positions] = np.where(states.revisions > 0, states.revisions, np.maximum(known, 0))
        differ = (self._figures[:, positions] != states.figures).any(axis=0)
        positions = positions[differ]
        if len(positions):
            self._figures[:, positions] = states.figures[:, differ]
            self._written(int(positions[0]), int(positions[-1]) + 1)
        return changed + len(positions)

    def _revise(self, position: int, bar: Bar, now_ms: int | None = None) -> bool:
        known = int(self._revisions[position])
        if known < 0:
            is_newer, known = True, 0
        elif bar.revision_ms and known:
            is_newer = bar.revision_ms >= known
            if not is_newer and known - bar.revision_ms > DISORDER_MS:
                self._outdated += 1
                is_newer = self._outdated >= BELIEVED_AFTER or _is_ahead(known, now_ms)
            if is_newer:
                self._outdated = 0
        else:
            is_newer = bar.volume >= self._figures[VOLUME, position]
        if not is_newer:
            return False
        is_changed = tuple(self._figures[:, position]) != bar[1:7]
        self._write_bar(position, bar, bar.revision_ms or known)
        return is_changed

    def _insert(self, batch: CandleBatch) -> None:
        """Add candles between the known ones."""
        if not len(batch.slots):
            return
        start = self.index_of(int(batch.slots[0]))
        rest = slice(self._first + start, self._end)
        tail = CandleBatch(self._slots[rest], self._figures[:, rest], self._revisions[rest])
        self._end = self._first + start
        self.repairs += 1
        self._extend(tail.joined(batch), at_front=False)

    def _extend(self, batch: CandleBatch, *, at_front: bool) -> None:
        count = len(batch.slots)
        self._reserve(count, at_front=at_front)
        if at_front:
            self._first -= count
            self._write(self._first, batch)
        else:
            self._write(self._end, batch)
            self._end += count

    def _write(self, position: int, batch: CandleBatch) -> None:
        stop = position + len(batch.slots)
        if stop > position:
            self._slots[position:stop] = batch.slots
            self._revisions[position:stop] = batch.revisions
            self._figures[:, position:stop] = batch.figures
            self._written(position, stop)

    def _write_bar(self, position: int, bar: Bar, revision_ms: int) -> None:
        self._slots[position] = self.unit.slot(bar.start_ms)
        self._revisions[position] = revision_ms
        self._figures[:, position] = bar[1:7]
        self._written(position, position + 1)

    def _written(self, position: int, stop: int) -> None:
        is_newest = (position, stop) == (self._end - 1, self._end)
        self.past_version += not is_newest
        self.repairs += not is_newest and position < self._end
        self._pyramid.written(position, stop)


def _is_ahead(time_ms: int, now_ms: int | None) -> bool:
    return now_ms is not None and time_ms - now_ms > DISORDER_MS
