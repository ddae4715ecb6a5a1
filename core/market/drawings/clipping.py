"""Cuts lines and polygons off at the edges of a pane: far coordinates neither cost nor break anything."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from typing import Final

from core.market.drawings.projection import Area

Point = tuple[float, float]

MARGIN: Final = 8.0
"""Pixels that are kept outside of the area: a wide line ends where nobody sees it."""

_FARTHEST: Final = 1e150
"""The product of two of them is finite."""


def clip_line(start: Point, end: Point, area: Area) -> tuple[Point, Point] | None:
    """The part of a line inside `area` and its margin; None if no part is, or if a coordinate is no number."""
    if _is_inside(start, area) and _is_inside(end, area):
        return start, end
    if not all(map(isfinite, (*start, *end))):
        return None
    (x, y), (to_x, to_y) = _bounded(start), _bounded(end)
    right, down = to_x - x, to_y - y
    first, last = 0.0, 1.0
    for step, room in (
        (-right, x - area.left + MARGIN),
        (right, area.right + MARGIN - x),
        (-down, y - area.top + MARGIN),
        (down, area.bottom + MARGIN - y),
    ):
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            first = max(first, room / step)
        else:
            last = min(last, room / step)
    if first > last:
        return None
    return _on(x, y, right, down, first), _on(x, y, right, down, last)


def extend(start: Point, through: Point, area: Area) -> Point:
    """The end of the ray from `start` through another point: outside of `area`, or the start if both are the same."""
    right, down = through[0] - start[0], through[1] - start[1]
    length = max(abs(right), abs(down))
    if not isfinite(length) or length == 0:
        return through
    across = max(abs(start[0] - area.left), abs(start[0] - area.right))
    reach = across + max(abs(start[1] - area.top), abs(start[1] - area.bottom)) + MARGIN
    times = max(min(2 * reach / length, _FARTHEST / length), 1.0)
    return start[0] + right * times, start[1] + down * times


def clip_polygon(points: Iterable[Point], area: Area) -> tuple[Point, ...]:
    """The part of a convex polygon inside `area` and its margin; empty if no part is."""
    corners = list(points)
    if all(_is_inside(corner, area) for corner in corners):
        return tuple(corners)
    if not all(isfinite(each) for corner in corners for each in corner):
        return ()
    corners = [_bounded(corner) for corner in corners]
    for axis, least, most in ((0, area.left, area.right), (1, area.top, area.bottom)):
        corners = _cut(corners, axis, least - MARGIN, 1)
        corners = _cut(corners, axis, most + MARGIN, -1)
    return tuple(corners)


def _is_inside(point: Point, area: Area) -> bool:
    """Whether a point needs no cutting; False if a coordinate is no number."""
    left, top, right, bottom = area
    return left <= point[0] <= right and top <= point[1] <= bottom


def _cut(corners: list[Point], axis: int, edge: float, side: int) -> list[Point]:
    """The part of a polygon on one side of an edge: above it for 1, below it for -1."""
    kept: list[Point] = []
    for index, corner in enumerate(corners):
        before = corners[index - 1]
        is_inside, was_inside = ((each[axis] - edge) * side >= 0 for each in (corner, before))
        if is_inside != was_inside:
            share = (edge - before[axis]) / (corner[axis] - before[axis])
            other = before[1 - axis] + (corner[1 - axis] - before[1 - axis]) * share
            kept.append((edge, other) if axis == 0 else (other, edge))
        if is_inside:
            kept.append(corner)
    return kept


def _bounded(point: Point) -> Point:
    x, y = point
    return min(max(x, -_FARTHEST), _FARTHEST), min(max(y, -_FARTHEST), _FARTHEST)


def _on(x: float, y: float, right: float, down: float, share: float) -> Point:
    return x + right * share, y + down * share
