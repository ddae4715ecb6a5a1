"""What holds for every indicator there is."""

import subprocess
import sys

import numpy as np
import pytest

from core.market.candles.units import CandleUnit
from core.market.indicators.catalogue import CATALOGUE
from core.market.indicators.declaration import Kind, Place
from indicator_candles import candles_of, flat_minutes, made_minutes

WITH_VALUES = [indicator for indicator in CATALOGUE.values() if indicator.start is not None]
ALL = pytest.mark.parametrize("indicator", CATALOGUE.values(), ids=CATALOGUE)
ALL_WITH_VALUES = pytest.mark.parametrize("indicator", WITH_VALUES, ids=[each.id for each in WITH_VALUES])


def values_of(indicator, bars, **changed):
    return np.array(indicator.start(candles_of(bars, CandleUnit.MINUTE_1), {**indicator.defaults, **changed})[1])


@ALL
def test_keys_are_unique_and_defaults_allowed(indicator):
    assert CATALOGUE[indicator.id] is indicator
    assert len({parameter.key for parameter in indicator.parameters}) == len(indicator.parameters)
    keys = [output.key for output in indicator.outputs]
    assert keys
    assert len(set(keys)) == len(keys)
    assert all(band.upper in keys and band.lower in keys for band in indicator.bands)
    for parameter in indicator.parameters:
        assert parameter.is_allowed(parameter.default)
        assert not parameter.choices or parameter.most == len(parameter.choices) - 1
    assert (indicator.start is None) == all(output.kind is Kind.PROFILE for output in indicator.outputs)


def test_an_indicator_is_loaded_when_it_is_used():
    program = (
        "import sys\n"
        "from core.market.indicators.choice import new_chart\n"
        "from core.market.indicators.catalogue import CATALOGUE\n"
        "assert new_chart()\n"
        "assert 'macd' in CATALOGUE and 'none' not in CATALOGUE and len(CATALOGUE) == len(list(CATALOGUE))\n"
        "rooms = ('core.market.indicators.below.', 'core.market.indicators.over_prices.')\n"
        "print([name for name in sys.modules if name.startswith(rooms)])\n"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "['core.market.indicators.over_prices.sma']"


@ALL
def test_titles_and_names_differ(indicator):
    others = [other for other in CATALOGUE.values() if other is not indicator]
    assert indicator.title not in {other.title for other in others}
    assert indicator.short not in {other.short for other in others}


@ALL_WITH_VALUES
def test_every_output_has_a_value_for_every_candle_in_the_end(indicator):
    bars = made_minutes(300)
    values = values_of(indicator, bars)
    assert values.shape == (len(indicator.outputs), 300)
    assert not np.isnan(values[:, -50:]).all(axis=1).any()
    if indicator.bounds is not None:
        assert indicator.bounds[0] <= np.nanmin(values)
        assert np.nanmax(values) <= indicator.bounds[1]


@ALL_WITH_VALUES
def test_bounds_of_parameters_are_those_of_the_computation(indicator):
    bars = made_minutes(1200)
    for parameter in indicator.parameters:
        for value in (parameter.least, parameter.most):
            assert values_of(indicator, bars, **{parameter.key: value}).shape == (len(indicator.outputs), 1200)
    for count in range(4):
        assert values_of(indicator, bars[:count]).shape == (len(indicator.outputs), count)


@ALL_WITH_VALUES
def test_the_cheapest_market_has_the_same_indicators_as_a_dear_one(indicator):
    """Before 0.8 TA-Lib took very small numbers for zero; the prices of a BTC market are some 1e-8."""
    bars = made_minutes(300)
    cheap = 2.0**-34
    scaled = [
        bar._replace(**{name: getattr(bar, name) * cheap for name in ("open", "high", "low", "close", "turnover")})
        for bar in bars
    ]
    expected = values_of(indicator, bars)
    if indicator.decimals is None and not indicator.is_amount:
        expected *= cheap
    np.testing.assert_array_equal(values_of(indicator, scaled), expected)


@ALL_WITH_VALUES
def test_a_market_that_does_not_move_breaks_nothing(indicator):
    assert not np.isinf(values_of(indicator, flat_minutes())).any()


@ALL
def test_what_lies_over_the_prices_is_in_prices(indicator):
    if indicator.place is Place.PRICES and indicator.start is not None:
        bars = made_minutes(300)
        values = values_of(indicator, bars)
        low, high = min(bar.low for bar in bars), max(bar.high for bar in bars)
        assert np.nanmin(values) > low - (high - low)
        assert np.nanmax(values) < high + (high - low)
