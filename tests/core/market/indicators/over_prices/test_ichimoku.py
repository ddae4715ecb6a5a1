"""Ichimoku against the middles of its windows, and where its lines are drawn."""

from math import nan

import pytest

from core.market.indicators.over_prices.ichimoku import ICHIMOKU
from indicator_candles import ON_REAL_AND_MADE_CANDLES, assert_close, columns, computed


def middles(highs, lows, period):
    return [
        (max(highs[at - period + 1 : at + 1]) + min(lows[at - period + 1 : at + 1])) / 2 if at >= period - 1 else nan
        for at in range(len(highs))
    ]


@ON_REAL_AND_MADE_CANDLES
@pytest.mark.parametrize("periods", [(9, 26, 52), (3, 7, 5)])
def test_each_line_is_the_middle_of_its_range(candles, periods):
    _, highs, lows, closes, *_ = columns(candles)
    conversion, base, span_b = (middles(highs, lows, period) for period in periods)
    found = computed(ICHIMOKU, candles, **dict(zip(("conversion", "base", "span_b"), periods, strict=True)))
    assert_close(found["conversion"], conversion)
    assert_close(found["base"], base)
    assert_close(found["span_a"], [(a + b) / 2 for a, b in zip(conversion, base, strict=True)])
    assert_close(found["span_b"], span_b)
    assert found["lagging"] == closes


def test_the_spans_lie_ahead_and_the_close_behind_counting_the_candle_itself():
    shifts = {output.key: output.shift_by({"displacement": 26}) for output in ICHIMOKU.outputs}
    assert shifts == {"conversion": 0, "base": 0, "span_a": 25, "span_b": 25, "lagging": -25}
    assert all(output.shift_by({"displacement": 1}) == 0 for output in ICHIMOKU.outputs)
