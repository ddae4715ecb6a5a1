"""Restores positions and sizes of docks, even if the window gets its final size later.

A maximised or full-screen window is first shown at its normal size; the window system sends the final size some loop
turns later. A layout restored in between is stretched, slightly differently at every start.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QMainWindow

from widgets.guard.guard import guarded, guarded_or

SETTLES_IN_MS: Final = 2000
"""Milliseconds after a restore in which a size change is taken to come from the window system, not from the user."""

_FILLING: Final = Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen


class LateSize(QObject):
    """Restores the layout of one window, and repeats it for each size the window gets soon after.

    Args:
        window: owner of the docks.
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._lay_out: Callable[[], object] | None = None
        self._settled = QTimer(self, singleShot=True, interval=SETTLES_IN_MS)
        self._settled.timeout.connect(self.settle)
        self._resized = QTimer(self, singleShot=True, interval=0)
        self._resized.timeout.connect(self._restore_again)

    def restore(self, lay_out: Callable[[], bool]) -> bool:
        """Restore positions and sizes of the docks.

        Args:
            lay_out: restores them, and returns whether it could.

        Returns:
            What `lay_out` returned.
        """
        if not lay_out():
            return False
        if self._window.windowState() & _FILLING:
            self._lay_out = lay_out
            self._window.installEventFilter(self)
            self._settled.start()
        return True

    def settle(self) -> None:
        """Stop repeating: the window has its size, and the user may move the docks."""
        self._window.removeEventFilter(self)
        self._settled.stop()
        self._resized.stop()
        self._lay_out = None

    @guarded_or(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Detect a resize of the window; the layout is restored before the next loop turn."""
        if event.type() is QEvent.Type.Resize and watched is self._window:
            self._resized.start()
        return False

    @guarded
    def _restore_again(self) -> None:
        if self._lay_out is not None:
            self._lay_out()
