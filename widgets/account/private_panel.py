"""What the panels of the user's own account have in common: the key, the load over REST, and what stands in its way.

What is shown is loaded by REST and kept by the stream. REST comes first: it says exactly what a key may not do, while
the stream would end the whole connection over it. The stream says only what changes, so everything is loaded again
whenever a connection has been told what is wanted of it: from then on no change is missed.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMessageBox, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from core.engine.deliver.feed import FeedState
from core.errors import AuthFailed, FatalConnection, HogaError
from core.loop.tasks import is_loop_running
from core.model.link_status import ConnectionState
from core.model.subscription import Scope
from core.timing.backoff import Backoff
from widgets.account.key_form import KeyForm
from widgets.account.stop_notice import StopNotice
from widgets.paint import palette
from widgets.paint.label import label
from widgets.paint.palette import FontRole
from widgets.panel.panel import Panel
from widgets.panel.private_access import KeyStage

if TYPE_CHECKING:
    from core.engine.deliver.feed import FeedStatus
    from core.model.link_status import LinkStatus
    from core.model.subscription import Subscription
    from core.upbit.rest.account import PrivateRest
    from widgets.panel.context import PanelContext

logger = logging.getLogger(__name__)

_FLOWING: Final = (ConnectionState.LIVE, ConnectionState.STALE)

_SETTLE_MS: Final = 500
"""How long to wait before asking whether a new connection has been told what is wanted: the exchange does not answer
such a request, so what is loaded a moment after it is complete, and what is loaded before may not be."""

_RELOAD_MS: Final = 1000
"""How long changes are collected that only a load can complete."""

_AGAIN: Final = 30.0
"""Seconds after which a load is repeated of which some rows could not be read: they may be money."""


class PrivatePanel(Panel):
    """Shows its data, or the form for the key, or why the exchange does not let it in."""

    def __init__(self, context: PanelContext, code: str = "", option: str = "") -> None:
        super().__init__(context, code, option)
        private = context.private
        self._is_admitted = False
        self._refusal = ""
        self._trouble = ""
        self._missing = 0
        self._link_stop = ""
        self._seen_epoch = 0
        self._fresh_epoch: int | None = None
        self._loading: asyncio.Task[None] | None = None
        self._form = KeyForm(is_simulated=private.is_simulated)
        self._form.entered.connect(private.keys_entered)
        self._form.demo_requested.connect(private.demo_requested)
        self._form.reread_requested.connect(private.retry_requested)
        self._stop = StopNotice()
        self._stop.retry_requested.connect(self._retry)
        self._stop.forget_asked.connect(self._ask_to_forget)
        self._kept = label("", FontRole.SMALL, palette.AMBER, wraps=True)
        self._kept.setContentsMargins(6, 3, 6, 3)
        self._data = QWidget()
        self._pages = QStackedWidget()
        for page in (self._data, self._form, self._stop):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self._settling = self._timer(_SETTLE_MS, self._load_once_sent)
        self._reloading = self._timer(_RELOAD_MS, self._start_load)
        private.changed.connect(self._on_access_changed)
        private.noticed.connect(self._say_notice)

    # What a subclass says about itself

    async def load(self, rest: PrivateRest) -> int:
        """Ask for everything and fold it into what is shown.

        Returns:
            How many rows could not be read and are missing.

        Raises:
            HogaError: as `PrivateRest`.
        """
        raise NotImplementedError

    def streams(self) -> tuple[Subscription, ...]:
        """What is to be watched while the key lets this panel in."""
        raise NotImplementedError

    def forget_data(self) -> None:
        """Drop everything: it may be another account's."""
        raise NotImplementedError

    def trouble(self) -> str:
        """What is wrong with data that are shown all the same; empty when nothing is."""
        return self._trouble

    # For a subclass

    @property
    def missing(self) -> int:
        """How many rows of the last load could not be read."""
        return self._missing

    def lay_out(self, *parts: QWidget) -> None:
        """Stack `parts` as the data; the last but one of everything is the table, which takes the room there is."""
        stack = QVBoxLayout(self._data)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        for part in parts:
            stack.addWidget(part)
        stack.addWidget(self._kept)
        forget = QAction(self.tr("키 삭제…"), self._data)
        forget.triggered.connect(self._ask_to_forget)
        self._data.addAction(forget)
        self._data.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.cover(self._data)

    def begin(self) -> None:
        """Everything is in place: let the key come."""
        self.watch()
        self._on_access_changed()
        self.context.private.needed.emit()

    def watch(self) -> None:
        """Watch what is to be watched now; nothing before REST has let the key in."""
        self.subscribe(self.streams() if self._is_admitted else ())

    def load_soon(self) -> None:
        """Something came that only a load can complete."""
        if not self._reloading.isActive():
            self._reloading.start()

    # What the base asks for

    def is_fresh(self, status: FeedStatus) -> bool:
        """Whether everything was loaded since this connection was told what is wanted."""
        return self._fresh_epoch == self._link.epoch

    def status_changed(self, status: FeedStatus) -> None:
        """Load again over a new connection; say so where there will be none."""
        self._link_stop = status.link.reason if self._is_admitted and status.state is FeedState.STOPPED else ""
        link = self._link
        if self._is_admitted and link.state in _FLOWING and link.epoch != self._seen_epoch:
            self._seen_epoch = link.epoch
            self._settling.start()
        self._turn_page()

    def market_changed(self) -> None:
        """Start over with nothing."""
        self.forget_data()
        self._start_load()

    def release(self) -> None:
        """Load nothing any more."""
        super().release()
        if isValid(self):
            self._settling.stop()
            self._reloading.stop()

    def _update_status(self) -> None:
        super()._update_status()
        if self._is_released or self.suspension_reason or (self.status_text and self.has_data()):
            return
        if trouble := self.trouble():  # where there is nothing to show, it says more than that something is loading
            has_data = self.has_data()  # with a button on them the mouse would not reach the rows
            self.show_status(trouble, is_aside=has_data, can_retry=bool(self._trouble) and not has_data)
        elif self._missing and self.has_data():
            text = self.tr("손상된 데이터 {count}건 제외").format(count=f"{self._missing:,}")
            self.show_status(text, is_aside=True, is_current=True)

    def _on_retried(self) -> None:
        self._retry()

    @property
    def _link(self) -> LinkStatus:
        return self.context.engine.link_status(Scope.PRIVATE)

    # The key

    def _on_access_changed(self) -> None:
        if self._is_released:
            return
        private = self.context.private
        self._refusal = self._trouble = ""
        self._missing = 0
        self._fresh_epoch = None
        self._is_admitted = False
        self._say_notice()
        if private.stage is KeyStage.MISSING:
            self.forget_data()
            self.refresh()
        self.watch()
        self._start_load()
        self._turn_page()
        self._update_status()

    def _say_notice(self) -> None:
        notice = self.context.private.notice
        self._form.say(notice)
        self._kept.setText(notice)
        self._kept.setVisible(bool(notice))

    def _turn_page(self) -> None:
        """Show what there is to show: the form, what stands in the way, or the data."""
        if self.context.private.stage is KeyStage.MISSING:
            self._pages.setCurrentWidget(self._form)
        elif self.context.private.stage is KeyStage.READY and (stop := self._refusal or self._link_stop):
            self._stop.say(stop)
            self._pages.setCurrentWidget(self._stop)
        else:
            self._pages.setCurrentWidget(self._data)

    def _retry(self) -> None:
        if self._feed is not None:
            self._feed.retry()
        self.context.private.retry_requested.emit()

    def _ask_to_forget(self) -> None:
        box = QMessageBox(
            QMessageBox.Icon.Question,
            self.tr("키 삭제"),
            self.tr("이 거래소의 키를 이 컴퓨터에서 지울까요?\nSecret Key는 업비트에서 다시 볼 수 없습니다."),
            QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel,
            self,
        )
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.accepted.connect(self.context.private.keys_forgotten)
        box.open()

    # Loading

    def _load_once_sent(self) -> None:
        if self.is_sent:
            self._start_load()
        else:
            self._settling.start()

    def _start_load(self) -> None:
        self._reloading.stop()
        if not is_loop_running():
            self._settling.start()
            return
        if self._loading is not None:
            self._loading.cancel()
            self._loading = None
        if (rest := self.context.private.rest) is not None and not self._is_released:
            self._loading = self.spawn(self._load(rest), f"{self.kind} load")

    async def _load(self, rest: PrivateRest) -> None:
        """Load until it has come, and on while rows of it are missing; a key that is refused is tried no more."""
        backoff = Backoff()
        while True:
            epoch = self._seen_epoch
            try:
                self._missing = await self.load(rest)
            except AuthFailed as stop:
                self._refusal = stop.user_message
                self._turn_page()
                return
            except HogaError as error:
                logger.info("%s: %s", self.kind, error)
                self._say_failure(error)
                await asyncio.sleep(backoff.delay_after(error))
                continue
            self._say_success(epoch)
            if not self._missing:
                return
            backoff.reset()
            await asyncio.sleep(_AGAIN)

    def _say_failure(self, error: HogaError) -> None:
        if isinstance(error, FatalConnection):  # the user can do something about it, but need not tell us when
            self._refusal = error.user_message
            self._turn_page()
        else:
            self._trouble = self.tr("불러오지 못함: {reason}").format(reason=error.user_message)
        self._update_status()

    def _say_success(self, epoch: int) -> None:
        self._refusal = self._trouble = ""
        self._fresh_epoch = epoch if self._is_admitted else None
        self._is_admitted = True
        self.watch()
        self._turn_page()
        self._update_status()
        self.refresh()

    def _timer(self, interval: int, slot: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(slot)
        return timer
