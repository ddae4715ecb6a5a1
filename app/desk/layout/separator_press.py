"""Tells when the user presses a separator between docks: from then on their sizes are the user's."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QMainWindow

from widgets.guard.guard import guarded_or


class SeparatorPress(QObject):
    """Watches the separators of a window.

    Args:
        window: the owner of the docks.

    Signals:
        pressed: a mouse button, whichever, was pressed over a separator; Qt has moved nothing yet.
    """

    pressed = Signal()

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    @guarded_or(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Detect a press; it is left to Qt."""
        if (
            event.type() is QEvent.Type.MouseButtonPress
            and watched is self._window
            and isinstance(event, QMouseEvent)
            and self._window.isSeparator(event.position().toPoint())
        ):
            self.pressed.emit()
        return False
