"""The weighted average against its plain sum."""

from math import nan

import pytest

from core.market.indicators.over_prices.wma import WMA
from indicator_candles import ON_REAL_AND_MADE_CANDLES, assert_close, columns, computed


@ON_REAL_AND_MADE_CANDLES
@pytest.mark.parametrize("period", [2, 20])
def test_the_newest_close_counts_most(candles, period):
    closes = columns(candles)[3]
    weights = range(1, period + 1)
    expected = [
        sum(weight * close for weight, close in zip(weights, closes[index - period + 1 : index + 1], strict=True))
        / sum(weights)
        if index >= period - 1
        else nan
        for index in range(len(closes))
    ]
    assert_close(computed(WMA, candles, period=period)["average"], expected)
