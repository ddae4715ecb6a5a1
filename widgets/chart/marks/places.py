"""Where the texts of marks stand, so that none lies over another or outside of its pane. No painting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Final, NamedTuple

from PySide6.QtCore import QPoint, QRect

from widgets.look.theme import Ink

_GAP: Final = 3
"""Pixels between a candle and its mark."""
_FURTHEST: Final = 3
"""How many heights of a text a mark may stand away from its usual place: further off, its candle is not clear."""
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

    Where it would lie over what is `covered` by other texts, it stands further from its candle, else right of them,
    else left; the place is empty if there is no room.
    """
    left = min(max(mark.x - width // 2, pane.left() + 2), max(pane.right() - width - 1, pane.left()))
    top = mark.y - _GAP - height if mark.is_above else mark.y + _GAP + 1
    usual = QRect(left, min(max(top, pane.top()), pane.bottom() - height + 1), width, height)
    areas = [area for area in covered if not area.isEmpty()]
    for place in chain((usual,), _further(usual, areas, is_above=mark.is_above), _beside(usual, areas)):
        if pane.contains(place) and not any(place.intersects(area) for area in areas):
            return place
    return QRect()


def _further(usual: QRect, areas: Sequence[QRect], *, is_above: bool) -> Iterator[QRect]:
    """Return places above or below areas, further from the candle than usual, the nearest first."""
    if is_above:
        tops = sorted((top for area in areas if (top := area.top() - usual.height()) < usual.top()), reverse=True)
    else:
        tops = sorted(area.bottom() + 1 for area in areas if area.bottom() >= usual.top())
    for top in tops:
        if abs(top - usual.top()) <= _FURTHEST * usual.height():
            yield QRect(QPoint(usual.left(), top), usual.size())


def _beside(usual: QRect, areas: Sequence[QRect]) -> Iterator[QRect]:
    """Return places right of areas in the way, the nearest first, then those left of them."""
    row = [area for area in areas if area.top() <= usual.bottom() and usual.top() <= area.bottom()]
    rights = sorted(area.right() + _GAP for area in row if area.right() + _GAP > usual.left())
    lefts = sorted((area.left() - _GAP - usual.width() for area in row), reverse=True)
    for left in (*rights, *lefts):
        yield QRect(QPoint(left, usual.top()), usual.size())


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
    taken = list(covered)
    for level in levels:
        if not pane.top() <= level.y <= pane.bottom():
            continue
        top = min(max(level.y - height // 2, pane.top()), pane.bottom() - height + 1)
        place = QRect(pane.left() + _LEFT, top, width_of(level.text) + 2 * _PAD, height)
        while place.right() <= pane.right() and (other := next(filter(place.intersects, taken), None)) is not None:
            place.moveLeft(other.right() + 1 + _PAD)
        if place.right() > pane.right():
            place = QRect()
        else:
            taken.append(place)
        placed.append((level, place))
    return placed
