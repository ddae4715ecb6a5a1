"""Loads the candles that a chart lacks, page by page, and says in words how far that is.

A page that failed is requested again: later after each failure in a row, never before the exchange allows it.
"""

from __future__ import annotations

import weakref
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from core.errors import ConnectionFailed, HogaError
from widgets.panel.retry_timer import RetryTimer
from widgets.text.language import wording

if TYPE_CHECKING:
    from core.market.candles.history import CandleHistory, PageRequest
    from core.upbit.rest.quotation import RestClient


class CandleLoading(QObject):
    """The pages of one history at a time.

    Args:
        rest: client for the requests.
        history: the candles of the chart.
        parent: the panel.

    Signals:
        page_ended: a page of the present history arrived or failed; how many of its rows could not be read.
        is_due: the wait after a failure is over.
        progressed: the words on the progress have changed.
    """

    page_ended = Signal(int)
    is_due = Signal()
    progressed = Signal()

    def __init__(self, rest: RestClient, history: CandleHistory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rest = rest
        self._history = history
        self._is_stopped = False
        self.is_unreachable = False
        """Whether the last page failed because there was no way to the exchange."""
        self._retrying = RetryTimer(self)
        self._retrying.due.connect(self.is_due)
        self._retrying.ticked.connect(self.progressed)

    def load_for(self, history: CandleHistory) -> None:
        """Load pages of another history from now on."""
        self._retrying.stop()
        self._history = history

    def stop(self) -> None:
        """Start no request any more; the chart is closed."""
        self._is_stopped = True
        self._retrying.stop()

    def next_page(self, first_slot: float) -> Coroutine[Any, Any, None] | None:
        """Return the loading of the most urgent missing page; None if nothing is missing or one is under way.

        Args:
            first_slot: the first slot that must have candles.
        """
        request = None if self._is_stopped else self._history.next_request(first_slot)
        return _fetch(self._rest, self._history, request, weakref.ref(self)) if request is not None else None

    def reconnected(self) -> None:
        """Request what may have been missed."""
        self._retrying.stop()
        self._history.reconnected()

    def retry(self) -> None:
        """Allow failed pages to be requested again now."""
        self._retrying.stop()
        self._history.retry()

    @property
    def note(self) -> str:
        """What is being loaded, or that all is; empty otherwise."""
        history = self._history
        if history.error:
            return ""
        if history.pending is not None:
            return self.tr("과거 봉 불러오는 중 · {count:,}개").format(count=len(history.series))
        if history.is_at_beginning:
            return self.tr("처음까지 불러옴 · {count:,}개").format(count=len(history.series))
        return ""

    @property
    def trouble(self) -> str:
        """Why the last page failed, and when it is requested again; empty if it arrived."""
        if not self._history.error:
            return ""
        text = self.tr("봉을 불러오지 못함: {reason}").format(reason=wording(self._history.error))
        if seconds := self._retrying.seconds_left:
            text += self.tr(" · {seconds:,}초 후 재시도").format(seconds=seconds)
        return text

    def end_page(self, history: CandleHistory, error: HogaError | None, spoiled: int) -> None:
        """Take the end of a page; one of an earlier history means nothing any more."""
        if history is not self._history or self._is_stopped:
            return
        self.is_unreachable = isinstance(error, ConnectionFailed)
        if error is None:
            self._retrying.reset()
        elif history.error:
            self._retrying.wait_after(error)
        self.page_ended.emit(spoiled)


async def _fetch(
    rest: RestClient, history: CandleHistory, request: PageRequest, loading: weakref.ref[CandleLoading]
) -> None:
    """Load a page into its history. The rest is held weakly, so that a chart can be closed before the page arrives."""
    spoiled, failure = 0, None
    try:
        rows = await rest.candles(history.code, request.unit, request.to, request.limit)
    except HogaError as error:
        history.failed(request, error.user_message)
        failure = error
    else:
        history.arrived(request, rows)
        spoiled = rows.spoiled
    if (alive := loading()) is not None:
        alive.end_page(history, failure, spoiled)
    failure = alive = None  # the traceback of an error keeps this frame, and so would keep a chart that is closed later
