"""Gives panels the room back that an opened one took from them, once it is closed or becomes a window.

Qt lets a column grow for a panel that needs more width, or a row for one that needs more height, and takes that from
the others; it never gives it back.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow
from shiboken6 import isValid

from app.arrangement.arrangement import Arrangement
from app.desk.layout.arranging import give_sizes, measured_before
from app.desk.layout.separator_press import SeparatorPress
from app.desk.layout.window_docks import docked
from app.dock.dock import PanelDock
from widgets.guard.guard import guarded

DROPPED_IN_MS: Final = 150
"""Milliseconds between looks whether a panel that is dragged has been dropped."""


class RoomTaken(QObject):
    """Knows for each panel that was opened alone how large the others were before, until the user moves a separator.

    Args:
        window: the owner of the docks.
        separators: tells when the user takes one of them.
    """

    def __init__(self, window: QMainWindow, separators: SeparatorPress) -> None:
        super().__init__(window)
        self._window = window
        self._before: dict[str, Arrangement] = {}
        """What was where, and how large, before each dock was opened, by its name; in the order of opening."""
        self._left: list[Arrangement] = []
        """The same of docks that have just left."""
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._give_back)
        separators.pressed.connect(self.forget)

    def sizes(self) -> Arrangement | None:
        """Return what is where, and how large, before a dock is opened; None if it is not known."""
        return measured_before(self._window, docked(self._window)) if self._window.isVisible() else None

    def follow(self, dock: PanelDock, before: Arrangement | None) -> None:
        """Give the others the sizes in `before` again whenever this new dock leaves the window."""
        self._before.pop(dock.objectName(), None)
        if before is not None and before.docked is not None:
            self._before[dock.objectName()] = before
            dock.topLevelChanged.connect(self._on_floated)

    def close(self, dock: PanelDock) -> None:
        """Give the others their sizes again: this dock is being closed."""
        name = dock.objectName()
        if (before := self._before.pop(name, None)) is None:
            return
        for other, with_it in [*self._before.items()]:  # those opened later: it has left before them
            if name in with_it.names():
                others = with_it.names() - {name}
                self._before[other] = (before if others <= before.names() else with_it).only(others)
        if not dock.isFloating():
            self._wait(before)
            dock.destroyed.connect(partial(self._on_destroyed, before))  # its separator goes with it

    @guarded
    def forget(self) -> None:
        """Leave the docks the sizes that they have from now on."""
        self._before.clear()
        self._left.clear()

    @guarded
    def _on_floated(self, is_floating: bool) -> None:
        dock = self.sender()
        if is_floating and isinstance(dock, PanelDock) and (before := self._before.get(dock.objectName())) is not None:
            self._wait(before)

    @guarded
    def _on_destroyed(self, before: Arrangement, _dock: object = None) -> None:
        if isValid(self):
            self._wait(before)

    def _wait(self, before: Arrangement) -> None:
        """Give the sizes back once Qt has laid out the window."""
        self._left.append(before)
        self._timer.start(0)

    @guarded
    def _give_back(self) -> None:
        if QGuiApplication.mouseButtons().value:  # a dock may be dragged, and dropped where it was
            self._timer.start(DROPPED_IN_MS)
            return
        left, self._left = self._left, []
        for before in left:
            self._give(before)

    def _give(self, before: Arrangement) -> None:
        """Give all docks in the window the sizes they had, if they are where they were."""
        if (layout := self._window.layout()) is None or not layout.isEnabled():
            return
        layout.activate()
        give_sizes(self._window, docked(self._window), before)
