"""Gives floating docks that return to the window the size they had there, and those beside them theirs."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QMainWindow

from app.arrangement.arrangement import Arrangement
from app.arrangement.measured import with_sizes_of
from app.desk.layout.arranging import arrangement_of_window, measured_before, resize, ruler_of
from app.desk.layout.separator_press import SeparatorPress
from app.desk.layout.strips import fit_strips
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
        docks = self._docks()
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
        else:
            self._give_back()
        if KINDS[dock.kind].is_strip:
            fit_strips(self._window, [dock])

    def _give_back(self) -> None:
        """Give all docks in the window the sizes they had, if they are where they were."""
        docks = {name: dock for name, dock in self._docks().items() if not dock.isFloating()}
        now = arrangement_of_window(self._window, docks)
        if now is None or self._before is None or (wanted := with_sizes_of(now, self._before.only(docks))) is None:
            return
        whole = ruler_of(self._window, docks).extent(now.docked)
        resize(self._window, docks, wanted, QSize(*whole))

    def _docks(self) -> dict[str, PanelDock]:
        """Return the docks in sight by their names; behind another tab is in sight."""
        found = self._window.findChildren(PanelDock, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return {each.objectName(): each for each in found if not (each.is_closed or each.isHidden())}

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
