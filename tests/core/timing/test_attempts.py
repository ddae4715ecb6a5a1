"""A load that is repeated: its waits, and what is logged of it."""

from __future__ import annotations

import logging

import pytest

from core.errors import ConnectionFailed, RateLimited
from core.timing.attempts import Attempts
from core.timing.backoff import INITIAL, MAXIMUM

DOWN = ConnectionFailed("no answer", "서버가 응답하지 않습니다")
BROKEN = ConnectionFailed("bad gateway", "서버 오류")


@pytest.fixture
def attempts() -> Attempts:
    return Attempts("market list", logging.WARNING)


def test_waits_grow_up_to_the_longest_and_begin_anew_after_a_success(attempts):
    waits = [attempts.failed(DOWN) for _ in range(20)]
    assert waits[0] <= INITIAL < waits[3] <= waits[-1] * 2
    assert max(waits) <= MAXIMUM
    attempts.succeeded()
    assert attempts.failed(DOWN) <= INITIAL


def test_what_the_server_demands_is_the_least_wait(attempts):
    assert attempts.failed(RateLimited("too_many_requests", "x", 429, retry_after=77.0)) == 77.0


def test_an_outage_is_logged_once_and_another_reason_once_more(attempts, caplog):
    for error in (DOWN, DOWN, DOWN, BROKEN, BROKEN):
        attempts.failed(error)
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        ("WARNING", "market list: no answer"),
        ("WARNING", "market list: bad gateway"),
    ]


def test_after_a_success_the_same_reason_is_logged_again_but_not_after_the_user_asked_for_another_try(attempts, caplog):
    attempts.failed(DOWN)
    for _ in range(5):
        attempts.failed(DOWN)
    attempts.hurry()
    assert attempts.failed(DOWN) <= INITIAL
    assert len(caplog.records) == 1
    attempts.succeeded()
    attempts.failed(DOWN)
    assert len(caplog.records) == 2
