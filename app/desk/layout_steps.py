"""Undo of moving panels: notes where they were before each gesture; a finished gesture is one step."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QEvent, QObject, QSize, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from app.arrangement.arrangement import Arrangement, tabs_of
from app.arrangement.measured import sizes_in, with_sizes_of
from app.desk.layout.arranging import arrange, measured_before, resize, ruler_of
from app.desk.layout.docked_again import DockedAgain
from app.desk.layout.room_taken import RoomTaken
from app.desk.layout.separator_press import SeparatorPress
from app.dock.dock import PanelDock
from widgets.guard.guard import guarded, guarded_or

if TYPE_CHECKING:
    from app.desk.desk import Desk

SETTLES_IN_MS: Final = 150
"""Milliseconds without another move until a gesture counts as finished; Qt lays out the docks meanwhile."""

SLIDES_IN_MS: Final = 500
"""The same after a mouse button was let go: a panel that is dropped floats on until Qt has slid it to its place."""

NEARLY: Final = 4
"""Pixels by which a strip may be fitted anew when it is docked; that alone is no step."""


class _Layout(NamedTuple):
    numbers: frozenset[int]
    """Of the panels: a name may be another panel's in another workspace."""
    arrangement: Arrangement


class LayoutSteps(QObject):
    """Follows the moves of a window's docks and separators.

    Args:
        window: the owner of the docks.
        desk: knows the open panels, and keeps what can be undone.
        separators: tells when the user takes one of them.
        docked_again: gives docks that return the sizes from before they left.
        room_taken: gives others the room back that opened docks took.
    """

    def __init__(
        self,
        window: QMainWindow,
        desk: Desk,
        separators: SeparatorPress,
        docked_again: DockedAgain,
        room_taken: RoomTaken,
    ) -> None:
        super().__init__(window)
        self._docked_again, self._room_taken = docked_again, room_taken
        self._window = window
        self._desk = desk
        self._rest: _Layout | None = None
        """What was where when the docks came to rest last."""
        self._before: _Layout | None = None
        """What was where before the gesture under way; None if there is none."""
        self._is_held = False
        """Whether a mouse button was down when the timer ended last."""
        self._is_undoing = False
        self._settled = QTimer(self, singleShot=True)
        self._settled.timeout.connect(self._on_settled)
        desk.opened.connect(self._wait)
        separators.pressed.connect(self._on_pressed)
        window.installEventFilter(self)

    def follow(self, dock: PanelDock) -> None:
        """Note the moves of a dock."""
        dock.topLevelChanged.connect(self._on_floated)
        dock.closed.connect(self._wait)

    def drop(self) -> None:
        """Forget the gesture under way: it was not the user who moved the panels."""
        self._before = None

    @guarded_or(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Wait until the docks have their places in a window of another size: that is no step of the user's."""
        if event.type() is QEvent.Type.Resize and watched is self._window:
            self._wait()
        return False

    @guarded
    def _on_pressed(self) -> None:
        self._begin(self._present())

    @guarded
    def _on_floated(self, is_floating: bool) -> None:
        """Begin a gesture, unless one is under way: a panel that is dragged elsewhere floats meanwhile."""
        dock = self.sender()
        if self._is_undoing or self._desk.is_vacant:
            return
        if isinstance(dock, PanelDock):
            self._begin(self._present(leaving=dock) if is_floating else self._rest)

    def _begin(self, before: _Layout | None) -> None:
        is_same_desk = before is not None and self._rest is not None and before.numbers == self._rest.numbers
        if self._before is None and is_same_desk:
            self._before = before
        self._wait()

    @guarded
    def _wait(self, _dock: object = None) -> None:
        self._settled.start(SETTLES_IN_MS)

    @guarded
    def _on_settled(self) -> None:
        was_held, self._is_held = self._is_held, bool(QGuiApplication.mouseButtons().value)
        if was_held or self._is_held:
            self._settled.start(SETTLES_IN_MS if self._is_held else SLIDES_IN_MS)
            return
        before, self._before, self._rest = self._before, None, self._present()
        if before is not None and self._rest is not None and _differ(before, self._rest):
            self._desk.closed.note_step(partial(self._undo, before.arrangement))

    def _undo(self, before: Arrangement) -> None:
        """Put the panels where they were; those opened since stay near those that they are beside now."""
        docks, present = self._docks(), self._present()
        if present is None:
            return
        if QGuiApplication.mouseButtons().value:  # a dock may be dragged
            self._desk.closed.note_step(partial(self._undo, before))
            return
        wanted = before.only(docks)
        for name in docks.keys() - wanted.names():
            wanted = wanted.with_panel_of(present.arrangement, name)
        self._is_undoing = True
        try:
            arrange(self._window, docks, wanted)
        finally:
            self._is_undoing = False
        self._docked_again.forget()  # the sizes are those of the step
        self._room_taken.forget()
        shown = {name: dock for name, dock in docks.items() if not (dock.isFloating() or dock.isHidden())}
        if (layout := self._window.layout()) is not None:
            layout.activate()
        whole = ruler_of(self._window, shown).extent(wanted.only(shown).docked)
        resize(self._window, shown, wanted, QSize(*whole))
        self._before = None
        self._wait()

    def _present(self, *, leaving: PanelDock | None = None) -> _Layout | None:
        """Return what is where, or was before a dock became a window just now."""
        docks = self._docks()
        found = measured_before(self._window, docks, leaving)
        return _Layout(frozenset(dock.number for dock in docks.values()), found) if found is not None else None

    def _docks(self) -> dict[str, PanelDock]:
        return {dock.objectName(): dock for dock in self._desk.docks()}


def _differ(before: _Layout, now: _Layout) -> bool:
    """Return whether the same panels are elsewhere, or in other sizes; which tab is in front does not count."""
    if before.numbers != now.numbers:
        return False  # panels came or went meanwhile, as when a workspace changes
    if before.arrangement.floating.keys() != now.arrangement.floating.keys():
        return True
    docked = before.arrangement.names() - before.arrangement.floating.keys()
    one, other = before.arrangement.only(docked), now.arrangement.only(docked)
    if [tabs.names for tabs in tabs_of(one.docked)] != [tabs.names for tabs in tabs_of(other.docked)]:
        return True
    if (as_before := with_sizes_of(other, one)) is None:
        return one.docked != other.docked
    pairs = zip(sizes_in(as_before.docked), sizes_in(other.docked), strict=True)
    return any(abs(was - is_now) > NEARLY for was, is_now in pairs)
