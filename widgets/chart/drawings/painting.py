"""Paints drawings from their shapes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby
from math import floor
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from core.market.drawings.clipping import Point
from core.market.drawings.drawing import Dash
from core.market.drawings.hit import Placed
from core.market.drawings.projection import Area
from core.market.drawings.shapes import Line, Words
from widgets.look.theme import Theme
from widgets.paint.cells import CellText

_FILL_ALPHA: Final = 22
"""Of 255: the candles are seen through it."""
_HELP_ALPHA: Final = 120
_GROUND_ALPHA: Final = 180
"""Of the ground of words: they stay readable, and the candles below them are seen."""
_PADDING: Final = 4
_REACH: Final = 6
"""Pixels that a line, an arrow or a handle may reach beyond its points."""
_WIDEST_TIME: Final = 200
"""At least half the width of a time at the largest font."""
_HANDLE: Final = 3.5
"""Half the size of a handle."""
_HAIR: Final = 0.0001
"""What a level line is wider than its pixels: Qt draws one of exactly one pixel fifteen times as slowly."""
_KEPT: Final = 64
"""Maximum number of pens and colours in the cache: each frame of a panned chart needs the same ones."""
PEN_STYLES: Final[Mapping[Dash, Qt.PenStyle]] = {
    Dash.SOLID: Qt.PenStyle.SolidLine,
    Dash.DASHED: Qt.PenStyle.DashLine,
    Dash.DOTTED: Qt.PenStyle.DotLine,
}


def color_of(theme: Theme, color: str) -> QColor:
    """Return the colour of a drawing in a theme; see `core.market.drawings.drawing.is_color`."""
    if color.startswith("#"):
        return QColor(color)
    found: QColor = getattr(theme, color)
    return found


def paint_drawing(
    painter: QPainter, placed: Placed, bottom: int, theme: Theme, text: CellText, *, is_selected: bool
) -> None:
    """Paint one drawing in a pane that is `bottom` pixels high; with its handles if it is selected."""
    drawing, shapes = placed
    color = color_of(theme, drawing.style.color)
    if shapes.fills:
        # Lines cover the edges, and smooth ones take ten times as long.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_faded(color.rgba(), _FILL_ALPHA))
        for fill in shapes.fills:
            painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in fill]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    width, rgba = drawing.style.width, color.rgba()
    for (is_help, is_slanted), lines in groupby(shapes.lines, _way):
        painter.setPen(_pen(rgba, width, drawing.style.dash, is_help, is_slanted))
        painter.drawLines([_whole(line, width) for line in lines])
    painter.setFont(text.font)
    for words in words_of(placed, bottom, text):
        _paint_words(painter, words, text, color, theme.panel)
    if is_selected:
        _paint_handles(painter, shapes.handles, color, theme.panel, is_locked=drawing.is_locked)


def bounds(placed: Placed) -> Area | None:
    """Return an area that holds all that is painted of a drawing; None if nothing is."""
    shapes = placed.shapes
    points = [point for line in shapes.lines for point in (line.start, line.end)]
    points += [point for fill in shapes.fills for point in fill]
    points += [handle for handle in shapes.handles if handle is not None]
    points += [corner for words in shapes.words for corner in (words.area[:2], words.area[2:])]
    if not points:
        return None
    tag = _WIDEST_TIME if shapes.time_tag is not None else 0
    every_x, every_y = zip(*points, strict=True)
    return Area(min(every_x) - _REACH - tag, min(every_y) - _REACH, max(every_x) + _REACH + tag, max(every_y) + _REACH)


def words_of(placed: Placed, bottom: int, text: CellText) -> list[Words]:
    """Return all words of a drawing with their places.

    The time of an upright line stands at the lower end of the pane, `bottom` pixels from its top.
    """
    words = list(placed.shapes.words)
    if (tag := placed.shapes.time_tag) is not None:
        width, height = text.width(tag[1]) + 2 * _PADDING, text.metrics.height()
        words.append(Words(Area(tag[0] - width / 2, bottom - height - 1, tag[0] + width / 2, bottom - 1), tag[1]))
    return words


def _way(line: Line) -> tuple[bool, bool]:
    """Return whether a line only helps, and whether it is slanted: lines of one way are drawn by one call."""
    return line.is_help, line.start[0] != line.end[0] and line.start[1] != line.end[1]


@lru_cache(_KEPT)
def _pen(rgba: int, width: int, dash: Dash, is_help: bool, is_slanted: bool) -> QPen:
    if is_help:
        return QPen(_faded(rgba, _HELP_ALPHA), 1, Qt.PenStyle.DashLine)
    hair = 0.0 if is_slanted or dash is not Dash.SOLID else _HAIR
    pen = QPen(QColor.fromRgba(rgba), width + hair, PEN_STYLES[dash])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def _whole(line: Line, width: int) -> QLineF:
    """Return a line as Qt draws it; a level or upright one lies on whole pixels, where it is sharp."""
    (x, y), (to_x, to_y) = line.start, line.end
    if y == to_y:
        y = to_y = _sharp(y, width)
    if x == to_x:
        x = to_x = _sharp(x, width)
    return QLineF(x, y, to_x, to_y)


def _sharp(pixel: float, width: int) -> float:
    return floor(pixel) + (0.5 if width % 2 else 0.0)


def _paint_words(painter: QPainter, words: Words, text: CellText, color: QColor, ground: QColor) -> None:
    area = words.area
    left, top = floor(area.left), floor(area.top)
    width, height = floor(area.right - area.left), floor(area.bottom - area.top)
    painter.fillRect(left, top, width, height, _faded(ground.rgba(), _GROUND_ALPHA))
    painter.setPen(color)
    painter.drawText(left + (width - text.width(words.text)) // 2, top + text.baseline(height), words.text)


def _paint_handles(
    painter: QPainter, handles: tuple[Point | None, ...], color: QColor, ground: QColor, *, is_locked: bool
) -> None:
    """Paint the handles; those of a locked drawing are filled, since no hand can take hold of them."""
    painter.setPen(QPen(color, 1.5))
    painter.setBrush(color if is_locked else ground)
    for x, y in filter(None, handles):
        painter.drawRect(QRectF(x - _HANDLE, y - _HANDLE, 2 * _HANDLE, 2 * _HANDLE))


@lru_cache(_KEPT)
def _faded(rgba: int, alpha: int) -> QColor:
    faded = QColor.fromRgba(rgba)
    faded.setAlpha(alpha)
    return faded
