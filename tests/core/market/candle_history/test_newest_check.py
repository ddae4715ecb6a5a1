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
    check.want(seconds)
    assert check.next() == count
    assert check.next() is None, "once"


@given(st.lists(st.floats(0.1, 1e6), min_size=1, max_size=20), st.sampled_from(CandleUnit))
def test_those_that_were_not_made_are_made_up_for(waits, unit):
    check = NewestCheck(unit)
    for seconds in waits:
        check.want(seconds)
    assert check.next() >= min(sum(waits) * 1000 / unit.length_ms + 1, MAX_CANDLES)
