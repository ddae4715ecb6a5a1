"""The layers of the outputs of an indicator: lines, bars from zero and dots, with the candle that forms set apart.

The value at the newest candle changes with every trade until the candle is finished. So its line is dotted, its bar
hollow and its dot small: no crossing is final before the candle is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from widgets.chart.panes.bars import to_heights, to_pixels
from widgets.chart.panes.curves import DotsLayer, HistogramLayer, LineLayer
from widgets.chart.panes.lines import draw_line
from widgets.chart.panes.readings import Paint, Piece, Reading, color_of
from widgets.chart.panes.values_layer import ValuesLayer
from widgets.look.theme import Ink
from widgets.paint.rect_batch import fill_rects, rects

if TYPE_CHECKING:
    from core.market.chart.price_scale import Scale
    from widgets.chart.panes.sight import Sight

_REACH: Final = 0.5
"""How far a line over the prices may widen their scale, as a share of the height of the candles, on either side: a
moving average of a hundred candles would press those in sight to a strip."""
_PATTERN: Final = (1.5, 2.0)
"""Dash and gap of the line to the candle that forms."""


class OfIndicator(ValuesLayer):
    """What the layers of all outputs have in common.

    Attributes:
        is_over_prices: whether the scale is that of the candles, which must stay readable.
        is_forming_in_sight: whether the last row is the value of the newest candle, drawn where it can be set apart.
    """

    is_over_prices = True
    is_forming_in_sight = False

    def extremes(self) -> tuple[float, float] | None:
        """Return the reach of the visible values; over the prices no further than the candles allow."""
        reach, bars = super().extremes(), self.sight.bars
        if reach is None or not self.is_over_prices:
            return reach
        if not len(bars.low):
            return None
        low, high = float(bars.low.min()), float(bars.high.max())
        room = _REACH * (high - low)
        return max(reach[0], low - room), min(reach[1], high + room)

    def readings(self) -> Sequence[Reading]:
        """Return the last value, in a pane of its own: over the prices there is no room for so many tags."""
        return () if self.is_over_prices else super().readings()

    def legend(self, slot: int | None, text: Callable[[float], str]) -> Sequence[Piece]:
        """Return nothing: the legend of the indicator says all outputs in their order."""
        return ()

    def prepare(self, sight: Sight) -> int | None:
        """Read the visible values, and find out whether that of the newest candle is among them."""
        changed_from = super().prepare(sight)
        series, shift = sight.series, self.shift
        index = len(series) - 1 + min(shift, 0)
        self.is_forming_in_sight = False
        if not sight.is_merged and len(self.x) and index >= 0:
            middle = (int(series.slots[index]) + max(shift, 0) - sight.left + 0.5) * sight.bar_width
            self.is_forming_in_sight = bool(self.x[-1] == middle)
        return changed_from


class IndicatorLine(OfIndicator, LineLayer):
    """A line, dotted to the candle that forms."""

    def paint(self, painter: QPainter, scale: Scale, left: int) -> None:
        """Draw the line."""
        rows = self.right_of(left)
        x, y = self.x[rows], to_heights(scale, self.rows[0][rows])
        color = color_of(self.look.theme, self.color)
        if not self.is_forming_in_sight or len(x) < len("ab"):
            draw_line(painter, x, y, color, self.width)
            return
        draw_line(painter, x[:-1], y[:-1], color, self.width)
        if not np.isnan(y[-2:]).any():
            pen = QPen(color, self.width)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern(_PATTERN)
            painter.setPen(pen)
            painter.drawLine(QPointF(x[-2], y[-2]), QPointF(x[-1], y[-1]))


class IndicatorHistogram(OfIndicator, HistogramLayer):
    """Bars from zero, hollow at the candle that forms."""

    is_over_prices = False

    def extremes(self) -> tuple[float, float] | None:
        """Return the reach of the visible values and zero."""
        return HistogramLayer.extremes(self)

    def paint(self, painter: QPainter, scale: Scale, left: int) -> None:
        """Draw the bars."""
        super().paint(painter, scale, left)
        value = self.rows[0][-1] if self.is_forming_in_sight else np.nan
        width = self.sight.bars.body_width - 2
        if np.isnan(value) or width < 1:
            return
        place, zero = (int(each) for each in to_pixels(scale, np.array([value, 0.0])))
        top, bottom = min(place, zero) + 1, max(place, zero) - 1
        if top <= bottom:
            start = int(np.floor(self.x[-1])) - self.sight.bars.body_width // 2 + 1
            painter.fillRect(start, top, width, bottom - top + 1, self.look.theme.panel)


class IndicatorDots(OfIndicator, DotsLayer):
    """Dots, the one of the candle that forms hollow."""

    def paint(self, painter: QPainter, scale: Scale, left: int) -> None:
        """Draw the dots as small squares."""
        rows = self.right_of(left)
        x, values = self.x[rows], self.rows[0][rows]
        known = ~np.isnan(values)
        size = dot_size(self.sight.bar_width)
        lefts = np.floor(x[known]).astype(np.int64) - size // 2
        tops = to_pixels(scale, values[known]) - size // 2
        shapes = rects(lefts, tops, size, tops + size - 1)
        fill_rects(painter, QBrush(color_of(self.look.theme, self.color)), shapes)
        if self.is_forming_in_sight and len(shapes) and known[-1] and size > len("ab"):
            painter.fillRect(int(lefts[-1]) + 1, int(tops[-1]) + 1, size - 2, size - 2, self.look.theme.panel)


def dot_size(bar_width: float) -> int:
    """Return the side of a dot in pixels, odd, so that it lies in the middle of its candle."""
    return 5 if bar_width >= _WIDE else 3


_WIDE: Final = 12


def paint_of(color: str) -> Paint:
    """Return the colour that a style names: a role of the theme, or one that the user chose."""
    return QColor(color) if color.startswith("#") else Ink(color)


def below_of(color: str) -> Paint:
    """Return the colour of bars below zero: the other direction's where the colour is one of a direction."""
    return {Ink.RISE.value: Ink.FALL, Ink.FALL.value: Ink.RISE}.get(color) or paint_of(color)
