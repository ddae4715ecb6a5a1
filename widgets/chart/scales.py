"""The scales that fit the visible candles, and the labels of the axes."""

from __future__ import annotations

from math import floor
from typing import Final

from core.market.candles.units import CandleUnit
from core.market.chart.price_scale import Scale, decimals_of_step, fitted, round_step_below
from core.market.chart.time_ticks import time_ticks
from core.market.chart.time_window import TimeWindow
from widgets.chart.axes import LABEL_HEIGHT, Label
from widgets.chart.crosshair import LEAST_LEGENDED, LEGEND_HEIGHT
from widgets.chart.layers import Bars
from widgets.look.look import Look
from widgets.text import formats
from widgets.text.price_steps import tick_size

_BOTTOM_MARGIN: Final = 12
_VOLUME_TOP_MARGIN: Final = 8
_PRICE_SPACINGS: Final = (52, 36, 24, 16)
_VOLUME_SPACING: Final = 36
_TIME_SPACING: Final = 74
"""Minimum pixels between two labels at a font size of 100 %; for prices the first that leaves more than one label."""
_LEAST_LABELS: Final = 2
"""An axis needs two labels to be readable, if there is room: one alone does not show the scale."""


class ChartScales:
    """Scales of prices and volumes of market `code`, and their labels, which follow the font size."""

    def __init__(self, look: Look, code: str) -> None:
        self._look = look
        self.code = code
        self.prices = Scale(0.0, 1.0, 1)
        self.volumes = Scale(0.0, 1.0, 1)
        self._step = 1.0
        self._decimals = 0

    def fit(self, bars: Bars, price_height: int, volume_height: int) -> None:
        """Fit the scales to all of `bars`, with margins."""
        if not len(bars.left):
            self.keep(price_height, volume_height)
            return
        low, high = float(bars.low.min()), float(bars.high.max())
        px = self._look.px
        top = px(LEGEND_HEIGHT) if price_height >= px(LEAST_LEGENDED) else _BOTTOM_MARGIN
        self.prices = fitted(low, high, price_height, top, _BOTTOM_MARGIN)
        self.volumes = fitted(0.0, float(bars.volume.max()), volume_height, _VOLUME_TOP_MARGIN, 0)
        # Labels are not finer than the tick size: no price lies between two ticks.
        least = tick_size(self.code, high)
        steps = [self.prices.step(px(spacing), least) for spacing in _PRICE_SPACINGS]
        self._step = next((step for step in steps if len(self._labelled(self.prices, step)) >= _LEAST_LABELS), steps[0])
        self._decimals = max(decimals_of_step(self._step), formats.column_decimals(self.code, (high,)))

    def keep(self, price_height: int, volume_height: int) -> None:
        """Keep the ranges of prices and volumes, for new heights."""
        self.prices, self.volumes = self.prices.resized(price_height), self.volumes.resized(volume_height)

    def price_text(self, price: float) -> str:
        """Format a price like the axis."""
        return f"{price:,.{self._decimals}f}"

    def price_at(self, y: int) -> str:
        """Return the price on the market's tick grid nearest to pixel `y`."""
        price = max(self.prices.value(y), 0.0)
        tick = tick_size(self.code, price)
        return self.price_text(round(price / tick) * tick)

    def price_labels(self) -> list[Label]:
        """Return the labels of the price axis."""
        return [
            Label(floor(self.prices.y(price)), self.price_text(price), is_major=False)
            for price in self.prices.ticks(self._step)
        ]

    def volume_labels(self) -> list[Label]:
        """Return the labels of the volume axis."""
        step = self._volume_step()
        volumes = self._labelled(self.volumes, step)
        texts = formats.round_volumes(volumes, step)
        return [
            Label(floor(self.volumes.y(volume)), text, is_major=False)
            for volume, text in zip(volumes, texts, strict=True)
        ]

    def _volume_step(self) -> float:
        """Return the usual step; if it leaves fewer than two labels, the step that fits two, or else one."""
        step = self.volumes.step(self._look.px(_VOLUME_SPACING))
        if len(self._labelled(self.volumes, step)) >= _LEAST_LABELS:
            return step
        height = self._look.px(LABEL_HEIGHT)
        most = self.volumes.value(height / 2 + 1)
        finer = (round_step_below(most / count) for count in range(_LEAST_LABELS, 0, -1))
        return next((each for each in finer if self.volumes.y(0) - self.volumes.y(each) >= height), step)

    def time_labels(self, unit: CandleUnit, window: TimeWindow) -> list[Label]:
        """Return the labels of the time axis, each at the middle of its slot."""
        ticks = time_ticks(
            unit, window.left, window.right, self._look.px(_TIME_SPACING) / window.bar_width, self._look.zone
        )
        return [Label(floor(window.x(tick.slot + 0.5)), tick.label, tick.is_major) for tick in ticks]

    def _labelled(self, scale: Scale, step: float) -> list[float]:
        """Return the multiples of `step`, except 0, whose labels fit completely on the axis."""
        half = self._look.px(LABEL_HEIGHT) / 2
        return [
            value for value in scale.ticks(step) if value > 0 and half <= floor(scale.y(value)) <= scale.height - half
        ]
