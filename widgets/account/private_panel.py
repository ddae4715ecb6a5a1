"""Base class of the panels of the user's account: the key, loading over REST, and error states.

Data are loaded over REST and updated by the stream. REST comes first: it names exactly what a key may not do, while the
stream would close the whole connection for it. The stream sends changes only, so everything is loaded again after each
request on a new connection: from then on no change is missed.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMessageBox, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from core.engine.deliver.feed import FeedState
from core.errors import AuthFailed, FatalConnection, HogaError
from core.loop.tasks import is_loop_running
from core.model.link_status import ConnectionState
from core.model.subscription import Scope
from core.text import translatable
from core.timing.backoff import Backoff
from widgets.account.key_form import KeyForm
from widgets.account.stop_notice import StopNotice
from widgets.look.fonts import FontRole
from widgets.look.theme import Ink
from widgets.paint.label import label
from widgets.paint.message_box import MessageBox
from widgets.panel.data_notice import Notice
from widgets.panel.menu_entry import MenuEntry
from widgets.panel.panel import Panel
from widgets.panel.private_access import KeyStage
from widgets.text.language import wording

if TYPE_CHECKING:
    from core.engine.deliver.feed import FeedStatus
    from core.model.link_status import LinkStatus
    from core.model.subscription import Subscription
    from core.upbit.rest.account import PrivateRest
    from widgets.panel.context import PanelContext

logger = logging.getLogger(__name__)

_FLOWING: Final = (ConnectionState.LIVE, ConnectionState.STALE)

_SETTLE_MS: Final = 500
"""Delay before loading over a new connection: the exchange does not acknowledge a subscription request, so only data
loaded a moment after the request are certainly complete."""

_RELOAD_MS: Final = 1000
"""How long changes are collected that require a reload."""

_AGAIN: Final = 30.0
"""Seconds until a load with unreadable rows is repeated: they may be money."""


class PrivatePanel(Panel):
    """Shows its data, or the form for the key, or why the exchange refuses access."""

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
        self._stop.forget_requested.connect(self._ask_to_forget)
        self._kept = label("", FontRole.SMALL, Ink.WARNING, wraps=True)
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

    # Methods a subclass overrides

    async def load(self, rest: PrivateRest) -> int:
        """Load everything and merge it into the data shown.

        Returns:
            The number of rows that could not be read and are missing.

        Raises:
            HogaError: as `PrivateRest`.
        """
        raise NotImplementedError

    def streams(self) -> tuple[Subscription, ...]:
        """Return the subscriptions while the key is accepted."""
        raise NotImplementedError

    def forget_data(self) -> None:
        """Drop all data: they may belong to another account."""
        raise NotImplementedError

    def trouble(self) -> str:
        """Return the problem of data that are still shown; empty if there is none."""
        return wording(self._trouble)

    # Methods a subclass calls

    @property
    def missing(self) -> int:
        """The number of unreadable rows in the last load."""
        return self._missing

    def lay_out(self, *parts: QWidget) -> None:
        """Stack `parts` as the data page; the table, the last but one of all parts, takes the spare height."""
        stack = QVBoxLayout(self._data)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        for part in parts:
            stack.addWidget(part)
        stack.addWidget(self._kept)
        forget = self._forget = QAction(self.tr("키 삭제…"), self._data)
        forget.triggered.connect(self._ask_to_forget)
        self._data.addAction(forget)
        self.cover(self._data)

    def menu_entries(self) -> list[MenuEntry]:
        """Return the entry that deletes the key, if there is a key."""
        is_there = self._pages.currentWidget() is self._data
        return [MenuEntry(self._forget.text(), self._ask_to_forget)] if is_there else []

    def begin(self) -> None:
        """Start to use the key; called at the end of a subclass's constructor."""
        self.watch()
        self._on_access_changed()
        self.context.private.needed.emit()

    def watch(self) -> None:
        """Subscribe to the present `streams`; to nothing before REST has accepted the key."""
        self.subscribe(self.streams() if self._is_admitted else ())

    def load_soon(self) -> None:
        """Schedule a reload, for a change that only a reload can complete."""
        if not self._reloading.isActive():
            self._reloading.start()

    # Methods the base class calls

    def is_fresh(self, status: FeedStatus) -> bool:
        """Return whether everything was loaded since this connection's subscription request."""
        return self._fresh_epoch == self._link.epoch

    def status_changed(self, status: FeedStatus) -> None:
        """Reload over a new connection; show the reason if no connection will be made."""
        self._link_stop = status.link.reason if self._is_admitted and status.state is FeedState.STOPPED else ""
        link = self._link
        if self._is_admitted and link.state in _FLOWING and link.epoch != self._seen_epoch:
            self._seen_epoch = link.epoch
            self._settling.start()
        self._turn_page()

    def language_changed(self) -> None:
        """Tell the notice and the refusal again."""
        self._forget.setText(self.tr("키 삭제…"))
        self._say_notice()
        self._turn_page()

    def market_changed(self) -> None:
        """Restart with empty data."""
        self.forget_data()
        self._start_load()

    def release(self) -> None:
        """Stop loading and release the panel."""
        super().release()
        if isValid(self):
            self._settling.stop()
            self._reloading.stop()

    def _update_status(self) -> None:
        super()._update_status()
        if self._is_released or self.suspension_reason or (self.status_text and self.has_data()):
            return
        if trouble := self.trouble():  # without data, the trouble tells more than a loading notice
            has_data = self.has_data()  # a notice with a button would keep mouse events from the rows
            can_retry = bool(self._trouble) and not has_data
            self.show_notice(Notice(trouble, is_aside=has_data, can_retry=can_retry, can_switch=can_retry))
        elif self._missing and self.has_data():
            text = self.tr("손상된 데이터 {count}건 제외").format(count=f"{self._missing:,}")
            self.show_notice(Notice(text, is_aside=True, is_current=True))

    def _on_retried(self) -> None:
        self._retry()

    @property
    def _link(self) -> LinkStatus:
        return self.context.engine.link_status(Scope.PRIVATE)

    # Key

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
        self._form.show_text(notice)
        self._kept.setText(wording(notice))
        self._kept.setVisible(bool(notice))

    def _turn_page(self) -> None:
        """Show the right page: the form, the error or the data."""
        if self.context.private.stage is KeyStage.MISSING:
            self._pages.setCurrentWidget(self._form)
        elif self.context.private.stage is KeyStage.READY and (stop := self._refusal or self._link_stop):
            self._stop.show_text(stop)
            self._pages.setCurrentWidget(self._stop)
        else:
            self._pages.setCurrentWidget(self._data)

    def _retry(self) -> None:
        if self._feed is not None:
            self._feed.retry()
        self.context.private.retry_requested.emit()

    def _ask_to_forget(self) -> None:
        box = MessageBox(
            QMessageBox.Icon.Question,
            translatable("PrivatePanel", "키 삭제"),
            translatable(
                "PrivatePanel", "이 거래소의 키를 이 컴퓨터에서 지울까요?\nSecret Key는 업비트에서 다시 볼 수 없습니다."
            ),
            QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel,
            self,
        )
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
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
        """Load until it succeeds, and again while rows are missing; stop if the key is refused."""
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
                self._show_failure(error)
                await asyncio.sleep(backoff.delay_after(error))
                continue
            self._show_success(epoch)
            if not self._missing:
                return
            backoff.reset()
            await asyncio.sleep(_AGAIN)

    def _show_failure(self, error: HogaError) -> None:
        if isinstance(error, FatalConnection):  # the user can fix it, but may not report that
            self._refusal = error.user_message
            self._turn_page()
        else:
            self._trouble = translatable("PrivatePanel", "불러오지 못함: {reason}").format(reason=error.user_message)
        self._update_status()

    def _show_success(self, epoch: int) -> None:
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
