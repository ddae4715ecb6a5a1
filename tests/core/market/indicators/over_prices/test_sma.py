"""The moving average against the mean of each window."""

import pytest

from core.market.indicators.over_prices.sma import SMA
from indicator_candles import ON_REAL_AND_MADE_CANDLES, assert_close, columns, computed, means


@ON_REAL_AND_MADE_CANDLES
@pytest.mark.parametrize("period", [2, 5, 20, 120, 1000])
def test_each_value_is_the_mean_of_the_last_closes(candles, period):
    assert_close(computed(SMA, candles, period=period)["average"], means(columns(candles)[3], period))
