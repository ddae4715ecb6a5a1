"""The columns of a chart's table."""

import numpy as np

from core.market.indicators.catalogue import CATALOGUE
from core.market.indicators.choice import Style
from indicators_in_hand import chart_with_indicators
from widgets.chart.indicators.values import indicator_columns


def columns():
    view, series, shown = chart_with_indicators()
    for name in ("macd", "obv", "volume-profile"):
        shown.add(CATALOGUE[name])
    return indicator_columns(shown, series, view.prices.text), series, view, shown


def test_each_output_that_is_drawn_has_a_column():
    made, *_ = columns()
    assert [column.title for column in made] == [
        "MA 5", "MA 20", "MA 60", "MA 120", "MACD 12 26 9 MACD", "MACD 12 26 9 시그널",
        "MACD 12 26 9 히스토그램", "OBV",
    ]  # fmt: skip


def test_the_values_stand_beside_their_candles():
    made, series, view, _ = columns()
    assert made[0].text_at(100) == view.prices.text(float(series.closes[96:101].mean()))
    assert made[3].text_at(100) == "", "not yet a value"
    assert made[3].text_at(len(series) - 1) == view.prices.text(float(np.mean(series.closes[-120:])))


def test_hidden_outputs_and_indicators_have_none():
    _, series, view, shown = columns()
    shown.change(shown.find("macd").with_style("signal", Style("line_2", is_shown=False)))
    shown.toggle("sma-4")
    titles = [column.title for column in indicator_columns(shown, series, view.prices.text)]
    assert titles == ["MA 5", "MA 20", "MA 60", "MACD 12 26 9 MACD", "MACD 12 26 9 히스토그램", "OBV"]
