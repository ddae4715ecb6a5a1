"""Slots and starts of every unit."""

import math
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.candles.units import CandleUnit
from core.model.candle_rows import CANDLE_PATHS
from core.model.subscription import StreamType

TIMES = st.integers(0, 4_000_000_000_000)


def ms(*date: int) -> int:
    return int(datetime(*date, tzinfo=UTC).timestamp()) * 1000


@given(st.sampled_from(CandleUnit), TIMES)
def test_every_moment_falls_into_exactly_one_interval(unit, time_ms):
    slot = unit.slot(time_ms)
    assert unit.start_ms(slot) <= time_ms < unit.start_ms(slot + 1)
    assert unit.slot(unit.start_ms(slot)) == slot


@given(st.sampled_from(CandleUnit), st.lists(st.integers(0, 700), min_size=1))
def test_many_starts_at_once_are_the_starts_one_by_one(unit, slots):
    assert unit.starts_ms(np.array(slots, np.int64)).tolist() == [unit.start_ms(slot) for slot in slots]
    assert unit.slots(unit.starts_ms(np.array(slots, np.int64)) + 999).tolist() == list(slots)


def test_weeks_begin_on_monday_and_months_on_the_first_at_midnight_utc():
    sunday = ms(2026, 11, 22, 23, 59)
    assert CandleUnit.WEEK.start_ms(CandleUnit.WEEK.slot(sunday)) == ms(2026, 11, 16)
    assert CandleUnit.MONTH.start_ms(CandleUnit.MONTH.slot(sunday)) == ms(2026, 11, 1)


def test_every_unit_is_one_that_rest_serves():
    assert {unit.rest_name for unit in CandleUnit} == set(CANDLE_PATHS)


def test_days_and_longer_have_no_stream():
    assert CandleUnit.MINUTE_5.stream_type is StreamType.CANDLE_5M
    assert [unit for unit in CandleUnit if unit.stream_type is None] == [
        CandleUnit.DAY,
        CandleUnit.WEEK,
        CandleUnit.MONTH,
    ]


def test_units_are_read_by_either_name():
    assert CandleUnit.parse("week") is CandleUnit.parse("1w") is CandleUnit.WEEK
    assert CandleUnit.parse("1m") is CandleUnit.MINUTE_1
    assert CandleUnit.parse("1M") is CandleUnit.MONTH
    with pytest.raises(ValueError, match="2m"):
        CandleUnit.parse("2m")


@given(st.sampled_from(CandleUnit), st.floats(-1e12, 1e14))
def test_a_moment_and_its_position_are_two_words_for_one_thing(unit, time_ms):
    position = unit.position(time_ms)
    assert position == pytest.approx(unit.slot(math.floor(time_ms)), abs=1.0)
    assert unit.time_ms(position) == pytest.approx(time_ms, abs=1e-6 * unit.length_ms, rel=1e-12)


def test_the_middle_of_a_month_lies_half_its_days_in():
    assert CandleUnit.MONTH.position(ms(2026, 11, 16)) == CandleUnit.MONTH.slot(ms(2026, 11, 1)) + 0.5


@pytest.mark.parametrize("unit", CandleUnit)
def test_there_is_a_slot_for_years_no_calendar_of_pythons_has(unit):
    for time_ms in (-(10**15), 10**15):
        assert unit.start_ms(unit.slot(time_ms)) <= time_ms < unit.start_ms(unit.slot(time_ms) + 1)
