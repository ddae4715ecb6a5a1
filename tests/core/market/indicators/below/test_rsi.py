"""RSI against Wilder's averages of rises and falls."""

import itertools
from math import isnan, nan

import pytest

from core.market.indicators.below.rsi import RSI
from indicator_candles import ON_REAL_AND_MADE_CANDLES, assert_close, columns, computed, wilder


@ON_REAL_AND_MADE_CANDLES
@pytest.mark.parametrize("period", [2, 14])
def test_it_is_the_share_of_rises_in_all_movement(candles, period):
    closes = columns(candles)[3]
    moves = [nan, *(after - before for before, after in itertools.pairwise(closes))]
    rises = wilder([max(move, 0) for move in moves], period, 1)
    falls = wilder([max(-move, 0) for move in moves], period, 1)
    expected = [
        nan if isnan(rise) else 100 * rise / (rise + fall) if rise + fall else 0.0
        for rise, fall in zip(rises, falls, strict=True)
    ]
    assert_close(computed(RSI, candles, period=period)["rsi"], expected)
