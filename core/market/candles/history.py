"""The candles of one chart: what is known of them, and what to ask REST for next.

Live revisions come from the unit's candle stream. Days and longer have none; there the ticker keeps the newest candle
alive (see `running_period`). REST fills in the past, a page at a time, and whatever the stream did not tell: before it
began, and after each reconnect.
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
"""Pages fetched to close the gap a lost connection left. Past it the candles before the gap are dropped, and come back
page by page when somebody scrolls there: a long gap must not hold the candles of today back."""

_DAYS_OF_A_MONTH: Final = 31


class Purpose(Enum):
    """What a page is for."""

    NEWEST = "newest"
    """To meet what the stream tells, and to close a gap behind it."""
    DAYS = "days"
    """The finished days of the running week or month."""
    OLDER = "older"
    """The past before the oldest candle known."""


class PageRequest(NamedTuple):
    """One page to ask REST for."""

    purpose: Purpose
    unit: str
    to: str | None
    """Only candles that start before this; the newest where None."""
    limit: int


class CandleHistory:
    """Folds messages and pages into a `CandleSeries`; at most one page is on its way at a time."""

    def __init__(self, code: str, unit: CandleUnit) -> None:
        self.code = code
        self.unit = unit
        self.series = CandleSeries(unit)
        self.error = ""
        """Why the last page did not come; nothing more is asked for until `retry`, whose time somebody else knows."""
        self._pending: PageRequest | None = None
        self._period = RunningPeriod(unit)
        self._needs_days = self._needs_newest = True
        self._joint: int | None = None
        self._joining_before: int | None = None
        self._pages_joined = 0
        self.reconnected()

    @property
    def stream_type(self) -> StreamType:
        """The stream that keeps the newest candle alive."""
        return self.unit.stream_type or StreamType.TICKER

    @property
    def pending(self) -> PageRequest | None:
        """The page on its way."""
        return self._pending

    @property
    def is_at_beginning(self) -> bool:
        """There is nothing older than the oldest candle."""
        return self.series.is_whole

    def told(self, message: DataMessage) -> bool:
        """Take one message of `stream_type`; whether any candle changed."""
        if isinstance(message, Ticker) and self.unit.stream_type is None:
            today = day_of(message)
            bar = self._period.revise(today) if today is not None and today.is_sound else None
        elif isinstance(message, Candle) and message.type is self.unit.stream_type:
            bar = bar_of(message)
        else:
            return False
        return bar is not None and self.series.upsert(bar)

    def reconnected(self) -> None:
        """Trades may have been missed since the newest candle; to be called before anything newer is told."""
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
        """Ask again for what did not come."""
        self.error = ""

    def next_request(self, first_slot: float) -> PageRequest | None:
        """What to ask for now; None while a page is on its way, after an error, and when nothing is missing.

        Args:
            first_slot: from where on candles are wanted.
        """
        if self._pending is None and not self.error:
            self._pending = self._missing(first_slot)
            return self._pending
        return None

    def arrived(self, request: PageRequest, rows: Sequence[CandleRow]) -> None:
        """Take the page `request` asked for; one asked for before a reconnect may not know what came since."""
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
        """The page `request` asked for will not come."""
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
    """A time as REST takes it: `yyyy-MM-ddTHH:mm:ss`, UTC."""
    return f"{datetime.fromtimestamp(time_ms / 1000, UTC):%Y-%m-%dT%H:%M:%S}"
