"""The exponential average against its plain recursion."""

import pytest

from core.market.indicators.over_prices.ema import EMA
from indicator_candles import ON_REAL_AND_MADE_CANDLES, assert_close, columns, computed, exponential


@ON_REAL_AND_MADE_CANDLES
@pytest.mark.parametrize("period", [2, 20, 60])
def test_each_close_moves_the_average_by_its_weight(candles, period):
    assert_close(computed(EMA, candles, period=period)["average"], exponential(columns(candles)[3], period, period - 1))
