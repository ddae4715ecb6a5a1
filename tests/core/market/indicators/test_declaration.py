"""What may be declared: values of parameters, shifts, and how far back an indicator reaches."""

import math

import pytest

from core.market.candles.units import CandleUnit
from core.market.indicators.declaration import Ink, Output, Parameter, period
from core.market.indicators.over_prices.ema import EMA
from core.market.indicators.over_prices.sma import SMA
from core.text import translatable

TITLE = translatable("Indicators", "기간")


@pytest.mark.parametrize(
    ("value", "is_allowed"),
    [(2, True), (1000, True), (20.0, True), (1, False), (1001, False), (20.5, False), (True, False), ("20", False)],
)
def test_a_period_is_a_whole_number_within_its_bounds(value, is_allowed):
    assert period(20).is_allowed(value) is is_allowed


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, None, [], {}])
def test_what_is_no_number_is_no_value(value):
    assert not period(20).is_allowed(value)
    assert not Parameter("x", TITLE, 1, 0, 5, decimals=2).is_allowed(value)


def test_a_parameter_with_decimals_may_have_some():
    assert Parameter("x", TITLE, 1, 0, 5, decimals=1).is_allowed(2.5)


def test_an_output_is_drawn_at_its_candle_unless_it_is_shifted():
    assert Output("x", TITLE, Ink.LINE_1).shift_by({}) == 0
    assert Output("x", TITLE, Ink.LINE_1, shift=lambda values: int(values["by"])).shift_by({"by": 3}) == 3


def test_a_mean_needs_its_period_and_a_smoothed_one_several():
    assert SMA.first_needed(CandleUnit.MINUTE_1, 500.5, {"period": 120}) == 380.5
    assert EMA.first_needed(CandleUnit.MINUTE_1, 500.0, {"period": 20}) == 340


def test_the_defaults_are_those_of_the_parameters():
    assert SMA.defaults == {"period": 20}
