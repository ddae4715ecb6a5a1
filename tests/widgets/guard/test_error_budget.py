from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.guard.error_budget import SLOW_SECONDS, TOO_MANY, WINDOW, ErrorBudget


@pytest.fixture
def budget() -> ErrorBudget:
    return ErrorBudget()


def test_five_failures_within_ten_seconds_are_enough(budget):
    assert [budget.failed(now) for now in (0.0, 1.0, 2.0, 3.0, 10.0)] == [False] * 4 + [True]


def test_the_same_spread_out_are_not(budget):
    assert not any(budget.failed(now) for now in (0.0, 3.0, 6.0, 9.0, 12.0, 15.0))


def test_slow_frames_are_enough_when_they_cost_a_tenth_of_the_time(budget):
    assert [budget.was_slow(float(now), 0.25) for now in range(5)] == [False] * 4 + [True]


def test_a_busy_machine_makes_slow_frames_of_good_panels_too(budget):
    assert not any(budget.was_slow(now * 0.5, 0.06) for now in range(100) if now % 2)


def test_one_long_stall_is_an_accident(budget):
    assert not budget.was_slow(0.0, 30.0)
    assert not budget.was_slow(1.0, 30.0)


def test_old_dawdling_is_forgotten(budget):
    assert not any(budget.was_slow(now * WINDOW, 5.0) for now in range(20))


def test_the_log_hears_of_it_once_a_second_with_a_count(budget):
    reported = []
    for tick in range(31):
        budget.failed(tick / 10)
        reported.append(budget.to_log(tick / 10))
    assert [count for count in reported if count] == [1, 10, 10, 10]
    assert budget.to_log(3.5) == 0


def test_forgiven_it_starts_over(budget):
    for now in range(4):
        budget.failed(float(now))
        budget.was_slow(float(now), 10.0)
    budget.forgive()
    assert not budget.failed(4.0)
    assert not budget.was_slow(4.0, 10.0)


@given(st.lists(st.floats(0, 4), max_size=40))
def test_it_is_enough_exactly_when_the_last_five_lie_within_ten_seconds(waits):
    budget, now, times = ErrorBudget(), 0.0, []
    for wait in waits:
        now += wait
        times.append(now)
        last = times[-TOO_MANY:]
        assert budget.failed(now) == (len(last) == TOO_MANY and last[-1] - last[0] <= WINDOW)


@given(st.lists(st.tuples(st.floats(0, 4), st.floats(0.05, 1)), max_size=40))
def test_dawdling_is_summed_over_the_last_ten_seconds(frames):
    budget, now, slow = ErrorBudget(), 0.0, []
    for wait, seconds in frames:
        now += wait
        slow.append((now, seconds))
        recent = [spent for at, spent in slow if at >= now - WINDOW]
        assert budget.was_slow(now, seconds) == (len(recent) >= TOO_MANY and sum(recent) >= SLOW_SECONDS)
