"""ADX and the directional movement against Wilder's rules."""

from math import isnan, nan

import pytest

from core.market.indicators.below.adx import ADX
from indicator_candles import ON_REAL_AND_MADE_CANDLES, assert_close, columns, computed, true_ranges


def wilder_sums(values, period):
    """Sums that begin with one value less than a period, as Wilder's table does."""
    sums, total = [nan] * len(values), sum(values[1:period])
    for at in range(period, len(values)):
        total = total - total / period + values[at]
        sums[at] = total
    return sums


def shares(parts, wholes):
    """Each part in per cent of the whole: nothing of nothing, and unknown while the whole is."""
    return [
        nan if isnan(whole) else 100 * part / whole if whole else 0.0 for part, whole in zip(parts, wholes, strict=True)
    ]


@ON_REAL_AND_MADE_CANDLES
@pytest.mark.parametrize("period", [2, 14])
def test_it_is_the_smoothed_share_of_one_direction(candles, period):
    _, highs, lows, *_ = columns(candles)
    ups, downs = [nan], [nan]
    for at in range(1, len(highs)):
        up, down = highs[at] - highs[at - 1], lows[at - 1] - lows[at]
        ups.append(up if up > down and up > 0 else 0.0)
        downs.append(down if down > up and down > 0 else 0.0)
    reach, plus, minus = (wilder_sums(values, period) for values in (true_ranges(candles), ups, downs))
    plus_di, minus_di = shares(plus, reach), shares(minus, reach)
    adx, total, value = [nan] * len(highs), 0.0, 0.0
    for at in range(period, len(highs)):
        both = plus_di[at] + minus_di[at]
        share = 100 * abs(plus_di[at] - minus_di[at]) / both if both else None
        if at < 2 * period:
            total += share or 0.0
            value = total / period
        elif share is not None:
            value = (value * (period - 1) + share) / period
        if at >= 2 * period - 1:
            adx[at] = value
    found = computed(ADX, candles, period=period)
    assert_close(found["plus"], plus_di)
    assert_close(found["minus"], minus_di)
    assert_close(found["adx"], adx)
