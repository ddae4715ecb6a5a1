"""Which layers an indicator has."""

import numpy as np
import pytest

from core.market.indicators.catalogue import CATALOGUE
from core.market.indicators.choice import Style
from core.market.indicators.declaration import Kind, Place
from indicators_in_hand import OneIndicator, chosen, layers, minutes
from widgets.chart.indicators.marks import LevelsLayer
from widgets.chart.indicators.outputs import IndicatorDots, IndicatorHistogram, IndicatorLine
from widgets.chart.indicators.profile import ProfileLayer
from widgets.chart.panes.curves import BandLayer
from widgets.look.theme import Ink

KINDS = {Kind.LINE: IndicatorLine, Kind.HISTOGRAM: IndicatorHistogram, Kind.DOTS: IndicatorDots}
WITH_VALUES = [name for name, indicator in CATALOGUE.items() if indicator.start is not None]


@pytest.mark.parametrize("name", WITH_VALUES)
def test_each_output_has_a_layer_with_its_style(name):
    one = chosen(name)
    made = layers(one)
    assert [type(layer) for layer in made.outputs] == [KINDS[output.kind] for output in one.indicator.outputs]
    for layer, output in zip(made.outputs, one.indicator.outputs, strict=True):
        assert layer.color == Ink(one.styles[output.key].color)
        assert layer.shift == output.shift_by(one.values)
        assert layer.is_over_prices is (one.indicator.place is Place.PRICES)
    assert set(made.outputs) <= set(made.above)
    assert [type(layer) for layer in made.below] == [BandLayer] * len(one.indicator.bands)
    assert any(isinstance(layer, LevelsLayer) for layer in made.above) is bool(one.indicator.levels)


@pytest.mark.parametrize("name", WITH_VALUES)
def test_each_layer_draws_the_values_of_its_output(name):
    one, series = chosen(name), minutes()
    shown = OneIndicator(one, series)
    shown.shown()
    _, expected = one.indicator.start(_candles(series), one.values)
    for layer, values in zip(shown.layers.outputs, expected, strict=True):
        np.testing.assert_array_equal(layer.sources[0](series), values)


def _candles(series):
    from core.market.indicators.declaration import Candles

    return Candles(series.unit, series.starts_ms, series.figures, series.is_whole)


def test_a_hidden_output_has_none_and_takes_its_band_along():
    one = chosen("bollinger").with_style("upper", Style("line_5", is_shown=False))
    made = layers(one)
    assert len(made.outputs) == 2
    assert made.below == []


def test_bars_lie_under_the_lines_whose_distance_they_are():
    above = layers(chosen("macd")).above
    kinds = [type(layer) for layer in above if type(layer) in KINDS.values()]
    assert kinds == [IndicatorHistogram, IndicatorLine, IndicatorLine]


def test_the_profile_lies_below_the_candles():
    made = layers(chosen("volume-profile"))
    assert [type(layer) for layer in made.below] == [ProfileLayer]
    assert made.above == made.outputs == []
