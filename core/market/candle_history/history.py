"""The candles of one chart: the known ones, and the next page to request by REST.

Live revisions come from the unit's candle stream, once a second, and between them from trades (see `forming`). Days
and longer have no stream; there the ticker updates the newest candle (see `running_period`). REST supplies the past,
page by page, and whatever the stream missed: before it began, and after each reconnect.

Where a store is at hand, what it knows is asked for before the exchange (see `store_reading`). What a page does to the
candles that are known, `page_taking` decides.

A page without a candle is not believed at once (see `empty_pages`): the exchange may have had a bad moment. A page with
damaged rows is taken, and requested again later (see `damaged_pages`). From time to time the newest candles are
requested once more (see `newest_check`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from core.market.candle_history.empty_pages import EmptyPages, believed_after
from core.market.candle_history.forming import FormingCandle
from core.market.candle_history.newest_check import NewestCheck
from core.market.candle_history.page_request import PageRequest, Purpose, page_of
from core.market.candle_history.page_taking import PageTaking
from core.market.candle_history.read_page import ReadPage
from core.market.candle_history.running_period import RunningPeriod
from core.market.candles.bar import Bar, bar_of, day_of
from core.market.candles.series import CandleSeries
from core.market.candles.stored import StoredCandles
from core.market.candles.units import CandleUnit
from core.model.candle_rows import CandleRow
from core.model.messages import Candle, DataMessage, Ticker, Trade
from core.model.subscription import StreamType
from core.timing.exchange_clock import LATE_MS

_DAYS_OF_A_MONTH: Final = 31


class CandleHistory:
    """Adds messages and pages to a `CandleSeries`; at most one page is under way at a time.

    Args:
        code: the market.
        unit: of the candles.
        has_store: whether an earlier run may have kept candles.
    """

    def __init__(self, code: str, unit: CandleUnit, *, has_store: bool = False) -> None:
        self.code = code
        self.unit = unit
        self.series = CandleSeries(unit)
        self.error = ""
        """Why the last page failed; no more requests until `retry`, which the caller schedules."""
        self.repeated = 0
        """Rows of pages that told a candle again; the state with the most trades stays."""
        self._pages = PageTaking(self.series, has_store=has_store)
        self._empty = EmptyPages()
        self._is_without_candles = False
        """Whether the exchange said that it has no candle at all; the next one of the stream shows otherwise."""
        self._is_traded = False
        """Whether the stream has shown a candle, or a day with one."""
        self._pending: PageRequest | None = None
        self._period = RunningPeriod(unit)
        self._forming = FormingCandle(unit)
        self._is_page_newer = False
        """Whether the next page is believed over every trade before it."""
        self._needs_days = True
        self._newest_check = NewestCheck(unit)
        self.reconnected()

    @property
    def stream_type(self) -> StreamType:
        """The stream that updates the newest candle."""
        return self.unit.stream_type or StreamType.TICKER

    @property
    def streams(self) -> frozenset[StreamType]:
        """All streams that candles are made of."""
        return frozenset({self.stream_type} if self.unit.stream_type is None else {self.stream_type, StreamType.TRADE})

    @property
    def pending(self) -> PageRequest | None:
        """The page under way."""
        return self._pending

    @property
    def is_loading(self) -> bool:
        """Whether a page is under way that may have missing candles; of a check nobody needs to know."""
        return self._pending is not None and self._pending.purpose is not Purpose.CHECK

    @property
    def is_at_beginning(self) -> bool:
        """Whether no candle is older than the oldest known one."""
        return self.series.is_whole

    @property
    def damaged(self) -> int:
        """How many candles are missing because their rows were damaged; their pages are requested again by `retry`."""
        return self._pages.damaged.count

    @property
    def is_doubting(self) -> bool:
        """Whether a page says that this is the beginning, and must be asked for again; nothing is until `retry`."""
        return self._empty.is_in_doubt

    def receive(self, message: DataMessage, now_ms: int | None = None) -> bool:
        """Take one message of `streams`; returns whether any candle changed.

        One that cannot be a candle is counted in `series.refused`.

        Args:
            message: of any stream.
            now_ms: the exchange's clock, if known.
        """
        if isinstance(message, Trade):
            return self.unit.stream_type is not None and self._forming.trade(message, now_ms) and self._foresee()
        if isinstance(message, Ticker) and self.unit.stream_type is None:
            today, bar = day_of(message), None
            if today is not None and today.is_sound:
                self._note_trade()
                bar = self._period.revise(today, now_ms)
            else:
                self.series.refused += today is not None
        elif isinstance(message, Candle) and message.type is self.unit.stream_type:
            bar = bar_of(message)
            self.series.refused += bar is None
        else:
            return False
        return bar is not None and self._take(bar, now_ms)

    def reconnected(self) -> None:
        """Trades since the newest candle may be missing; call this before any newer message is taken."""
        self._load_anew()
        self._is_page_newer = False
        self._forming.forget()
        self.series.foresee(())

    def load_again(self) -> None:
        """Request the newest candles again: the end of one may not have been told.

        What trades have shown since stays until the page comes, which then knows better.
        """
        self._load_anew()
        self._is_page_newer = True
        self._settle()

    def _load_anew(self) -> None:
        last = self.series.settled_last
        self._pages.begin(self.unit.slot(last.start_ms) if last is not None else None)
        if last is not None:  # a step of the clock that late messages can feign is not known from the messages alone
            self.series.doubt(self.unit.slot(last.start_ms - round(LATE_MS)))
        self._needs_days = self.unit in {CandleUnit.WEEK, CandleUnit.MONTH}
        self._pending, self.error = None, ""
        self._period.forget_past()
        self.series.is_whole = self._is_without_candles = False
        self._empty.forget()

    def check(self, seconds: float, now_ms: int) -> None:
        """Request those of the last `seconds` until `now_ms` once more, if nothing is missing and they are in sight."""
        self._newest_check.want(seconds, now_ms)

    def begin_anew(self) -> None:
        """Forget all candles: the exchange's clock was set, so some stand at wrong times.

        Call this before any newer message is taken. What the store has must agree with the exchange again.
        """
        self._pages.begin_anew()
        self.reconnected()

    def retry(self) -> None:
        """Allow requests again after a failure, a page that was doubted, or one with damaged rows."""
        self.error = ""
        self._pages.damaged.allow()
        self._empty.is_in_doubt = False

    def next_request(self, first_slot: float) -> PageRequest | None:
        """The next page to request; None while one is under way, after an error or a doubt, or if nothing is missing.

        Args:
            first_slot: the first slot that must have candles.
        """
        if self._pending is None and not self.error and not self.is_doubting:
            self._pending = self._missing(first_slot)
            return self._pending
        return None

    def arrived(self, request: PageRequest, rows: Sequence[CandleRow], spoiled: int = 0) -> None:
        """Take the rows of `request`; one made before a reconnect may lack the newest candles.

        Args:
            request: what was asked for.
            rows: the rows that could be read.
            spoiled: how many could not.

        Raises:
            BadReply: the page cannot be true; call `failed`.
        """
        if request is not self._pending:
            return
        page = ReadPage.of(CandleUnit.DAY if request.purpose is Purpose.DAYS else self.unit, rows, spoiled)
        self.series.refused += page.misplaced
        self.repeated += page.repeated
        if request.purpose is Purpose.CHECK:
            self._pending = None
            self._check(page)
            return
        is_empty = not page.bars if request.purpose is Purpose.DAYS else self._has_none(request, page)
        if not is_empty:
            self._empty.forget()
        elif not self._empty.is_believed(self._believed_after(request), is_error=request.purpose is not Purpose.OLDER):
            self._pending = None
            return
        self._pending = None
        if request.purpose is Purpose.DAYS:
            self._period.fill(page.bars)
            self._needs_days = False
        elif request.purpose is Purpose.NEWEST:
            self._pages.join(page)
            self._is_without_candles = not len(self.series)
            self._meet_page()
        elif request.purpose is Purpose.REPAIR:
            self._pages.repair(page, request.before or 0)
        elif len(self.series):
            self._pages.precede(page, is_first=is_empty)
        self._settle()

    def read(self, request: PageRequest, stored: StoredCandles | None) -> None:
        """Take what the store had for `request`."""
        if request is not self._pending:
            return
        self._pending = None
        take = self._pages.read_newest if request.before is None else self._pages.read_older
        if take(stored):
            self._settle()

    def unkept(self) -> list[StoredCandles]:
        """Return the parts of the history that are final and not in the store yet, once each."""
        return self._pages.unkept()

    def takes_store_for_wrong(self) -> bool:
        """Return whether the store has candles of another market, which the caller must remove; True only once."""
        return self._pages.store.takes_for_wrong()

    def failed(self, request: PageRequest, reason: str) -> None:
        """Record that `request` failed."""
        if request is self._pending:
            self._pending = None
            self.error = "" if request.purpose is Purpose.CHECK else reason

    def _missing(self, first_slot: float) -> PageRequest | None:
        if (stored := self._pages.store.next_newest()) is not None:
            return stored
        if self._pages.joining.is_under_way:
            return page_of(Purpose.NEWEST, self.unit, self._pages.joining.before)
        if self._needs_days:
            return PageRequest(Purpose.DAYS, CandleUnit.DAY.rest_name, None, _DAYS_OF_A_MONTH)
        if not self.series.is_whole and len(self.series) and self.series.slots[0] > first_slot:
            oldest = int(self.series.slots[0])
            return self._pages.store.next_older(oldest) or page_of(Purpose.OLDER, self.unit, oldest)
        return self._known_again(is_in_sight=math.isfinite(first_slot))

    def _known_again(self, *, is_in_sight: bool) -> PageRequest | None:
        """The next page to request of candles that are known: its rows were damaged, or it is to be checked."""
        if (stop := self._pages.damaged.next()) is not None:
            return page_of(Purpose.REPAIR, self.unit, stop)._replace(before=stop)
        if is_in_sight and (count := self._newest_check.next()) is not None:
            return page_of(Purpose.CHECK, self.unit, None)._replace(limit=count)
        return None

    def _settle(self, now_ms: int | None = None) -> bool:
        """Show the trades after the exchange's last state again; returns whether these show anything new."""
        self._forming.settle(self.series.settled_last, now_ms)
        return self._foresee()

    def _foresee(self) -> bool:
        return self.series.foresee(self._forming.bars)

    def _take(self, bar: Bar, now_ms: int | None) -> bool:
        if bar.is_sound:
            self._note_trade()
        return self.series.upsert(bar, now_ms) | self._settle(now_ms)

    def _note_trade(self) -> None:
        """Note that the market is traded, so that it has candles; ask for them again if the exchange denied it."""
        self._is_traded = True
        if self._is_without_candles:
            self._is_without_candles = False
            self._pages.joining.begin(None)
            self._needs_days = self.unit in {CandleUnit.WEEK, CandleUnit.MONTH}

    def _has_none(self, request: PageRequest, page: ReadPage) -> bool:
        """Whether no candle of the page is of the time that was asked for."""
        before = self._pages.joining.before
        if request.purpose is Purpose.OLDER:
            before = int(self.series.slots[0]) if len(self.series) else None
        return page.has_none_before(before)

    def _believed_after(self, request: PageRequest) -> float:
        """How many empty pages in a row for `request` show that there are no candles."""
        is_of_past = request.purpose is Purpose.OLDER or self._pages.joining.before is not None
        known, are_stored = len(self.series), self.series.is_only_stored
        return believed_after(is_of_past=is_of_past, is_traded=self._is_traded, known=known, are_stored=are_stored)

    def _meet_page(self) -> None:
        """Have the trades of before agree with one of the newest pages, which was taken."""
        if self._is_page_newer:
            self._is_page_newer = False
            self._forming.forget()
        else:
            self._forming.meet_page()

    def _check(self, page: ReadPage) -> None:
        """Take a page that is only to show whether the streams told all candles."""
        if self._pages.check(page, self._newest_check.stop):
            self.load_again()  # more may be missing, or wrong, than this page tells
        self._settle()
