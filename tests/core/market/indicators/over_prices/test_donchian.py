"""The Donchian channel against the extremes of each window."""

from math import nan

import pytest

from core.market.indicators.over_prices.donchian import DONCHIAN
from indicator_candles import ON_REAL_AND_MADE_CANDLES, assert_close, columns, computed


@ON_REAL_AND_MADE_CANDLES
@pytest.mark.parametrize("period", [2, 20])
def test_the_channel_holds_the_last_candles(candles, period):
    _, highs, lows, *_ = columns(candles)
    places = range(len(highs))
    upper = [max(highs[at - period + 1 : at + 1]) if at >= period - 1 else nan for at in places]
    lower = [min(lows[at - period + 1 : at + 1]) if at >= period - 1 else nan for at in places]
    found = computed(DONCHIAN, candles, period=period)
    assert_close(found["upper"], upper)
    assert_close(found["lower"], lower)
    assert_close(found["middle"], [(high + low) / 2 for high, low in zip(upper, lower, strict=True)])
