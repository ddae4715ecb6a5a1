"""Only a connection that was busy and then fell silent is suspicious; a quiet market is not."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.timing.silence import BUSY_SECONDS, BUSY_SHARE, ConnectionSilence


def silence_after(seconds: Iterable[bool]) -> ConnectionSilence:
    silence = ConnectionSilence()
    silence.begin()
    for has_flow in seconds:
        silence.look(has_flow=has_flow)
    return silence


def test_at_first_silence_means_nothing() -> None:
    assert not silence_after([]).is_busy
    assert not silence_after([False] * 10).is_busy


@pytest.mark.parametrize("busy", [1, 5, 18, 29, 30, 31, 100])
@pytest.mark.parametrize("quiet", [0, 6, 20])
def test_a_feed_busy_from_its_beginning_is_busy_however_young_it_is(busy: int, quiet: int) -> None:
    assert silence_after([True] * busy + [False] * quiet).is_busy


@pytest.mark.parametrize("seconds", [6, 30, 90])
def test_a_frame_each_second_and_a_half_is_busy_and_one_each_two_is_not(seconds: int) -> None:
    assert silence_after([n % 3 != 1 for n in range(seconds)] + [False] * 6).is_busy
    assert not silence_after([n % 2 == 1 for n in range(seconds)] + [False] * 6).is_busy


def test_a_new_connection_counts_as_busy_if_the_previous_one_was_busy_to_its_end() -> None:
    silence = silence_after([True] * 40)
    silence.begin()
    silence.look(has_flow=False)
    assert silence.is_busy
    silence.look(has_flow=True)
    silence.look(has_flow=False)
    assert not silence.is_busy, "it has a life of its own by now"


@pytest.mark.parametrize(("times", "needed"), [(1, 10), (2, 20), (3, 30), (4, 30), (9, 30)])
def test_each_time_the_market_was_quiet_a_longer_flow_is_needed_before_silence_counts_again(
    times: int, needed: int
) -> None:
    silence = silence_after([True] * 40 + [False] * 6)
    for _ in range(times):
        silence.excuse()
    for _ in range(needed - 1):
        silence.look(has_flow=True)
        assert not silence.is_busy
    silence.look(has_flow=True)
    assert silence.is_busy


class TestAfterASecondRequest:
    @pytest.mark.parametrize("flowed", [3, 4, 5])
    @pytest.mark.parametrize("busy", [1, 5, 18, 29, 30])
    def test_a_feed_that_flows_again_was_dead_and_is_watched_from_its_first_second(
        self, flowed: int, busy: int
    ) -> None:
        silence = silence_after([True] * 40 + [False] * 6)
        silence.excuse()
        silence.requested_again(flowed)
        assert not silence.is_busy
        for has_flow in [True] * busy + [False] * 6:
            silence.look(has_flow=has_flow)
        assert silence.is_busy

    def test_nothing_but_answers_means_that_the_market_is_quiet(self) -> None:
        silence = silence_after([True] * 40 + [False] * 6)
        silence.requested_again(0)
        silence.look(has_flow=True)
        assert not silence.is_busy

    def test_a_flow_that_ended_at_once_is_doubted_once_more_and_then_it_is_the_markets(self) -> None:
        silence = silence_after([True] * 40 + [False] * 6)
        silence.requested_again(1)
        assert silence.is_busy
        silence.requested_again(1)
        assert not silence.is_busy
        silence.requested_again(5)
        silence.requested_again(2)
        assert silence.is_busy, "it has been dead since"


def test_a_market_that_has_slept_for_long_is_not_woken_by_a_trade() -> None:
    silence = silence_after([True] * 40 + [False] * 600)
    assert not silence.is_busy
    silence.look(has_flow=True)
    assert not silence.is_busy


@given(st.lists(st.booleans(), max_size=150))
def test_only_the_half_minute_before_the_last_frame_counts(seconds: list[bool]) -> None:
    quiet = next((n for n, has_flow in enumerate(reversed(seconds)) if has_flow), len(seconds))
    seen = seconds[: len(seconds) - quiet][-BUSY_SECONDS:]
    expected = bool(seen) and sum(seen) >= BUSY_SHARE * len(seen) and quiet <= 2 * BUSY_SECONDS
    runs = "".join("x" if has_flow else " " for has_flow in seconds).split("x")
    if max(map(len, runs)) <= 2 * BUSY_SECONDS:
        assert silence_after(seconds).is_busy == expected


def test_two_connections_in_a_row_are_given_up_for_a_silence_and_then_it_is_the_markets() -> None:
    silence = silence_after([True] * 30)
    silence.give_up()
    silence.begin()
    assert silence.is_busy, "the next one is suspected from its beginning"
    silence.give_up()
    silence.begin()
    assert not silence.is_busy


def test_a_connection_lost_for_another_reason_takes_no_suspicion_away() -> None:
    silence = silence_after([True] * 30)
    silence.begin()
    silence.begin()
    assert silence.is_busy
