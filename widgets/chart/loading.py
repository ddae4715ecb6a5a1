"""Loads the candles that a chart lacks, page by page, and says in words how far that is.

What an earlier run kept comes first, and what is loaded is kept for the next one. A page that failed is requested
again: later after each failure in a row, never before the exchange allows it.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Coroutine, Iterable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from core.engine.deliver.feed import FeedState
from core.errors import ConnectionFailed, HogaError
from core.market.candle_history.history import CandleHistory
from core.market.candle_history.page_request import Purpose
from core.model.messages import DataMessage
from core.timing.exchange_clock import LATE_MS
from widgets.panel.retry_timer import RetryTimer
from widgets.text.language import wording

if TYPE_CHECKING:
    from core.engine.deliver.feed import FeedStatus
    from core.market.candle_history.page_request import PageRequest
    from core.market.candles.units import CandleUnit
    from core.storage.candle_store import SourceCandles
    from core.upbit.rest.quotation import RestClient

CHECKED_EVERY: Final = 10.0
"""Seconds between two checks of the newest candles. Ten charts in sight take one of the ten requests a second."""
_STEP_MS: Final = 10_000
"""How far a clock that has been set once must move to have been set again."""


class CandleLoading(QObject):
    """The pages of one history at a time.

    Args:
        rest: client for the requests.
        store: the candles that earlier runs kept of this source; None if none are kept.
        parent: the panel.

    Signals:
        page_ended: a page of the present history arrived or failed; how many of its rows could not be read.
        is_due: the wait after a failure is over.
        progressed: the words on the progress have changed.
    """

    page_ended = Signal(int)
    is_due = Signal()
    progressed = Signal()

    def __init__(self, rest: RestClient, store: SourceCandles | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rest = rest
        self._store = store
        self._history: CandleHistory | None = None
        self.is_stopped = False
        """Whether the chart is closed."""
        self.is_unreachable = False
        """Whether the last page failed because there was no way to the exchange."""
        self._epoch_met = 0
        self._is_begun = False
        """Whether the candles' stream is under way, so that a page that is requested now misses none before it."""
        self._ahead_met: float | None = None
        """How far the exchange's clock was ahead of the loop's at the last status, in ms."""
        self._furthest_ahead = float("-inf")
        self._checked_at = 0.0
        """When the newest candles were last to be loaded or checked, on the loop's clock."""
        self._set_back_met = 0
        self._had_left_out = False
        self._failure = ""
        """Why the last page failed; empty once one arrived."""
        self._retrying = RetryTimer(self)
        self._retrying.due.connect(self.is_due)
        self._retrying.ticked.connect(self.progressed)
        rest.lifted.listen(self._on_blocks_ended)

    def begin(self, code: str, unit: CandleUnit) -> CandleHistory:
        """Return a new history, whose pages are loaded from now on instead of those of the one before."""
        self._retrying.stop()
        self._keep()
        self._failure = ""
        self._is_begun = False  # a page that is made before the stream begins may lack the last trades of a candle
        self._history = CandleHistory(code, unit, has_store=self._store is not None)
        return self._history

    def stop(self) -> None:
        """Start no request any more; the chart is closed."""
        self.is_stopped = True
        self._retrying.stop()
        self._keep()

    def next_page(self, first_slot: float) -> Coroutine[Any, Any, None] | None:
        """Return the loading of the most urgent missing page; None if nothing is missing or one is under way.

        Args:
            first_slot: the first slot that must have candles.
        """
        history = self._history
        if self.is_stopped or history is None:
            return None
        self._keep()
        request = history.next_request(first_slot)
        if request is None:
            return None
        if request.purpose is Purpose.STORED and self._store is not None:
            return _read(self._store, history, request, weakref.ref(self))
        return _fetch(self._rest, history, request, weakref.ref(self))

    def take(
        self, messages: Iterable[object], now_ms: int | None, report_damage: Callable[[DataMessage], object]
    ) -> bool:
        """Put live messages into the history.

        Args:
            messages: of any kind.
            now_ms: the exchange's clock, if known.
            report_damage: called with each message that cannot be a candle.

        Returns:
            Whether any candle changed.
        """
        history, is_changed = self._history, False
        if history is None:
            return False
        for message in messages:
            if isinstance(message, DataMessage):
                refused = history.series.refused
                is_changed |= history.receive(message, now_ms)
                if history.series.refused != refused:
                    report_damage(message)
        return is_changed

    def meet(self, status: FeedStatus) -> bool:
        """Request what may have been missed; call this before any newer message is taken.

        That is so on another connection, once the candles' stream has begun, after messages that could not be used, and
        if the exchange's clock was set.

        Returns:
            Whether candles may have been missed.
        """
        if self._history is None or status.state is not FeedState.LIVE:
            return False
        is_begun = status.has_begun(self._history.stream_type)
        is_new = status.link.epoch != self._epoch_met or (is_begun and not self._is_begun)
        is_step, is_wrong = self._meet_clock(status)
        had_left_out, self._had_left_out = self._had_left_out, status.has_left_out
        self._epoch_met, self._is_begun = status.link.epoch, is_begun
        if not (is_new or is_step or (had_left_out and not self._had_left_out)):
            self._meet_check(self._history, status)
            return False
        self._checked_at = status.last_heard or 0.0
        self._retrying.stop()
        if is_wrong:
            self._history.begin_anew()
        else:
            self._history.reconnected()
        return True

    def _meet_check(self, history: CandleHistory, status: FeedStatus) -> None:
        """Let the newest candles be checked from time to time; what is late is not missing."""
        if status.last_heard is None or status.heard_ms is None or status.flow.late_ms:
            return
        if (seconds := status.last_heard - self._checked_at) >= CHECKED_EVERY:
            self._checked_at = status.last_heard
            history.check(seconds, status.heard_ms)

    def _meet_clock(self, status: FeedStatus) -> tuple[bool, bool]:
        """Return whether the exchange's clock made a step, and whether candles came at wrong times before it.

        They did before a step back, and before one forward to where the clock was already. One further ahead of the
        loop's clock than ever is what the sleep of this machine looks like: the loop's clock stands still meanwhile. A
        step that late messages can feign is none, but where the clock was really set back before: then the way forward
        again is one, too.
        """
        if status.heard_ms is None or status.last_heard is None:
            return False, False
        is_set_back, self._set_back_met = status.clock_set_back > self._set_back_met, status.clock_set_back
        ahead, before, furthest = status.heard_ms - status.last_heard * 1000, self._ahead_met, self._furthest_ahead
        self._ahead_met, self._furthest_ahead = ahead, max(ahead, furthest)
        least_ms = _STEP_MS if self._set_back_met else LATE_MS
        is_step = before is not None and (is_set_back or abs(ahead - before) > least_ms)
        return is_step, is_step and ahead <= furthest + least_ms

    def load_newest(self) -> None:
        """Let the newest candles be requested again: something may be missing of which no message tells."""
        self._retrying.stop()
        if self._history is not None:
            self._history.load_again()

    def retry(self) -> None:
        """Allow failed pages to be requested again now."""
        self._retrying.stop()
        if self._history is not None:
            self._history.retry()

    @property
    def note(self) -> str:
        """What is being loaded, or that all is; empty otherwise."""
        history = self._history
        if history is None or history.error:
            return ""
        if history.is_loading or history.is_doubting:
            return self.tr("과거 봉 불러오는 중 · {count:,}개").format(count=len(history.series))
        if history.is_at_beginning:
            return self.tr("처음까지 불러옴 · {count:,}개").format(count=len(history.series))
        return ""

    @property
    def trouble(self) -> str:
        """Why candles are missing, also while they are requested again, and when that will be; empty if none are."""
        history = self._history
        if history is None:
            return ""
        reason = history.error or (self._failure if history.is_loading else "")
        if reason:
            text = self.tr("봉을 불러오지 못함: {reason}").format(reason=wording(reason))
        elif history.damaged:
            text = self.tr("거래소가 손상된 봉 {count:,}개를 보내 빠져 있음").format(count=history.damaged)
        else:
            return ""
        if seconds := self._retrying.seconds_left:
            text += self.tr(" · {seconds:,}초 후 재시도").format(seconds=seconds)
        return text

    def end_check(self, history: CandleHistory, version: int) -> None:
        """Take the end of a check, which is of no interest unless candles have changed since that `past_version`."""
        if history is self._history and not self.is_stopped and history.series.past_version != version:
            self.page_ended.emit(0)

    def end_page(self, history: CandleHistory, error: HogaError | None, spoiled: int) -> None:
        """Take the end of a page; one of an earlier history means nothing any more."""
        if history is not self._history or self.is_stopped:
            return
        self.is_unreachable = isinstance(error, ConnectionFailed)
        self._failure = history.error
        if history.error or history.is_doubting:
            self._retrying.wait_after(error)
        elif history.damaged:
            if not self._retrying.seconds_left:  # pages that the user scrolls to must not put it off
                self._retrying.wait_after(None)
        elif error is None:
            self._retrying.reset()
        self.page_ended.emit(spoiled)

    def _on_blocks_ended(self) -> None:
        if not self.is_stopped and isValid(self):
            self._retrying.cut_short()

    def _keep(self) -> None:
        """Hand over to the store what is final and not there yet."""
        history, store = self._history, self._store
        if history is None or store is None:
            return
        if history.takes_store_for_wrong():
            store.forget(history.code, history.unit.value)
        for part in history.unkept():
            store.write(history.code, history.unit.value, part)


async def _read(
    store: SourceCandles, history: CandleHistory, request: PageRequest, loading: weakref.ref[CandleLoading]
) -> None:
    """Read what an earlier run kept into the history."""
    history.read(request, await store.read(history.code, request.unit, request.before, request.limit))
    if (alive := loading()) is not None:
        alive.end_page(history, None, 0)


async def _fetch(
    rest: RestClient, history: CandleHistory, request: PageRequest, loading: weakref.ref[CandleLoading]
) -> None:
    """Load a page into its history. The rest is held weakly, so that a chart can be closed before the page arrives."""
    spoiled, failure, version = 0, None, history.series.past_version
    try:
        rows = await rest.candles(history.code, request.unit, request.to, request.limit)
        spoiled, unusable = rows.spoiled, history.repeated + history.series.refused
        history.arrived(request, rows, rows.spoiled)
        spoiled += history.repeated + history.series.refused - unusable
        if request.purpose in {Purpose.REPAIR, Purpose.CHECK}:
            spoiled = 0  # its damaged rows were counted when they came first
    except HogaError as error:
        history.failed(request, error.user_message)
        failure = error
    if (alive := loading()) is not None and request.purpose is Purpose.CHECK:
        alive.end_check(history, version)
    elif alive is not None:
        alive.end_page(history, failure, spoiled)
    failure = alive = None  # the traceback of an error keeps this frame, and so would keep a chart that is closed later
