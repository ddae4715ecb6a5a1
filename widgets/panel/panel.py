"""Base class of all panels: a widget that subscribes to streams for as long as it lives.

Three paths lead to one idempotent release: the dock's `closeEvent` calls `release()`; Qt's `destroyed` closes the feed
however the widget dies; and the engine holds the panel by WeakRef only. Code here must never give an object that
outlives the panel a strong reference to it: use bound methods (PySide6 and the engine hold them weakly), no lambda over
`self`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from core.engine.deliver.feed import FeedState
from core.loop.tasks import is_loop_running
from core.model.link_status import ConnectionState
from widgets.guard.guard import guarded, guarded_or
from widgets.panel.data_notice import DataState, notice_of
from widgets.panel.overlay import Overlay
from widgets.panel.received_time import ReceivedTime
from widgets.panel.skipped_rows import SkippedRows
from widgets.panel.suspension import Suspension
from widgets.text.language import when_language_changes, wording
from widgets.text.market_words import explanation

if TYPE_CHECKING:
    from core.engine.deliver.feed import Feed, FeedStatus
    from core.engine.deliver.mailbox import Mail
    from core.model.subscription import Subscription
    from widgets.panel.context import PanelContext
    from widgets.panel.menu_entry import MenuEntry


class Panel(QWidget):
    """Base of every panel. Built without a parent and attached last: a failed constructor must leave no child widget.

    A subclass subscribes in its constructor, merges messages into its market object in `consume`, and repaints its
    own canvas in `refresh`.

    Signals:
        title_changed: the panel's title; the market or its name changed.
        market_chosen: the user wants to see this market; the desk decides which panels show it.
        market_pointed: the user looks at this market in a list: linked panels show it, and no panel is opened for it.
        chart_wanted: the user wants a new chart of this market.
        option_changed: the panel's option is another one, such as the unit of a chart.
    """

    kind: ClassVar[str] = ""
    title_changed = Signal(str)
    market_chosen = Signal(str)
    market_pointed = Signal(str)
    chart_wanted = Signal(str)
    option_changed = Signal(str)

    def __init__(self, context: PanelContext, code: str = "", option: str = "") -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.context = context
        self.code = code
        self.option = option
        self._feed: Feed | None = None
        self._is_released = False
        self._is_status_due = False
        self._wanted: tuple[Subscription, ...] = ()
        self._tasks: set[asyncio.Task[Any]] = set()
        tasks = self._tasks
        self.destroyed.connect(lambda *_: _cancel(tasks))
        self._suspension = Suspension(self)
        self._suspension.lifted.connect(self._restart)
        self._received = ReceivedTime()
        self._skipped_rows = SkippedRows()
        self._overlay = Overlay(context.look, self)
        self._overlay.code_chosen.connect(self.market_chosen)
        self._overlay.retried.connect(self._on_retried)
        self._overlay.simulated_wanted.connect(context.source.simulated_wanted)
        self._countdown = QTimer(self)
        self._countdown.setInterval(1000)
        self._countdown.timeout.connect(self._update_status)
        context.markets.changed.connect(self._on_markets_changed)
        context.markets.state_changed.connect(self._on_state_changed)
        context.look.changed.connect(self._on_look_changed)
        when_language_changes(self, self._on_language_changed)

    # Methods a subclass overrides

    def consume(self, messages: list[Mail]) -> bool:
        """Merge `messages` into the data shown; return True if they require a repaint."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Schedule a repaint of the data; a panel with its own canvas repaints only that."""
        self.update()

    def market_changed(self) -> None:
        """Called after `self.code` changed: drop the old market's data and subscribe to the new market."""

    def markets_changed(self) -> None:
        """Called after the market list was loaded or reloaded."""

    def has_data(self) -> bool:
        """Return whether there is data to show; a panel with several streams answers for its main one."""
        return True

    def is_fresh(self, status: FeedStatus) -> bool:
        """Return whether the data shown belong to the present connection; called only while there is one.

        A panel with several streams answers for its main one.
        """
        return status.state is not FeedState.LOADING

    def status_changed(self, status: FeedStatus) -> None:
        """Called when the status of the streams may have changed; for panels that also show it on each row."""

    def language_changed(self) -> None:
        """Called after the language changed: set the texts that the constructor set; `refresh` follows."""

    def start_search(self) -> None:
        """Give the keyboard to the panel's search box; called only where a kind has one."""

    def market_at(self, place: QPoint | None) -> str:
        """Return the market of the row at `place`, of the selected row if None; empty if there is none."""
        return self.code

    def menu_entries(self) -> list[MenuEntry]:
        """Return what the context menu offers beside what every panel has."""
        return []

    def panel_title(self) -> str:
        """Return the text of the dock's title bar."""
        return self.context.markets.titled(self.code) if self.code else self.kind

    def state(self) -> dict[str, Any]:
        """Return what the workspace saves of this panel besides kind, code and option; JSON-able."""
        return {}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Restore what `state` returned."""

    # Subscribing

    @property
    def component_id(self) -> str:
        """The engine's id of this panel; empty while it has no subscription."""
        return self._feed.component_id if self._feed is not None else ""

    @property
    def is_sent(self) -> bool:
        """Whether the request for all of this panel's streams was sent (of the private ones, if it has any)."""
        return self._feed is not None and self._feed.status().is_sent

    def subscribe(self, subscriptions: Iterable[Subscription]) -> None:
        """Replace this panel's subscriptions by `subscriptions`."""
        if self._is_released:
            return
        self._wanted = tuple(subscriptions)
        if self._feed is not None:
            self._feed.replace(self._wanted)
            return
        component_id = f"{self.kind}:{self.code}:{self.option}#{next(self.context.serial)}"
        feed = self.context.engine.attach(
            component_id, self._wanted, owner=self, on_data=self._request_frame, on_status=self._on_status
        )
        self._feed = feed
        self.context.panels[component_id] = self
        self.destroyed.connect(lambda *_: feed.close())
        self._update_status()
        self._request_frame()

    def set_market(self, code: str) -> None:
        """Show market `code` instead; on an error restore the previous market and raise the error."""
        if code == self.code:
            return
        before, self.code = self.code, code
        try:
            self.market_changed()
        except Exception:
            # Title, streams and data must agree after an error.
            self.code = before
            self.market_changed()
            raise
        self._update_status()
        self.refresh()
        self.title_changed.emit(self.panel_title())

    def set_option(self, option: str) -> None:
        """Show the data by another option; called only where a kind can change it."""
        raise NotImplementedError

    def release(self) -> None:
        """Close the feed and cancel this panel's tasks; idempotent, immediate."""
        self._is_released = True
        if isValid(self):
            self._countdown.stop()
        if self._feed is not None:
            self._feed.close()
        _cancel(self._tasks)

    def spawn(self, work: Coroutine[Any, Any, object], name: str) -> asyncio.Task[Any]:
        """Start `work` as a task that is cancelled when this panel is released."""
        task = self.context.tasks.spawn(work, name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def frame(self) -> bool:
        """Take the messages received and repaint if needed; called by the frame clock."""
        if self._feed is None or self._is_released or self._suspension.reason:
            return False
        if not is_loop_running():
            self.context.clock.request(self)  # messages may start tasks: wait until the loop runs
            return False
        is_changed = self.consume(self._feed.take())
        if not self._is_alive:
            return False  # handling the messages closed the panel
        if self._is_status_due or self.status_text:
            self._update_status()
        if is_changed and self.isVisible():
            self.refresh()
            return True
        return False

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        """Process what arrived while the panel was hidden, and repaint all of it once."""
        super().showEvent(event)
        self.context.clock.give_frame(self)
        self.refresh()

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """A size that suits a panel in a new dock."""
        return QSize(340, 480)

    # Status shown over the data

    @property
    def status_text(self) -> str:
        """The overlay's text; empty while the overlay is hidden."""
        return self._overlay.text

    def show_status(
        self,
        text: str | None,
        codes: tuple[str, ...] = (),
        *,
        is_aside: bool = False,
        can_retry: bool = False,
        is_current: bool = False,
        is_unreachable: bool = False,
    ) -> None:
        """Show `text` over the data, with buttons for `codes`; None hides the overlay. See `Overlay.show_text`.

        Where the exchange is unreachable and quotes are real, a button offers simulated ones.
        """
        can_switch = is_unreachable and self.context.source.is_real
        self._overlay.show_text(
            text, codes, is_aside=is_aside, can_retry=can_retry, is_current=is_current, can_switch=can_switch
        )

    def count_skipped(self, count: int) -> None:
        """Show that `count` rows of a reply could not be read, as for unreadable messages of the stream."""
        if count and not self._is_released:
            self._skipped_rows.add(count, self.context.engine.time())
            self._update_status()

    def cover(self, widget: QWidget) -> None:
        """Lay the overlay over `widget` instead of the whole panel."""
        self._overlay.cover(widget)

    def _update_status(self) -> None:
        if self._feed is None or self._is_released or self._suspension.reason:
            return
        self._is_status_due = False
        status = self._skipped_rows.counted_in(self._feed.status(), self.context.engine.time())
        is_counting = bool(status.spoiled or status.misdated or status.throttled_for) or (
            status.link.state is ConnectionState.RECONNECTING and status.link.next_in > 0
        )
        if is_counting != self._countdown.isActive():
            (self._countdown.start if is_counting else self._countdown.stop)()
        self.status_changed(status)
        notice = notice_of(status, self._data_state(status))
        if notice is None:
            self.show_status(None)
            return
        markets = self.context.markets
        is_wrong = markets.is_unknown(self.code) and not self.has_data()
        codes = markets.instead_of(self.code, self.context.source.default_market) if is_wrong else ()
        self.show_status(
            notice.text,
            codes,
            is_aside=notice.is_aside,
            can_retry=notice.can_retry,
            is_current=notice.is_current,
            is_unreachable=notice.can_switch,
        )

    def _data_state(self, status: FeedStatus) -> DataState:
        markets = self.context.markets
        is_unknown = markets.is_unknown(self.code)
        return DataState(
            has_data=self.has_data(),
            is_fresh=self.is_fresh(status),
            received_ms=self._received.of(status, self.context.engine.time()),
            unknown_code=self.code if is_unknown else "",
            is_listed=markets.markets is not None and not is_unknown,
            market_note=explanation(markets.state(self.code), is_gone=markets.is_gone(self.code)),
            source=wording(self.context.source.name),
            zone=self.context.look.zone,
        )

    def _on_retried(self) -> None:
        if self._feed is None:
            return
        self._feed.retry()
        for scope in {key.type.scope for wish in self._wanted for key in wish.streams()}:
            link = self.context.engine.link_status(scope)
            if link.next_in > 0 or link.state is ConnectionState.STOPPED:
                self.context.engine.reconnect(scope)
        if self.context.markets.trouble:
            self.context.markets.reload_requested.emit()

    # Errors

    @property
    def suspension_reason(self) -> str:
        """Why the panel was taken out of service; empty while it is in service."""
        return self._suspension.reason

    def failed(self, error: Exception) -> None:
        """Report an exception raised while taking or painting data."""
        if self._feed is not None:
            self._feed.report_error()
        if self._is_alive:
            self._suspension.failed(self.component_id or self.kind, error)

    def was_slow(self, seconds: float) -> None:
        """Report a frame or a painting that took `seconds`, too long."""
        if self._feed is not None:
            self._feed.report_slow()
        if self._is_alive:
            self._suspension.was_slow(self.component_id or self.kind, seconds)

    @property
    def _is_alive(self) -> bool:
        return not self._is_released and isValid(self)

    def _restart(self) -> None:
        """Restart with empty data: the old data may be what made the panel fail."""
        feed, self._feed = self._feed, None
        if feed is not None:
            feed.close()
            self.market_changed()
            self.subscribe(self._wanted)
        self.refresh()

    def _on_status(self) -> None:
        self._is_status_due = True
        self._request_frame()

    def _request_frame(self) -> None:
        if self._suspension.reason:
            return
        if self.isVisible():
            self.context.clock.request(self)
        else:
            self.context.clock.request_slow(self)

    def _on_markets_changed(self) -> None:
        if self._is_released:
            return
        self.markets_changed()
        self._update_status()
        if self.code:
            self.title_changed.emit(self.panel_title())

    def _on_language_changed(self) -> None:
        if self._is_alive:
            self.language_changed()
            self.title_changed.emit(self.panel_title())
            self._update_status()
            self.refresh()

    def _on_look_changed(self) -> None:
        """Show times in the zone chosen; colours and fonts are followed by what paints them."""
        if self._is_alive:
            self._update_status()
            self.refresh()

    def _on_state_changed(self, code: str) -> None:
        if code == self.code and self._is_alive:
            self._update_status()
            self.title_changed.emit(self.panel_title())


def _cancel(tasks: Iterable[asyncio.Task[Any]]) -> None:
    for task in list(tasks):
        task.cancel()


def panel_titles(context: PanelContext) -> dict[str, str]:
    """Return the titles of the panels that subscribe, by component id."""
    return {name: panel.panel_title() for name, panel in list(context.panels.items()) if isValid(panel)}
