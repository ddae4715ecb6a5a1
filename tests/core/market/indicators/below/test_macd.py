"""MACD against its exponential averages."""

from math import nan

import pytest

from core.market.indicators.below.macd import MACD
from indicator_candles import ON_REAL_AND_MADE_CANDLES, assert_close, columns, computed, exponential


@ON_REAL_AND_MADE_CANDLES
@pytest.mark.parametrize(("fast", "slow", "signal"), [(12, 26, 9), (3, 8, 1)])
def test_it_is_the_distance_of_two_averages_and_their_signal(candles, fast, slow, signal):
    closes = columns(candles)[3]
    first = slow - 1
    averages = zip(exponential(closes, fast, first), exponential(closes, slow, first), strict=True)
    macd = [quick - lazy for quick, lazy in averages]
    shown = first + signal - 1
    signals = [nan] * first + exponential(macd[first:], signal, signal - 1)
    macd[:shown] = [nan] * shown
    found = computed(MACD, candles, fast=fast, slow=slow, signal=signal)
    assert_close(found["macd"], macd)
    assert_close(found["signal"], signals)
    assert_close(found["histogram"], [each - mean for each, mean in zip(macd, signals, strict=True)])
