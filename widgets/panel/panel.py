"""Base class of all panels: a widget that subscribes to streams for as long as it lives.

Three paths lead to one idempotent release: the dock's `closeEvent` calls `release()`; Qt's `destroyed` closes the feed
however the widget dies; and the engine holds the panel by WeakRef only. Code here must never give an object that
outlives the panel a strong reference to it: use bound methods (PySide6 and the engine hold them weakly), no lambda over
`self`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from core.loop.tasks import is_loop_running
from widgets.guard.guard import guarded, guarded_or
from widgets.panel.data_state.freshness import Freshness
from widgets.panel.data_state.overlay import Overlay
from widgets.panel.panel_interface import PanelInterface
from widgets.panel.status import PanelStatus, retry
from widgets.panel.suspension import Suspension
from widgets.text.language import when_language_changes

if TYPE_CHECKING:
    from core.engine.deliver.feed import Feed
    from core.model.messages import DataMessage
    from core.model.subscription import Subscription
    from widgets.panel.context import PanelContext
    from widgets.panel.data_state.data_notice import Notice


class Panel(PanelInterface):
    """Base of every panel. Built without a parent and attached last: a failed constructor must leave no child widget.

    A subclass subscribes in its constructor, merges messages into its market object in `consume`, and repaints its
    own canvas in `refresh`. What it can override is in `PanelInterface`.
    """

    def __init__(self, context: PanelContext, code: str = "", option: str = "") -> None:
        super().__init__(context, code, option)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._feed: Feed | None = None
        self._is_released = False
        self._is_status_due = False
        self._wanted: tuple[Subscription, ...] = ()
        self._tasks: set[asyncio.Task[Any]] = set()
        self.freshness = Freshness(context.engine)
        """How old the data are."""
        tasks = self._tasks
        self.destroyed.connect(lambda *_: _cancel(tasks))
        self._suspension = Suspension(self)
        self._suspension.lifted.connect(self._restart)
        self._overlay = Overlay(context.look, self)
        self._overlay.code_chosen.connect(self.market_chosen)
        self._overlay.retried.connect(self._on_retried)
        self._overlay.simulated_wanted.connect(context.source.simulated_wanted)
        self._status = PanelStatus(self, context)
        self._status.second_passed.connect(self._update_status)
        context.markets.changed.connect(self._on_markets_changed)
        context.markets.state_changed.connect(self._on_state_changed)
        context.look.changed.connect(self._on_look_changed)
        when_language_changes(self, self._on_language_changed)

    # Subscribing

    @property
    def component_id(self) -> str:
        """The engine's id of this panel; empty while it has no subscription."""
        return self._feed.component_id if self._feed is not None else ""

    @property
    def is_sent(self) -> bool:
        """Whether the request for all of this panel's streams was sent (of the private ones, if it has any)."""
        return self._feed is not None and self._feed.status().is_sent

    @property
    def has_left_out(self) -> bool:
        """Whether messages of this panel's streams could not be used, a moment ago."""
        return self._feed is not None and self._feed.status().has_left_out

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
        self.freshness.forget()
        self._update_status()
        self.refresh()
        self.title_changed.emit(self.panel_title())

    def release(self) -> None:
        """Close the feed and cancel this panel's tasks; idempotent, immediate."""
        self._is_released = True
        if isValid(self):
            self._status.stop()
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
        messages = self._feed.take()
        if self.context.ages.is_measuring and self.freshness.took(messages):
            self.context.clock.tell_when_painted(self)
        is_changed = self.consume(messages)
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
        if not self.context.clock.give_frame(self):  # else it has just refreshed
            self.refresh()

    def painted(self) -> None:
        """The last frame is on the screen: measure its latency. Called by the frame clock."""
        self.freshness.painted()

    @property
    def freshness_text(self) -> str:
        """Age and latency of the data, in words; empty for a panel without streams."""
        return self.freshness.text(self._feed)

    @property
    def age(self) -> float | None:
        """How many seconds ago the last message came; None before the first."""
        return self.freshness.age(self._feed)

    # Status shown over the data

    @property
    def status_text(self) -> str:
        """The text of what lies over the data; empty while nothing does."""
        return self._suspension.text or self._overlay.text

    @property
    def offers_retry(self) -> bool:
        """Whether the overlay is shown with a button to try again."""
        return self._overlay.can_retry

    @property
    def offers_markets(self) -> bool:
        """Whether the overlay is shown with buttons of other markets."""
        return self._overlay.offers_markets

    @guarded_or(QSize())
    def minimumSizeHint(self) -> QSize:
        """Need no more height with a notice beside the data than without: it must not move other panels."""
        least = super().minimumSizeHint()
        return least - QSize(0, self._overlay.strip) if self._overlay.is_over_page else least

    def show_notice(self, notice: Notice | None) -> None:
        """Show a notice on the data; None removes it. Simulated quotes are offered only where quotes are real."""
        if notice is not None and notice.can_switch and not self.context.source.is_real:
            notice = notice._replace(can_switch=False)
        self._place_notice(notice)

    def _place_notice(self, notice: Notice | None) -> None:
        """Lay the notice over the data; a panel without room for that shows it elsewhere."""
        self._overlay.show_notice(notice)

    def count_skipped(self, count: int) -> None:
        """Show that `count` rows of a reply could not be read, as for unreadable messages of the stream."""
        if count and not self._is_released:
            self._status.count_skipped(count)
            self._update_status()

    def cover(self, widget: QWidget) -> None:
        """Lay the overlay over `widget`, which reaches to the lower edge, instead of the whole panel."""
        self._overlay.cover(widget, widget if widget.layout() is not None else self)

    def _update_status(self) -> None:
        if self._feed is None or self._is_released or self._suspension.reason:
            return
        self._is_status_due = False
        status = self._status.of(self._feed)
        self.status_changed(status)
        has_data = self.has_data()
        notice = self._status.notice(status, self.code, has_data=has_data, is_fresh=self.is_fresh(status))
        if notice is not None:
            notice = notice._replace(codes=self._status.codes_instead(self.code, has_data=has_data))
        self.show_notice(notice)

    def _on_retried(self) -> None:
        if self._feed is not None:
            retry(self.context, self._feed, self._wanted)

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

    def report_damage(self, message: DataMessage) -> None:
        """Report a message of which parts were left out: the notice says it, as of one that could not be read."""
        if self._feed is not None:
            self._feed.report_damage(message)

    def was_slow(self, seconds: float) -> None:
        """Report a frame or a painting that took `seconds`, too long."""
        if self._feed is not None:
            self._feed.report_slow()
        if self._is_alive:
            self._suspension.was_slow(self.component_id or self.kind, seconds)

    def painting_took(self, seconds: float) -> None:
        """Report the CPU seconds of a painting of this panel to the frame clock."""
        self.context.clock.add_painting(self, seconds)

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
            self.trading_changed()
            self._update_status()
            self.title_changed.emit(self.panel_title())


def _cancel(tasks: Iterable[asyncio.Task[Any]]) -> None:
    for task in list(tasks):
        task.cancel()


def panel_titles(context: PanelContext) -> dict[str, str]:
    """Return the titles of the panels that subscribe, by component id."""
    return {name: panel.panel_title() for name, panel in list(context.panels.items()) if isValid(panel)}
