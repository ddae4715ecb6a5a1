"""Gives floating docks that return to the window the size they had there, and those beside them theirs."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QSize, QTimer
from PySide6.QtWidgets import QMainWindow

from app.arrangement.arrangement import Arrangement
from app.desk.layout.arranging import arrangement_of_window, give_sizes, given_sizes, measured_before, resize
from app.desk.layout.separator_press import SeparatorPress
from app.desk.layout.strips import fit_strips
from app.desk.layout.window_docks import docked, docks_in_sight, open_docks
from app.dock.dock import PanelDock
from app.dock.floating import has_room, take_room
from app.panels.kinds import KINDS
from widgets.guard.guard import guarded


class DockedAgain(QObject):
    """Follows the docks of a window.

    Of a dock that leaves its column to others Qt knows the size, though it gives a strip more; once a whole column has
    left, it shares the room out anew, and the columns beside it stay narrower for good. Of a dock that floated already
    when the desk was opened it knows nothing, and makes it as large as its neighbours let it be.

    Args:
        window: the owner of the docks.
        separators: tells when the user takes one of them.
    """

    def __init__(self, window: QMainWindow, separators: SeparatorPress) -> None:
        super().__init__(window)
        self._window = window
        self._before: Arrangement | None = None
        """What was where, and how large, before the first of the docks left that float now; None if it is not known,
        or if the user has moved a separator since."""
        separators.pressed.connect(self.forget)

    def follow(self, dock: PanelDock) -> None:
        """Give a dock its size whenever it returns."""
        dock.topLevelChanged.connect(self._on_floated)

    @guarded
    def forget(self) -> None:
        """Leave the docks the sizes that they have from now on."""
        self._before = None

    @guarded
    def _on_floated(self, is_floating: bool) -> None:
        dock = self.sender()
        if not isinstance(dock, PanelDock):
            return
        if is_floating:
            self._note(dock)
        else:
            QTimer.singleShot(0, dock, partial(self._fit, dock))  # Qt has laid out the window then

    def _note(self, leaving: PanelDock) -> None:
        """Note what was where: the docks have their places still, though Qt's own state is a step ahead."""
        docks = docks_in_sight(self._window)
        others = [dock for dock in docks.values() if dock is not leaving]
        if (
            self._before is not None
            and self._before.names() == docks.keys()
            and any(dock.isFloating() for dock in others)
        ):
            return
        is_known = not any(has_room(dock) for dock in docks.values() if dock.isFloating())
        self._before = measured_before(self._window, docks, leaving) if is_known else None

    @guarded
    def _fit(self, dock: PanelDock) -> None:
        if dock.is_closed or dock.isFloating() or dock.isHidden():
            return
        if (room := take_room(dock)) is not None:
            self._give(dock, room)
        elif self._before is not None:
            give_sizes(self._window, docked(self._window), self._before)
        if KINDS[dock.kind].is_strip:
            fit_strips(self._window, [dock])

    def _give(self, dock: PanelDock, size: QSize) -> None:
        """Give a dock a size; those beside it share the room left, and strips keep their heights."""
        docks = {each.objectName(): each for each in open_docks(self._window)}
        if (now := arrangement_of_window(self._window, docks)) is not None:
            sizes = {dock.objectName(): (size.width(), size.height())}
            resize(self._window, docks, given_sizes(self._window, docks, now, sizes))
