"""Bollinger bands against mean and standard deviation of each window."""

from math import nan
from statistics import fmean, pstdev

import pytest

from core.market.indicators.over_prices.bollinger import BOLLINGER
from indicator_candles import ON_REAL_AND_MADE_CANDLES, assert_close, columns, computed


@ON_REAL_AND_MADE_CANDLES
@pytest.mark.parametrize(("period", "deviations"), [(20, 2), (5, 2.5)])
def test_the_bands_lie_some_deviations_from_the_mean(candles, period, deviations):
    closes = columns(candles)[3]
    found = computed(BOLLINGER, candles, period=period, deviations=deviations)
    windows = [closes[index - period + 1 : index + 1] for index in range(len(closes))]
    for key, side in (("upper", deviations), ("middle", 0), ("lower", -deviations)):
        expected = [fmean(each) + side * pstdev(each) if len(each) == period else nan for each in windows]
        assert_close(found[key], expected)
