"""Where the texts of marks stand, so that none lies over another or outside of its pane. No painting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QRect

from widgets.look.theme import Ink

_GAP: Final = 3
"""Pixels between a candle and its mark."""
_LEFT: Final = 8
_PAD: Final = 4
"""Pixels beside the text of a level."""


class Mark(NamedTuple):
    """A text above or below a candle."""

    x: int
    y: int
    """The end of the candle."""
    text: str
    ink: Ink
    is_above: bool


class Level(NamedTuple):
    """A line across the pane with a text at its left end."""

    y: int
    text: str
    ink: Ink


def mark_place(mark: Mark, pane: QRect, width: int, height: int, covered: Iterable[QRect] = ()) -> QRect:
    """Return where the text of a mark stands: beside the end of its candle, inside the pane.

    It stands right of what is `covered` by other texts, left of it if there is no room on the right; the place is empty
    if there is none at all.
    """
    left = min(max(mark.x - width // 2, pane.left() + 2), max(pane.right() - width - 1, pane.left()))
    top = mark.y - _GAP - height if mark.is_above else mark.y + _GAP + 1
    place = QRect(left, min(max(top, pane.top()), pane.bottom() - height + 1), width, height)
    taken = [area for area in covered if area.top() <= place.bottom() and place.top() <= area.bottom()]
    rights = sorted(area.right() + _GAP for area in taken if area.right() + _GAP > left)
    lefts = sorted((area.left() - _GAP - width for area in taken if area.left() - _GAP - width < left), reverse=True)
    for each in (left, *rights, *lefts):
        place.moveLeft(each)
        is_inside = pane.left() <= place.left() and place.right() <= pane.right()
        if is_inside and not any(place.intersects(area) for area in taken):
            return place
    return QRect()


def level_places(
    levels: Iterable[Level],
    pane: QRect,
    width_of: Callable[[str], int],
    height: int,
    covered: Sequence[QRect] = (),
) -> list[tuple[Level, QRect]]:
    """Return the levels inside the pane, each with the place of its text; an empty one where there is no room.

    Texts of levels close to each other stand side by side, in the order of `levels`, and right of what is `covered` by
    other texts.
    """
    placed: list[tuple[Level, QRect]] = []
    taken = sorted(covered, key=QRect.right)
    for level in levels:
        if not pane.top() <= level.y <= pane.bottom():
            continue
        top = min(max(level.y - height // 2, pane.top()), pane.bottom() - height + 1)
        place = QRect(pane.left() + _LEFT, top, width_of(level.text) + 2 * _PAD, height)
        for other in taken:
            if place.intersects(other):
                place.moveLeft(other.right() + 1 + _PAD)
        if place.right() > pane.right() or any(place.intersects(other) for other in taken):
            place = QRect()
        else:
            taken.append(place)
        placed.append((level, place))
    return placed
