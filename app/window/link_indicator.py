"""The state of the connection, in one line of the status bar."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from core.link_status import ConnectionState, LinkStatus
from core.subscription import Scope
from core.websocket_manager import WebSocketManager
from widgets import palette
from widgets.label import PlainLabel

INTERVAL_MS: Final = 500

_COLORS: Final = {
    ConnectionState.IDLE: palette.DIM_TEXT,
    ConnectionState.CONNECTING: palette.AMBER,
    ConnectionState.LIVE: palette.GOOD,
    ConnectionState.STALE: palette.AMBER,
    ConnectionState.RECONNECTING: palette.AMBER,
    ConnectionState.STOPPED: palette.RISE,
}


class LinkIndicator(PlainLabel):
    """Reads the engine twice a second; paints only when there is something else to say."""

    def __init__(self, engine: WebSocketManager, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._engine = engine
        timer = QTimer(self)
        timer.setInterval(INTERVAL_MS)
        timer.timeout.connect(self._look)
        timer.start()
        self._look()

    def describe(self, status: LinkStatus) -> str:
        """A link's state in words."""
        match status.state:
            case ConnectionState.LIVE:
                return self.tr("● 연결됨")
            case ConnectionState.CONNECTING:
                return self.tr("● 연결 중")
            case ConnectionState.STALE:
                return self.tr("● 응답 지연")
            case ConnectionState.RECONNECTING:
                waiting = self.tr("{n}초 후 재시도").format(n=math.ceil(status.next_in)) if status.next_in > 0 else ""
                attempt = self.tr("재연결 {n}번째").format(n=status.attempt)
                return " · ".join(filter(None, ("● " + attempt, waiting, status.reason)))
            case ConnectionState.STOPPED:
                return " · ".join(filter(None, (self.tr("● 연결 중지됨"), status.reason)))
            case _:
                return self.tr("○ 연결 없음")

    def _look(self) -> None:
        status = self._engine.link_status(Scope.PUBLIC)
        text = self.describe(status)
        if text != self.text():
            self.setText(text)
            self.setStyleSheet(f"color: {_COLORS[status.state].name()}; padding: 0 8px;")
