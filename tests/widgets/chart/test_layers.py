"""The candles to the pixel, and how little is painted when little changes."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage

from core.market.candles.bar import Bar
from core.market.candles.pixel_merge import PixelMerge
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit
from core.market.chart.price_scale import Scale
from core.market.chart.time_window import TimeWindow
from looks import DARK, LOOK
from pane_in_hand import HEIGHT, OnePane, painted, random_series, series_of, window_on
from widgets.chart.bar_kinds.layer import BarsLayer
from widgets.chart.layers import VolumeLayer
from widgets.chart.panes.layer import Layer
from widgets.chart.panes.sight import Sight
from widgets.look.look import Look
from widgets.look.theme import Ink


def bar(slot: int, first: float, high: float, low: float, last: float, volume: float = 50.0) -> Bar:
    return Bar(slot * 60_000, first, high, low, last, volume, 1.0)


def shown(layer: Layer, candles: CandleSeries, window: TimeWindow) -> QImage:
    return OnePane(layer).shown(candles, window)


def rows_of(image: QImage, x: int, color: QColor) -> list[int]:
    return [y for y in range(HEIGHT) if image.pixelColor(x, y) == color]


def test_a_rising_candle_is_red_and_a_falling_one_blue_each_from_high_to_low(application):
    candles = series_of(bar(0, 50, 120, 30, 100), bar(1, 100, 110, 40, 60))
    window = window_on(candles)
    image = shown(BarsLayer(LOOK), candles, window)
    rise, fall = int(window.x(0.5)), int(window.x(1.5))
    assert rows_of(image, rise, DARK.rise) == list(range(80, 171))
    assert rows_of(image, rise - 2, DARK.rise) == list(range(100, 151))
    assert rows_of(image, fall, DARK.fall) == list(range(90, 161))
    assert rows_of(image, fall + 2, DARK.fall) == list(range(100, 141))


def test_where_nobody_traded_the_last_price_goes_on_as_a_line(application):
    candles = series_of(bar(0, 50, 60, 40, 50), bar(4, 80, 90, 70, 80))
    window = window_on(candles)
    image = shown(BarsLayer(LOOK), candles, window)
    for slot in (1, 2, 3):
        assert rows_of(image, int(window.x(slot + 0.5)), DARK.faint_text) == [150]


def test_volumes_stand_on_the_floor(application):
    candles = series_of(bar(0, 50, 60, 40, 55, volume=100), bar(1, 50, 60, 40, 45, volume=0))
    window = window_on(candles)
    image = shown(VolumeLayer(LOOK), candles, window)
    column = {y for y in range(HEIGHT) if image.pixelColor(int(window.x(0.5)), y) != DARK.panel}
    assert column == set(range(100, HEIGHT))
    assert image.pixelColor(int(window.x(1.5)), HEIGHT - 1) == DARK.panel


@pytest.mark.parametrize("zero", [-30, 0, 40, HEIGHT - 1, HEIGHT, HEIGHT + 50])
def test_volumes_stand_on_zero_wherever_a_hand_has_moved_it(application, zero):
    candles = series_of(bar(0, 50, 60, 40, 55, volume=100), bar(1, 50, 60, 40, 45, volume=0))
    window = window_on(candles)
    scale = Scale(0.0, 200.0, HEIGHT).shifted(zero - HEIGHT)
    image = OnePane(VolumeLayer(LOOK), scale=scale).shown(candles, window)
    column = {y for y in range(HEIGHT) if image.pixelColor(int(window.x(0.5)), y) != DARK.panel}
    assert column == set(range(max(round(scale.y(100.0)), 0), max(min(zero, HEIGHT), 0)))


@pytest.mark.parametrize("bar_width", [0.05, 0.7, 1.0, 3.0, 9.3, 31.0])
@pytest.mark.parametrize("kind", [BarsLayer, VolumeLayer])
def test_drawing_the_newest_anew_looks_as_if_all_had_been(application, kind, bar_width):
    candles = random_series(5_000)
    window = window_on(candles, bar_width)
    live = OnePane(kind(LOOK))
    live.shown(candles, window)
    last = candles.last
    for close in (last.close + 3, last.close - 4, last.close):
        figures = {"close": close, "high": max(last.high, close), "low": min(last.low, close)}
        candles.upsert(last._replace(**figures, volume=last.volume + abs(close)))
        assert live.shown(candles, window) == shown(kind(LOOK), candles, window)
    assert live.canvas.drawn_whole == 1
    assert live.canvas.drawn > 1


@pytest.mark.parametrize("bar_width", [1.0, 7.0, 96.0])
def test_the_candle_before_a_hole_of_years_is_left_of_everything(application, bar_width):
    candles = series_of(bar(0, 50, 60, 40, 50), bar(500_000_000, 80, 90, 70, 80))
    window = window_on(candles, bar_width)
    pane = OnePane(BarsLayer(LOOK))
    image = pane.shown(candles, window)
    assert pane.sight.bars.left[0] < -10_000
    before = int(window.x(500_000_000)) - 5
    assert rows_of(image, before, DARK.faint_text) == [150]
    assert rows_of(image, before, DARK.rise) == []


def test_where_colours_cannot_be_distinguished_a_rise_is_hollow_and_a_fall_is_not(application):
    look = Look()
    candles = series_of(bar(0, 50, 120, 30, 100), bar(1, 100, 110, 40, 60))
    window = window_on(candles)
    pane = OnePane(BarsLayer(look), look=look)
    pane.shown(candles, window)
    look.set_theme("color-blind")
    image, theme = painted(pane.canvas), look.theme
    rise, fall = int(window.x(0.5)), int(window.x(1.5))
    assert rows_of(image, rise, theme.rise) == [*range(80, 101), *range(150, 171)], "wicks, and the ends of the body"
    assert rows_of(image, rise + 1, theme.panel) == [*range(100), *range(101, 150), *range(151, HEIGHT)]
    assert rows_of(image, rise - 3, theme.rise) == list(range(100, 151)), "a side of the body"
    assert rows_of(image, fall + 2, theme.fall) == list(range(100, 141))


def test_the_last_price_has_the_colour_of_its_candle_and_a_line(application):
    layer = BarsLayer(LOOK)
    for close, ink in ((60.0, Ink.RISE), (50.0, Ink.RISE), (40.0, Ink.FALL)):
        candles = series_of(bar(0, 50, 70, 30, close))
        shown(layer, candles, window_on(candles))
        (reading,) = layer.readings()
        assert (reading.value, reading.paint, reading.has_line) == (close, ink, True)
    nothing = CandleSeries(CandleUnit.MINUTE_1)
    layer.prepare(Sight("KRW-BTC", nothing, TimeWindow(CandleUnit.MINUTE_1), PixelMerge()))
    assert layer.readings() == []
    assert layer.extremes() is None


def test_a_scale_reaches_from_the_lowest_to_the_highest_and_a_logarithmic_one_from_the_least_volume(application):
    candles = series_of(
        bar(0, 50, 70, 30, 60, volume=5), bar(1, 50, 90, 40, 60, volume=0), bar(2, 50, 60, 45, 55, volume=8)
    )
    prices, volumes = BarsLayer(LOOK), VolumeLayer(LOOK)
    for layer in (prices, volumes):
        shown(layer, candles, window_on(candles))
    assert prices.extremes() == (30.0, 90.0)
    assert volumes.extremes() == (5.0, 8.0)


def test_the_volume_at_the_crosshair_is_said_and_none_where_no_candle_is(application):
    candles = series_of(bar(0, 50, 70, 30, 60, volume=5), bar(2, 50, 60, 45, 55, volume=8))
    layer = VolumeLayer(LOOK)
    shown(layer, candles, window_on(candles))
    said = {slot: [piece.text for piece in layer.legend(slot, str)] for slot in (None, -1, 0, 1, 2, 3)}
    assert said == {None: [], -1: [], 0: ["5.0"], 1: [], 2: ["8.0"], 3: []}
