"""The candles of one chart: the known ones, and the next page to request by REST.

Live revisions come from the unit's candle stream. Days and longer have no stream; there the ticker updates the newest
candle (see `running_period`). REST supplies the past, page by page, and whatever the stream missed: before it began,
and after each reconnect.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import Enum
from typing import Final, NamedTuple

from core.market.candles.bar import bar_of, bars_of, day_of
from core.market.candles.running_period import RunningPeriod
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit
from core.model.candle_rows import MAX_CANDLES, CandleRow
from core.model.messages import Candle, DataMessage, Ticker
from core.model.subscription import StreamType

MAX_JOINING_PAGES: Final = 10
"""Maximum number of pages to close the gap after a lost connection. For a longer gap the older candles are dropped and
loaded again when the user scrolls there, so that today's candles are not delayed.
"""

_DAYS_OF_A_MONTH: Final = 31


class Purpose(Enum):
    """The purpose of a page."""

    NEWEST = "newest"
    """To connect to the stream's candles, and to close a gap behind them."""
    DAYS = "days"
    """The finished days of the running week or month."""
    OLDER = "older"
    """The time before the oldest known candle."""


class PageRequest(NamedTuple):
    """One page to request by REST."""

    purpose: Purpose
    unit: str
    to: str | None
    """Only candles that start before this; None for the newest."""
    limit: int


class CandleHistory:
    """Adds messages and pages to a `CandleSeries`; at most one page is under way at a time."""

    def __init__(self, code: str, unit: CandleUnit) -> None:
        self.code = code
        self.unit = unit
        self.series = CandleSeries(unit)
        self.error = ""
        """Why the last page failed; no more requests until `retry`, which the caller schedules."""
        self._pending: PageRequest | None = None
        self._period = RunningPeriod(unit)
        self._needs_days = self._needs_newest = True
        self._joint: int | None = None
        self._joining_before: int | None = None
        self._pages_joined = 0
        self.reconnected()

    @property
    def stream_type(self) -> StreamType:
        """The stream that updates the newest candle."""
        return self.unit.stream_type or StreamType.TICKER

    @property
    def pending(self) -> PageRequest | None:
        """The page under way."""
        return self._pending

    @property
    def is_at_beginning(self) -> bool:
        """Whether no candle is older than the oldest known one."""
        return self.series.is_whole

    def receive(self, message: DataMessage, now_ms: int | None = None) -> bool:
        """Take one message of `stream_type`; returns whether any candle changed.

        Args:
            message: of any stream.
            now_ms: the exchange's clock, if known.
        """
        if isinstance(message, Ticker) and self.unit.stream_type is None:
            today = day_of(message)
            bar = self._period.revise(today, now_ms) if today is not None and today.is_sound else None
        elif isinstance(message, Candle) and message.type is self.unit.stream_type:
            bar = bar_of(message)
        else:
            return False
        return bar is not None and self.series.upsert(bar, now_ms)

    def reconnected(self) -> None:
        """Trades since the newest candle may be missing; call this before any newer message is taken."""
        last = self.series.last
        if self._joint is None or not self._needs_newest:
            self._joint = self.unit.slot(last.start_ms) if last is not None else None
        self._needs_newest = True
        self._joining_before, self._pages_joined = None, 0
        self._needs_days = self.unit in {CandleUnit.WEEK, CandleUnit.MONTH}
        self._pending = None
        self._period.forget_past()
        self.error = ""

    def retry(self) -> None:
        """Allow requests again after a failure."""
        self.error = ""

    def next_request(self, first_slot: float) -> PageRequest | None:
        """The next page to request; None while a page is under way, after an error, or if nothing is missing.

        Args:
            first_slot: the first slot that must have candles.
        """
        if self._pending is None and not self.error:
            self._pending = self._missing(first_slot)
            return self._pending
        return None

    def arrived(self, request: PageRequest, rows: Sequence[CandleRow]) -> None:
        """Take the rows of `request`; one made before a reconnect may lack the newest candles."""
        if request is not self._pending:
            return
        self._pending = None
        if request.purpose is Purpose.DAYS:
            self._period.fill(bars_of(rows))
            self._needs_days = False
        elif request.purpose is Purpose.NEWEST:
            self._join(rows)
        else:
            known = len(self.series)
            self.series.merge(bars_of(rows))
            self.series.is_whole = len(self.series) == known

    def failed(self, request: PageRequest, reason: str) -> None:
        """Record that `request` failed."""
        if request is self._pending:
            self._pending = None
            self.error = reason

    def _missing(self, first_slot: float) -> PageRequest | None:
        if self._needs_newest:
            return self._page(Purpose.NEWEST, self._joining_before)
        if self._needs_days:
            return PageRequest(Purpose.DAYS, CandleUnit.DAY.rest_name, None, _DAYS_OF_A_MONTH)
        if not self.series.is_whole and len(self.series) and self.series.slots[0] > first_slot:
            return self._page(Purpose.OLDER, int(self.series.slots[0]))
        return None

    def _page(self, purpose: Purpose, before: int | None) -> PageRequest:
        to = utc_time(self.unit.start_ms(before)) if before is not None else None
        return PageRequest(purpose, self.unit.rest_name, to, MAX_CANDLES)

    def _join(self, rows: Sequence[CandleRow]) -> None:
        bars = bars_of(rows)
        self.series.merge(bars)
        self._pages_joined += 1
        oldest = min((self.unit.slot(bar.start_ms) for bar in bars if bar.is_sound), default=None)
        if oldest is None or self._joint is None or oldest <= self._joint:
            self._needs_newest, self._joint = False, None
        elif self._pages_joined >= MAX_JOINING_PAGES:
            self.series.drop_before(oldest)
            self._needs_newest, self._joint = False, None
        else:
            self._joining_before = oldest


def utc_time(time_ms: int) -> str:
    """A time in the format of REST: `yyyy-MM-ddTHH:mm:ss`, UTC."""
    return f"{datetime.fromtimestamp(time_ms / 1000, UTC):%Y-%m-%dT%H:%M:%S}"
