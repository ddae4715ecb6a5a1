"""The painted content of a widget as data: texts, fills, outlines and lines, each with its place and colour.

`read(widget)` paints the whole widget, as Qt would, and records all painter calls, including those of children,
delegates and items of a scene. Places are pixels of `widget`, colours are the roles of `Theme`, found by the dark one,
and anything covered by a later opaque fill is removed, as on the screen. Qt's own widgets (a label, a header view)
paint without Python and are not recorded: ask them for their text.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from typing import Any, NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPixmap, QPolygonF, QStaticText
from PySide6.QtWidgets import QGraphicsItem, QGraphicsView, QWidget
from shiboken6 import Shiboken

from looks import DARK
from widgets.look.theme import Theme

ROLES = {
    color.rgba(): field.name.upper()
    for field in reversed(fields(Theme))
    if isinstance(color := getattr(DARK, field.name), QColor)
}


class Text(NamedTuple):
    """A text; `baseline` is the y of its baseline."""

    text: str
    left: float
    baseline: float
    width: float
    color: str
    size: int
    is_bold: bool

    @property
    def right(self) -> float:
        return self.left + self.width


class Area(NamedTuple):
    """A filled rectangle, or the outline of one; `right` and `bottom` are the first pixels outside."""

    left: float
    top: float
    right: float
    bottom: float
    color: str

    def contains(self, x: float, y: float) -> bool:
        return self.left <= x < self.right and self.top <= y < self.bottom


class Line(NamedTuple):
    """A straight line, ends included."""

    x1: float
    y1: float
    x2: float
    y2: float
    color: str


class Shape(NamedTuple):
    """A filled polygon."""

    points: tuple[tuple[float, float], ...]
    color: str


class Picture:
    """The marks on the screen, in the order of painting."""

    def __init__(self) -> None:
        self.texts: list[Text] = []
        self.fills: list[Area] = []
        self.outlines: list[Area] = []
        self.lines: list[Line] = []
        self.shapes: list[Shape] = []

    def rows(self) -> list[list[Text]]:
        """The texts from top to bottom, those on one baseline from left to right."""
        found: dict[float, list[Text]] = {}
        for text in self.texts:
            found.setdefault(text.baseline, []).append(text)
        return [sorted(found[baseline], key=lambda text: text.left) for baseline in sorted(found)]

    def rows_of_text(self) -> list[list[str]]:
        """The words of `rows`."""
        return [[text.text for text in row] for row in self.rows()]

    def within(self, top: float, bottom: float) -> list[Text]:
        """The texts that stand between two heights, from left to right."""
        return sorted((text for text in self.texts if top <= text.baseline < bottom), key=lambda text: text.left)

    def words(self, top: float, bottom: float) -> list[str]:
        """The words of `within`; adjacent texts are joined, because dimmed zeros are painted separately."""
        shown: list[str] = []
        end = -1.0
        for text in self.within(top, bottom):
            if abs(text.left - end) < 1:
                shown[-1] += text.text
            else:
                shown.append(text.text)
            end = text.right
        return shown

    def text(self, words: str) -> Text:
        """The only text that equals this one."""
        (found,) = (text for text in self.texts if text.text == words)
        return found

    def color_at(self, x: float, y: float) -> str:
        """The last colour that filled the point."""
        return next(area.color for area in reversed(self.fills) if area.contains(x, y))

    def areas(self, color: str) -> list[Area]:
        """The fills of one colour."""
        return [area for area in self.fills if area.color == color]

    def _cover(self, area: Area) -> None:
        def stays(x: float, y: float) -> bool:
            return not area.contains(x, y)

        self.texts = [text for text in self.texts if stays(text.left + text.width / 2, text.baseline - text.size / 3)]
        self.lines = [line for line in self.lines if stays(line.x1, line.y1) or stays(line.x2, line.y2)]
        self.outlines = [
            box for box in self.outlines if stays(box.left, box.top) or stays(box.right - 1, box.bottom - 1)
        ]


class Painted(Picture):
    """A `Picture`, with separate records of what is painted on pixmaps, in their own pixels: a chart's layers."""

    def __init__(self) -> None:
        super().__init__()
        self.pixmaps = Picture()


def read(widget: QWidget) -> Painted:
    """The painted content of `widget`."""
    with _uncached(widget), recording() as painted:
        widget.grab()
    return painted


def read_part(paint: Callable[[QPainter], object], size: QSize) -> Painted:
    """The content that `paint` draws on a sheet of `size`: for a single item or delegate."""
    sheet = QPixmap(size)
    with recording() as painted:
        painter = QPainter(sheet)
        paint(painter)
        painter.end()
    found = Painted()
    vars(found).update(vars(painted.pixmaps))
    return found


def color_name(color: QColor) -> str:
    """The role of a colour, like `RISE`; of any other colour its number."""
    return ROLES.get(color.rgba()) or color.name(QColor.NameFormat.HexArgb)


@contextmanager
def recording() -> Iterator[Painted]:
    """Record everything that Python paints inside the block."""
    painted = Painted()
    before = {name: getattr(QPainter, name) for name in _NOTES}
    try:
        for name, note in _NOTES.items():
            setattr(QPainter, name, _noting(painted, before[name], note))
        yield painted
    finally:
        for name, original in before.items():
            setattr(QPainter, name, original)


@contextmanager
def _uncached(widget: QWidget) -> Iterator[None]:
    """Turn off caches of items: a cached item would not be painted again."""
    views = [view for view in (widget, *widget.findChildren(QGraphicsView)) if isinstance(view, QGraphicsView)]
    items = [item for view in views for item in view.scene().items()]
    kept = [(item, item.cacheMode()) for item in items if item.cacheMode() is not QGraphicsItem.CacheMode.NoCache]
    for item, _ in kept:
        item.setCacheMode(QGraphicsItem.CacheMode.NoCache)
    try:
        yield
    finally:
        for item, mode in kept:
            item.setCacheMode(mode)


Note = Callable[..., None]


def _noting(painted: Painted, original: Callable[..., Any], note: Note) -> Callable[..., Any]:
    def noted(painter: QPainter, *args: Any) -> Any:
        note(painted.pixmaps if isinstance(painter.device(), QPixmap) else painted, painter, *args)
        return original(painter, *args)

    return noted


def _text(picture: Picture, painter: QPainter, *args: Any) -> None:
    metrics, words = painter.fontMetrics(), args[-1]
    if isinstance(args[0], QRect | QRectF) or len(args) == 6:
        place = QRectF(*args[:4]) if len(args) == 6 else QRectF(args[0])
        box = painter.boundingRect(place, args[-2], words)
        at = QPointF(box.left(), box.top() + metrics.ascent())
    else:
        at = QPointF(*args[:2]) if len(args) == 3 else QPointF(args[0])
    place = painter.deviceTransform().map(at)
    font = painter.font()
    picture.texts.append(
        Text(
            words,
            place.x(),
            place.y(),
            metrics.horizontalAdvance(words),
            color_name(painter.pen().color()),
            font.pixelSize(),
            font.bold(),
        )
    )


def _static_text(picture: Picture, painter: QPainter, left: int, top: int, text: QStaticText) -> None:
    _text(picture, painter, left, top + painter.fontMetrics().ascent(), text.text())


def _fill(picture: Picture, painter: QPainter, *args: Any) -> None:
    rect, paint = (QRectF(*args[:4]), args[4]) if len(args) == 5 else (QRectF(args[0]), args[1])
    _filled(picture, painter, rect, paint.color() if isinstance(paint, QBrush) else QColor(paint))


def _filled(picture: Picture, painter: QPainter, rect: QRectF, color: QColor) -> None:
    area = _area(painter, rect, color)
    if color.alpha() == 255:
        picture._cover(area)
    picture.fills.append(area)


def _rect(picture: Picture, painter: QPainter, *args: Any) -> None:
    rect = QRectF(*args[:4]) if len(args) >= 4 else QRectF(args[0])
    if painter.brush().style() is not Qt.BrushStyle.NoBrush:
        _filled(picture, painter, rect, painter.brush().color())
    if painter.pen().style() is not Qt.PenStyle.NoPen:
        # A pen of one pixel draws right and bottom edge beyond the rectangle.
        picture.outlines.append(_area(painter, rect.adjusted(0, 0, 1, 1), painter.pen().color()))


def _rounded(picture: Picture, painter: QPainter, *args: Any) -> None:
    _rect(picture, painter, args[0] if isinstance(args[0], QRect | QRectF) else QRectF(*args[:4]))


def _rects(picture: Picture, painter: QPainter, first: Any, count: int = -1) -> None:
    if count < 0:
        for each in first:
            _rect(picture, painter, each)
        return
    # Straight from an array (`rect_batch`): left, top, right, bottom, all inclusive.
    memory = (ctypes.c_int32 * (4 * count)).from_address(Shiboken.getCppPointer(first)[0])
    for at in range(0, 4 * count, 4):
        left, top, right, bottom = memory[at : at + 4]
        _rect(picture, painter, QRect(left, top, right - left + 1, bottom - top + 1))


def _line(picture: Picture, painter: QPainter, *args: Any) -> None:
    line = QLineF(*args) if len(args) in (2, 4) else QLineF(args[0])
    mapped = painter.deviceTransform().map(line)
    picture.lines.append(Line(mapped.x1(), mapped.y1(), mapped.x2(), mapped.y2(), color_name(painter.pen().color())))


def _polygon(picture: Picture, painter: QPainter, points: Any, *_: Any) -> None:
    mapped = [painter.deviceTransform().map(point) for point in QPolygonF(points)]
    picture.shapes.append(Shape(tuple((at.x(), at.y()) for at in mapped), color_name(painter.brush().color())))


def _area(painter: QPainter, rect: QRectF, color: QColor) -> Area:
    mapped = painter.deviceTransform().mapRect(rect)
    return Area(mapped.left(), mapped.top(), mapped.right(), mapped.bottom(), color_name(color))


_NOTES: dict[str, Note] = {
    "drawText": _text,
    "drawStaticText": _static_text,
    "fillRect": _fill,
    "drawRect": _rect,
    "drawRects": _rects,
    "drawRoundedRect": _rounded,
    "drawLine": _line,
    "drawPolygon": _polygon,
}
