"""How each kind of bars draws the visible candles.

All shapes but lines through closes are rectangles of whole pixels, drawn with one call per colour for any number of
candles. A slot in which nobody traded is drawn flat, at the close before it, or left out; one whose candles are not
loaded yet is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import ceil
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen

from core.market.chart.bar_kind import BarKind
from widgets.chart.panes.bars import FAR, Bars, Floats, Integers, prices_in_pixels, to_pixels
from widgets.paint.array_lines import broken_line
from widgets.paint.rect_batch import Pixels, fill_rects, rects

if TYPE_CHECKING:
    from core.market.chart.price_scale import Scale
    from widgets.look.theme import Theme

Booleans = NDArray[np.bool_]

Draw = Callable[[QPainter, "Theme", Bars, "Scale", bool], None]
"""Draws bars on a scale; the last argument says whether holes are flat."""

_MORE: Final = 0.6
"""By how many logical pixels a line is thicker than a pixel of the screen."""
LINE_REACH: Final = 3
"""Pixels that a smoothed line may reach beyond its points."""
_LINES_BEFORE: Final = 3
"""Rows before a part drawn anew: Qt draws the first line of a path a shade otherwise than the same line further on."""

_LEAST_HOLLOW: Final = 2
"""Width of a body in pixels above which its inside can be seen."""
_LEAST_WITH_TICKS: Final = 3
"""The same for the open and close at both sides of a line."""
_WIDE: Final = 25
"""From this width on, the lines of bars are three pixels thick."""
_AREA_SHARE: Final = 0.18
"""How much of the line's colour the area below it has."""


def draw_candles(painter: QPainter, theme: Theme, bars: Bars, scale: Scale, is_flat: bool) -> None:
    """Draw wicks and bodies: a candle rises if it closes at or above its open."""
    _draw_holes(painter, theme, bars, scale, is_flat=is_flat)
    is_rise = bars.is_rise
    shapes = _wicks_and_bodies(bars, scale)
    _fill(painter, shapes, ((theme.rise, is_rise), (theme.fall, ~is_rise)))
    if theme.has_hollow_rises:
        _hollow(painter, theme, bars, shapes[-1][is_rise])


def draw_hollow(painter: QPainter, theme: Theme, bars: Bars, scale: Scale, is_flat: bool) -> None:
    """Draw candles that are empty if they rise, in the colour of the change from the close before."""
    _draw_holes(painter, theme, bars, scale, is_flat=is_flat)
    before = np.concatenate((bars.open[:1], bars.close[:-1]))
    is_up = bars.close >= before
    shapes = _wicks_and_bodies(bars, scale)
    _fill(painter, shapes, ((theme.rise, is_up), (theme.fall, ~is_up)))
    _hollow(painter, theme, bars, shapes[-1][bars.is_rise])


def draw_bars(painter: QPainter, theme: Theme, bars: Bars, scale: Scale, is_flat: bool) -> None:
    """Draw a line from low to high, with the open at its left and the close at its right."""
    _draw_holes(painter, theme, bars, scale, is_flat=is_flat)
    thick = 3 if bars.body_width >= _WIDE else 1
    open_y, high_y, low_y, close_y = prices_in_pixels(scale, bars)
    half, middle = thick // 2, bars.middle
    shapes = [rects(middle - half, np.minimum(high_y, np.minimum(open_y, close_y) - half), thick, low_y)]
    shapes[0][:, 3] = np.maximum(shapes[0][:, 3], np.maximum(open_y, close_y) + half)
    if bars.body_width >= _LEAST_WITH_TICKS:
        reach = bars.body_width // 2 + 1
        shapes.append(rects(bars.left, open_y - half, reach, open_y + half))
        shapes.append(rects(middle, close_y - half, reach, close_y + half))
    is_rise = bars.is_rise
    _fill(painter, shapes, ((theme.rise, is_rise), (theme.fall, ~is_rise)))


def draw_line(painter: QPainter, theme: Theme, bars: Bars, scale: Scale, is_flat: bool) -> None:
    """Draw a line through the closes."""
    draw_closes(painter, theme.accent, bars, to_pixels(scale, bars.close), is_flat=is_flat)


def draw_area(painter: QPainter, theme: Theme, bars: Bars, scale: Scale, *, is_flat: bool) -> None:
    """Fill the area below the line through the closes, in columns of whole pixels.

    Its upper edge lies under the line. Columns cost the same however wild the closes are; the area as one outline took
    a hundred times as long where they jump.
    """
    x, y, is_break = path(bars, to_pixels(scale, bars.close), is_flat=is_flat)
    if not len(x):
        return
    columns = np.arange(max(int(x[0]), -1), int(x[-1]) + 1)
    is_gap = np.append(is_break, False)[np.searchsorted(x, columns + 0.5, side="right") - 1]
    columns = columns[~is_gap]
    top = np.interp(columns + 0.5, x, y).astype(np.int64)
    colors = zip(_rgb(theme.panel), _rgb(theme.accent), strict=True)
    shade = QColor(*(round(ground + (line - ground) * _AREA_SHARE) for ground, line in colors))
    fill_rects(painter, QBrush(shade), rects(columns, top, 1, np.full(len(columns), scale.height - 1)))


DRAW: Final[Mapping[BarKind, Draw]] = {
    BarKind.CANDLES: draw_candles,
    BarKind.HOLLOW: draw_hollow,
    BarKind.BARS: draw_bars,
    BarKind.LINE: draw_line,
    BarKind.AREA: draw_line,
    BarKind.HEIKIN_ASHI: draw_candles,
}
"""Heikin-Ashi candles are drawn as candles; only their prices are others. An area has its ground below the grid."""


def _rgb(color: QColor) -> tuple[int, int, int]:
    return color.red(), color.green(), color.blue()


def lines_right_of(bars: Bars, pixel: int) -> Bars:
    """Return the rows of lines that reach right of `pixel`, with those before that make them what they were."""
    return bars.since(max(int(np.searchsorted(bars.left, pixel - LINE_REACH)) - _LINES_BEFORE, 0))


def draw_closes(painter: QPainter, color: QColor, bars: Bars, close_y: Integers, *, is_flat: bool) -> None:
    """Draw a line through the closes, which are at pixels `close_y`.

    Where candles are narrower than a pixel there is one point per pixel, its last close, as in a longer unit. A candle
    between two breaks is a dash.
    """
    x, y, is_break = path(bars, close_y, is_flat=is_flat)
    is_joined = np.append(~is_break, False)
    is_alone = ~is_joined & np.concatenate(([True], is_break))
    half = bars.body_width / 2
    x = np.concatenate((x, np.column_stack((x - half, x + half))[is_alone].ravel()))
    y = np.concatenate((y, np.repeat(y[is_alone], 2)))
    _draw_thick(painter, color, broken_line(x, y, np.concatenate((is_joined, np.tile([True, False], is_alone.sum())))))


def path(bars: Bars, close_y: Integers, *, is_flat: bool) -> tuple[Floats, Floats, Booleans]:
    """Return the points of a line through the closes, and whether it breaks between each and the next.

    It goes through the middles of pixels, so that a level part is sharp.
    """
    x: Floats = bars.middle + np.float64(0.5)
    y: Floats = close_y + np.float64(0.5)
    is_break = np.zeros(max(len(x) - 1, 0), np.bool_)
    is_break[bars.unloaded] = True
    if not is_flat:
        is_break[bars.holes] = True
        return x, y, is_break
    x = np.insert(x, bars.holes + 1, bars.left[bars.holes + 1] - 0.5)
    y = np.insert(y, bars.holes + 1, y[bars.holes])
    return x, y, np.insert(is_break, bars.holes, False)


def _draw_thick(painter: QPainter, color: QColor, line: QPainterPath) -> None:
    """Draw a smoothed line somewhat thicker than a pixel.

    A pen of 0 is one pixel of the screen. It is drawn ten times faster than any other, and of a part of the chart that
    is drawn anew each pixel becomes what it was; so the line is drawn several times, each a little to the right of the
    first or below it.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, 0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(line)
    more = ceil(_MORE * painter.device().devicePixelRatio())
    for number in range(1, more + 1):
        shift = number * _MORE / more
        painter.drawPath(line.translated(shift, 0))
        painter.drawPath(line.translated(0, shift))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _wicks_and_bodies(bars: Bars, scale: Scale) -> list[Pixels]:
    """Return the wicks, then the bodies unless they are as narrow."""
    open_y, high_y, low_y, close_y = prices_in_pixels(scale, bars)
    shapes = [rects(bars.middle, high_y, 1, low_y)]
    if bars.body_width > 1:
        shapes.append(rects(bars.left, np.minimum(open_y, close_y), bars.body_width, np.maximum(open_y, close_y)))
    return shapes


def _fill(painter: QPainter, shapes: list[Pixels], colors: Iterable[tuple[QColor, Booleans]]) -> None:
    for color, chosen in colors:
        fill_rects(painter, QBrush(color), np.concatenate([shape[chosen] for shape in shapes]))


def _hollow(painter: QPainter, theme: Theme, bars: Bars, bodies: Pixels) -> None:
    if bars.body_width > _LEAST_HOLLOW:
        inside = bodies + np.array([1, 1, -1, -1], np.int32)
        fill_rects(painter, QBrush(theme.panel), inside[inside[:, 3] >= inside[:, 1]])


def _draw_holes(painter: QPainter, theme: Theme, bars: Bars, scale: Scale, *, is_flat: bool) -> None:
    """Draw a line at the close of each candle before a hole, from its end to the next candle."""
    if not is_flat or not len(bars.holes):
        return
    lines = np.empty((len(bars.holes), 4), np.int32)
    lines[:, 0] = bars.left[bars.holes] + bars.body_width
    lines[:, 1] = lines[:, 3] = to_pixels(scale, bars.close[bars.holes])
    lines[:, 2] = bars.left[bars.holes + 1] - 1
    fill_rects(painter, QBrush(theme.faint_text), np.clip(lines, -FAR, FAR))
