"""The visible candles, ready to draw: which pixels each of them takes."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.market.candles.pixel_merge import PixelMerge

if TYPE_CHECKING:
    from core.market.candles.columns import CandleColumns
    from core.market.chart.price_scale import Scale
    from core.market.chart.time_window import TimeWindow
    from widgets.chart.panes.sight import Sight

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_GAP_SHARE: Final = 0.25
"""Share of a slot that stays empty between two bodies."""

FAR: Final = 16_000
"""Pixels: far outside any view, but within Qt's 16-bit coordinates."""


class Bars(NamedTuple):
    """The visible candles, ready to draw: one row per candle, or per pixel column where candles are narrower."""

    left: Integers
    """The first pixel of each body."""
    body_width: int
    open: Floats
    high: Floats
    low: Floats
    close: Floats
    volume: Floats
    holes: Integers
    """Rows followed by at least one slot without trades."""
    unloaded: Integers = np.empty(0, np.int64)
    """Rows followed by slots whose candles, if there are any, are not loaded yet."""

    def first_difference(self, other: Bars) -> int | None:
        """Return the first row from which `other` differs; None if equal, 0 if they cannot be compared."""
        if len(self.left) != len(other.left) or self.body_width != other.body_width:
            return 0
        differs = np.zeros(len(self.left), np.bool_)
        for mine, its in zip(self[2:7], other[2:7], strict=True):
            differs |= mine != its
        differs |= self.left != other.left
        if not np.array_equal(self.unloaded, other.unloaded):
            differs[np.concatenate((self.unloaded, other.unloaded))] = True
        return int(differs.argmax()) if differs.any() else None

    def since(self, row: int) -> Bars:
        """Return the rows from `row` on."""
        first, high, low, last, volume = (column[row:] for column in self[2:7])
        holes, unloaded = (rows[rows >= row] - row if len(rows) else rows for rows in (self.holes, self.unloaded))
        return Bars(self.left[row:], self.body_width, first, high, low, last, volume, holes, unloaded)

    def right_of(self, pixel: int) -> Bars:
        """Return the rows that reach right of `pixel`, with the two before them, whose lines do."""
        return self.since(max(int(np.searchsorted(self.left, pixel)) - 2, 0))

    def kept(self) -> Bars:
        """Return a copy with its own arrays, which do not change with the series."""
        first, high, low, last, volume = (column.copy() for column in self[2:7])
        return Bars(self.left, self.body_width, first, high, low, last, volume, self.holes, self.unloaded)

    def with_last(self, figures: tuple[float, ...] | None) -> Bars:
        """Return the same rows with other prices and another volume in the last one.

        Args:
            figures: open, high, low, close, volume, and more that is not drawn; if they are the same, or None, these
                rows themselves are returned.
        """
        if figures is None or figures[:5] == tuple(float(column[-1]) for column in self[2:7]):
            return self
        first, high, low, last, volume = columns = [column.copy() for column in self[2:7]]
        for column, figure in zip(columns, figures, strict=False):
            column[-1] = figure
        return Bars(self.left, self.body_width, first, high, low, last, volume, self.holes, self.unloaded)

    @property
    def is_rise(self) -> NDArray[np.bool_]:
        """Which candles close at or above their open."""
        return self.close >= self.open

    @property
    def middle(self) -> Integers:
        """The middle pixel of each candle."""
        return self.left + self.body_width // 2


def visible_bars(series: CandleColumns, window: TimeWindow | Sight, merge: PixelMerge) -> Bars:
    """Return the candles in `window`, and the last one before it, whose flat line may reach into view."""
    if window.bar_width < 1:
        columns = merge.columns(series, window.left, 1 / window.bar_width, window.width)
        span = series.unloaded and tuple(floor((slot - window.left) * window.bar_width) for slot in series.unloaded)
        return Bars(columns.x, 1, *columns[1:], *_gaps(columns.x, span))
    first = max(series.index_of(int(np.floor(window.left))) - 1, 0)
    shown = slice(first, series.index_of(int(np.ceil(window.right)) + 1))
    slots = series.slots[shown]
    width = body_width(window.bar_width)
    # The body is centred in its slot and the wick is its middle pixel, so bodies of three or more pixels have an odd
    # width. The last candle before a hole may lie too far to the left for Qt's coordinates.
    middle = np.maximum(np.floor((slots - window.left + 0.5) * window.bar_width), -FAR)
    left = middle.astype(np.int64) - width // 2
    return Bars(
        left,
        width,
        series.opens[shown],
        series.highs[shown],
        series.lows[shown],
        series.closes[shown],
        series.volumes[shown],
        *_gaps(slots, series.unloaded),
    )


def _gaps(places: Integers, span: tuple[int, ...] | None) -> tuple[Integers, Integers]:
    """Return the rows that holes follow, and those that candles may follow which are not loaded: rows in `span`."""
    rows = np.flatnonzero(np.diff(places) > 1)
    if span is None:
        return rows, rows[:0]
    is_unloaded = (places[rows] >= span[0]) & (places[rows] < span[1])
    return rows[~is_unloaded], rows[is_unloaded]


def body_width(bar_width: float) -> int:
    """Return the width in pixels of a candle's body in a slot of `bar_width` pixels."""
    width = max(int(bar_width * (1 - _GAP_SHARE)), 1)
    return width if width % 2 or width < 3 else width - 1


def to_pixels(scale: Scale, values: Floats) -> Integers:
    """Return the pixel row of each value, clipped to Qt's coordinates."""
    return np.minimum(np.maximum(np.floor(to_heights(scale, values)), -FAR), FAR).astype(np.int64)


def prices_in_pixels(scale: Scale, bars: Bars) -> Integers:
    """Return four rows: the pixels of opens, highs, lows and closes. At once: of few candles each call costs more."""
    return to_pixels(scale, np.array((bars.open, bars.high, bars.low, bars.close)))


def to_heights(scale: Scale, values: Floats) -> Floats:
    """Return the height of each value in pixels from the top, with its fraction; NaN stays NaN."""
    if not scale.is_log:
        return (scale.high - values) * (scale.height / (scale.high - scale.low))
    with np.errstate(invalid="ignore"):
        logs = np.log(np.maximum(values, _LEAST_LOGGED))
    top, bottom = np.log(scale.high), np.log(scale.low)
    heights: Floats = (top - logs) * (scale.height / (top - bottom))
    return heights


_LEAST_LOGGED: Final = 1e-200
