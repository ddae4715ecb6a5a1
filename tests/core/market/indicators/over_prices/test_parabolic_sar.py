"""Parabolic SAR against Wilder's rules."""

from math import nan

import pytest

from core.market.indicators.over_prices.parabolic_sar import PARABOLIC_SAR
from indicator_candles import ON_REAL_AND_MADE_CANDLES, assert_close, columns, computed


def stops(highs, lows, step, most):
    fell, rose = lows[0] - lows[1], highs[1] - highs[0]
    is_long = not (fell > max(rose, 0))
    extreme, stop = (highs[1], lows[0]) if is_long else (lows[1], highs[0])
    factor, found = step, [nan]
    for at in range(1, len(highs)):
        high, low = highs[at], lows[at]
        before = at - 1 if at > 1 else 1
        if (is_long and low <= stop) or (not is_long and high >= stop):
            # Touched: the trend turns, and the stop begins at the extreme of the old one.
            is_long, factor = not is_long, step
            stop = max(extreme, highs[before], high) if not is_long else min(extreme, lows[before], low)
            found.append(stop)
            extreme = low if not is_long else high
            stop += factor * (extreme - stop)
        else:
            found.append(stop)
            if (high > extreme) if is_long else (low < extreme):
                extreme, factor = (high if is_long else low), min(factor + step, most)
            stop += factor * (extreme - stop)
        # Tomorrow's stop lies outside the ranges of today and yesterday.
        stop = min(stop, lows[before], low) if is_long else max(stop, highs[before], high)
    return found


@ON_REAL_AND_MADE_CANDLES
@pytest.mark.parametrize(("step", "most"), [(0.02, 0.2), (0.05, 0.1)])
def test_the_stop_follows_the_trend_until_it_is_touched(candles, step, most):
    _, highs, lows, *_ = columns(candles)
    assert_close(computed(PARABOLIC_SAR, candles, acceleration=step, most=most)["stop"], stops(highs, lows, step, most))
