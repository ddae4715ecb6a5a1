"""Levels, and what the legend says."""

import pytest

from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit
from core.market.indicators.catalogue import CATALOGUE
from core.market.indicators.choice import Style
from indicators_in_hand import OneIndicator, chart_with_indicators, chosen, minutes
from looks import DARK
from widgets.chart.indicators.marks import LegendLayer, LevelsLayer
from widgets.chart.panes.readings import Weight
from widgets.look.theme import Ink
from widgets.text import formats


def legend(name, slot=None, one=None, count=300, width=600):
    series = minutes(count)
    shown = OneIndicator(one or chosen(name), series)
    shown.window.resize(width)
    shown.shown(is_fitted=False)
    (layer,) = (layer for layer in shown.layers.above if isinstance(layer, LegendLayer))
    return layer.legend(slot, lambda value: f"{value:.1f}"), shown, series


def test_a_single_line_has_its_name_in_its_colour():
    (piece,), shown, series = legend("sma")
    value = shown.layers.outputs[0].sources[0](series)[-1]
    assert piece[:2] == (f"MA 20 {value:.1f}", Ink.LINE_1)
    assert piece.short == "MA 20"


def test_several_lines_have_one_name_and_their_own_colours():
    pieces, _, _ = legend("bollinger")
    assert pieces[0][:2] == ("BB 20 2", Ink.DIM)
    assert [piece.paint for piece in pieces[1:]] == [Ink.LINE_5, Ink.LINE_2, Ink.LINE_5]


@pytest.mark.parametrize(("name", "left"), [("sma", ["MA 20"]), ("bollinger", ["BB 20 2"])])
def test_over_the_prices_values_give_way_before_names(name, left):
    pieces, _, _ = legend(name)
    valued = [piece for piece in pieces if piece.weight is Weight.VALUES]
    assert [piece.text for piece in pieces if piece not in valued] + [
        each.short for each in valued if each.short
    ] == left


def test_the_values_of_a_pane_stay_as_its_title_does():
    assert {piece.weight for piece in legend("macd")[0]} == {Weight.KEPT}


def test_without_any_candle_there_is_no_legend():
    shown = OneIndicator(chosen("sma"), minutes())
    shown.shown()
    layer = next(layer for layer in shown.layers.above if isinstance(layer, LegendLayer))
    view, _, _ = chart_with_indicators()
    view.show_series("KRW-XRP", CandleSeries(CandleUnit.DAY))
    assert [piece for part in view.prices.layers for piece in part.legend(None, str)] == []
    assert layer.legend(None, str) != ()


def test_in_a_pane_the_title_is_the_name():
    pieces, _, _ = legend("macd")
    assert [piece.paint for piece in pieces] == [Ink.LINE_5, Ink.LINE_2, Ink.RISE]
    (piece,), shown, series = legend("rsi")
    assert piece.text == f"{shown.layers.outputs[0].sources[0](series)[-1]:.2f}"


def test_of_a_trend_only_the_side_there_is_has_a_value():
    pieces, _, _ = legend("supertrend")
    assert len(pieces) == 2
    assert pieces[1].paint in (Ink.RISE, Ink.FALL)


def test_before_there_is_a_value_none_is_invented():
    (piece,), *_ = legend("sma", count=5)
    assert piece.text == f"MA 20 {formats.UNKNOWN}"
    pieces, *_ = legend("bollinger", count=5)
    assert [piece.text for piece in pieces] == ["BB 20 2", formats.UNKNOWN]


def test_the_crosshair_shows_the_values_there():
    series = minutes()
    slot = int(series.slots[100])
    (piece,), shown, _ = legend("sma", slot)
    assert piece.text == f"MA 20 {shown.layers.outputs[0].sources[0](series)[100]:.1f}"


def test_of_shifted_lines_the_value_that_is_drawn_there_counts():
    pieces, shown, series = legend("ichimoku")
    spans = shown.layers.outputs[2].sources[0](series)
    assert f"{spans[len(series) - 26]:.1f}" in [piece.text for piece in pieces]
    ahead = int(series.slots[-1]) + 10
    pieces, *_ = legend("ichimoku", ahead)
    assert f"{spans[len(series) - 16]:.1f}" in [piece.text for piece in pieces]


@pytest.mark.parametrize("name", [name for name in CATALOGUE if name != "volume-profile"])  # of all candles in sight
def test_right_of_the_newest_candle_and_of_all_that_is_drawn_the_legend_says_the_newest_values(name):
    newest, _, series = legend(name)
    assert all(formats.UNKNOWN not in piece.text for piece in newest)
    for ahead in (60, 5_000):
        assert legend(name, int(series.slots[-1]) + ahead)[0] == newest


def test_with_every_output_hidden_only_the_name_is_left():
    one = chosen("sma").with_style("average", Style("line_1", is_shown=False))
    pieces, *_ = legend("sma", one=one)
    assert [piece.text for piece in pieces] == ["MA 20"]


@pytest.mark.parametrize(("name", "levels"), [("rsi", (30, 70)), ("cci", (-100, 100)), ("macd", (0,))])
def test_levels_are_drawn_at_their_values(name, levels):
    shown = OneIndicator(chosen(name), minutes())
    image = shown.shown()
    (layer,) = (layer for layer in shown.layers.above if isinstance(layer, LevelsLayer))
    assert layer.levels == levels
    for level in levels:
        row = [image.pixelColor(x, int(shown.scale.y(level))) for x in range(image.width())]
        assert sum(color == DARK.control for color in row) > 20
