"""The line of a second market, in percent from the left edge."""

from __future__ import annotations

import numpy as np
import pytest

from core.market.candles.bar import Bar
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit
from core.market.chart.price_scale import Scale
from looks import DARK, LOOK
from pane_in_hand import WIDTH, OnePane, random_series, window_on
from widgets.chart.comparison.layer import ComparisonLayer
from widgets.chart.panes.value_labels import PercentLabels


def other_series(count: int, first: int = 0) -> CandleSeries:
    """A market of other prices with holes elsewhere."""
    series = CandleSeries(CandleUnit.MINUTE_1)
    random = np.random.default_rng(5)
    closes = 5000 + np.cumsum(random.normal(0, 20, count))
    series.merge(
        Bar(slot * 60_000, close, close + 9, close - 9, close, 1.0, 1.0)
        for slot, close in enumerate(closes.tolist())
        if slot >= first and slot % 11
    )
    return series


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("bar_width", [0.3, 1.0, 9.3, 31.0])
def test_drawing_the_newest_anew_looks_as_if_all_had_been(application, bar_width, ratio) -> None:
    first, other = random_series(2_000), other_series(2_000)
    window = window_on(first, bar_width)
    live = OnePane(ComparisonLayer(LOOK, "ETH/KRW", other))
    live.shown(first, window, ratio)
    last = other.last
    assert last is not None
    for revision, close in enumerate((last.close + 900, last.close - 900, last.close + 20), 1):
        other.upsert(Bar(last.start_ms, close, close + 1, close - 1, close, 2.0, 1.0, revision))
        fresh = OnePane(ComparisonLayer(LOOK, "ETH/KRW", other))
        assert live.shown(first, window, ratio) == fresh.shown(first, window, ratio)
    assert live.canvas.drawn_whole == 1


@pytest.mark.parametrize("bar_width", [0.3, 1.0, 9.3, 31.0])
def test_its_percentages_are_those_of_the_axis(application, bar_width) -> None:
    first, other = random_series(2_000), other_series(2_000)
    window = window_on(first, bar_width)
    window.pan(317.3)
    layer = ComparisonLayer(LOOK, "ETH/KRW", other)
    pane = OnePane(layer)
    pane.shown(first, window)
    assert pane.sight is not None
    assert layer.base is not None
    assert layer.base.base == pane.sight.first_close
    axis = PercentLabels(LOOK, pane.sight.first_close)
    axis.fit(Scale(50.0, 150.0, 200))
    (reading,) = layer.readings()
    assert reading.text == axis.text(reading.value)
    assert reading.text in layer.legend(None, str)[0].text
    assert layer.legend(int(first.slots[-1]) + 500, str) == layer.legend(None, str)


def test_the_scale_takes_the_line_in(application) -> None:
    first, other = random_series(2_000), other_series(2_000)
    layer = ComparisonLayer(LOOK, "ETH/KRW", other)
    pane = OnePane(layer)
    pane.shown(first, window_on(first, 9.3))
    low, high = layer.extremes()
    assert low <= layer.base.base <= high
    assert low <= layer.readings()[0].value <= high


def test_a_market_listed_later_begins_at_the_base(application) -> None:
    first, other = random_series(2_000), other_series(2_000, first=1_980)
    layer = ComparisonLayer(LOOK, "ETH/KRW", other)
    pane = OnePane(layer)
    pane.shown(first, window_on(first, 9.3))
    assert layer.base is None, "it may only not be loaded so far back"
    other.is_whole = True
    pane.shown(first, window_on(first, 9.3))
    assert layer.base.other_base == other.closes[0]
    assert layer.legend(1_975, str)[0].text == "ETH/KRW –"
    assert layer.legend(int(other.slots[0]), str)[0].text == "ETH/KRW 0.00%"


@pytest.mark.parametrize("first", [random_series(50), CandleSeries(CandleUnit.MINUTE_1)])
def test_without_candles_of_one_of_them_there_is_no_line(application, first) -> None:
    other = other_series(100) if not len(first) else CandleSeries(CandleUnit.MINUTE_1)
    layer = ComparisonLayer(LOOK, "ETH/KRW", other)
    window = window_on(first) if len(first) else window_on(other)
    image = OnePane(layer).shown(first, window)
    assert (layer.base, layer.extremes(), layer.readings()) == (None, None, ())
    assert layer.legend(None, str)[0].text == "ETH/KRW –"
    assert {image.pixelColor(x, 100).name() for x in range(WIDTH)} == {DARK.panel.name()}


def test_another_series_is_drawn_from_the_next_redraw_on(application) -> None:
    first, other, another = random_series(2_000), other_series(2_000), other_series(1_999)
    window = window_on(first, 9.3)
    layer = ComparisonLayer(LOOK, "ETH/KRW", other)
    pane = OnePane(layer)
    pane.shown(first, window)
    layer.show_series("XRP/KRW", another)
    fresh = OnePane(ComparisonLayer(LOOK, "XRP/KRW", another))
    assert pane.shown(first, window) == fresh.shown(first, window)
