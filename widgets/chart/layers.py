"""The layer of volumes.

All shapes are rectangles of whole pixels, so nothing is blurred, and Qt is called once per colour for any number of
candles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QBrush, QPainter

from widgets.chart.panes.bars import to_pixels
from widgets.chart.panes.layer import Layer
from widgets.chart.panes.readings import Piece
from widgets.look.theme import Ink
from widgets.paint.rect_batch import fill_rects, rects

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.market.chart.price_scale import Scale


class VolumeLayer(Layer):
    """Volumes in darker variants of their candles' colours."""

    leads = True

    def extremes(self) -> tuple[float, float] | None:
        """Return the least and the largest volume in sight."""
        volumes = self.sight.bars.volume
        traded = volumes[volumes > 0]
        return (float(traded.min()), float(traded.max())) if len(traded) else (0.0, 0.0) if len(volumes) else None

    def first_value(self) -> float | None:
        """Return the first volume in sight."""
        bars = self.sight.bars
        traded = bars.volume[(bars.left >= 0) & (bars.volume > 0)]
        return float(traded[0]) if len(traded) else None

    def legend(self, slot: int | None, text: Callable[[float], str]) -> Sequence[Piece]:
        """Return the volume at the crosshair: the legend of the prices leaves it out where it has little room."""
        series = self.sight.series
        if slot is None or not len(series):
            return ()
        row = min(series.index_of(slot), len(series) - 1)
        return [Piece(text(float(series.volumes[row])), Ink.TEXT)] if series.slots[row] == slot else ()

    def paint(self, painter: QPainter, scale: Scale, left: int) -> None:
        """Draw the bars with one call per colour."""
        bars = self.sight.bars.right_of(left)
        # A hand may have moved zero away from the lower end; a logarithmic scale has none.
        zero = scale.height if scale.is_log else int(to_pixels(scale, np.zeros(1))[0])
        floor = np.full(len(bars.left), min(zero, scale.height) - 1)
        has_volume = bars.volume > 0
        shapes = rects(bars.left, to_pixels(scale, bars.volume), bars.body_width, floor)
        is_rise = bars.is_rise
        fill_rects(painter, QBrush(self.look.theme.rise_volume), shapes[is_rise & has_volume])
        fill_rects(painter, QBrush(self.look.theme.fall_volume), shapes[~is_rise & has_volume])
