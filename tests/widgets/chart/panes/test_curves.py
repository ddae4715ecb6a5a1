"""Lines, bands, histograms and dots of values that go with the candles."""

import numpy as np
import pytest
from PySide6.QtGui import QColor

from core.market.candles.bar import Bar
from looks import LOOK
from pane_in_hand import HEIGHT, WIDTH, OnePane, mean, random_series, series_of, window_on
from widgets.chart.panes.curves import BandLayer, DotsLayer, HistogramLayer, LineLayer

RED, GREEN = QColor("#ff0000"), QColor("#00ff00")


def swing(series):
    return 100 * np.sin(series.slots / 5.0)


KINDS = {
    "line": lambda: LineLayer(LOOK, mean(5), RED, name="MA 5"),
    "wide line": lambda: LineLayer(LOOK, mean(5), RED, width=3),
    "late line": lambda: LineLayer(LOOK, mean(5), RED, shift=6),
    "early line": lambda: LineLayer(LOOK, mean(5), RED, shift=-6),
    "band": lambda: BandLayer(LOOK, (mean(3), mean(9)), RED, other=GREEN),
    "histogram": lambda: HistogramLayer(LOOK, lambda series: series.closes - 100, RED, below=GREEN),
    "dots": lambda: DotsLayer(LOOK, mean(5), RED),
}


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("bar_width", [0.05, 0.7, 1.0, 3.0, 9.3, 31.0])
@pytest.mark.parametrize("kind", KINDS)
def test_drawing_the_newest_anew_looks_as_if_all_had_been(application, kind, bar_width, ratio):
    candles = random_series(3_000)
    window = window_on(candles, bar_width)
    live = OnePane(KINDS[kind]())
    live.shown(candles, window, ratio)
    last = candles.last
    for close in (last.close + 30, last.close - 40, last.close):
        figures = {"close": close, "high": max(last.high, close), "low": min(last.low, close)}
        candles.upsert(last._replace(**figures, volume=last.volume + abs(close)))
        assert live.shown(candles, window, ratio) == OnePane(KINDS[kind]()).shown(candles, window, ratio)
    assert live.canvas.drawn_whole == 1
    assert live.canvas.drawn > 1


def test_where_there_is_no_value_nothing_is_drawn(application):
    candles = random_series(300)
    for kind in (LineLayer, DotsLayer, HistogramLayer):
        empty = OnePane(kind(LOOK, lambda series: np.full(len(series), np.nan), RED))
        nothing = OnePane().shown(candles, window_on(candles))
        assert empty.shown(candles, window_on(candles)) == nothing
        assert empty.layers[0].extremes() is None
        assert not empty.layers[0].readings()


def test_the_scale_holds_what_is_visible_and_a_histogram_zero_too(application):
    candles = series_of(*(Bar(slot * 60_000, 50.0, 90.0, 10.0, 20.0 + slot, 1.0, 1.0) for slot in range(60)))
    line, bars = (kind(LOOK, lambda series: series.closes, RED) for kind in (LineLayer, HistogramLayer))
    window = window_on(candles, 96.0)
    OnePane(line, bars).shown(candles, window)
    first = int(np.floor(window.left)) - 1
    assert line.extremes() == (20.0 + first, 79.0)
    assert bars.extremes() == (0.0, 79.0)


def test_a_band_has_the_colour_of_the_edge_that_is_above(application):
    candles = random_series(300)
    one, two = (lambda series: np.full(len(series), 150.0)), (lambda series: np.full(len(series), 50.0))
    ground = OnePane().shown(candles, window_on(candles)).pixelColor(200, 100)
    upright = OnePane(BandLayer(LOOK, (one, two), RED, other=GREEN)).shown(candles, window_on(candles))
    inverted = OnePane(BandLayer(LOOK, (two, one), RED, other=GREEN)).shown(candles, window_on(candles))
    assert upright.pixelColor(200, 100).red() > ground.red()
    assert inverted.pixelColor(200, 100).green() > ground.green()
    assert upright.pixelColor(200, 20) == ground


def test_bars_stand_on_zero_in_the_colour_of_their_sign(application):
    candles = series_of(*(Bar(slot * 60_000, 50.0, 90.0, 10.0, 20.0 + slot, 1.0, 1.0) for slot in range(60)))
    window = window_on(candles)
    values = lambda series: np.where(series.slots % 2, 50.0, -50.0)  # noqa: E731
    pane = OnePane(HistogramLayer(LOOK, values, RED, below=GREEN))
    pane.scale = pane.scale._replace(low=-100.0, high=100.0)
    image = pane.shown(candles, window)
    above, below = int(window.x(57.5)), int(window.x(56.5))
    assert [y for y in range(HEIGHT) if image.pixelColor(above, y) == RED] == list(range(50, 101))
    assert [y for y in range(HEIGHT) if image.pixelColor(below, y) == GREEN] == list(range(100, 151))
    assert above < WIDTH
