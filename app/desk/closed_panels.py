"""Undoes the closing of panels: keeps them with their places, and other steps that can be undone."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from app.arrangement.arrangement import Arrangement
from app.desk.layout.arranging import arrange, arrangement_with_room
from app.desk.panel_record import maximize_recorded, open_recorded, record_of_panel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from app.desk.desk import Desk
    from app.desk.layout.room_taken import RoomTaken
    from app.dock.dock import PanelDock

REOPENABLE: Final = 20
"""Maximum number of steps that can be undone."""


@dataclass(frozen=True, slots=True)
class _Closed:
    """Panels closed together; they come back together."""

    records: list[dict[str, Any]]
    before: Arrangement | None
    """The arrangement of the window before they were closed."""


Steps = deque["_Closed | Callable[[], object]"]
"""The steps that can be undone, the newest at the end."""


def _no_steps() -> Steps:
    return deque(maxlen=REOPENABLE)


class ClosedPanels:
    """The steps that can be undone; the newest is undone first.

    Args:
        window: the owner of the docks.
        desk: opens the panels again.
        room_taken: gives others the room back that panels take which come back.
    """

    def __init__(self, window: QMainWindow, desk: Desk, room_taken: RoomTaken) -> None:
        self._window = window
        self._desk = desk
        self._room_taken = room_taken
        self._steps = _no_steps()
        self._together: list[dict[str, Any]] | None = None
        """The panels closed so far inside `together`."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to undo."""
        return not self._steps

    @property
    def is_closing_several(self) -> bool:
        """Whether panels are being closed together."""
        return self._together is not None

    def note(self, dock: PanelDock) -> None:
        """Note a panel that is being closed: it is still at its place."""
        record = record_of_panel(dock)
        if self._together is not None:
            self._together.append(record)
            return
        docks = {each.objectName(): each for each in (*self._desk.docks(), dock)}
        self._steps.append(_Closed([record], arrangement_with_room(self._window, docks)))

    def note_step(self, undo: Callable[[], object]) -> None:
        """Note another step, and what undoes it."""
        self._steps.append(undo)

    def forget_step(self, undo: Callable[[], object]) -> None:
        """Forget a step that was undone elsewhere."""
        with suppress(ValueError):
            self._steps.remove(undo)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Close any number of panels inside the `with` block; they are one step."""
        before = arrangement_with_room(self._window, {each.objectName(): each for each in self._desk.docks()})
        self._together = []
        try:
            yield
        finally:
            closed, self._together = self._together, None
            if closed:
                self._steps.append(_Closed(closed, before))

    def exchange(self, steps: Steps | None) -> Steps:
        """Go on with the steps of another workspace; the present ones are returned.

        Args:
            steps: what was returned when it was left; None for none.
        """
        present, self._steps = self._steps, steps if steps is not None else _no_steps()
        return present

    def undo(self) -> None:
        """Undo the last step; panels come back where they were, as large as they were, with their states."""
        if not self._steps:
            return
        step = self._steps.pop()
        if isinstance(step, _Closed):
            self._reopen(step)
        else:
            step()
        self._desk.moves.drop()

    def _reopen(self, step: _Closed) -> None:
        now = arrangement_with_room(self._window, {each.objectName(): each for each in self._desk.docks()})
        before, sizes = step.before, self._room_taken.sizes()
        reopened: list[tuple[PanelDock, dict[str, Any]]] = []
        with self._desk.together():
            for record in step.records:
                dock, _ = open_recorded(self._desk, record, self._desk.free_name(record["name"]))
                if before is not None:
                    before = before.renamed(record["name"], dock.objectName())
                reopened.append((dock, record))
        if now is not None and before is not None:
            for dock, _ in reopened:
                now = now.with_panel_of(before, dock.objectName())
            arrange(self._window, {each.objectName(): each for each in self._desk.docks()}, now)
        for dock, record in reopened:
            if not dock.isFloating():
                self._room_taken.follow(dock, sizes)
            maximize_recorded(dock, record)
            dock.setHidden(record["is_hidden"])
        self._desk.bring_forward(reopened[0][0])
