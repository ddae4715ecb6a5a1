"""The state of the connection, in one line of the status bar."""

from __future__ import annotations

import math
import time
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from core.engine.websocket_manager import WebSocketManager
from core.model.link_status import ConnectionState, LinkStatus
from core.model.subscription import Scope
from widgets.paint import formats
from widgets.paint.label import PlainLabel, set_ink
from widgets.paint.language import when_language_changes, wording
from widgets.paint.theme import Ink

INTERVAL_MS: Final = 500

_INKS: Final = {
    ConnectionState.IDLE: Ink.DIM,
    ConnectionState.CONNECTING: Ink.WARNING,
    ConnectionState.LIVE: Ink.GOOD,
    ConnectionState.STALE: Ink.WARNING,
    ConnectionState.RECONNECTING: Ink.WARNING,
    ConnectionState.STOPPED: Ink.BAD,
}

_AILING: Final = (ConnectionState.STALE, ConnectionState.RECONNECTING)
"""States of a link that was established but does not work now."""

WORTH_A_PRESS: Final = 3.0
"""Seconds until the next dial from which a button to dial at once is useful."""

_LONG: Final = 60.0
"""Seconds from which a time of day is shown instead of a countdown."""


class LinkIndicator(QWidget):
    """Reads the engine twice a second; repaints only if the text changes."""

    def __init__(self, engine: WebSocketManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._scope = Scope.PUBLIC
        self._label = PlainLabel("")
        self._label.setObjectName("linkState")
        self.button = QPushButton()
        self.button.setVisible(False)
        self.button.clicked.connect(self._connect_now)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._label)
        layout.addWidget(self.button)
        timer = QTimer(self)
        timer.setInterval(INTERVAL_MS)
        timer.timeout.connect(self._look)
        timer.start()
        self._set_texts()
        when_language_changes(self, self._set_texts)

    def watch(self, engine: WebSocketManager) -> None:
        """Show the connection of another engine from now on."""
        self._engine = engine
        self._look()

    def text(self) -> str:
        """The text shown."""
        return self._label.text()

    def describe(self, status: LinkStatus) -> str:
        """Return the text of a link's state."""
        match status.state:
            case ConnectionState.LIVE:
                return self.tr("● 연결됨")
            case ConnectionState.CONNECTING:
                return " · ".join(filter(None, (self.tr("● 연결 중"), self._waiting(status), wording(status.reason))))
            case ConnectionState.STALE:
                return self.tr("● 응답 지연")
            case ConnectionState.RECONNECTING:
                waiting = self._waiting(status)
                attempt = self.tr("재연결 {n}번째").format(n=status.attempt)
                return " · ".join(filter(None, ("● " + attempt, waiting, wording(status.reason))))
            case ConnectionState.STOPPED:
                return " · ".join(filter(None, (self.tr("● 연결 중지됨"), wording(status.reason))))
            case _:
                return self.tr("○ 연결 없음")

    def _waiting(self, status: LinkStatus) -> str:
        if status.next_in >= _LONG:
            at = formats.clock_time(round((time.time() + status.next_in) * 1000))
            return self.tr("{time}까지 대기").format(time=at)
        return self.tr("{n}초 후 재시도").format(n=math.ceil(status.next_in)) if status.next_in > 0 else ""

    def _set_texts(self) -> None:
        self.button.setText(self.tr("지금 연결"))
        self._look()

    def _connect_now(self) -> None:
        self._engine.reconnect(self._scope)
        self._look()

    def _look(self) -> None:
        public, private = (self._engine.link_status(scope) for scope in (Scope.PUBLIC, Scope.PRIVATE))
        is_silent = public.state is ConnectionState.LIVE and self._engine.is_connection_silent(Scope.PUBLIC)
        # Quotes come first; the account is shown only if it has a problem: many desks have no account, and its panels
        # show why it stopped.
        is_account = public.state is ConnectionState.LIVE and not is_silent and private.state in _AILING
        self._scope, status = (Scope.PRIVATE, private) if is_account else (Scope.PUBLIC, public)
        text, ink = self.describe(status), _INKS[status.state]
        if is_silent:
            text, ink = self.tr("● 데이터 멈춤 · 거래소에 확인하는 중"), Ink.WARNING
        elif is_account:
            text = self.tr("● 내 계정 {state}").format(state=text.removeprefix("● "))
        if text != self._label.text():
            self._label.setText(text)
            set_ink(self._label, ink)
        is_stopped = self._scope is Scope.PUBLIC and status.state is ConnectionState.STOPPED
        self.button.setVisible(is_stopped or status.next_in > WORTH_A_PRESS)
