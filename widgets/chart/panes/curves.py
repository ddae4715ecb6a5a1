"""Layers of values that go with the candles: lines, bands between two lines, histograms and dots.

The values are arrays with one value per candle of the series, NaN where there is none. A layer asks for them at each
redraw by a function of the series, which must be cheap while nothing changed; so they always fit the candles.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import floor
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from widgets.chart.panes.bars import FAR, Floats, Integers, to_heights, to_pixels
from widgets.chart.panes.layer import Layer
from widgets.chart.panes.readings import Paint, Piece, Reading, color_of
from widgets.look.look import Look
from widgets.paint.plotting import polygon
from widgets.paint.rect_batch import fill_rects, rects

if TYPE_CHECKING:
    from core.market.candles.series import CandleSeries
    from core.market.chart.price_scale import Scale
    from widgets.chart.panes.sight import Sight

Flags = NDArray[np.bool_]

Values = Callable[["CandleSeries"], Floats]
"""Returns one value per candle of a series, NaN where there is none."""

_READ_PER_COLUMN: Final = 8
"""Values that are read of each column of pixels where candles are narrower: a line has no more to show."""
_ROWS_BEFORE: Final = 6
"""Rows that are drawn left of a strip: where candles are narrower than a pixel, the end of a line that begins three
rows before it reaches into the strip."""
_OUTSIDE: Final = 40.0
"""Pixels above and below a pane at which lines are cut off."""
_LEVEL_BAND: Final = 40
"""Opacity of a band, of 255."""


class ValuesLayer(Layer):
    """The base of layers whose values go with the candles.

    Args:
        look: the theme.
        values: the values; of several, all go into the scale.
        paint: colour of the first values, their tag and their text in the legend.
        name: in the legend, before the value; empty for no text there.
        shift: how many candles later each value is drawn, also beyond the newest candle.
        has_tag: whether the last value is a tag on the axis.
    """

    def __init__(
        self,
        look: Look,
        values: Values | Sequence[Values],
        paint: Paint,
        *,
        name: str = "",
        shift: int = 0,
        has_tag: bool = True,
    ) -> None:
        super().__init__(look)
        self.sources: Sequence[Values] = (values,) if callable(values) else values
        self.color, self.name, self.shift, self.has_tag = paint, name, shift, has_tag
        self.x: Floats = np.empty(0)
        """The middle of each row in pixels, with its fraction."""
        self.rows: list[Floats] = [np.empty(0) for _ in self.sources]
        """Of each source, the value of each row. Where candles are narrower than a pixel, a column has two rows: its
        lowest and its highest value, in the order in which the line runs."""
        self._full: list[Floats] = []
        self._reach: tuple[float, float] | None = None

    def prepare(self, sight: Sight) -> int | None:
        """Read the visible values; return the first pixel that they change."""
        super().prepare(sight)
        count = len(sight.series)
        self._full = [self._fitting(source(sight.series), count) for source in self.sources]
        before_x, before = self.x, self.rows
        if sight.is_merged:
            self.x, self.rows = self._merged(sight)
        else:
            places, self.x = sight.places(self.shift)
            self.rows = [values[places].astype(np.float64) for values in self._full]
        change = self._first_change(before_x, before)
        if change is not None:
            self._reach = self._reach_of_rows()
        return change

    def extremes(self) -> tuple[float, float] | None:
        """Return the reach of the visible values."""
        return self._reach

    def readings(self) -> Sequence[Reading]:
        """Return the last value of the first source."""
        value = self._last(0)
        return [Reading(value, self.color)] if self.has_tag and value == value else []  # noqa: PLR0124 - NaN

    def legend(self, slot: int | None, text: Callable[[float], str]) -> Sequence[Piece]:
        """Return the name and the value at `slot`."""
        if not self.name:
            return []
        value = self.value_at(0, slot)
        figures = text(value) if value == value else "–"  # noqa: PLR0124 - NaN
        return [Piece(f"{self.name} {figures}", self.color)]

    def value_at(self, source: int, slot: int | None) -> float:
        """Return the value drawn in `slot`, the last one if None; NaN if there is none."""
        if slot is None:
            return self._last(source)
        series, values = self.sight.series, self._full[source]
        index = series.index_of(slot)
        if index == len(series):
            index += slot - int(series.slots[-1]) - 1 if index else 0
        elif series.slots[index] != slot:
            index -= 1
        index -= self.shift
        return float(values[index]) if 0 <= index < len(values) else float("nan")

    def right_of(self, pixel: int) -> slice:
        """Return the rows that reach right of `pixel`, with those before them to which a line goes."""
        return slice(max(int(np.searchsorted(self.x, pixel)) - _ROWS_BEFORE, 0), None)

    def _last(self, source: int) -> float:
        values = self._full[source] if self._full else np.empty(0)
        return float(values[-1]) if len(values) else float("nan")

    def _fitting(self, values: Floats, count: int) -> Floats:
        """Return the values, one per candle: a function that returns too few or too many must not shift the others."""
        if len(values) == count:
            return values
        fitting = np.full(count, np.nan)
        common = min(len(values), count)
        fitting[:common] = values[:common]
        return fitting

    def _merged(self, sight: Sight) -> tuple[Floats, list[Floats]]:
        starts = sight.column_starts(max(self.shift, 0))
        columns = np.flatnonzero(starts[1:] > starts[:-1])
        bounds = np.append(starts[columns], starts[columns[-1] + 1]) if len(columns) else np.zeros(1, np.int64)
        columns, bounds = self._within(columns, bounds - self.shift, len(sight.series))
        if not len(columns):
            return np.empty(0), [np.empty(0) for _ in self.sources]
        step = max(int(bounds[-1] - bounds[0]) // (len(columns) * _READ_PER_COLUMN), 1)
        x = np.repeat(columns + 0.5, 2)
        return x, [_reaches(values, bounds, step) for values in self._full]

    @staticmethod
    def _within(columns: Integers, bounds: Integers, count: int) -> tuple[Integers, Integers]:
        """Leave out columns whose values lie outside of the series, because they are drawn later."""
        clipped = np.clip(bounds, 0, count)
        kept = clipped[1:] > clipped[:-1]
        if kept.all():
            return columns, clipped
        chosen = np.flatnonzero(kept)
        if not len(chosen):
            return columns[:0], clipped[:1]
        return columns[chosen], np.append(clipped[chosen], clipped[chosen[-1] + 1])

    def _first_change(self, before_x: Floats, before: list[Floats]) -> int | None:
        if len(before_x) != len(self.x) or not len(self.x):
            return None if not len(before_x) and not len(self.x) else 0
        # As bits: there NaN equals itself.
        differs = before[0].view(np.int64) != self.rows[0].view(np.int64)
        for old, new in zip(before[1:], self.rows[1:], strict=True):
            differs |= old.view(np.int64) != new.view(np.int64)
        if before_x is not self.x:
            differs |= before_x != self.x
        row = int(differs.argmax())
        if not row:
            return 0 if bool(differs[0]) else None
        # The line from the row before changes too, and a smoothed line reaches a pixel further.
        return max(floor(float(self.x[row - 1])) - int(self.sight.bar_width / 2) - 3, 0)

    def _reach_of_rows(self) -> tuple[float, float] | None:
        if not len(self.x):
            return None
        low = min(float(np.fmin.reduce(row)) for row in self.rows)
        high = max(float(np.fmax.reduce(row)) for row in self.rows)
        if low != low or high != high:  # noqa: PLR0124 - NaN: a source without values
            known = [row for row in self.rows if not np.isnan(row).all()]
            if not known:
                return None
            return min(float(np.fmin.reduce(row)) for row in known), max(float(np.fmax.reduce(row)) for row in known)
        return low, high


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
        for first, stop in _runs(known):
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


def draw_line(painter: QPainter, x: Floats, y: Floats, color: QColor, width: int = 1) -> None:
    """Draw smooth lines through points, in pieces where `y` is NaN.

    A pen of 0 is one pixel of the screen at any scale, and drawn ten times faster than any other: a wider line is drawn
    several times, each time one pixel lower.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, 0))
    ratio = painter.device().devicePixelRatio()
    pixel, lines = 1 / ratio, max(round(width * ratio), 1)
    top, bottom = -_OUTSIDE, painter.device().height() / ratio + _OUTSIDE
    known = ~np.isnan(y)
    is_inside = known & (y >= top) & (y <= bottom)
    for line in range(lines):
        shift = (line - (lines - 1) / 2) * pixel
        for first, stop in _runs(is_inside):
            if stop - first > 1:
                painter.drawPolyline(polygon(x[first:stop], y[first:stop] + shift))
            elif not known[max(first - 1, 0) : stop + 1].sum() > 1:
                painter.drawPoint(QPointF(x[first], y[first] + shift))
        if not is_inside.all():
            painter.drawLines(_crossing(x, y, known & ~is_inside, known, top, bottom, shift))


def _crossing(
    x: Floats, y: Floats, is_outside: Flags, known: Flags, top: float, bottom: float, shift: float
) -> list[QLineF]:
    """Return the lines to and from points far outside, cut off there with their slopes.

    Such a point may lie beyond every coordinate that Qt can draw.
    """
    rows = np.flatnonzero((is_outside[:-1] | is_outside[1:]) & known[:-1] & known[1:])
    x0, x1, y0, y1 = x[rows], x[rows + 1], y[rows], y[rows + 1]
    is_seen = ~((y0 < top) & (y1 < top)) & ~((y0 > bottom) & (y1 > bottom))
    x0, x1, y0, y1 = (ends[is_seen] for ends in (x0, x1, y0, y1))
    slope = (x1 - x0) / np.where(y1 == y0, 1.0, y1 - y0)
    first_y, last_y = np.clip(y0, top, bottom), np.clip(y1, top, bottom)
    first_x, last_x = x0 + (first_y - y0) * slope, x1 + (last_y - y1) * slope
    cut = zip(first_x.tolist(), first_y.tolist(), last_x.tolist(), last_y.tolist(), strict=True)
    return [QLineF(left, above + shift, right, below + shift) for left, above, right, below in cut]


def _reaches(values: Floats, bounds: Integers, step: int) -> Floats:
    """Return the lowest and the highest value between each bound and the next, in the order of the line."""
    with np.errstate(invalid="ignore"):
        read = values[bounds[0] : bounds[-1] : step]
        edges = np.minimum((bounds[:-1] - bounds[0]) // step, max(len(read) - 1, 0))
        low, high = np.fmin.reduceat(read, edges), np.fmax.reduceat(read, edges)
    falls = values[bounds[:-1]] > values[bounds[1:] - 1]
    return np.column_stack((np.where(falls, high, low), np.where(falls, low, high))).ravel()


def _runs(known: Flags) -> list[tuple[int, int]]:
    """Return where each run of known values begins and ends."""
    if known.all():
        return [(0, len(known))] if len(known) else []
    edges = np.flatnonzero(np.diff(np.concatenate(([False], known, [False]))))
    return [(int(first), int(stop)) for first, stop in zip(edges[::2], edges[1::2], strict=True)]
