"""The line of a second market on the prices of the first, both in percent of where they stood at the left edge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from core.market.candles.pixel_merge import PixelMerge
from core.market.chart.comparison import Comparison, close_at, compared
from widgets.chart.bar_kinds.painting import LINE_REACH, draw_closes, lines_right_of
from widgets.chart.panes.bars import Bars, to_pixels, visible_bars
from widgets.chart.panes.layer import Layer
from widgets.chart.panes.readings import Piece, Reading
from widgets.chart.values import Column
from widgets.look.theme import Ink
from widgets.text import formats

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from core.market.candles.series import CandleSeries
    from core.market.chart.price_scale import Scale
    from widgets.chart.panes.sight import Sight
    from widgets.look.look import Look

_INK: Final = Ink.LINE_8
"""The moving averages have the first ones."""


class ComparisonLayer(Layer):
    """Draws the closes of a second market.

    Args:
        look: the theme.
        name: of the second market, for the legend.
        series: its candles, of the same unit as the chart's.
    """

    def __init__(self, look: Look, name: str, series: CandleSeries) -> None:
        super().__init__(look)
        self.name = name
        self.series = series
        self.base: Comparison | None = None
        """Where both stand at 0 %; None while one of them has no price in sight."""
        self._merge = PixelMerge()
        self._bars: Bars | None = None

    def show_series(self, name: str, series: CandleSeries) -> None:
        """Draw other candles from the next redraw on."""
        self.name, self.series, self._merge, self._bars = name, series, PixelMerge(), None

    def prepare(self, sight: Sight) -> int | None:
        """Find the closes in sight and their base; return the first pixel that they change."""
        super().prepare(sight)
        before_base, before = self.base, self._bars
        self.base = self._base(sight)
        self._bars = visible_bars(self.series, sight, self._merge).kept() if self.base is not None else None
        if before is None or self._bars is None:
            return None if before is self._bars else 0
        row = before.first_difference(self._bars)
        if before_base != self.base or row == 0:
            return 0
        return None if row is None else max(int(self._bars.middle[row - 1]) - LINE_REACH, 0)

    def extremes(self) -> tuple[float, float] | None:
        """Return the reach of the closes on the scale of the first market."""
        if self._bars is None or self.base is None or not len(self._bars.close):
            return None
        closes = self._bars.close * self.base.factor
        return float(closes.min()), float(closes.max())

    def paint(self, painter: QPainter, scale: Scale, left: int) -> None:
        """Draw the line right of `left`."""
        if self._bars is not None and self.base is not None and len(self._bars.left):
            bars = lines_right_of(self._bars, left)
            draw_closes(
                painter, self.look.theme.ink(_INK), bars, to_pixels(scale, bars.close * self.base.factor), is_flat=True
            )

    def readings(self) -> Sequence[Reading]:
        """Return the last change as a tag."""
        if self.base is None:
            return ()
        last = float(self.series.closes[-1])
        return (Reading(last * self.base.factor, _INK, formats.percent(self.base.change(last))),)

    def legend(self, slot: int | None, text: Callable[[float], str]) -> Sequence[Piece]:
        """Return the name with the change up to `slot`."""
        at = slot if slot is not None or self.base is None else int(self.series.slots[-1])
        change = formats.UNKNOWN if at is None else self._change_at(at)
        return (Piece(f"{self.name} {change}", _INK),)

    def column(self, series: CandleSeries) -> Column:
        """Return the change at each candle of `series`, for the table."""
        return Column(self.name, lambda place: self._change_at(int(series.slots[place])))

    def _change_at(self, slot: int) -> str:
        if self.base is None or slot < self.series.slots[0]:
            return formats.UNKNOWN
        return formats.percent(self.base.change(close_at(self.series, slot)))

    def _base(self, sight: Sight) -> Comparison | None:
        """Return the bases: the first market's is the close that the axis counts its percentages from."""
        row = int(np.searchsorted(sight.bars.left, 0))
        if row >= len(sight.bars.left):
            return None
        if sight.is_merged:
            index = int(sight.column_starts()[int(sight.bars.left[row]) + 1]) - 1
        else:
            index = max(sight.series.index_of(int(np.floor(sight.left))) - 1, 0) + row
        return compared(sight.series, self.series, int(sight.series.slots[index]), sight.right)
