"""The indicators of a chart: what is added, changed and removed is drawn so, and nothing is left of what is gone."""

import gc
import json
import weakref

import pytest
from PySide6.QtWidgets import QApplication

from chart_in_hand import bar
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit
from core.market.indicators.catalogue import CATALOGUE
from core.market.indicators.choice import MOST_CHOSEN, Style, new_chart
from indicator_candles import made_minutes
from indicators_in_hand import chart_with_indicators
from widgets.chart.bar_kinds.layer import BarsLayer
from widgets.chart.indicators.outputs import IndicatorLine
from widgets.look.theme import Ink

PANES = ["rsi", "macd", "stochastic", "atr", "obv", "cci", "adx", "mfi"]


def keys(view):
    return [pane.key for pane in view.panes]


def lines(view):
    return [layer for layer in view.prices.layers if isinstance(layer, IndicatorLine)]


def test_a_new_chart_has_four_averages_over_the_candles():
    view, _series, shown = chart_with_indicators()
    assert list(shown.all) == new_chart()
    assert [line.color for line in lines(view)] == [Ink.LINE_1, Ink.LINE_2, Ink.LINE_3, Ink.LINE_4]
    layers = view.prices.layers
    assert layers.index(view.bars_layer) < layers.index(lines(view)[0])


def test_indicators_below_get_panes_in_their_order_and_give_them_back():
    view, _series, shown = chart_with_indicators()
    for name in PANES:
        shown.add(CATALOGUE[name])
    assert keys(view) == ["prices", "volumes", *PANES]
    assert view.panes.find("rsi").title() == "RSI 14"
    shown.remove("macd")
    assert "macd" not in keys(view)
    shown.toggle("rsi")
    assert "rsi" not in keys(view)
    shown.toggle("rsi")
    assert "rsi" in keys(view)
    shown.reset()
    assert keys(view) == ["prices", "volumes"]
    assert len(lines(view)) == 4


def test_a_pane_that_the_user_removes_takes_its_indicator_along():
    view, _series, shown = chart_with_indicators()
    shown.add(CATALOGUE["rsi"])
    view.ask_to_remove(view.panes.find("rsi"))
    assert shown.find("rsi") is None
    assert shown.add(CATALOGUE["rsi"]).key == "rsi"
    assert keys(view) == ["prices", "volumes", "rsi"]


def test_the_settings_of_a_pane_are_those_of_its_indicator():
    view, _series, shown = chart_with_indicators()
    wanted = []
    shown.settings_wanted.connect(wanted.append)
    for name in ("rsi", "macd"):
        shown.add(CATALOGUE[name])
    view.panes.find("macd").open_settings()
    assert wanted == ["macd"]


def test_areas_lie_below_the_candles_and_lines_above():
    view, _series, shown = chart_with_indicators()
    for name in ("bollinger", "ichimoku", "volume-profile"):
        shown.add(CATALOGUE[name])
    names = [type(layer).__name__ for layer in view.prices.layers]
    bars = names.index(BarsLayer.__name__)
    assert names[:bars] == ["BandLayer", "BandLayer", "ProfileLayer"]
    assert "IndicatorLine" not in names[:bars]


def test_layers_of_others_keep_their_places():
    view, _series, shown = chart_with_indicators()
    other = BarsLayer(view.bars_layer.look)
    view.prices.layers.append(other)
    shown.add(CATALOGUE["bollinger"])
    shown.remove("sma")
    assert view.prices.layers[-1] is other


def test_a_change_is_drawn_at_once_and_keeps_the_values_of_the_others():
    view, series, shown = chart_with_indicators()
    told = []
    shown.changed.connect(lambda: told.append(True))
    first = {each.key: live for each, live in shown.computed(series)}
    shown.change(shown.find("sma").with_value("period", 7).with_style("average", Style("#336699", 3)))
    after = {each.key: live for each, live in shown.computed(series)}
    assert told == [True]
    assert after["sma-2"] is first["sma-2"]
    assert after["sma"].columns[0][-1] == pytest.approx(series.closes[-7:].mean())
    assert lines(view)[0].width == 3
    shown.change(shown.find("sma-2").with_style("average", Style("line_8")))
    assert {each.key: live for each, live in shown.computed(series)}["sma-2"] is first["sma-2"]


def test_the_drawn_values_follow_the_candles_and_another_series():
    view, series, _shown = chart_with_indicators()
    for slot in range(2_001, 2_010):
        series.upsert(bar(slot))
        view.refresh()
        assert lines(view)[0].value_at(0, None) == pytest.approx(series.closes[-5:].mean())
    other = CandleSeries(CandleUnit.MINUTE_5)
    other.merge(each._replace(start_ms=each.start_ms // 60_000 * 300_000) for each in made_minutes(80))
    view.show_series("KRW-ETH", other)
    assert lines(view)[0].value_at(0, None) == pytest.approx(other.closes[-5:].mean())
    view.show_series("KRW-XRP", CandleSeries(CandleUnit.DAY))
    assert lines(view)[0].value_at(0, None) != lines(view)[0].value_at(0, None)


def test_there_is_an_end_to_adding():
    view, _series, shown = chart_with_indicators()
    while not shown.is_full:
        assert shown.add(CATALOGUE["ema"]) is not None
    assert shown.add(CATALOGUE["ema"]) is None
    assert len(shown.all) == MOST_CHOSEN == len(lines(view))


def test_state_comes_back_with_panes_and_what_a_later_version_kept():
    view, _series, shown = chart_with_indicators()
    shown.add(CATALOGUE["rsi"])
    kept = json.loads(json.dumps([*shown.state(), {"id": "quantum"}]))
    other_view, _series, other = chart_with_indicators()
    other.restore_state(kept)
    assert other.all == shown.all
    assert keys(other_view) == keys(view)
    assert other.unknown_ids == ["quantum"]
    assert other.state() == kept


@pytest.mark.parametrize("kept", [None, 5, "sma", {}, [None, 3, {"id": 7}, {"id": "sma", "values": 3}]])
def test_a_state_that_is_none_leaves_a_chart(kept):
    _view, _series, shown = chart_with_indicators()
    shown.restore_state(kept)
    assert len(shown.all) <= 1


def test_candles_are_needed_as_far_back_as_the_longest_average_reaches():
    _view, _series, shown = chart_with_indicators()
    assert shown.first_needed(CandleUnit.MINUTE_1, 5000.0) == 4880
    shown.toggle("sma-4")
    assert shown.first_needed(CandleUnit.MINUTE_1, 5000.0) == 4940
    shown.restore_state([{"id": "vwap"}])
    assert shown.first_needed(CandleUnit.MINUTE_1, 5000.0) == 4320
    assert shown.first_needed(CandleUnit.SECOND_1, 86_399.0) == 86_399.0, "too many pages"
    shown.restore_state([])
    assert shown.first_needed(CandleUnit.MINUTE_1, 5000.0) == 5000


def test_a_chart_that_is_closed_is_freed_with_its_indicators():
    view, series, shown = chart_with_indicators()
    for name in CATALOGUE:
        shown.add(CATALOGUE[name])
    gc.collect()
    gc.disable()
    try:
        gone = [weakref.ref(view), weakref.ref(shown)]
        view.close()
        view.deleteLater()
        del view, shown, series
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, 52)
        assert [each() for each in gone] == [None, None], "without the garbage collector"
    finally:
        gc.enable()
