"""The visible part of a candle series at one moment: what all panes of a chart draw from."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

import numpy as np

from widgets.chart.panes.bars import FAR, Bars, Floats, Integers, visible_bars

if TYPE_CHECKING:
    from core.market.candles.pixel_merge import PixelMerge
    from core.market.candles.series import CandleSeries
    from core.market.chart.time_window import TimeWindow


class Sight:
    """What is visible. Made anew at each redraw; its arrays do not change with the series.

    Attributes:
        code: the market.
        series: all candles.
        left: the slot at the left edge, with its fraction.
        bar_width: of one slot, in pixels.
        width: of the chart, in pixels.
        bars: the visible candles in pixels.
        changed_from: the first pixel that differs from the sight before; None if nothing does, 0 if another part of
            time is visible.
    """

    __slots__ = (
        "_columns",
        "_places",
        "_version",
        "bar_width",
        "bars",
        "changed_from",
        "code",
        "left",
        "series",
        "width",
    )

    def __init__(
        self, code: str, series: CandleSeries, window: TimeWindow, merge: PixelMerge, before: Sight | None = None
    ) -> None:
        self.code, self.series = code, series
        self.left, self.bar_width, self.width = window.left, window.bar_width, window.width
        self._version = (series.past_version, len(series), series.unloaded)
        self._places: dict[int, tuple[slice, Floats]] = {}
        if before is not None and self._differs_by_newest(before):
            self.bars: Bars = before.bars.with_last(_last_row(series, window, merge))
            self.changed_from = None if self.bars is before.bars else self._pixel_of(len(self.bars.left) - 1)
            self._places = before._places  # noqa: SLF001 - its own
        else:
            self.bars = visible_bars(series, window, merge).kept()
            self.changed_from = self._changed_from(before)
            if before is not None and self.changed_from != 0 and before._version == self._version:  # noqa: SLF001 - its own
                self._places = before._places  # noqa: SLF001 - its own
        self._columns: tuple[Integers, Integers] | None = None

    @property
    def right(self) -> float:
        """The slot at the right edge."""
        return self.left + self.width / self.bar_width

    @property
    def is_merged(self) -> bool:
        """Whether candles are narrower than a pixel."""
        return self.bar_width < 1

    @property
    def first_close(self) -> float | None:
        """The close of the first candle that is wholly visible: what changes in percent are from."""
        row = int(np.searchsorted(self.bars.left, 0))
        return float(self.bars.close[row]) if row < len(self.bars.close) else None

    def middles(self, slots: Integers | Floats) -> Floats:
        """Return the pixel of the middle of each slot, with its fraction."""
        middles: Floats = (np.asarray(slots, np.float64) - self.left + 0.5) * self.bar_width
        return middles

    def places(self, shift: int = 0) -> tuple[slice, Floats]:
        """Return which candles have a value in sight if each is drawn `shift` candles later, and the pixels of those.

        The pixels are those of the middles of the slots, also beyond the newest candle. While the same time is visible
        they are the same array.
        """
        if shift not in self._places:
            self._places[shift] = self._placed(shift)
        return self._places[shift]

    def _placed(self, shift: int) -> tuple[slice, Floats]:
        slots = self.series.slots
        count = len(slots)
        first = max(self.series.index_of(floor(self.left)) - 1, 0, shift)
        stop = self.series.index_of(ceil(self.right) + 1)
        if stop == count and shift > 0:
            stop += shift
        stop = max(min(stop, count + shift), first)
        drawn = slots[first:stop]
        if stop > count > 0:
            drawn = np.concatenate([drawn, int(slots[-1]) + 1 + np.arange(max(first - count, 0), stop - count)])
        return slice(first - shift, stop - shift), np.clip(self.middles(drawn), -FAR, FAR)

    def column_starts(self, ahead: int = 0) -> Integers:
        """Return the index of the first candle of each column of pixels, and of the one after the last column.

        Args:
            ahead: how many slots beyond the newest candle count as candles too.
        """
        if self._columns is None:
            first_slots = np.ceil(self.left + np.arange(self.width + 1) / self.bar_width).astype(np.int64)
            slots = self.series.slots
            newest = int(slots[-1]) if len(slots) else 0
            self._columns = np.searchsorted(slots, first_slots).astype(np.int64), first_slots - newest - 1
        starts, beyond = self._columns
        return starts + np.clip(beyond, 0, ahead) if ahead else starts

    def _differs_by_newest(self, before: Sight) -> bool:
        """Whether the figures of the newest candle are all that can differ from the sight before."""
        return (
            before.series is self.series
            and before._version == self._version
            and (before.left, before.bar_width, before.width) == (self.left, self.bar_width, self.width)
        )

    def _changed_from(self, before: Sight | None) -> int | None:
        if before is None or before.series is not self.series:
            return 0
        if (before.left, before.bar_width, before.width) != (self.left, self.bar_width, self.width):
            return 0
        row = before.bars.first_difference(self.bars)
        return None if row is None else self._pixel_of(row)

    def _pixel_of(self, row: int) -> int:
        """Return the first pixel that a change of this row changes.

        A candle's flat line ends where the next candle begins, and a narrow candle consists of its wick only.
        """
        return min(max(int(self.bars.left[row]), 0), self.width - 1) if row else 0


def _last_row(series: CandleSeries, window: TimeWindow, merge: PixelMerge) -> tuple[float, ...] | None:
    """Return the figures of the row of the newest candle; None if it is not in sight, or there is none."""
    newest = series.newest
    if newest is None or newest[0] > ceil(window.right):
        return None
    if window.bar_width >= 1:
        return newest[1]
    columns = merge.columns(series, window.left, 1 / window.bar_width, window.width)
    return tuple(float(column[-1]) for column in columns[1:]) if len(columns.x) else None
