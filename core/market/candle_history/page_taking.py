"""What a page does to the candles that are known, whether it is of the exchange or of the store.

It may be one of the newest, which close the gap behind the stream's candles (see `joining`), one of older candles, one
again whose rows were damaged (see `damaged_pages`), or a check. From this follows what is final and not on disk yet
(see `unkept`), and where nobody knows whether anybody traded.
"""

from __future__ import annotations

from core.market.candle_history.damaged_pages import DamagedPages, DamagedPart
from core.market.candle_history.joining import Joining, Outcome
from core.market.candle_history.read_page import ReadPage
from core.market.candle_history.store_reading import StoreReading
from core.market.candle_history.unkept import UnkeptParts
from core.market.candles.series import CandleSeries
from core.market.candles.stored import StoredCandles, are_of_one_market


class PageTaking:
    """Takes the pages of one history. Each change ends what the series foresees.

    Args:
        series: the candles.
        has_store: whether an earlier run may have kept candles.

    Attributes:
        joining: the gap behind the stream's candles.
        damaged: the pages whose rows were damaged.
        store: what an earlier run kept.
    """

    def __init__(self, series: CandleSeries, *, has_store: bool) -> None:
        self._series = series
        self.joining = Joining()
        self.damaged = DamagedPages()
        self.store = StoreReading(series.unit, has_store=has_store)
        self._unkept = UnkeptParts(series)

    def begin_anew(self) -> None:
        """Forget all candles, and read the store again."""
        self._series.clear()
        self.joining, self.damaged = Joining(), DamagedPages()
        self.store.begin_anew()
        self._unkept = UnkeptParts(self._series)

    def begin(self, last_known: int | None) -> None:
        """Need the newest pages: candles after that slot may be missing; all are if it is None."""
        self.joining.begin(last_known)
        self._note_unloaded()

    def join(self, page: ReadPage) -> None:
        """Take one of the newest pages."""
        sound, damaged = page.sound, page.damaged
        oldest = int(sound.slots[0]) if len(sound.slots) else None
        if oldest is not None:
            told = StoredCandles(sound, oldest, self.joining.stop)
            if self.store.is_refuted(told, is_newest=self.joining.before is None, is_whole=not damaged):
                self._refuse_store()
        self._series.merge_page(page.batch, page.final_stop, is_whole=not damaged)
        if oldest is not None and damaged:
            stop = self.joining.stop if self.joining.before is not None else int(sound.slots[-1]) + 1 + damaged
            self.damaged.note(DamagedPart(oldest, stop, damaged))
        elif oldest is not None:
            self.damaged.repaired(oldest, self.joining.stop)
            self._series.drop_stored(oldest, self.joining.stop)
        outcome = self.joining.arrived(oldest)
        if outcome is not Outcome.OPEN:
            if oldest is not None:
                self._note_joined(oldest, outcome)
            self.store.confirm()
        self._note_unloaded()

    def precede(self, page: ReadPage, *, is_first: bool) -> None:
        """Take the candles before the oldest known one.

        Args:
            page: of these.
            is_first: whether no candle is older.
        """
        before = int(self._series.slots[0])
        self._series.merge_batch(page.batch)
        self._series.is_whole = is_first
        if page.damaged:
            self.damaged.note(DamagedPart(int(self._series.slots[0]), before, page.damaged))
        else:
            self._unkept.older(int(self._series.slots[0]), before)
        self._note_unloaded()

    def repair(self, page: ReadPage, stop: int) -> None:
        """Take a page again that came with damaged rows before; it ends before `stop`."""
        self._series.merge_batch(page.batch)
        if not len(page.sound.slots):
            return
        oldest = int(page.sound.slots[0])
        if page.damaged:
            self.damaged.note(DamagedPart(oldest, stop, page.damaged))
        else:
            self._series.drop_stored(oldest, stop)
            for part in self.damaged.repaired(oldest, stop):
                self._unkept.older(part.first, part.stop)
        self._note_unloaded()

    def check(self, page: ReadPage, stop: int) -> bool:
        """Take the finished candles of one of the newest pages, which lie before `stop`.

        Returns:
            Whether it shows that the streams did not tell all of them.
        """
        told = page.sound
        if not len(told.slots) or not len(self._series):
            return False
        is_apart = int(told.slots[0]) > int(self._series.slots[-1])
        ended = told.taken(told.slots < stop)
        return is_apart or bool(self._series.merge_page(ended, page.final_stop, is_whole=not page.damaged))

    def read_newest(self, stored: StoredCandles | None) -> bool:
        """Take the newest candles that the store had; returns whether it had any."""
        if (stored := self.store.newest_read(stored)) is None:
            return False
        self.joining.reach_to(int(stored.batch.slots[-1]))
        self._series.fill(stored.batch)
        self._note_unloaded()
        return True

    def read_older(self, stored: StoredCandles | None) -> bool:
        """Take the candles before the oldest known one that the store had; returns whether it had any."""
        oldest = int(self._series.slots[0])
        self.store.older_read(oldest)
        if stored is None or stored.stop <= oldest or stored.first >= oldest:
            return False
        if are_of_one_market(stored, self._series.part(oldest, stored.stop)):
            self._series.fill(stored.batch)
        else:
            self._refuse_store()
            self._note_unloaded()
        return True

    def unkept(self) -> list[StoredCandles]:
        """Return the parts that are final and not in the store yet, once each; none while there is a gap."""
        return [] if self.joining.is_under_way else self._unkept.take()

    def _note_joined(self, oldest: int, outcome: Outcome) -> None:
        """Note that no page of the newest ones is missing; what a gap divides from them is dropped."""
        if outcome is Outcome.GIVEN_UP:
            self._series.drop_before(oldest)
            self.damaged.drop_before(oldest)
        if (damaged_part := self.damaged.span) is not None and damaged_part[1] > oldest:
            self._unkept.joined(damaged_part[1], is_gapless=False)
        else:
            self._unkept.joined(oldest, is_gapless=outcome is Outcome.CLOSED)

    def _refuse_store(self) -> None:
        self.store.refuse()
        self._series.drop_stored()
        self.joining.reach_to(None)

    def _note_unloaded(self) -> None:
        """Note in the series where pages are still missing: whether anybody traded there is not known yet."""
        spans = [span for span in (self.joining.gap, self.damaged.span) if span is not None]
        self._series.unloaded = (min(map(min, spans)), max(map(max, spans))) if spans else None
