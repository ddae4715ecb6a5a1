"""The base of panels that read their data on a timer, because no stream brings them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent

from core.engine.deliver.mailbox import Mail
from widgets.guard.guard import guarded
from widgets.panel.context import PanelContext
from widgets.panel.panel import Panel

INTERVAL_MS: Final = 1000
"""How often the data are read; only while the panel is visible."""


class PollingPanel(Panel):
    """A panel without subscriptions that reads its data once a second while it is visible."""

    def __init__(self, context: PanelContext, code: str = "", option: str = "") -> None:
        super().__init__(context, code, option)
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.refresh)

    def poll(self) -> None:
        """Read the data and show them; called only while the panel is visible."""
        raise NotImplementedError

    def can_poll(self) -> bool:
        """Whether there is anything to read."""
        return True

    def consume(self, messages: list[Mail]) -> bool:
        """Do nothing: the panel has no subscription."""
        return False

    def refresh(self) -> None:
        """Read the data now, and from now on at each interval, if the panel is visible."""
        if self._is_released or not self.isVisible() or not self.can_poll():
            self._timer.stop()
            return
        if not self._timer.isActive():
            self._timer.start()
        self.poll()

    @guarded
    def hideEvent(self, event: QHideEvent) -> None:
        """Stop reading while hidden."""
        super().hideEvent(event)
        self._timer.stop()

    def release(self) -> None:
        """Stop reading for good."""
        super().release()
        self._timer.stop()
