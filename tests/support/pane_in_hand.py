"""One pane of a chart without a chart: its layers painted to an image."""

from __future__ import annotations

from functools import cache

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter, QRegion

from core.market.candles.bar import Bar
from core.market.candles.batch import CandleBatch
from core.market.candles.pixel_merge import PixelMerge
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit
from core.market.chart.price_scale import Scale
from core.market.chart.time_window import TimeWindow
from looks import LOOK
from widgets.chart.panes.bars import Floats
from widgets.chart.panes.canvas import PaneCanvas
from widgets.chart.panes.layer import Layer
from widgets.chart.panes.sight import Sight
from widgets.chart.panes.values_layer import Values
from widgets.look.look import Look

WIDTH, HEIGHT = 400, 200
SCALE = Scale(0.0, 200.0, HEIGHT)


class OnePane:
    """A canvas with layers, redrawn as a chart would."""

    def __init__(self, *layers: Layer, look: Look = LOOK, scale: Scale = SCALE) -> None:
        self.layers = list(layers)
        self.scale = scale
        self.canvas = PaneCanvas(look)
        self.canvas.area = QRect(0, 0, WIDTH, HEIGHT)
        self.sight: Sight | None = None
        self._merge = PixelMerge()

    def shown(self, candles: CandleSeries, window: TimeWindow, ratio: float = 1.0) -> QImage:
        """Return what is on the screen after another redraw."""
        self.sight = Sight("KRW-BTC", candles, window, self._merge, self.sight)
        changes = [change for layer in self.layers if (change := layer.prepare(self.sight)) is not None]
        self.canvas.show_layers(self.layers, self.sight, self.scale, ([], []), min(changes, default=None))
        return painted(self.canvas, ratio)


def painted(canvas: PaneCanvas, ratio: float = 1.0) -> QImage:
    """Return a canvas as an image."""
    image = QImage(round(WIDTH * ratio), round(HEIGHT * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    canvas.paint(painter, QRegion(canvas.area), ratio)
    painter.end()
    return image


def series_of(*bars: Bar) -> CandleSeries:
    """Return one-minute candles."""
    made = CandleSeries(CandleUnit.MINUTE_1)
    made.merge(bars)
    return made


def window_on(candles: CandleSeries, bar_width: float = 10.0) -> TimeWindow:
    """Return a window that follows the newest of `candles`."""
    window = TimeWindow(CandleUnit.MINUTE_1)
    window.bar_width = bar_width
    window.resize(WIDTH)
    window.extend(int(candles.slots[0]), int(candles.slots[-1]))
    return window


def random_series(count: int) -> CandleSeries:
    """Return candles around 100 with holes, the same each time."""
    made = CandleSeries(CandleUnit.MINUTE_1)
    made.merge_batch(_random_batch(count))
    return made


@cache
def _random_batch(count: int) -> CandleBatch:
    random = np.random.default_rng(3)
    middle = 100 + np.cumsum(random.normal(0, 2, count)).clip(-80, 80)
    steps = random.uniform(-4, 4, count)
    bars = (
        Bar(slot * 60_000, price, price + 5, price - 5, price + step, 50.0, 1.0)
        for slot, (price, step) in enumerate(zip(middle, steps, strict=True))
        if slot % 7
    )
    batch, _ = CandleBatch.of(CandleUnit.MINUTE_1, bars)
    return batch


def mean(count: int) -> Values:
    """Return a function of the moving average of the closes."""

    def of(series: CandleSeries) -> Floats:
        found = np.full(len(series), np.nan)
        if len(series) >= count:
            found[count - 1 :] = np.convolve(series.closes, np.ones(count) / count, "valid")
        return found

    return of
