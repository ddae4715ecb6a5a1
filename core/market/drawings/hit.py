"""What is under the pointer: a handle of a drawing, one of its lines, or its words."""

from __future__ import annotations

from collections.abc import Iterable
from math import hypot
from typing import Final, NamedTuple

from core.market.drawings.drawing import Drawing, Kind
from core.market.drawings.shapes import Shapes, distance

LINE_REACH: Final = 5.0
"""Pixels from a line within which it is hit."""
WORDS_REACH: Final = 5.0
"""Pixels around a text within which it is hit."""
HANDLE_REACH: Final = 7.0
"""Distance in pixels within which a press takes hold of a handle."""


class Placed(NamedTuple):
    """A drawing, and what it consists of in a pane."""

    drawing: Drawing
    shapes: Shapes


class Hit(NamedTuple):
    """What was hit."""

    drawing: Drawing
    handle: int | None
    """None: the drawing as a whole."""


def hit(placed: Iterable[Placed], x: float, y: float, selected: int | None = None) -> Hit | None:
    """What is at a point: handles before lines, then the nearest, then the front one.

    Args:
        placed: the drawings, back to front.
        x: of the point.
        y: of the point.
        selected: the number of the drawing whose handles come before those of others.
    """
    front_first = list(placed)[::-1]
    handles = [
        (each.drawing.id != selected, away, Hit(each.drawing, number))
        for each in front_first
        if not each.drawing.is_locked
        for number, handle in enumerate(each.shapes.handles)
        if handle is not None and (away := hypot(x - handle[0], y - handle[1])) <= HANDLE_REACH
    ]
    if handles:
        return min(handles, key=lambda each: each[:2])[2]
    bodies = [
        (away, Hit(each.drawing, None))
        for each in front_first
        if (away := _distance(each, x, y)) <= LINE_REACH + each.drawing.style.width / 2
    ]
    return min(bodies, key=lambda each: each[0])[1] if bodies else None


def _distance(placed: Placed, x: float, y: float) -> float:
    """How far a point is from the lines of a drawing, or from the words of a text."""
    away = [distance(x, y, line) for line in placed.shapes.lines]
    if placed.drawing.kind is Kind.TEXT:
        away += [0.0 for words in placed.shapes.words if words.area.contains(x, y, WORDS_REACH)]
    return min(away, default=float("inf"))
