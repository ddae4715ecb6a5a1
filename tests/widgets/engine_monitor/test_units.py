"""Ages, waits and amounts are rounded to a readable precision."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.engine_monitor import units


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (None, "–"),
        (0.0, "방금"),
        (0.99, "방금"),
        (1.0, "1초"),
        (9.9, "9초"),
        (10.0, "10초"),
        (19.9, "10초"),
        (59.9, "50초"),
        (60, "1분"),
        (3599.9, "59분"),
        (3600, "1시간"),
        (7300, "2시간"),
    ],
)
def test_the_older_an_age_the_coarser_it_is_shown(seconds: float | None, text: str) -> None:
    assert units.age(seconds) == text


@given(st.floats(10, 86_400), st.floats(0, 0.5))
def test_past_ten_seconds_an_age_changes_at_most_every_ten_seconds(seconds: float, later: float) -> None:
    start = seconds // 10 * 10
    assert units.age(start) == units.age(start + 9 + later)


def test_a_wait_is_rounded_up_and_is_a_dash_when_over() -> None:
    assert [units.countdown(seconds) for seconds in (2.1, 0.1, 0.0)] == ["3초", "1초", "–"]


def test_numbers_are_short_in_korean_units() -> None:
    assert [units.count(number) for number in (9_999, 12_345, 340_000_000)] == ["9,999", "1.2만", "3.4억"]
    assert [units.amount(size) for size in (12, 2_253, 3 << 20)] == ["12 B", "2.2 kB", "3.0 MB"]


def test_what_nobody_measured_is_a_dash() -> None:
    assert units.milliseconds(None) == "–"
    assert units.milliseconds(0.14) == "0.1 ms"


def test_settings_and_durations_are_seconds() -> None:
    assert (units.setting(0.1), units.setting(15.0), units.duration(0.0)) == ("0.1초", "15초", "0.0초")


def test_a_unit_begins_with_its_first_whole_one() -> None:
    numbers = {9_999: "9,999", 10_000: "1.0만", 99_999_000: "9,999.9만", 10**8: "1.0억", 12_345 * 10**8: "12,345.0억"}
    assert {number: units.count(number) for number in numbers} == numbers
    sizes = {1_023: "1023 B", 1_024: "1.0 kB", 1 << 20: "1.0 MB", 1 << 30: "1.0 GB", 2_000 << 30: "2,000.0 GB"}
    assert {size: units.amount(size) for size in sizes} == sizes


def test_the_difference_of_clocks_is_shown_with_its_sign_in_seconds() -> None:
    assert [units.difference(each) for each in (None, 300.0, -3_600_000.0)] == ["–", "+0.3초", "-3,600.0초"]
    assert {units.difference(each) for each in (-49.0, -0.0, 0.0, 49.0)} == {"0.0초"}


def test_long_times_are_written_in_groups_of_three_digits() -> None:
    assert units.duration(12_345.67) == "12,345.7초"
    assert units.milliseconds(12_345.67) == "12,345.7 ms"
