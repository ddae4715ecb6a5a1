"""The candles of a chart in each kind: what is drawn anew, and what the scale fits to."""

from __future__ import annotations

import pytest

from core.market.candles.heikin_ashi import HeikinAshi
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit
from core.market.chart.bar_kind import BarKind
from core.market.chart.time_window import TimeWindow
from looks import LOOK
from pane_in_hand import WIDTH, OnePane, random_series, window_on
from widgets.chart.bar_kinds.layer import BarsLayer


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("bar_width", [0.05, 0.7, 1.0, 3.0, 9.3, 31.0])
@pytest.mark.parametrize("is_flat", [True, False])
@pytest.mark.parametrize("kind", BarKind)
def test_drawing_the_newest_anew_looks_as_if_all_had_been(application, kind, is_flat, bar_width, ratio) -> None:
    series = random_series(3_000)
    window = window_on(series, bar_width)
    live = OnePane(BarsLayer(LOOK, kind, has_flat_holes=is_flat))
    live.shown(series, window, ratio)
    last = series.last
    assert last is not None
    for close in (last.close + 30, last.close - 40, last.close):
        figures = {"close": close, "high": max(last.high, close), "low": min(last.low, close)}
        series.upsert(last._replace(**figures, volume=last.volume + abs(close)))
        fresh = OnePane(BarsLayer(LOOK, kind, has_flat_holes=is_flat))
        assert live.shown(series, window, ratio) == fresh.shown(series, window, ratio)
    assert live.canvas.drawn_whole == 1


@pytest.mark.parametrize("kind", BarKind)
def test_the_same_again_is_not_drawn_again(application, kind) -> None:
    series = random_series(500)
    shown, window = OnePane(BarsLayer(LOOK, kind)), window_on(series, 9.3)
    shown.shown(series, window)
    shown.shown(series, window)
    assert shown.canvas.drawn == 1


def test_another_kind_is_drawn_at_once_and_whole(application) -> None:
    series = random_series(500)
    window = window_on(series, 9.3)
    layer = BarsLayer(LOOK)
    pane = OnePane(layer)
    pane.shown(series, window)
    for kind in (*BarKind, BarKind.CANDLES):
        for is_flat in (True, False):
            layer.show_kind(kind, has_flat_holes=is_flat)
            fresh = OnePane(BarsLayer(LOOK, kind, has_flat_holes=is_flat))
            assert pane.shown(series, window) == fresh.shown(series, window)
    before = pane.canvas.drawn
    layer.show_kind(BarKind.CANDLES, has_flat_holes=False)
    pane.shown(series, window)
    assert pane.canvas.drawn == before


@pytest.mark.parametrize("bar_width", [0.3, 9.3])
def test_heikin_ashi_candles_are_those_of_the_series_shown(application, bar_width) -> None:
    first, second = random_series(500), random_series(300)
    layer = BarsLayer(LOOK, BarKind.HEIKIN_ASHI)
    pane = OnePane(layer)
    pane.shown(first, window_on(first, bar_width))
    image = pane.shown(second, window_on(second, bar_width))
    fresh = OnePane(BarsLayer(LOOK, BarKind.HEIKIN_ASHI))
    assert image == fresh.shown(second, window_on(second, bar_width))
    averages = HeikinAshi(second)
    averages.follow()
    assert layer.drawn_bars is not None
    assert layer.drawn_bars.close[-1] == averages.closes[-1]
    assert layer.drawn_bars.close[-1] != second.closes[-1]
    assert layer.sight.bars.close[-1] == second.closes[-1]


def test_the_scale_fits_what_is_drawn_and_the_tag_is_the_last_price_in_each_kind(application) -> None:
    series = random_series(500)
    for kind in BarKind:
        layer = BarsLayer(LOOK, kind)
        assert layer.extremes() is None
        OnePane(layer).shown(series, window_on(series, 9.3))
        bars = layer.drawn_bars
        assert bars is not None
        assert layer.extremes() == (bars.low.min(), bars.high.max())
        assert [reading.value for reading in layer.readings()] == [series.closes[-1]]


def test_without_candles_nothing_is_drawn(application) -> None:
    empty = CandleSeries(CandleUnit.MINUTE_1)
    for kind in BarKind:
        layer, window = BarsLayer(LOOK, kind), TimeWindow(CandleUnit.MINUTE_1)
        window.resize(WIDTH)
        image = OnePane(layer).shown(empty, window)
        assert layer.extremes() is None
        assert image.pixelColor(200, 100) == LOOK.theme.panel
