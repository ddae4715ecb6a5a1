"""Streams of a panel beside its own ones, such as those of a second market: their state is theirs alone.

The status of a panel's own streams is what it shows over its data. What it only draws beside them comes by a feed
apart, which can also leave the wire before the panel closes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final
from weakref import ref

from PySide6.QtCore import QObject, QTimer, Signal

from core.loop.tasks import is_loop_running

if TYPE_CHECKING:
    from core.engine.deliver.feed import Feed, FeedStatus
    from core.model.messages import DataMessage
    from core.model.subscription import Subscription
    from widgets.panel.panel import Panel


_SECOND_MS: Final = 1000


class SideFeed(QObject):
    """A component of the engine that belongs to a panel.

    Args:
        panel: its child; hidden, it takes its messages once a second, as the panel does.
        name: of the component, before its serial number.

    Signals:
        arrived: messages came, a list of them.
        status_changed: the status of the streams may have changed; once a second while messages are left out, for the
            end of that is announced by nothing else in a quiet market.
    """

    arrived = Signal(list)
    status_changed = Signal()

    def __init__(self, panel: Panel, name: str) -> None:
        super().__init__(panel)
        self._panel = ref(panel)  # the panel owns it: no cycle may keep a closed one
        self._name = name
        self._feed: Feed | None = None
        self._is_status_due = False
        self._left_out = QTimer(self)
        self._left_out.setSingleShot(True)
        self._left_out.setInterval(_SECOND_MS)
        self._left_out.timeout.connect(self._on_status)

    @property
    def component_id(self) -> str:
        """The engine's id; empty while nothing is subscribed."""
        return self._feed.component_id if self._feed is not None else ""

    @property
    def status(self) -> FeedStatus | None:
        """The status of the streams; None while nothing is subscribed."""
        return self._feed.status() if self._feed is not None else None

    def subscribe(self, subscriptions: Iterable[Subscription]) -> None:
        """Replace the subscriptions."""
        if self._feed is not None:
            self._feed.replace(subscriptions)
            return
        if (panel := self._panel()) is None:
            return
        context = panel.context
        feed = context.engine.attach(
            f"{self._name}#{next(context.serial)}",
            subscriptions,
            owner=self,
            on_data=self._request_frame,
            on_status=self._on_status,
        )
        self._feed = feed
        context.panels[feed.component_id] = panel
        self.destroyed.connect(lambda *_: feed.close())
        self._on_status()  # streams that others have already requested change no status

    def report_damage(self, message: DataMessage) -> None:
        """Report a message that could not be used, as one that could not be read."""
        if self._feed is not None:
            self._feed.report_damage(message)

    def close(self) -> None:
        """End all subscriptions; idempotent, immediate."""
        self._left_out.stop()
        feed, self._feed = self._feed, None
        if feed is not None:
            feed.close()

    def frame(self) -> bool:
        """Emit the messages received, and return False: the receiver schedules the repaint. The clock calls this."""
        if self._feed is None:
            return False
        if not is_loop_running():
            self._request_frame()
            return False
        if messages := self._feed.take():
            self.arrived.emit(messages)
        if self._is_status_due:
            self._is_status_due = False
            if self._feed.status().has_left_out:
                self._left_out.start()
            self.status_changed.emit()
        return False

    def _on_status(self) -> None:
        self._is_status_due = True
        self._request_frame()

    def _request_frame(self) -> None:
        if (panel := self._panel()) is None:
            return
        if panel.isVisible():
            panel.context.clock.request(self)
        else:
            panel.context.clock.request_slow(self)
