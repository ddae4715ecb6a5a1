"""Base class of the panels of the user's account: the key, loading over REST, and error states.

Data are loaded over REST (`AccountLoader`) and updated by the stream. REST comes first: it names exactly what a key may
not do, while the stream would close the whole connection for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMessageBox, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from core.engine.deliver.feed import FeedState
from core.errors import AuthFailed, FatalConnection, HogaError
from core.model.link_status import ConnectionState
from core.text import translatable
from widgets.account.key_form import KeyForm
from widgets.account.stop_notice import StopNotice
from widgets.controls.label import label
from widgets.controls.message_box import MessageBox
from widgets.look.fonts import FontRole
from widgets.look.theme import Ink
from widgets.panel.account.loader import AccountLoader
from widgets.panel.data_state.data_notice import Notice
from widgets.panel.menu_entry import MenuEntry
from widgets.panel.panel import Panel
from widgets.panel.private_access import KeyStage
from widgets.text.language import wording

if TYPE_CHECKING:
    from core.engine.deliver.feed import FeedStatus
    from core.market.account.untold import Untold
    from core.model.subscription import StreamType, Subscription
    from core.upbit.rest.account import PrivateRest
    from widgets.panel.context import PanelContext

_LOWEST: Final = 90
"""Height in pixels of the data at least: a header and some rows, of which the others are reached by scrolling."""


class PrivatePanel(Panel):
    """Shows its data, or the form for the key, or why the exchange refuses access."""

    def __init__(self, context: PanelContext, code: str = "", option: str = "") -> None:
        super().__init__(context, code, option)
        private = context.private
        self._loader = AccountLoader(context, self.kind, self, self)
        self._refusal = ""
        self._trouble = ""
        self._missing = 0
        self._link_stop = ""
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
        self._data.setMinimumHeight(_LOWEST)
        self._pages = QStackedWidget()
        for page in (self._data, self._form, self._stop):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self._pages.currentChanged.connect(self._need_page)
        self._need_page()
        private.changed.connect(self._on_access_changed)
        private.noticed.connect(self._say_notice)
        context.markets.state_changed.connect(self._on_any_state_changed)

    # Methods a subclass overrides

    async def load(self, rest: PrivateRest) -> int:
        """Load everything and merge it into the data shown.

        Returns:
            The number of rows that could not be read and are missing.

        Raises:
            HogaError: as `PrivateRest`.
        """
        raise NotImplementedError

    def untold_changes(self) -> Mapping[StreamType, Untold]:
        """Return what loads showed and the streams have not told, by stream."""
        raise NotImplementedError

    def expect_another_account(self) -> None:
        """Keep all data, but do not hold them against what the next load brings."""
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
    def status_text(self) -> str:
        """The text of the page that stands in place of the data, else of what lies over them."""
        page = self._pages.currentWidget()
        return page.text if isinstance(page, KeyForm | StopNotice) else super().status_text

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
        self.subscribe(self.streams() if self._loader.is_admitted else ())

    def load_soon(self) -> None:
        """Schedule a reload, for a change that only a reload can complete."""
        self._loader.load_soon()

    def _need_page(self) -> None:
        """Need the height of the page shown: a hidden form kept a table of two rows from being low."""
        for page in (self._data, self._form, self._stop):
            is_shown = page is self._pages.currentWidget()
            fit = QSizePolicy.Policy.Preferred if is_shown else QSizePolicy.Policy.Ignored
            page.setSizePolicy(QSizePolicy.Policy.Preferred, fit)

    # Methods the loader calls

    def untold(self) -> Mapping[StreamType, Untold]:
        """Return what the streams have not told; nothing while it is suspended, for then it does not listen."""
        return {} if self.suspension_reason else self.untold_changes()

    def loaded(self, missing: int) -> None:
        """Show the data, and follow the stream from now on."""
        self._missing = missing
        self._refusal = self._trouble = ""
        self.watch()
        self._turn_page()
        self._update_status()
        self.refresh()

    def load_failed(self, error: HogaError) -> None:
        """Show the reason; on a page of its own where only the user can help."""
        if isinstance(error, AuthFailed | FatalConnection):
            self._refusal = error.user_message
            self._turn_page()
        else:
            self._trouble = translatable("PrivatePanel", "불러오지 못함: {reason}").format(reason=error.user_message)
        self._update_status()

    # Methods the base class calls

    def is_fresh(self, status: FeedStatus) -> bool:
        """Return whether everything was loaded since this connection's subscription request."""
        return self._loader.is_fresh

    def status_changed(self, status: FeedStatus) -> None:
        """Reload over a new connection; show the reason if no connection will be made."""
        is_stopped = self._loader.is_admitted and status.state is FeedState.STOPPED
        self._link_stop = status.link.reason if is_stopped else ""
        self._loader.status_changed()
        self._turn_page()

    def language_changed(self) -> None:
        """Tell the notice and the refusal again."""
        self._forget.setText(self.tr("키 삭제…"))
        self._say_notice()
        self._turn_page()

    def market_changed(self) -> None:
        """Restart with empty data."""
        self.forget_data()
        self._loader.load_now()

    def release(self) -> None:
        """Stop loading and release the panel."""
        super().release()
        self._loader.stop()

    def _update_status(self) -> None:
        super()._update_status()
        if self._is_released or self.suspension_reason:
            return
        if self.status_text and self.has_data() and not self._is_reload_failing():
            return
        if trouble := self.trouble():  # without data, the trouble tells more than a loading notice
            has_data = self.has_data()  # a notice with a button would keep mouse events from the rows
            can_retry = bool(self._trouble) and not has_data
            self.show_notice(Notice(trouble, is_aside=has_data, can_retry=can_retry, can_switch=can_retry))
        elif self._missing and self.has_data():
            text = self.tr("손상된 데이터 {count}건 제외").format(count=f"{self._missing:,}")
            self.show_notice(Notice(text, is_aside=True, is_current=True))

    def _is_reload_failing(self) -> bool:
        """Whether data are not yet loaded anew over a connection that is there: the reason tells more than that."""
        if self._feed is None or not self._trouble or self._loader.is_fresh:
            return False
        return self._feed.status().link.state is ConnectionState.LIVE

    def _on_any_state_changed(self, _code: str) -> None:
        """Show the badges of the rows anew."""
        if self._is_alive and self.isVisible():
            self.refresh()

    def _on_retried(self) -> None:
        self._retry()

    # Key

    def _on_access_changed(self) -> None:
        if self._is_released:
            return
        private = self.context.private
        self._refusal = self._trouble = ""
        self._missing = 0
        self._loader.forget()
        self.expect_another_account()
        self._say_notice()
        if private.stage is KeyStage.MISSING:
            self.forget_data()
            self.refresh()
        self.watch()
        self._loader.load_now()
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
