"""What the outputs of indicators look like on the screen, and how the candle that forms is set apart."""

import numpy as np
import pytest
from PySide6.QtGui import QColor

from core.market.indicators.catalogue import CATALOGUE
from indicators_in_hand import OneIndicator, chosen, minutes
from looks import DARK
from widgets.chart.indicators.outputs import below_of, dot_size, paint_of
from widgets.look.theme import Ink


def pixels(image):
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[..., :3].astype(int)


def near(image, color, tolerance=2):
    wanted = np.array([color.blue(), color.green(), color.red()])
    return np.abs(pixels(image) - wanted).max(axis=2) <= tolerance


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("name", CATALOGUE)
def test_a_revision_of_the_newest_candle_leaves_what_a_complete_redraw_paints(name, ratio):
    series = minutes()
    shown = OneIndicator(chosen(name), series)
    shown.shown(ratio)
    for step in (1.5, -4.0, 3.0):
        last = series.last
        close = last.close + step
        volume = last.volume + 1
        series.upsert(last._replace(high=max(last.high, close), low=min(last.low, close), close=close, volume=volume))
        strip = shown.shown(ratio, is_fitted=False)
        np.testing.assert_array_equal(pixels(strip), pixels(shown.drawn_anew(ratio)))


@pytest.mark.parametrize("name", CATALOGUE)
@pytest.mark.parametrize("bar_width", [0.5, 1.0, 3.0, 40.0])
def test_at_every_zoom_a_revision_leaves_what_a_complete_redraw_paints(name, bar_width):
    series = minutes(900)
    shown = OneIndicator(chosen(name), series, bar_width)
    shown.shown()
    last = series.last
    series.upsert(last._replace(close=last.low, volume=last.volume + 1))
    strip = shown.shown(is_fitted=False)
    np.testing.assert_array_equal(pixels(strip), pixels(shown.drawn_anew()))


@pytest.mark.parametrize("name", [name for name, each in CATALOGUE.items() if each.start is not None])
def test_an_indicator_is_seen(name):
    shown = OneIndicator(chosen(name), minutes())
    image = shown.shown()
    for layer in shown.layers.outputs:
        assert near(image, DARK.ink(layer.color), 60).any(), layer.color


def test_the_line_to_the_candle_that_forms_has_gaps_until_the_next_one_begins():
    series = minutes()
    one = chosen("sma")
    shown = OneIndicator(one, series, 40.0)
    image = shown.shown()
    line = shown.layers.outputs[0]
    assert line.is_forming_in_sight
    color = DARK.ink(line.color)
    left, right = int(line.x[-2]) + 2, int(line.x[-1]) - 2
    lit = near(image, color, 60)[:, left:right].any(axis=0)
    assert not lit.all()
    assert lit.any()
    before = near(image, color, 60)[:, int(line.x[-3]) + 2 : int(line.x[-2]) - 2].any(axis=0)
    assert before.mean() > lit.mean()


def test_the_last_bar_of_a_histogram_is_hollow():
    series = minutes()
    shown = OneIndicator(chosen("macd"), series, 40.0)
    image = shown.shown()
    bars = shown.layers.outputs[2]
    scale = shown.scale
    for row, is_hollow in ((-1, True), (-2, False)):
        value = float(bars.rows[0][row])
        assert abs(scale.y(value) - scale.y(0)) > 4, "high enough to have an inside"
        inside = image.pixelColor(int(bars.x[row]), int((scale.y(value) + scale.y(0)) / 2))
        assert (inside == DARK.panel) is is_hollow


def test_the_last_dot_is_hollow():
    shown = OneIndicator(chosen("sar"), minutes(), 20.0)
    image = shown.shown()
    dots = shown.layers.outputs[0]
    for row, is_hollow in ((-1, True), (-2, False)):
        middle = image.pixelColor(int(dots.x[row]), int(shown.scale.y(float(dots.rows[0][row]))))
        assert (middle == DARK.panel) is is_hollow


def test_over_the_prices_candles_keep_half_of_the_height():
    series = minutes()
    shown = OneIndicator(chosen("sma").with_value("period", 200), series)
    shown.shown()
    bars = shown.layers.outputs[0].sight.bars
    reach = shown.layers.outputs[0].extremes()
    height = bars.high.max() - bars.low.min()
    assert reach[0] >= bars.low.min() - height / 2
    assert reach[1] <= bars.high.max() + height / 2


def test_a_line_that_is_far_away_widens_the_scale_by_half_of_the_candles_only():
    series = minutes()
    last = series.last
    price = last.close * 100
    for minute in range(1, 60):  # the averages are still far below
        bar = last._replace(
            start_ms=last.start_ms + minute * 60_000, open=price, low=price, high=price + 10, close=price
        )
        series.upsert(bar)
    shown = OneIndicator(chosen("sma").with_value("period", 200), series)
    shown.shown()
    layer = shown.layers.outputs[0]
    assert np.nanmin(layer.rows[0]) < price / 2
    assert layer.extremes()[0] == price - 5
    layer.is_over_prices = False
    assert layer.extremes()[0] == np.nanmin(layer.rows[0])


def test_in_a_pane_of_its_own_the_last_value_is_a_tag():
    series = minutes()
    shown, over = OneIndicator(chosen("rsi"), series), OneIndicator(chosen("sma"), series)
    shown.shown()
    over.shown()
    (tag,) = shown.layers.outputs[0].readings()
    assert tag.value == shown.layers.outputs[0].sources[0](series)[-1]
    assert over.layers.outputs[0].readings() == ()


def test_a_shifted_line_runs_ahead_of_the_newest_candle():
    shown = OneIndicator(chosen("ichimoku"), minutes())
    shown.shown()
    outputs = shown.layers.outputs
    newest = outputs[0].x[-1]
    assert outputs[2].x[-1] == pytest.approx(newest + 25 * 7.0)
    assert outputs[4].x[-1] < newest
    assert all(output.is_forming_in_sight for output in outputs)


def test_colours_are_roles_or_what_the_user_chose():
    assert paint_of("line_3") is Ink.LINE_3
    assert paint_of("#102030") == QColor(16, 32, 48)
    assert (below_of("rise"), below_of("fall")) == (Ink.FALL, Ink.RISE)
    assert below_of("#102030") == QColor(16, 32, 48)
    assert below_of("line_2") is Ink.LINE_2


def test_dots_are_odd_so_that_they_have_a_middle():
    assert {dot_size(width) % 2 for width in (0.1, 1, 3, 7, 12, 96)} == {1}
