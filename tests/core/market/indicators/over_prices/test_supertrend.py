"""SuperTrend against its plain rules."""

from math import isnan, nan

import pytest

from core.market.indicators.over_prices.supertrend import SUPERTREND
from indicator_candles import ON_REAL_AND_MADE_CANDLES, assert_close, columns, computed, true_ranges, wilder


@ON_REAL_AND_MADE_CANDLES
@pytest.mark.parametrize(("period", "multiplier"), [(10, 3), (5, 1.5)])
def test_the_stop_only_tightens_until_the_close_crosses_it(candles, period, multiplier):
    _, highs, lows, closes, *_ = columns(candles)
    ranges = wilder(true_ranges(candles), period, 1)
    rise, fall = [nan] * len(closes), [nan] * len(closes)
    upper = lower = nan
    is_rising = None
    for at, reach in enumerate(ranges):
        if isnan(reach):
            continue
        middle = (highs[at] + lows[at]) / 2
        above, below = middle + multiplier * reach, middle - multiplier * reach
        if is_rising is None:
            upper, lower, is_rising = above, below, True
        else:
            upper = above if above < upper or closes[at - 1] > upper else upper
            lower = below if below > lower or closes[at - 1] < lower else lower
            is_rising = closes[at] >= lower if is_rising else closes[at] > upper
        (rise if is_rising else fall)[at] = lower if is_rising else upper
    found = computed(SUPERTREND, candles, period=period, multiplier=multiplier)
    assert_close(found["rise"], rise)
    assert_close(found["fall"], fall)
