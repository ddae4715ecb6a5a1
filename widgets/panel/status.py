"""Makes the notice about the state of a panel's data, and requests the data again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from core.model.link_status import ConnectionState
from widgets.panel.data_state.data_notice import DataState, Notice, notice_of
from widgets.panel.data_state.received_time import ReceivedTime
from widgets.panel.data_state.skipped_rows import SkippedRows
from widgets.text.language import wording
from widgets.text.market_words import explanation
from widgets.text.redial import until_next_ms

if TYPE_CHECKING:
    from core.engine.deliver.feed import Feed, FeedStatus
    from core.model.subscription import Subscription
    from widgets.panel.context import PanelContext

_SECOND_MS: Final = 1000
_DIALLED: Final = (ConnectionState.CONNECTING, ConnectionState.RECONNECTING)
"""States in which the next attempt to connect can be waited for."""


class PanelStatus(QObject):
    """Turns the status of a panel's streams into a notice.

    Args:
        parent: the panel; the clock that counts seconds ends with it.
        context: of the panel.

    Signals:
        second_passed: a notice that counts seconds is due again.
    """

    second_passed = Signal()

    def __init__(self, parent: QObject, context: PanelContext) -> None:
        super().__init__(parent)
        self._context = context
        self._received = ReceivedTime()
        self._skipped_rows = SkippedRows()
        self._countdown = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._countdown.timeout.connect(self.second_passed)

    def stop(self) -> None:
        """Count no more seconds."""
        self._countdown.stop()

    def count_skipped(self, count: int) -> None:
        """Note that `count` rows of a reply could not be read."""
        self._skipped_rows.add(count, self._context.engine.time())

    def of(self, feed: Feed) -> FeedStatus:
        """Return the status of the streams, with the skipped rows counted.

        While the notice on it counts seconds, `second_passed` is emitted when it shows another number.
        """
        status = self._skipped_rows.counted_in(feed.status(), self._context.engine.time())
        if status.link.state in _DIALLED and status.link.next_in > 0:
            self._countdown.start(until_next_ms(status.link.next_in))
        elif status.throttled_for:
            self._countdown.start(until_next_ms(status.throttled_for))
        elif not status.has_left_out:
            self._countdown.stop()
        elif not self._countdown.isActive():
            self._countdown.start(_SECOND_MS)
        return status

    def notice(self, status: FeedStatus, code: str, *, has_data: bool, is_fresh: bool) -> Notice | None:
        """Return what is to be said; None if all is well.

        Args:
            status: of the streams.
            code: the market; empty if there is none.
            has_data: whether there is data to show.
            is_fresh: whether the data belong to the present connection.
        """
        markets = self._context.markets
        is_unknown = markets.is_unknown(code)
        data = DataState(
            has_data=has_data,
            is_fresh=is_fresh,
            received_ms=self._received.of(status, self._context.engine.time()),
            unknown_code=code if is_unknown else "",
            is_listed=markets.markets is not None and not is_unknown,
            market_note=explanation(markets.state(code), is_gone=markets.is_gone(code)),
            source=wording(self._context.source.name),
            zone=self._context.look.zone,
        )
        return notice_of(status, data)

    def codes_instead(self, code: str, *, has_data: bool) -> tuple[str, ...]:
        """Return the markets to offer instead of one that does not exist."""
        markets = self._context.markets
        is_wrong = markets.is_unknown(code) and not has_data
        return markets.instead_of(code, self._context.source.default_market) if is_wrong else ()


def retry(context: PanelContext, feed: Feed, wanted: Iterable[Subscription]) -> None:
    """Request again what a panel misses: its streams, a connection that waits or stopped, the market list."""
    feed.retry()
    for scope in {key.type.scope for wish in wanted for key in wish.streams()}:
        link = context.engine.link_status(scope)
        if link.next_in > 0 or link.state is ConnectionState.STOPPED:
            context.engine.reconnect(scope)
    if context.markets.trouble:
        context.markets.reload_requested.emit()
