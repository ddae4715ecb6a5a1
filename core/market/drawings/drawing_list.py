"""The drawings of one market, back to front, with undo and redo."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Final

from core.market.drawings.drawing import Anchor, Drawing, Kind, Style
from core.market.drawings.record import MOST

MOST_STEPS: Final = 100
"""How many changes can be undone; then the oldest is forgotten."""

Drawings = tuple[Drawing, ...]


class DrawingList:
    """The drawings of one market. Every change can be undone; it returns whether anything changed.

    Changes that belong together, such as the steps of a drag, are given the same `step` and are undone as one.
    """

    def __init__(self, drawings: Iterable[Drawing] = ()) -> None:
        self._drawings: Drawings = tuple(drawings)
        self._last_id = max((drawing.id for drawing in self._drawings), default=0)
        self._undo: list[Drawings] = []
        self._redo: list[Drawings] = []
        self._step: object = None
        self._redo_before_step: list[Drawings] = []

    @property
    def drawings(self) -> Drawings:
        """The drawings, the front one last."""
        return self._drawings

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to undo."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether an undone change can be made again."""
        return bool(self._redo)

    @property
    def has_room(self) -> bool:
        """Whether a further drawing is accepted."""
        return len(self._drawings) < MOST

    def find(self, number: int | None) -> Drawing | None:
        """The drawing of a number, if it is there."""
        return next((drawing for drawing in self._drawings if drawing.id == number), None)

    def add(self, kind: Kind, anchors: tuple[Anchor, ...], style: Style, text: str = "") -> Drawing | None:
        """Draw in front of all others; None if there are too many."""
        if not self.has_room:
            return None
        self._last_id += 1
        drawing = Drawing(self._last_id, kind, anchors, style, text)
        self._become((*self._drawings, drawing))
        return drawing

    def replace(self, changed: Iterable[Drawing], step: object = None) -> bool:
        """Put `changed` in the places of the drawings with the same numbers; others are left out."""
        by_id = {drawing.id: drawing for drawing in changed}
        return self._become(tuple(by_id.get(drawing.id, drawing) for drawing in self._drawings), step)

    def remove(self, numbers: Collection[int]) -> bool:
        """Remove drawings."""
        return self._become(tuple(drawing for drawing in self._drawings if drawing.id not in numbers))

    def bring_to_front(self, number: int) -> bool:
        """Draw one in front of all others."""
        front = tuple(drawing for drawing in self._drawings if drawing.id == number)
        return self._become((*(drawing for drawing in self._drawings if drawing.id != number), *front))

    def hide_all(self, *, is_hidden: bool) -> bool:
        """Hide or show every drawing."""
        return self._become(tuple(replace(drawing, is_hidden=is_hidden) for drawing in self._drawings))

    def lock_all(self, *, is_locked: bool) -> bool:
        """Lock or unlock every drawing."""
        return self._become(tuple(replace(drawing, is_locked=is_locked) for drawing in self._drawings))

    def undo(self) -> bool:
        """Undo the last change."""
        return self._go_back(self._undo, self._redo)

    def redo(self) -> bool:
        """Make the change again that was undone last."""
        return self._go_back(self._redo, self._undo)

    def give_up(self, step: object) -> bool:
        """Undo the changes of a `step`, if they were the last ones, as if they had never been made."""
        if step is None or step != self._step or not self._undo:
            return False
        self._drawings = self._undo.pop()
        self._forget_step()
        return True

    def _become(self, drawings: Drawings, step: object = None) -> bool:
        if drawings == self._drawings:
            return False
        if step is None or step != self._step:
            self._step, self._redo_before_step = step, self._redo.copy()
            self._undo.append(self._drawings)
            del self._undo[:-MOST_STEPS]
            self._redo.clear()
        self._drawings = drawings
        if drawings == self._undo[-1]:  # a step led back to where it began: there is nothing to undo
            self._undo.pop()
            self._forget_step()
        return True

    def _forget_step(self) -> None:
        self._redo[:] = self._redo_before_step
        self._step = None

    def _go_back(self, from_steps: list[Drawings], to_steps: list[Drawings]) -> bool:
        if not from_steps:
            return False
        to_steps.append(self._drawings)
        self._drawings, self._step = from_steps.pop(), None
        return True
