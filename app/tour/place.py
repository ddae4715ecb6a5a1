"""Where a note of the tour stands: beside what it is about, inside the window."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect

GAP: Final = 12
"""Pixels between a note and what it is about."""


def place_beside(target: QRect, width: int, height: int, room: QRect) -> QRect:
    """Return the place of a note: the first side of the target with room for it, else the middle of the window.

    Args:
        target: what the note is about.
        width: of the note; at most that of the room.
        height: of the note.
        room: the window.
    """
    sides = (
        (target.right() + GAP, target.top()),
        (target.left() - GAP - width, target.top()),
        (target.left(), target.bottom() + GAP),
        (target.left(), target.top() - GAP - height),
    )
    for left, top in sides:
        # Along the side the note may slide to stay inside; it must not slide over the target.
        moved = QRect(left, top, width, height)
        if left < target.left() - width or left > target.right():
            moved.moveTop(_within(top, height, room.top(), room.bottom()))
        else:
            moved.moveLeft(_within(left, width, room.left(), room.right()))
        if room.contains(moved) and not moved.intersects(target):
            return moved
    middle = QRect(0, 0, width, min(height, room.height()))
    middle.moveCenter(room.center())
    return middle


def _within(start: int, length: int, first: int, last: int) -> int:
    """Move a stretch as little as possible so that it lies between two ends."""
    return max(first, min(start, last - length + 1))
