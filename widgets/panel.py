"""What every panel is: a widget that watches streams for as long as it lives, and not a moment longer.

Three roads lead to one idempotent release: the dock's `closeEvent` calls `release()`; Qt's `destroyed` closes the feed
whichever way the widget dies; and the engine holds the panel by WeakRef only. Nothing here may hand a strong path to
the panel to something that outlives it: bound methods only (PySide6 and the engine both hold them weakly), no lambda
over `self`.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Coroutine, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from core.feed import FeedState
from widgets.overlay import Overlay

if TYPE_CHECKING:
    from core.feed import Feed, FeedStatus
    from core.mailbox import Mail
    from core.subscription import Subscription
    from widgets.panel_context import PanelContext


class Panel(QWidget):
    """Base of every panel. Built without a parent, attached last: a constructor that fails must leave no zombie child.

    A subclass subscribes in its constructor, folds what came into its market object in `consume`, and paints in its own
    canvas when `refresh` asks.

    Signals:
        title_changed: the panel's title, when the market's name became known or the market changed.
        market_chosen: the user picked this market here; the desk decides what that means.
    """

    kind: ClassVar[str] = ""
    title_changed = Signal(str)
    market_chosen = Signal(str)

    def __init__(self, context: PanelContext, code: str = "", option: str = "") -> None:
        super().__init__()
        self.context = context
        self.code = code
        self.option = option
        self._feed: Feed | None = None
        self._is_released = False
        self._knows_of_mail = False
        self._is_status_due = False
        self._tasks: set[asyncio.Task[Any]] = set()
        self._overlay = Overlay(self)
        self._overlay.code_chosen.connect(self.set_market)
        self._countdown = QTimer(self)
        self._countdown.setInterval(1000)
        self._countdown.timeout.connect(self._say_status)
        context.markets.changed.connect(self._on_markets_changed)

    # What a subclass says about itself

    def consume(self, messages: list[Mail]) -> bool:
        """Fold `messages` into what this panel shows; True if that asks for painting."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Ask for a repaint of the data; a panel with a canvas of its own asks for that one only."""
        self.update()

    def market_changed(self) -> None:
        """`self.code` has changed: drop the old market's data and subscribe to the new one's."""

    def markets_changed(self) -> None:
        """The market list has been loaded, or loaded anew."""

    def has_data(self) -> bool:
        """Whether there is anything to show yet; a panel of several streams answers for its main one."""
        return True

    def panel_title(self) -> str:
        """What the dock's title bar says."""
        return self.context.markets.pair_name(self.code) if self.code else self.kind

    def state(self) -> dict[str, Any]:
        """What the workspace keeps of this panel besides kind, code and option; JSON-able."""
        return {}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave."""

    # Watching

    @property
    def component_id(self) -> str:
        """What the engine calls this panel; empty while it watches nothing."""
        return self._feed.component_id if self._feed is not None else ""

    def subscribe(self, subscriptions: Iterable[Subscription]) -> None:
        """Watch exactly `subscriptions` from now on."""
        if self._is_released:
            return
        if self._feed is not None:
            self._feed.replace(subscriptions)
            return
        component_id = f"{self.kind}:{self.code}:{self.option}#{next(self.context.serial)}"
        feed = self.context.engine.attach(component_id, subscriptions, owner=self, on_mail=self._mail_arrived)
        self._feed = feed
        self.destroyed.connect(lambda *_: feed.close())
        self._say_status()
        self._mail_arrived()

    def set_market(self, code: str) -> None:
        """Show market `code` instead."""
        if code == self.code:
            return
        self.code = code
        self.market_changed()
        self._say_status()
        self.refresh()
        self.title_changed.emit(self.panel_title())

    def release(self) -> None:
        """Stop watching and end this panel's tasks; idempotent, immediate."""
        self._is_released = True
        self._countdown.stop()
        if self._feed is not None:
            self._feed.close()
        for task in list(self._tasks):
            task.cancel()

    def spawn(self, work: Coroutine[Any, Any, object], name: str) -> asyncio.Task[Any]:
        """Start `work` as a task that ends with this panel at the latest."""
        task = self.context.tasks.spawn(work, name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def frame(self) -> bool:
        """Take what has come and ask for painting if it shows; called by the frame clock."""
        if self._feed is None or self._is_released:
            return False
        self._knows_of_mail = False
        is_changed = self.consume(self._feed.take())
        if self._is_status_due or self._overlay.text:
            self._say_status()
        if is_changed and self.isVisible():
            self.refresh()
            return True
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what came unseen, and paint it whole once."""
        super().showEvent(event)
        self.frame()
        self.refresh()

    def sizeHint(self) -> QSize:
        """A size at which a panel reads well in a new dock."""
        return QSize(340, 480)

    # What is said about the data

    @property
    def status_text(self) -> str:
        """What the overlay says; empty while the data speak for themselves."""
        return self._overlay.text

    def show_status(self, text: str | None, codes: tuple[str, ...] = ()) -> None:
        """Say `text` on the data, with buttons for `codes`; None lets the data speak."""
        self._overlay.say(text, codes)

    def cover(self, widget: QWidget) -> None:
        """Lay the status over `widget` instead of the whole panel."""
        self._overlay.cover(widget)

    def _say_status(self) -> None:
        if self._feed is None or self._is_released:
            return
        self._is_status_due = False
        status = self._feed.status()
        is_counting = status.state is FeedState.DISCONNECTED and status.link.next_in > 0
        if is_counting != self._countdown.isActive():
            (self._countdown.start if is_counting else self._countdown.stop)()
        if self.context.markets.is_unknown(self.code) and not self.has_data():
            nearest = self.context.markets.nearest(self.code)
            self.show_status(self.tr("알 수 없는 종목: {code}").format(code=self.code), nearest)
        else:
            self.show_status(self._describe(status))

    def _describe(self, status: FeedStatus) -> str | None:
        if status.state is FeedState.STOPPED:
            return "\n".join(filter(None, (self.tr("연결 중지됨"), status.link.reason)))
        if status.state is FeedState.DISCONNECTED:
            lines = [self.tr("연결 끊김"), status.link.reason]
            if status.link.next_in > 0:
                lines.append(self.tr("{seconds}초 후 재시도").format(seconds=math.ceil(status.link.next_in)))
            return "\n".join(filter(None, lines))
        if status.state is FeedState.LOADING or not self.has_data():
            return self.tr("응답 없음") if status.silent else self.tr("불러오는 중")
        return None

    def _mail_arrived(self) -> None:
        # A panel of 855 streams cannot ask for its status in every frame. The first call with mail waiting tells of the
        # mail; any other tells that the status may have changed.
        has_mail = self._feed is not None and self._feed.has_mail
        self._is_status_due |= self._knows_of_mail or not has_mail
        self._knows_of_mail = has_mail
        if self.isVisible():
            self.context.clock.request(self)
        else:
            self.context.clock.request_slow(self)

    def _on_markets_changed(self) -> None:
        if self._is_released:
            return
        self.markets_changed()
        self._say_status()
        if self.code:
            self.title_changed.emit(self.panel_title())
