"""Dragging a row of the watchlist to another place in the user's own order."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication


class RowGrip:
    """The row under a pressed mouse button; it moves row by row as the pointer does."""

    def __init__(self) -> None:
        self._code = ""
        self._from = QPoint()
        self.is_moving = False
        """Whether the pointer has left the place of the press: then it is no click."""

    @property
    def code(self) -> str:
        """The market of the row; empty while none is held."""
        return self._code

    def take(self, code: str, place: QPoint) -> None:
        """Hold the row of `code`, pressed at `place`."""
        self._code, self._from, self.is_moving = code, place, False

    def move(self, place: QPoint, under: str) -> str:
        """Return the market whose place the row takes now; empty if it stays.

        Args:
            place: of the pointer.
            under: the market of the row there.
        """
        if not self._code:
            return ""
        if (place - self._from).manhattanLength() >= QApplication.startDragDistance():
            self.is_moving = True
        return under if self.is_moving and under not in ("", self._code) else ""

    def let_go(self) -> bool:
        """Hold no row any more; return whether it was moved, so that the release is no click."""
        was_moving, self._code, self.is_moving = self.is_moving, "", False
        return was_moving
