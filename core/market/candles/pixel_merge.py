"""Merges candles for a chart with more than one candle per pixel: one bar for each column of pixels."""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.market.candles.columns import CandleColumns

Floats = NDArray[np.float64]


class Columns(NamedTuple):
    """The non-empty columns, left to right; each is one candle merged from all that fall into it."""

    x: NDArray[np.int64]
    """The index of each column of pixels, from the left edge."""
    open: Floats
    high: Floats
    low: Floats
    close: Floats
    volume: Floats
    """Of the busiest candle in the column, so that the scale still shows volume per candle."""


def merge_to_pixels(series: CandleColumns, left: float, slots_per_pixel: float, width: int) -> Columns:
    """The merged candles of `width` columns of pixels.

    A candle belongs to the column in which its slot begins, so every candle appears in exactly one.

    Args:
        series: the candles.
        left: the slot at the left edge of the first column.
        slots_per_pixel: how many slots begin within one column.
        width: how many columns.
    """
    # Integer keys, because a search for floats would first convert the whole history to floats.
    first_slots = np.ceil(left + slots_per_pixel * np.arange(width + 1)).astype(np.int64)
    edges = np.searchsorted(series.slots, first_slots)
    x = np.flatnonzero(edges[1:] > edges[:-1])
    if not len(x):
        nothing = np.empty(0)
        return Columns(x, nothing, nothing, nothing, nothing, nothing)
    bounds = np.append(edges[x], edges[x[-1] + 1])
    reach = series.extremes(bounds)
    return Columns(x, series.opens[bounds[:-1]], reach.high, reach.low, series.closes[bounds[1:] - 1], reach.volume)


class PixelMerge:
    """`merge_to_pixels` with a cache: while only the newest candle changes, only its column is merged again."""

    def __init__(self) -> None:
        self._known: tuple[object, ...] = ()
        self._columns: Columns | None = None
        self._newest_from = 0

    def columns(self, series: CandleColumns, left: float, slots_per_pixel: float, width: int) -> Columns:
        """As `merge_to_pixels`; the next call overwrites the returned columns."""
        arguments = (series, series.past_version, left, slots_per_pixel, width)
        if self._columns is None or arguments != self._known:
            self._known = arguments
            self._columns = merge_to_pixels(series, left, slots_per_pixel, width)
            self._newest_from = self._start_of_newest(series, left, slots_per_pixel)
        elif self._newest_from < len(series):
            newest = slice(self._newest_from, None)
            self._columns.high[-1] = series.highs[newest].max()
            self._columns.low[-1] = series.lows[newest].min()
            self._columns.close[-1] = series.closes[-1]
            self._columns.volume[-1] = series.volumes[newest].max()
        return self._columns

    def _start_of_newest(self, series: CandleColumns, left: float, slots_per_pixel: float) -> int:
        """The index where the newest candle's column begins; past the end if that candle is not in sight."""
        columns = self._columns
        if columns is None or not len(columns.x):
            return len(series)
        x = int(columns.x[-1])
        if series.slots[-1] >= left + slots_per_pixel * (x + 1):
            return len(series)
        return series.index_of(ceil(left + slots_per_pixel * x))
