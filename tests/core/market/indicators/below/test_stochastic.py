"""The stochastic against the extremes of each window."""

from math import nan

import pytest

from core.market.indicators.below.stochastic import STOCHASTIC
from indicator_candles import ON_REAL_AND_MADE_CANDLES, assert_close, columns, computed, means


@ON_REAL_AND_MADE_CANDLES
@pytest.mark.parametrize(("period", "slow_k", "slow_d"), [(14, 3, 3), (5, 1, 4)])
def test_it_is_the_place_of_the_close_in_its_range_averaged_twice(candles, period, slow_k, slow_d):
    _, highs, lows, closes, *_ = columns(candles)
    raw = []
    for at in range(period - 1, len(closes)):
        low, high = min(lows[at - period + 1 : at + 1]), max(highs[at - period + 1 : at + 1])
        raw.append((closes[at] - low) / (high - low) * 100 if high > low else 0.0)
    k = means(raw, slow_k)
    d = [nan] * (slow_k - 1) + means(k[slow_k - 1 :], slow_d)
    late = slow_k + slow_d - 2
    k[:late] = [nan] * late
    found = computed(STOCHASTIC, candles, period=period, slow_k=slow_k, slow_d=slow_d)
    assert_close(found["k"], [nan] * (period - 1) + k)
    assert_close(found["d"], [nan] * (period - 1) + d)
