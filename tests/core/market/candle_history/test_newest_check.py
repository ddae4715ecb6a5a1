"""How many candles a check requests: those that have begun since the last one, and a few more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.candle_history.newest_check import NewestCheck
from core.market.candles.units import CandleUnit
from core.model.candle_rows import MAX_CANDLES


def test_without_a_wish_there_is_none():
    assert NewestCheck(CandleUnit.SECOND_1).next() is None


@pytest.mark.parametrize(
    ("unit", "seconds", "count"),
    [
        (CandleUnit.SECOND_1, 10.2, 14),
        (CandleUnit.SECOND_1, 4_000.0, MAX_CANDLES),
        (CandleUnit.MINUTE_1, 10.0, 4),
        (CandleUnit.MINUTE_1, 60.5, 5),
        (CandleUnit.MONTH, 10.0, 4),
    ],
)
def test_it_reaches_back_to_the_last_one(unit, seconds, count):
    check = NewestCheck(unit)
    check.want(seconds, 0)
    assert check.next() == count
    assert check.next() is None, "once"


@given(st.lists(st.floats(0.1, 1e6), min_size=1, max_size=20), st.sampled_from(CandleUnit))
def test_those_that_were_not_made_are_made_up_for(waits, unit):
    check = NewestCheck(unit)
    for seconds in waits:
        check.want(seconds, 0)
    assert check.next() >= min(sum(waits) * 1000 / unit.length_ms + 1, MAX_CANDLES)


@pytest.mark.parametrize(("ago_ms", "stop"), [(1_999, 1_000), (2_000, 1_001)])
def test_a_candle_is_judged_two_seconds_after_its_end(ago_ms, stop):
    check = NewestCheck(CandleUnit.MINUTE_1)
    check.want(10.0, 1_001 * 60_000 + ago_ms)
    assert check.stop == stop
