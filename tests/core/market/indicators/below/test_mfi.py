"""MFI against the money of rising and falling candles in each window."""

from math import nan

import pytest

from core.market.indicators.below.mfi import MFI
from indicator_candles import ON_REAL_AND_MADE_CANDLES, assert_close, columns, computed


@ON_REAL_AND_MADE_CANDLES
@pytest.mark.parametrize("period", [2, 14])
def test_it_is_the_share_of_money_in_rises(candles, period):
    _, highs, lows, closes, volumes, _ = columns(candles)
    typical = [(high + low + close) / 3 for high, low, close in zip(highs, lows, closes, strict=True)]
    expected = [nan] * len(closes)
    for at in range(period, len(closes)):
        rising = falling = 0.0
        for each in range(at - period + 1, at + 1):
            money = typical[each] * volumes[each]
            rising += money if typical[each] > typical[each - 1] else 0
            falling += money if typical[each] < typical[each - 1] else 0
        expected[at] = 100 * rising / (rising + falling) if rising + falling else 0.0
    assert_close(computed(MFI, candles, period=period)["mfi"], expected)
