"""Brings back the places and sizes of docks, also where the window gets its own size only later.

A maximised or full window is shown at its usual size first; how large it becomes, the window system says some turns of
the loop later. What was restored in between is stretched then, a little differently at every start.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QMainWindow

from widgets.paint.guard import guarded, guarded_or

SETTLES_IN_MS: Final = 2000
"""How long after a restore a new size is the window system's answer, and not the user's wish."""

_FILLING: Final = Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen


class LateSize(QObject):
    """Restores the layout of one window, again at each size the window is given soon after.

    Args:
        window: whose docks they are.
        version: of the layout.
    """

    def __init__(self, window: QMainWindow, version: int) -> None:
        super().__init__(window)
        self._window = window
        self._version = version
        self._layout = QByteArray()
        self._settled = self._timer(SETTLES_IN_MS, self.settle)
        self._resized = self._timer(0, self._restore_again)

    def restore(self, layout: QByteArray) -> bool:
        """Give the docks the places and sizes they had.

        Returns:
            Whether `layout` could be read.
        """
        if not self._window.restoreState(layout, self._version):
            return False
        if self._window.windowState() & _FILLING:
            self._layout = layout
            self._window.installEventFilter(self)
            self._settled.start()
        return True

    def settle(self) -> None:
        """The window has its size; from here on the docks are the user's."""
        self._window.removeEventFilter(self)
        self._settled.stop()
        self._resized.stop()

    @guarded_or(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """See the window being resized; the layout follows before the next turn of the loop."""
        if event.type() is QEvent.Type.Resize and watched is self._window:
            self._resized.start()
        return False

    @guarded
    def _restore_again(self) -> None:
        self._window.restoreState(self._layout, self._version)

    def _timer(self, milliseconds: int, action: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(action)
        return timer
