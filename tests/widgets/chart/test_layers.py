"""The candles to the pixel, and how little is painted when little changes."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem

from core.market.candles.bar import Bar
from core.market.candles.pixel_merge import PixelMerge
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit
from core.market.chart.price_scale import Scale
from core.market.chart.time_window import TimeWindow
from looks import DARK, LOOK
from widgets.chart.layers import CandleLayer, Layer, VolumeLayer, body_width, visible_bars
from widgets.look.look import Look

WIDTH, HEIGHT = 400, 200
SCALE = Scale(0.0, 200.0, HEIGHT)


def bar(slot: int, first: float, high: float, low: float, last: float, volume: float = 50.0) -> Bar:
    return Bar(slot * 60_000, first, high, low, last, volume, 1.0)


def series(*bars: Bar) -> CandleSeries:
    made = CandleSeries(CandleUnit.MINUTE_1)
    made.merge(bars)
    return made


def window_on(candles: CandleSeries, bar_width: float = 10.0) -> TimeWindow:
    window = TimeWindow(CandleUnit.MINUTE_1)
    window.bar_width = bar_width
    window.resize(WIDTH)
    window.extend(int(candles.slots[0]), int(candles.slots[-1]))
    return window


def shown(layer: Layer, candles: CandleSeries, window: TimeWindow, merge: PixelMerge | None = None) -> QImage:
    layer.show_bars(visible_bars(candles, window, merge or PixelMerge()), SCALE, WIDTH, [], [])
    return painted(layer)


def painted(layer: Layer) -> QImage:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    option = QStyleOptionGraphicsItem()
    option.exposedRect = layer.boundingRect()
    layer.paint(painter, option)
    painter.end()
    return image


def rows_of(image: QImage, x: int, color: QColor) -> list[int]:
    return [y for y in range(HEIGHT) if image.pixelColor(x, y) == color]


def test_a_rising_candle_is_red_and_a_falling_one_blue_each_from_high_to_low(application):
    candles = series(bar(0, 50, 120, 30, 100), bar(1, 100, 110, 40, 60))
    window = window_on(candles)
    image = shown(CandleLayer(LOOK), candles, window)
    rise, fall = int(window.x(0.5)), int(window.x(1.5))
    assert rows_of(image, rise, DARK.rise) == list(range(80, 171))
    assert rows_of(image, rise - 2, DARK.rise) == list(range(100, 151))
    assert rows_of(image, fall, DARK.fall) == list(range(90, 161))
    assert rows_of(image, fall + 2, DARK.fall) == list(range(100, 141))


def test_where_nobody_traded_the_last_price_goes_on_as_a_line(application):
    candles = series(bar(0, 50, 60, 40, 50), bar(4, 80, 90, 70, 80))
    window = window_on(candles)
    image = shown(CandleLayer(LOOK), candles, window)
    for slot in (1, 2, 3):
        assert rows_of(image, int(window.x(slot + 0.5)), DARK.faint_text) == [150]


def test_volumes_stand_on_the_floor(application):
    candles = series(bar(0, 50, 60, 40, 55, volume=100), bar(1, 50, 60, 40, 45, volume=0))
    window = window_on(candles)
    image = shown(VolumeLayer(LOOK), candles, window)
    column = {y for y in range(HEIGHT) if image.pixelColor(int(window.x(0.5)), y) != DARK.panel}
    assert column == set(range(100, HEIGHT))
    assert image.pixelColor(int(window.x(1.5)), HEIGHT - 1) == DARK.panel


@pytest.mark.parametrize("bar_width", [1.0, 2.0, 3.0, 5.5, 7.0, 20.0, 96.0])
def test_bodies_have_a_middle_and_leave_a_gap(bar_width):
    width = body_width(bar_width)
    assert 1 <= width <= bar_width
    assert width % 2 or width < 3


def random_series(count: int) -> CandleSeries:
    random = np.random.default_rng(3)
    middle = 100 + np.cumsum(random.normal(0, 2, count)).clip(-80, 80)
    return series(
        *(bar(slot, price, price + 5, price - 5, price + step) for slot, (price, step) in enumerate(
            zip(middle, random.uniform(-4, 4, count), strict=True)
        ) if slot % 7)
    )  # fmt: skip


@pytest.mark.parametrize("bar_width", [0.05, 0.7, 1.0, 3.0, 9.3, 31.0])
@pytest.mark.parametrize("kind", [CandleLayer, VolumeLayer])
def test_drawing_the_newest_anew_looks_as_if_all_had_been(application, kind, bar_width):
    candles = random_series(5_000)
    window = window_on(candles, bar_width)
    live, merge = kind(LOOK), PixelMerge()
    shown(live, candles, window, merge)
    last = candles.last
    for close in (last.close + 3, last.close - 4, last.close):
        figures = {"close": close, "high": max(last.high, close), "low": min(last.low, close)}
        candles.upsert(last._replace(**figures, volume=last.volume + abs(close)))
        after = shown(live, candles, window, merge)
        assert after == shown(kind(LOOK), candles, window)
    assert live.drawn_whole == 1


def test_the_same_again_is_not_drawn_again(application):
    candles = random_series(500)
    layer = CandleLayer(LOOK)
    window = window_on(candles)
    shown(layer, candles, window)
    shown(layer, candles, window)
    assert layer.drawn == 1


def test_another_view_is_drawn_whole(application):
    candles = random_series(500)
    layer = CandleLayer(LOOK)
    window = window_on(candles)
    shown(layer, candles, window)
    window.pan(50)
    assert shown(layer, candles, window) == shown(CandleLayer(LOOK), candles, window)
    assert layer.drawn_whole == 2


def test_only_what_is_in_sight_is_placed(application):
    candles = random_series(5_000)
    assert len(visible_bars(candles, window_on(candles, 10.0), PixelMerge()).left) <= WIDTH / 10 + 3
    assert len(visible_bars(candles, window_on(candles, 0.1), PixelMerge()).left) <= WIDTH


@pytest.mark.parametrize("bar_width", [1.0, 7.0, 96.0])
def test_the_candle_before_a_hole_of_years_is_left_of_everything(application, bar_width):
    candles = series(bar(0, 50, 60, 40, 50), bar(500_000_000, 80, 90, 70, 80))
    window = window_on(candles, bar_width)
    bars = visible_bars(candles, window, PixelMerge())
    assert bars.left[0] < -10_000
    image = shown(CandleLayer(LOOK), candles, window)
    before = int(window.x(500_000_000)) - 5
    assert rows_of(image, before, DARK.faint_text) == [150]
    assert rows_of(image, before, DARK.rise) == []


@pytest.mark.parametrize(
    ("bar_width", "width"), [(1.0, 1), (3.0, 2), (5.5, 3), (7.0, 5), (11.0, 7), (20.0, 15), (96.0, 71)]
)
def test_a_body_takes_three_quarters_of_its_slot_and_no_more(bar_width, width):
    assert body_width(bar_width) == width


def test_where_colours_cannot_be_distinguished_a_rise_is_hollow_and_a_fall_is_not(application):
    look = Look()
    candles = series(bar(0, 50, 120, 30, 100), bar(1, 100, 110, 40, 60))
    window = window_on(candles)
    layer = CandleLayer(look)
    shown(layer, candles, window)
    look.set_theme("color-blind")
    image, theme = painted(layer), look.theme
    rise, fall = int(window.x(0.5)), int(window.x(1.5))
    assert rows_of(image, rise, theme.rise) == [*range(80, 101), *range(150, 171)], "wicks, and the ends of the body"
    assert rows_of(image, rise + 1, theme.panel) == [*range(100), *range(101, 150), *range(151, HEIGHT)]
    assert rows_of(image, rise - 3, theme.rise) == list(range(100, 151)), "a side of the body"
    assert rows_of(image, fall + 2, theme.fall) == list(range(100, 141))


def test_another_theme_is_drawn_at_the_next_paint_and_no_pixel_of_the_old_one_stays(application):
    look = Look()
    candles = random_series(300)
    layer = CandleLayer(look)
    before = shown(layer, candles, window_on(candles))
    assert before.pixelColor(1, 1) == DARK.panel
    look.set_theme("light")
    image = painted(layer)
    old = {DARK.panel.name(), DARK.rise.name(), DARK.fall.name()}
    assert not old & {image.pixelColor(x, y).name() for x in range(WIDTH) for y in range(HEIGHT)}
