"""The geometry of drawings: which lines, fills, words and handles each one consists of in pixels of a pane."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import hypot
from typing import Final, NamedTuple, Protocol

from core.market.drawings.clipping import Point, clip_line, clip_polygon, extend
from core.market.drawings.drawing import Drawing, Kind
from core.market.drawings.projection import Area, Projection

LEVELS: Final = (0.0, 0.236, 0.382, 0.5, 0.618, 0.786, 1.0)
"""The levels of a Fibonacci retracement: 0 at its second anchor, 1 at its first."""

_IMPORTANT_LEVELS: Final = (0.0, 1.0, 0.618, 0.382, 0.5, 0.236, 0.786)
_GAP: Final = 4.0
"""Pixels between a line and its words."""
_ARROW: Final = 6.0


class Line(NamedTuple):
    """A line, already cut off at the edges of the pane."""

    start: Point
    end: Point
    is_help: bool = False
    """Whether it only connects other parts; painted thin and dashed."""


class Words(NamedTuple):
    """A text in its rectangle."""

    area: Area
    text: str


class Shapes(NamedTuple):
    """What one drawing consists of."""

    lines: tuple[Line, ...] = ()
    fills: tuple[tuple[Point, ...], ...] = ()
    """Convex polygons, painted translucent below the lines."""
    words: tuple[Words, ...] = ()
    handles: tuple[Point | None, ...] = ()
    """The points at which the drawing can be dragged, by number; None for those that the pane does not show."""
    price_tag: tuple[float, str] | None = None
    """The height and the text of a tag on the axis of prices."""
    time_tag: tuple[float, str] | None = None
    """The place and the text of a tag on the axis of times."""


class Lettering(Protocol):
    """How values are written, and how large the words are."""

    def price(self, price: float, /) -> str:
        """A price."""
        ...

    def time(self, time_ms: int, /) -> str:
        """A moment."""
        ...

    def change(self, before: float, after: float, /) -> str:
        """The difference of two prices."""
        ...

    def level(self, share: float, price: float, /) -> str:
        """A level of a retracement."""
        ...

    def size(self, text: str, /) -> tuple[float, float]:
        """Width and height of a text in pixels."""
        ...


class _Sketch(NamedTuple):
    """What a kind draws, not yet cut off."""

    lines: tuple[Line, ...] = ()
    fills: tuple[tuple[Point, ...], ...] = ()
    words: tuple[Words, ...] = ()
    handles: tuple[Point, ...] = ()
    price_tag: tuple[float, str] | None = None
    time_tag: tuple[float, str] | None = None


def shapes_of(drawing: Drawing, projection: Projection, lettering: Lettering) -> Shapes:
    """What a drawing consists of where `projection` shows it; nothing if it is hidden."""
    if drawing.is_hidden:
        return Shapes()
    points = tuple(map(projection.point, drawing.anchors))
    sketch = _SKETCHES[drawing.kind](drawing, points, projection, lettering)
    area = projection.area
    lines = (clip_line(line.start, line.end, area) for line in sketch.lines)
    fills = (clip_polygon(fill, area) for fill in sketch.fills)
    price_tag = sketch.price_tag
    return Shapes(
        tuple(
            Line(cut[0], cut[1], line.is_help) for cut, line in zip(lines, sketch.lines, strict=True) if cut is not None
        ),
        tuple(fill for fill in fills if fill),
        tuple(words for words in sketch.words if _is_in_sight(words.area, area)),
        tuple(handle if area.contains(*handle) else None for handle in sketch.handles),
        price_tag if price_tag is not None and area.top <= price_tag[0] < area.bottom else None,
        _whole_in_sight(sketch.time_tag, area, lettering),
    )


def _whole_in_sight(tag: tuple[float, str] | None, area: Area, lettering: Lettering) -> tuple[float, str] | None:
    """Return a time tag whose line is in sight, moved from the edge as far as it would be cut off; else None."""
    if tag is None or not area.left <= tag[0] < area.right:
        return None
    half = lettering.size(tag[1])[0] / 2
    return max(min(tag[0], area.right - half), area.left + half), tag[1]


def _horizontal(drawing: Drawing, points: tuple[Point, ...], projection: Projection, lettering: Lettering) -> _Sketch:
    y, area = points[0][1], projection.area
    line = Line((area.left, y), (area.right, y))
    return _Sketch((line,), handles=((area.middle[0], y),), price_tag=(y, lettering.price(drawing.anchors[0].price)))


def _vertical(drawing: Drawing, points: tuple[Point, ...], projection: Projection, lettering: Lettering) -> _Sketch:
    x, area = points[0][0], projection.area
    line = Line((x, area.top), (x, area.bottom))
    return _Sketch((line,), handles=((x, area.middle[1]),), time_tag=(x, lettering.time(drawing.anchors[0].time_ms)))


def _trend(_drawing: Drawing, points: tuple[Point, ...], _projection: Projection, _lettering: Lettering) -> _Sketch:
    start, end = points
    return _Sketch((Line(start, end),), handles=points)


def _ray(_drawing: Drawing, points: tuple[Point, ...], projection: Projection, _lettering: Lettering) -> _Sketch:
    start, through = points
    return _Sketch((Line(start, extend(start, through, projection.area)),), handles=points)


def _channel(_drawing: Drawing, points: tuple[Point, ...], _projection: Projection, _lettering: Lettering) -> _Sketch:
    start, end, _ = points
    right, down = channel_offset(*points)
    other_start, other_end = (start[0] + right, start[1] + down), (end[0] + right, end[1] + down)
    lines = (Line(start, end), Line(other_start, other_end))
    return _Sketch(lines, ((start, end, other_end, other_start),), handles=points)


def channel_offset(start: Point, end: Point, third: Point) -> Point:
    """How far the second line of a channel is from its first: straight up or down, sideways for an upright one."""
    along, rise = end[0] - start[0], end[1] - start[1]
    if along == 0:
        return third[0] - start[0], 0.0
    return 0.0, third[1] - (start[1] + rise * ((third[0] - start[0]) / along))


def _rectangle(_drawing: Drawing, points: tuple[Point, ...], _projection: Projection, _lettering: Lettering) -> _Sketch:
    corners = _corners(points)
    edges = tuple(Line(corners[index - 1], corner) for index, corner in enumerate(corners))
    return _Sketch(edges, (corners,), handles=(corners[0], corners[2], corners[3], corners[1]))


def _corners(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """The corners of a rectangle in turn, of which the first and the third are its anchors."""
    (x, y), (to_x, to_y) = points
    return (x, y), (to_x, y), (to_x, to_y), (x, to_y)


def _fibonacci(drawing: Drawing, points: tuple[Point, ...], projection: Projection, lettering: Lettering) -> _Sketch:
    (x, _), (to_x, _) = points
    left, right, area = min(x, to_x), max(x, to_x), projection.area
    before, after = (anchor.price for anchor in drawing.anchors)
    lines: list[Line] = [Line(points[0], points[1], is_help=True)]
    words: dict[float, Words] = {}
    for share in LEVELS:
        price = after + (before - after) * share
        y = projection.y(price)
        lines.append(Line((left, y), (right, y)))
        text = lettering.level(share, price)
        width, height = lettering.size(text)
        # Left of the lines as long as there is room, else where the part of them in sight begins.
        at = left - _GAP - width if left - _GAP - width >= area.left else max(left, area.left) + _GAP
        middle = y - height / 2 if at < left else y - height
        words[share] = Words(Area(at, middle, at + width, middle + height), text)
    if right < area.left or left >= area.right:
        words.clear()
    ends = [projection.y(price) for price in (before, after)]
    fill = ((left, ends[0]), (right, ends[0]), (right, ends[1]), (left, ends[1]))
    return _Sketch(tuple(lines), (fill,), _readable(words), points)


def _readable(words: dict[float, Words]) -> tuple[Words, ...]:
    """The words of those levels that have room, the most important ones first."""
    kept: dict[float, Words] = {}
    for share in sorted(words, key=_IMPORTANT_LEVELS.index):
        area = words[share].area
        if all(area.top >= other.area.bottom or area.bottom <= other.area.top for other in kept.values()):
            kept[share] = words[share]
    return tuple(kept[share] for share in sorted(kept))


def _range(drawing: Drawing, points: tuple[Point, ...], projection: Projection, lettering: Lettering) -> _Sketch:
    corners = _corners(points)
    (x, y), (to_x, to_y) = points
    middle, direction = (x + to_x) / 2, 1 if to_y > y else -1
    arrow = min(_ARROW, abs(to_y - y) / 2) * direction
    lines = (
        Line(corners[0], corners[1]),
        Line(corners[3], corners[2]),
        Line((middle, y), (middle, to_y)),
        Line((middle - abs(arrow), to_y - arrow), (middle, to_y)),
        Line((middle, to_y), (middle + abs(arrow), to_y - arrow)),
    )
    text = lettering.change(*(anchor.price for anchor in drawing.anchors))
    width, height = lettering.size(text)
    area = projection.area
    below, above = to_y + _GAP, to_y - _GAP - height
    top, inside = (below, above) if direction > 0 else (above, below)
    if area.top <= to_y < area.bottom and not area.top <= top <= area.bottom - height:
        top = inside  # beyond the end there is no room
    left = middle - width / 2
    if area.left <= middle < area.right:
        left = max(min(left, area.right - width), area.left)
    words = Words(Area(left, top, left + width, top + height), text)
    return _Sketch(lines, (corners,), (words,), (corners[0], corners[2], corners[3], corners[1]))


def _text(drawing: Drawing, points: tuple[Point, ...], _projection: Projection, lettering: Lettering) -> _Sketch:
    ((x, y),) = points
    width, height = lettering.size(drawing.text)
    left = x + _GAP
    words = Words(Area(left, y - height / 2, left + width, y + height / 2), drawing.text)
    return _Sketch(words=(words,), handles=((x, y),))


_SKETCHES: Final[Mapping[Kind, Callable[[Drawing, tuple[Point, ...], Projection, Lettering], _Sketch]]] = {
    Kind.HORIZONTAL: _horizontal,
    Kind.VERTICAL: _vertical,
    Kind.TREND: _trend,
    Kind.RAY: _ray,
    Kind.CHANNEL: _channel,
    Kind.RECTANGLE: _rectangle,
    Kind.FIBONACCI: _fibonacci,
    Kind.RANGE: _range,
    Kind.TEXT: _text,
}


def _is_in_sight(words: Area, area: Area) -> bool:
    return words.left < area.right and words.right > area.left and words.top < area.bottom and words.bottom > area.top


def distance(x: float, y: float, line: Line) -> float:
    """How far a point is from a line, in pixels."""
    (left, top), (right, bottom) = line.start, line.end
    along, down = right - left, bottom - top
    length = along * along + down * down
    share = min(max(((x - left) * along + (y - top) * down) / length, 0.0), 1.0) if length else 0.0
    return hypot(x - left - along * share, y - top - down * share)
