"""Data are marked as late after some seconds of great delay, and in time again after some of small delay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.timing.lateness import IN_TIME_MS, LATE_MS, Lateness


def looks(*delays: float | None) -> list[float]:
    lateness = Lateness()
    shown = []
    for delay in delays:
        before = lateness.late_ms
        assert lateness.look(delay) is (lateness.late_ms != before)
        shown.append(lateness.late_ms)
    return shown


def test_great_delays_are_late_by_whole_seconds_until_they_are_small_again() -> None:
    assert looks(40.0, 8_020.0, 8_020.0, 7_700.0, 1_700.0, 30.0, 30.0) == [0, 0, 8_000, 8_000, 2_000, 1_000, 0]


@pytest.mark.parametrize("spike", [LATE_MS, 60_000.0])
def test_one_slow_second_marks_nothing(spike: float) -> None:
    assert not any(looks(*[40.0, spike] * 20))


def test_a_delay_between_the_limits_changes_nothing() -> None:
    between = (IN_TIME_MS + LATE_MS) / 2
    assert not any(looks(*[between] * 20))
    assert all(looks(3_000.0, 3_000.0, *[between, IN_TIME_MS - 1.0] * 20)[1:])


def test_a_quiet_market_stays_late_for_a_while_and_is_not_late_by_itself() -> None:
    assert not any(looks(*[None] * 100))
    assert not any(looks(2_000.0, None, 2_000.0, None, 2_000.0))
    assert looks(8_000.0, 8_000.0, *[None] * 30)[1:] == [*[8_000] * 30, 0]


@given(st.lists(st.one_of(st.none(), st.floats(0.0, 100_000.0))))
def test_late_is_at_least_a_second_and_never_after_two_small_delays(delays: list[float | None]) -> None:
    for number, late_ms in enumerate(looks(*delays)):
        assert late_ms == 0 or (late_ms >= 1_000.0 and late_ms % 1_000 == 0)
        last = delays[max(0, number - 1) : number + 1]
        if len(last) == 2 and all(delay is not None and delay < IN_TIME_MS for delay in last):
            assert late_ms == 0
