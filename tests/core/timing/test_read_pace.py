"""Pauses begin at many packets, end at few, and never exceed the allowed delay of a frame."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.timing.read_pace import BUSY, PAUSE, WINDOW, ReadPace


def pauses(rate: float, seconds: float, pace: ReadPace, begin: float = 1000.0) -> Iterator[tuple[float, float]]:
    """Return time and pause of each read when `rate` packets per second come, one message each."""
    now, unread_since = begin, begin
    while now < begin + seconds:
        now = max(now + 1 / rate, now)
        pause = pace.pause_after(max(1, round((now - unread_since) * rate)), now)
        unread_since = now
        yield now, pause
        now += pause


@pytest.mark.parametrize("rate", [1.0, 30.0, 100.0, 300.0])
def test_where_little_comes_nothing_is_ever_kept_waiting(rate: float) -> None:
    assert not any(pause for _, pause in pauses(rate, 10.0, ReadPace()))


@pytest.mark.parametrize("rate", [600.0, 1_000.0, 3_000.0, 10_000.0])
def test_where_much_comes_packets_are_read_together_within_two_windows(rate: float) -> None:
    reads = list(pauses(rate, 10.0, ReadPace()))
    assert {pause for now, pause in reads if now > 1000.0 + 2.5 * WINDOW} == {PAUSE}
    assert len(reads) < 10.0 / PAUSE + 2.5 * WINDOW * rate


def test_when_it_calms_down_the_pauses_end() -> None:
    pace = ReadPace()
    *_, (busy_until, pause) = pauses(2_000.0, 1.0, pace)
    assert pause
    reads = list(pauses(100.0, 5.0, pace, busy_until))
    assert not any(pause for now, pause in reads if now > busy_until + 2.5 * WINDOW)


def test_large_reads_of_a_flood_are_no_reason() -> None:
    """A flood that is read in pieces of a hundred messages is read together already."""
    pace = ReadPace()
    assert not any(pace.pause_after(100, 1000.0 + n / 200) for n in range(2_000))


@given(st.lists(st.tuples(st.integers(0, 1_000), st.floats(0.0, 5.0)), max_size=200))
def test_a_pause_is_none_or_the_one_there_is(reads: list[tuple[int, float]]) -> None:
    pace, now = ReadPace(), 0.0
    for messages, later in reads:
        now += later
        assert pace.pause_after(messages, now) in (0.0, PAUSE)


def test_the_threshold_leaves_room_between_quiet_and_busy() -> None:
    assert BUSY * PAUSE >= 3, "each read brings three packets at least, or nothing would be gained"
