"""Delays grow to a maximum, have jitter, and start again."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from core.errors import ConnectionFailed, ExchangeError, RateLimited
from core.timing.backoff import INITIAL, MAXIMUM, Backoff


@given(st.integers(0, 2**32))
def test_delays_double_up_to_the_cap_and_lose_at_most_half_to_jitter(seed: int) -> None:
    backoff = Backoff(random.Random(seed))
    for attempt in range(20):
        ceiling = min(MAXIMUM, INITIAL * 2**attempt)
        assert ceiling / 2 <= backoff.next_delay() <= ceiling
        assert backoff.attempt == attempt + 1


def test_a_year_of_failures_is_no_overflow() -> None:
    backoff = Backoff()
    for _ in range(100_000):
        assert backoff.next_delay() <= MAXIMUM


def test_after_a_reset_it_starts_over() -> None:
    backoff = Backoff()
    for _ in range(10):
        backoff.next_delay()
    backoff.reset()
    assert backoff.attempt == 0
    assert backoff.next_delay() <= INITIAL


def test_two_clients_do_not_return_together() -> None:
    assert Backoff(random.Random(1)).next_delay() != Backoff(random.Random(2)).next_delay()


def test_the_servers_delay_counts_if_it_is_longer():
    limit = RateLimited("429", "", 429, 60.0)
    assert Backoff().delay_after(limit) == 60.0
    assert 0 < Backoff().delay_after(ConnectionFailed("x")) <= INITIAL
    assert 0 < Backoff().delay_after(ExchangeError("500", "", 500)) <= INITIAL
