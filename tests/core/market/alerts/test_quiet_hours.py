from __future__ import annotations

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.alerts.quiet_hours import QuietHours, minute_at, read_minute, written_minute
from core.model.korean_time import KST

MINUTE = st.integers(0, 1439)


@given(MINUTE, MINUTE, MINUTE)
def test_they_last_from_the_start_up_to_the_end_also_past_midnight(start: int, end: int, minute: int):
    between = start <= minute < end if start <= end else minute >= start or minute < end
    assert QuietHours(start, end).contain(minute) == between


@given(MINUTE)
def test_a_time_is_read_as_it_is_written(minute: int):
    assert read_minute(written_minute(minute)) == minute


@pytest.mark.parametrize(
    "text", ["", "24:00", "12:60", "1230", "12:3", "012:30", "-1:30", "１２:30", "ab:cd", "12:30:00"]
)
def test_what_is_no_time_of_the_day_is_refused(text: str):
    assert read_minute(text) is None


def test_an_hour_of_one_digit_and_spaces_are_read():
    assert read_minute(" 7:05 ") == 425


@pytest.mark.parametrize(("zone", "minute"), [(UTC, 23 * 60 + 59), (KST, 8 * 60 + 59)])
def test_the_minute_is_that_of_the_clock_the_user_reads(zone, minute: int):
    midnight_ms = 1_795_910_400_000
    assert minute_at(midnight_ms - 1, zone) == minute
    assert minute_at(midnight_ms, zone) == (minute + 1) % 1440
