"""The layers of one indicator over candles, painted without a chart, and a chart with indicators."""

from __future__ import annotations

from PySide6.QtGui import QImage

from chart_in_hand import chart
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit
from core.market.chart.price_scale import Scale, fitted
from core.market.indicators.catalogue import CATALOGUE
from core.market.indicators.choice import Chosen, added
from core.market.indicators.declaration import Place
from core.market.indicators.live import LiveIndicator, LiveIndicators
from indicator_candles import made_minutes
from looks import LOOK
from pane_in_hand import HEIGHT, OnePane, window_on
from widgets.chart.bar_kinds.layer import BarsLayer
from widgets.chart.indicators.building import Layers, layers_of
from widgets.chart.indicators.shown import ShownIndicators
from widgets.chart.view import ChartView
from widgets.look.look import Look


def minutes(count: int = 300) -> CandleSeries:
    """Candles of a random walk, with a hole here and there."""
    series = CandleSeries(CandleUnit.MINUTE_1)
    series.merge(bar for index, bar in enumerate(made_minutes(count)) if index % 13 != 6 or index == count - 1)
    return series


def chosen(name: str) -> Chosen:
    """An indicator with its defaults."""
    return added(CATALOGUE[name], [])


def layers(one: Chosen, look: Look = LOOK) -> Layers:
    """The layers of an indicator."""
    live, each = LiveIndicators(), None
    if one.indicator.start is not None:
        each = LiveIndicator(one.indicator, one.values)
        live.show([each])
    return layers_of(look, one, each, live)


class OneIndicator:
    """An indicator in a pane, redrawn as a chart would; over candles if it lies over the prices."""

    def __init__(self, one: Chosen, series: CandleSeries, bar_width: float = 7.0, look: Look = LOOK) -> None:
        self.layers = layers(one, look)
        self.series = series
        self.window = window_on(series, bar_width)
        candles = [BarsLayer(look)] if one.indicator.place is Place.PRICES else []
        self._bounds = one.indicator.bounds
        self._pane = OnePane(*self.layers.below, *candles, *self.layers.above, look=look)

    def shown(self, ratio: float = 1.0, *, is_fitted: bool = True) -> QImage:
        """Redraw, and return what is on the screen.

        Args:
            ratio: of screen pixels to pixels.
            is_fitted: whether the scale fits what is in sight, as it does unless it is held.
        """
        self.window.extend(int(self.series.slots[0]), int(self.series.slots[-1]))
        pane = self._pane
        image = pane.shown(self.series, self.window, ratio)
        if is_fitted:
            reach = [each for layer in pane.layers if (each := layer.extremes()) is not None]
            low, high = self._bounds or (min(each[0] for each in reach), max(each[1] for each in reach))
            pane.scale = fitted(low, high, HEIGHT, 12, 6)
            image = pane.shown(self.series, self.window, ratio)
        return image

    @property
    def scale(self) -> Scale:
        """The scale of the last redraw."""
        return self._pane.scale

    def drawn_anew(self, ratio: float = 1.0) -> QImage:
        """Return what a complete redraw of the same would be."""
        self._pane.canvas.redraw_from(0)
        return self._pane.shown(self.series, self.window, ratio)


def chart_with_indicators() -> tuple[ChartView, CandleSeries, ShownIndicators]:
    """A chart with the indicators of a new one."""
    view, series = chart()
    return view, series, ShownIndicators(LOOK, view)
