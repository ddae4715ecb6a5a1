"""The layers of candles and volumes.

All shapes are rectangles of whole pixels, so nothing is blurred, and Qt is called once per colour for any number of
candles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtGui import QBrush, QPainter

from widgets.chart.panes.bars import FAR, Bars, Integers, to_pixels
from widgets.chart.panes.layer import Layer
from widgets.chart.panes.readings import Reading
from widgets.look.theme import Ink
from widgets.paint.rect_batch import Pixels, fill_rects, rects
from widgets.text import formats

if TYPE_CHECKING:
    from core.market.chart.price_scale import Scale

_LEAST_HOLLOW: Final = 2
"""Width of a body in pixels above which its inside can be seen."""


class CandleLayer(Layer):
    """Candles, rising if they close at or above their open, and flat lines over slots without trades."""

    def extremes(self) -> tuple[float, float] | None:
        """Return the lowest and the highest price in sight."""
        bars = self.sight.bars
        return (float(bars.low.min()), float(bars.high.max())) if len(bars.left) else None

    def readings(self) -> list[Reading]:
        """Return the last price, in the direction of its candle."""
        last = self.sight.series.last
        if last is None:
            return []
        ink = Ink.RISE if last.close >= last.open else Ink.FALL
        return [Reading(last.close, ink, formats.price(self.sight.code, last.close), has_line=True)]

    def paint(self, painter: QPainter, scale: Scale, left: int) -> None:
        """Draw wicks and bodies with one call per colour."""
        bars = self.sight.bars.right_of(left)
        if not len(bars.left):
            return
        open_y, high_y, low_y, close_y = (
            to_pixels(scale, prices) for prices in (bars.open, bars.high, bars.low, bars.close)
        )
        theme = self.look.theme
        fill_rects(painter, QBrush(theme.faint_text), flat_lines(bars, close_y))
        shapes = [rects(bars.middle, high_y, 1, low_y)]
        if bars.body_width > 1:
            shapes.append(rects(bars.left, np.minimum(open_y, close_y), bars.body_width, np.maximum(open_y, close_y)))
        is_rise = bars.is_rise
        for color, chosen in ((theme.rise, is_rise), (theme.fall, ~is_rise)):
            fill_rects(painter, QBrush(color), np.concatenate([shape[chosen] for shape in shapes]))
        if theme.has_hollow_rises and bars.body_width > _LEAST_HOLLOW:
            inside = shapes[-1][is_rise] + np.array([1, 1, -1, -1], np.int32)
            fill_rects(painter, QBrush(theme.panel), inside[inside[:, 3] >= inside[:, 1]])


class VolumeLayer(Layer):
    """Volumes in darker variants of their candles' colours."""

    def extremes(self) -> tuple[float, float] | None:
        """Return the least and the largest volume in sight."""
        volumes = self.sight.bars.volume
        traded = volumes[volumes > 0]
        return (float(traded.min()), float(traded.max())) if len(traded) else (0.0, 0.0) if len(volumes) else None

    def paint(self, painter: QPainter, scale: Scale, left: int) -> None:
        """Draw the bars with one call per colour."""
        bars = self.sight.bars.right_of(left)
        floor = np.full(len(bars.left), scale.height - 1)
        has_volume = bars.volume > 0
        shapes = rects(bars.left, to_pixels(scale, bars.volume), bars.body_width, floor)
        is_rise = bars.is_rise
        fill_rects(painter, QBrush(self.look.theme.rise_volume), shapes[is_rise & has_volume])
        fill_rects(painter, QBrush(self.look.theme.fall_volume), shapes[~is_rise & has_volume])


def flat_lines(bars: Bars, close_y: Integers) -> Pixels:
    """Return a line at the close of each candle before a hole, from its end to the next candle."""
    lines = np.empty((len(bars.holes), 4), np.int32)
    lines[:, 0] = bars.left[bars.holes] + bars.body_width
    lines[:, 1] = lines[:, 3] = close_y[bars.holes]
    lines[:, 2] = bars.left[bars.holes + 1] - 1
    return np.clip(lines, -FAR, FAR)
