"""CCI against mean and mean deviation of each window."""

from math import nan

import pytest

from core.market.indicators.below.cci import CCI
from indicator_candles import ON_REAL_AND_MADE_CANDLES, assert_close, columns, computed


@ON_REAL_AND_MADE_CANDLES
@pytest.mark.parametrize("period", [2, 20])
def test_it_is_the_distance_from_the_mean_in_mean_deviations(candles, period):
    _, highs, lows, closes, *_ = columns(candles)
    typical = [sum(prices) / 3 for prices in zip(highs, lows, closes, strict=True)]
    expected = []
    for at in range(len(typical)):
        window = typical[at - period + 1 : at + 1] if at >= period - 1 else []
        mean = sum(window) / period
        deviation = sum(abs(each - mean) for each in window) / period
        distance = typical[at] - mean
        expected.append(nan if not window else distance / (0.015 * deviation) if deviation and distance else 0.0)
    assert_close(computed(CCI, candles, period=period)["cci"], expected)
