"""Gives floating docks that return to the window the size they had there."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QMainWindow

from app.desk.layout.arranging import arrangement_of_window, resize
from app.desk.layout.strips import fit_strips
from app.dock.dock import PanelDock
from app.dock.floating import take_room
from app.panels.kinds import KINDS


class DockedAgain(QObject):
    """Follows the docks of a window.

    Qt knows the size of a dock that left the window in this desk, though it gives a strip more. Of one that floated
    already when the desk was opened it knows nothing, and makes it as large as its neighbours let it be.

    Args:
        window: the owner of the docks.
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window

    def follow(self, dock: PanelDock) -> None:
        """Give a dock its size whenever it returns."""
        dock.topLevelChanged.connect(self._on_floated)

    def _on_floated(self, is_floating: bool) -> None:
        dock = self.sender()
        if not is_floating and isinstance(dock, PanelDock):
            QTimer.singleShot(0, dock, partial(self._fit, dock))  # Qt has laid out the window then

    def _fit(self, dock: PanelDock) -> None:
        if dock.is_closed or dock.isFloating() or dock.isHidden():
            return
        if (size := take_room(dock)) is not None:
            self._give(dock, size)
        if KINDS[dock.kind].is_strip:
            fit_strips(self._window, [dock])

    def _give(self, dock: PanelDock, size: QSize) -> None:
        """Give a dock a size; those beside it share the room left, and strips keep their heights."""
        found = self._window.findChildren(PanelDock, options=Qt.FindChildOption.FindDirectChildrenOnly)
        docks = {each.objectName(): each for each in found if not each.is_closed}
        sizes = {
            name: (each.width(), each.sizeHint().height()) for name, each in docks.items() if KINDS[each.kind].is_strip
        }
        sizes[dock.objectName()] = (size.width(), size.height())
        if (now := arrangement_of_window(self._window, docks)) is not None:
            resize(self._window, docks, now.with_sizes(sizes))
