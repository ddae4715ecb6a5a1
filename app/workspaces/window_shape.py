"""The size of the window and the places of its docks, as the user last saw them.

A window that is closed is hidden first. Window managers then give one that was maximised or full-screen its normal
size, and Qt fits the docks into that; what is read later is not what the user left.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt
from PySide6.QtWidgets import QMainWindow

from widgets.guard.guard import guarded_or

if TYPE_CHECKING:
    from app.desk.desk import Desk

LAYOUT_VERSION: Final = 1
"""The version of the docks' state."""

FILLING: Final = Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen


class Shape(NamedTuple):
    """What Qt knows of the window, and its width."""

    geometry: QByteArray
    layout: QByteArray
    width: int


class WindowShape(QObject):
    """Reads the shape of one window; of a hidden window it is the shape from before it was hidden.

    Args:
        window: owner of the docks.
        desk: knows which of its docks are open.
    """

    def __init__(self, window: QMainWindow, desk: Desk) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._left: tuple[AbstractSet[str], Shape] | None = None
        """The docks and the shape at the moment the window was hidden."""
        window.installEventFilter(self)

    def read(self) -> Shape:
        """Return the shape; docks opened or closed in a hidden window make its present shape the valid one."""
        if self._left is not None and self._left[0] == self._docks():
            return self._left[1]
        return self._present()

    @guarded_or(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep the shape of a window that is hidden; the window system has not answered yet."""
        if watched is self._window:
            if event.type() is QEvent.Type.Hide and not event.spontaneous():
                self._left = self._docks(), self._present()
            elif event.type() is QEvent.Type.Show:
                self._left = None
        return False

    def _present(self) -> Shape:
        return Shape(self._window.saveGeometry(), self._window.saveState(LAYOUT_VERSION), self._window.width())

    def _docks(self) -> AbstractSet[str]:
        return {dock.objectName() for dock in self._desk.docks()}
