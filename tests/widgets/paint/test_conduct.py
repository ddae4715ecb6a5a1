from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.paint.conduct import DAWDLED, ENOUGH, WITHIN, Conduct


@pytest.fixture
def conduct() -> Conduct:
    return Conduct()


def test_five_failures_within_ten_seconds_are_enough(conduct):
    assert [conduct.failed(now) for now in (0.0, 1.0, 2.0, 3.0, 10.0)] == [False] * 4 + [True]


def test_the_same_spread_out_are_not(conduct):
    assert not any(conduct.failed(now) for now in (0.0, 3.0, 6.0, 9.0, 12.0, 15.0))


def test_slow_frames_are_enough_when_they_cost_a_tenth_of_the_time(conduct):
    assert [conduct.dawdled(float(now), 0.25) for now in range(5)] == [False] * 4 + [True]


def test_a_busy_machine_makes_slow_frames_of_good_panels_too(conduct):
    assert not any(conduct.dawdled(now * 0.5, 0.06) for now in range(100) if now % 2)


def test_one_long_stall_is_an_accident(conduct):
    assert not conduct.dawdled(0.0, 30.0)
    assert not conduct.dawdled(1.0, 30.0)


def test_old_dawdling_is_forgotten(conduct):
    assert not any(conduct.dawdled(now * WITHIN, 5.0) for now in range(20))


def test_the_log_hears_of_it_once_a_second_with_a_count(conduct):
    told = []
    for tick in range(31):
        conduct.failed(tick / 10)
        told.append(conduct.to_log(tick / 10))
    assert [count for count in told if count] == [1, 10, 10, 10]
    assert conduct.to_log(3.5) == 0


def test_forgiven_it_starts_over(conduct):
    for now in range(4):
        conduct.failed(float(now))
        conduct.dawdled(float(now), 10.0)
    conduct.forgive()
    assert not conduct.failed(4.0)
    assert not conduct.dawdled(4.0, 10.0)


@given(st.lists(st.floats(0, 4), max_size=40))
def test_it_is_enough_exactly_when_the_last_five_lie_within_ten_seconds(waits):
    conduct, now, times = Conduct(), 0.0, []
    for wait in waits:
        now += wait
        times.append(now)
        last = times[-ENOUGH:]
        assert conduct.failed(now) == (len(last) == ENOUGH and last[-1] - last[0] <= WITHIN)


@given(st.lists(st.tuples(st.floats(0, 4), st.floats(0.05, 1)), max_size=40))
def test_dawdling_is_summed_over_the_last_ten_seconds(frames):
    conduct, now, slow = Conduct(), 0.0, []
    for wait, seconds in frames:
        now += wait
        slow.append((now, seconds))
        recent = [spent for at, spent in slow if at >= now - WITHIN]
        assert conduct.dawdled(now, seconds) == (len(recent) >= ENOUGH and sum(recent) >= DAWDLED)
