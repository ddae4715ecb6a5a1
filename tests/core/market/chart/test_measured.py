"""What lies between two points of a chart."""

import pytest

from core.market.candles.units import CandleUnit
from core.market.chart.measured import Point, measured

MINUTE, MONTH = CandleUnit.MINUTE_1, CandleUnit.MONTH


def test_bars_time_price_and_percent_are_those_of_the_way_in_both_directions():
    there = measured(MINUTE, Point(100.2, 1_000.0), Point(160.9, 1_100.0))
    assert (there.bars, there.ms, there.change, there.rate) == (60, 3_600_000, 100.0, pytest.approx(0.1))
    back = measured(MINUTE, Point(160.9, 1_100.0), Point(100.2, 1_000.0))
    assert (back.bars, back.ms, back.change) == (-60, -3_600_000, -100.0)


def test_months_are_as_long_as_they_are():
    february = MONTH.slot(1_769_904_000_000)
    assert measured(MONTH, Point(february + 0.5, 1.0), Point(february + 1.5, 1.0)).ms == 28 * 86_400_000


def test_a_price_of_nothing_has_no_ratio():
    assert measured(MINUTE, Point(0, 0.0), Point(1, 5.0)).rate is None
    assert measured(MINUTE, Point(0, -1.0), Point(1, 5.0)).rate is None
