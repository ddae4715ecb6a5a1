"""The pictures on the buttons of the drawing tools: lines and dots on a grid of 16 by 16, in a colour of the theme."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from core.market.drawings.drawing import Dash, Kind
from widgets.chart.drawings.painting import PEN_STYLES

GRID: Final = 16.0

MAGNET: Final = "magnet"
EYE: Final = "eye"
LOCK: Final = "lock"
UNDO: Final = "undo"
TRASH: Final = "trash"
COPY: Final = "copy"
MORE: Final = "more"
SELECT: Final = "select"

_Line = tuple[tuple[float, float], ...]

_LINES: Final[Mapping[str, tuple[_Line, ...]]] = {
    SELECT: (((4, 2), (4, 13), (7, 10), (9, 14), (11, 13), (9, 9.3), (13, 9), (4, 2)),),
    Kind.TREND: (((3, 13), (13, 3)),),
    Kind.RAY: (((3, 12), (15, 3)),),
    Kind.HORIZONTAL: (((1, 8), (15, 8)),),
    Kind.VERTICAL: (((8, 1), (8, 15)),),
    Kind.CHANNEL: (((1, 10), (11, 2)), ((5, 14), (15, 6))),
    Kind.RECTANGLE: (((3, 4), (13, 4), (13, 12), (3, 12), (3, 4)),),
    Kind.FIBONACCI: (((2, 2.5), (14, 2.5)), ((2, 6.5), (14, 6.5)), ((2, 9.5), (14, 9.5)), ((2, 13.5), (14, 13.5))),
    Kind.RANGE: (((4, 2.5), (12, 2.5)), ((4, 13.5), (12, 13.5)), ((8, 13), (8, 3)), ((6, 5), (8, 3), (10, 5))),
    Kind.TEXT: (((3, 5), (3, 3), (13, 3), (13, 5)), ((8, 3), (8, 13)), ((6, 13), (10, 13))),
    MAGNET: (
        ((4, 2), (4, 9), (5.2, 12), (8, 13), (10.8, 12), (12, 9), (12, 2)),
        ((2.5, 5), (5.5, 5)),
        ((10.5, 5), (13.5, 5)),
    ),
    EYE: (((1, 8), (4, 5), (8, 4), (12, 5), (15, 8), (12, 11), (8, 12), (4, 11), (1, 8)),),
    LOCK: (((3, 7), (13, 7), (13, 14), (3, 14), (3, 7)), ((5, 7), (5, 4), (6.5, 2), (9.5, 2), (11, 4), (11, 7))),
    UNDO: (((6, 2), (3, 5), (6, 8)), ((3, 5), (10, 5), (12.5, 6.5), (13, 9), (12, 11.5), (9, 12.5), (5, 12.5))),
    TRASH: (((2, 4), (14, 4)), ((6, 4), (6, 2), (10, 2), (10, 4)), ((4, 4), (4.7, 14), (11.3, 14), (12, 4))),
    COPY: (((3, 3), (10, 3), (10, 10), (3, 10), (3, 3)), ((6, 10), (6, 13), (13, 13), (13, 6), (10, 6))),
    MORE: (),
}  # fmt: skip
_DOTS: Final[Mapping[str, _Line]] = {
    Kind.TREND: ((3, 13), (13, 3)),
    Kind.RAY: ((3, 12), (9, 7.5)),
    Kind.HORIZONTAL: ((8, 8),),
    Kind.VERTICAL: ((8, 8),),
    Kind.RECTANGLE: ((3, 4), (13, 12)),
    EYE: ((8, 8),),
    MORE: ((3, 8), (8, 8), (13, 8)),
}
_DOT: Final = 1.7


def paint_icon(painter: QPainter, name: str, place: QRectF, color: QColor, *, is_crossed: bool = False) -> None:
    """Paint a picture into a square.

    Args:
        painter: paints.
        name: of the picture.
        place: the square.
        color: of its lines.
        is_crossed: whether a stroke crosses it out, for what is off.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(place.topLeft())
    painter.scale(place.width() / GRID, place.height() / GRID)
    painter.setPen(QPen(color, 1.3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    lines = [*_LINES[name], *([((2.0, 14.0), (14.0, 2.0))] if is_crossed else [])]
    for line in lines:
        painter.drawPolyline([QPointF(*point) for point in line])
    painter.setBrush(color)
    for dot in _DOTS.get(name, ()):
        painter.drawEllipse(QPointF(*dot), _DOT, _DOT)
    painter.restore()


def swatch(color: QColor, outline: QColor, size: int, ratio: float) -> QIcon:
    """Return a square of a colour, for a menu."""
    pixels = _pixels(size, ratio)
    painter = QPainter(pixels)
    painter.setPen(outline)
    painter.setBrush(color)
    painter.drawRect(1, 1, size - 3, size - 3)
    painter.end()
    return QIcon(pixels)


def line_sample(color: QColor, width: int, dash: Dash, size: int, ratio: float) -> QIcon:
    """Return a line as it will look, for a menu."""
    pixels = _pixels(size, ratio)
    painter = QPainter(pixels)
    paint_line(painter, QRectF(0, 0, size, size), color, width, dash)
    painter.end()
    return QIcon(pixels)


def paint_line(painter: QPainter, place: QRectF, color: QColor, width: int, dash: Dash) -> None:
    """Paint a line across the middle of a square."""
    painter.setPen(QPen(color, width, PEN_STYLES[dash], Qt.PenCapStyle.FlatCap))
    y = round(place.center().y()) + (0.5 if width % 2 else 0.0)
    painter.drawLine(QPointF(place.left() + 1, y), QPointF(place.right() - 1, y))


def _pixels(size: int, ratio: float) -> QPixmap:
    pixels = QPixmap(round(size * ratio), round(size * ratio))
    pixels.setDevicePixelRatio(ratio)
    pixels.fill(Qt.GlobalColor.transparent)
    return pixels
