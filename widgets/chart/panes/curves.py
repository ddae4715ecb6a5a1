"""Layers of values that go with the candles: lines, bands between two lines, histograms and dots."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPainter

from widgets.chart.panes.bars import FAR, Floats, to_heights, to_pixels
from widgets.chart.panes.lines import draw_line, runs_of
from widgets.chart.panes.readings import Paint, color_of
from widgets.chart.panes.values_layer import Values, ValuesLayer
from widgets.look.look import Look
from widgets.paint.array_lines import polygon
from widgets.paint.rect_batch import fill_rects, rects

if TYPE_CHECKING:
    from core.market.chart.price_scale import Scale

_LEVEL_BAND: Final = 40
"""Opacity of a band, of 255."""


class LineLayer(ValuesLayer):
    """A line through the values.

    Args:
        width: in pixels, 1 to 4.
        is_dashed: whether the line has gaps.
    """

    def __init__(
        self,
        look: Look,
        values: Values,
        paint: Paint,
        *,
        name: str = "",
        shift: int = 0,
        has_tag: bool = True,
        width: int = 1,
    ) -> None:
        super().__init__(look, values, paint, name=name, shift=shift, has_tag=has_tag)
        self.width = width

    def paint(self, painter: QPainter, scale: Scale, left: int) -> None:
        """Draw the line."""
        rows = self.right_of(left)
        color = color_of(self.look.theme, self.color)
        draw_line(painter, self.x[rows], to_heights(scale, self.rows[0][rows]), color, self.width)


class BandLayer(ValuesLayer):
    """The area between two lines, in a translucent colour; its edges can be drawn by two `LineLayer`s.

    Args:
        values: of the two edges.
        paint: where the first edge is above.
        other: where the second is; the same colour if None.
    """

    def __init__(
        self,
        look: Look,
        values: tuple[Values, Values],
        paint: Paint,
        *,
        other: Paint | None = None,
        shift: int = 0,
    ) -> None:
        super().__init__(look, values, paint, shift=shift, has_tag=False)
        self.other = paint if other is None else other

    def paint(self, painter: QPainter, scale: Scale, left: int) -> None:
        """Fill the area, in pieces where one edge crosses the other."""
        rows = self.right_of(left)
        x = self.x[rows]
        one, two = (np.clip(to_heights(scale, values[rows]), -FAR, FAR) for values in self.rows)
        known = ~(np.isnan(one) | np.isnan(two))
        is_above = one <= two
        for first, stop in runs_of(known):
            turns = np.flatnonzero(np.diff(is_above[first:stop])) + first + 1
            edges = [first, *turns.tolist(), stop]
            for begin, end in pairwise(edges):
                last = min(end + 1, stop)  # up to the next row, so that no gap is left where the edges cross
                self._fill(painter, x[begin:last], one[begin:last], two[begin:last], is_above=bool(is_above[begin]))

    def _fill(self, painter: QPainter, x: Floats, one: Floats, two: Floats, *, is_above: bool) -> None:
        color = QColor(color_of(self.look.theme, self.color if is_above else self.other))
        color.setAlpha(_LEVEL_BAND)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(color))
        painter.drawPolygon(polygon(np.concatenate([x, x[::-1]]), np.concatenate([one, two[::-1]])))


class HistogramLayer(ValuesLayer):
    """Bars from zero to the values, as wide as candles.

    Args:
        paint: of values above zero.
        below: of those below; the same colour if None.
    """

    def __init__(
        self,
        look: Look,
        values: Values,
        paint: Paint,
        *,
        below: Paint | None = None,
        name: str = "",
        has_tag: bool = False,
    ) -> None:
        super().__init__(look, values, paint, name=name, has_tag=has_tag)
        self.below = paint if below is None else below

    def extremes(self) -> tuple[float, float] | None:
        """Return the reach of the visible values and zero."""
        reach = super().extremes()
        return None if reach is None else (min(reach[0], 0.0), max(reach[1], 0.0))

    def paint(self, painter: QPainter, scale: Scale, left: int) -> None:
        """Draw the bars with one call per colour."""
        rows = self.right_of(left)
        values = self.rows[0][rows]
        known = ~np.isnan(values)
        values, middles = values[known], np.floor(self.x[rows][known]).astype(np.int64)
        width = self.sight.bars.body_width
        zero = np.full(len(values), int(to_pixels(scale, np.zeros(1))[0]))
        heights = to_pixels(scale, values)
        shapes = rects(middles - width // 2, np.minimum(heights, zero), width, np.maximum(heights, zero))
        is_above = values >= 0
        theme = self.look.theme
        fill_rects(painter, QBrush(color_of(theme, self.color)), shapes[is_above])
        fill_rects(painter, QBrush(color_of(theme, self.below)), shapes[~is_above])


class DotsLayer(ValuesLayer):
    """A dot at each value."""

    def paint(self, painter: QPainter, scale: Scale, left: int) -> None:
        """Draw the dots as small squares, with one call."""
        rows = self.right_of(left)
        values = self.rows[0][rows]
        known = ~np.isnan(values)
        size = min(max(int(self.sight.bar_width / 3), 2), 4)
        x = np.floor(self.x[rows][known]).astype(np.int64) - size // 2
        y = to_pixels(scale, values[known]) - size // 2
        fill_rects(painter, QBrush(color_of(self.look.theme, self.color)), rects(x, y, size, y + size - 1))
