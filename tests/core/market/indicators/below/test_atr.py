"""The average true range against Wilder's average."""

import pytest

from core.market.indicators.below.atr import ATR
from indicator_candles import ON_REAL_AND_MADE_CANDLES, assert_close, computed, true_ranges, wilder


@ON_REAL_AND_MADE_CANDLES
@pytest.mark.parametrize("period", [1, 2, 14])
def test_it_is_the_smoothed_true_range(candles, period):
    assert_close(computed(ATR, candles, period=period)["atr"], wilder(true_ranges(candles), period, 1))
