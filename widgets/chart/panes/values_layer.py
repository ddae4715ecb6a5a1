"""The base of layers of values that go with the candles: what is in sight of them, and what of it changed.

The values are arrays with one value per candle of the series, NaN where there is none. A layer asks for them at each
redraw by a function of the series, which must be cheap while nothing changed; so they always fit the candles.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import floor
from typing import TYPE_CHECKING, Final

import numpy as np

from widgets.chart.panes.bars import Floats, Integers
from widgets.chart.panes.layer import Layer
from widgets.chart.panes.readings import Paint, Piece, Reading
from widgets.look.look import Look

if TYPE_CHECKING:
    from core.market.candles.series import CandleSeries
    from widgets.chart.panes.sight import Sight

Values = Callable[["CandleSeries"], Floats]
"""Returns one value per candle of a series, NaN where there is none."""

_READ_PER_COLUMN: Final = 8
"""Values that are read of each column of pixels where candles are narrower: a line has no more to show."""
_ROWS_BEFORE: Final = 6
"""Rows that are drawn left of a strip: where candles are narrower than a pixel, the end of a line that begins three
rows before it reaches into the strip."""


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

    def first_value(self) -> float | None:
        """Return the first value of the first source that lies in sight."""
        first = int(self.x.searchsorted(0))
        known = np.flatnonzero(~np.isnan(self.rows[0][first:]))
        return float(self.rows[0][first + known[0]]) if len(known) else None

    def readings(self) -> Sequence[Reading]:
        """Return the last value of the first source."""
        value = self._last(0)
        return [Reading(value, self.color)] if self.has_tag and value == value else []  # noqa: PLR0124 - NaN

    def legend(self, slot: int | None, text: Callable[[float], str]) -> Sequence[Piece]:
        """Return the name and the value at `slot`."""
        if not self.name:
            return []
        value = self.value_said_at(0, slot)
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

    def value_said_at(self, source: int, slot: int | None) -> float:
        """Return the value drawn in `slot`; where none is, right of the newest candle, the one drawn at that candle."""
        value, series = self.value_at(source, slot), self.sight.series
        if value == value or slot is None or not len(series) or slot <= (newest := int(series.slots[-1])):  # noqa: PLR0124 - NaN
            return value
        return self.value_at(source, newest)

    def right_of(self, pixel: int) -> slice:
        """Return the rows that reach right of `pixel`, with those before them to which a line goes."""
        return slice(max(int(self.x.searchsorted(pixel)) - _ROWS_BEFORE, 0) if pixel > 0 else 0, None)

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


def _reaches(values: Floats, bounds: Integers, step: int) -> Floats:
    """Return the lowest and the highest value between each bound and the next, in the order of the line."""
    with np.errstate(invalid="ignore"):
        read = values[bounds[0] : bounds[-1] : step]
        edges = np.minimum((bounds[:-1] - bounds[0]) // step, max(len(read) - 1, 0))
        low, high = np.fmin.reduceat(read, edges), np.fmax.reduceat(read, edges)
    falls = values[bounds[:-1]] > values[bounds[1:] - 1]
    return np.column_stack((np.where(falls, high, low), np.where(falls, low, high))).ravel()
