"""Waits after failures."""

from __future__ import annotations

import pytest

from core.errors import ConnectionFailed, RateLimited
from core.timing.backoff import MAXIMUM
from widgets.panel.retry_timer import RetryTimer

FAILED = ConnectionFailed("no", "서버에 연결할 수 없습니다")


class Clock:
    def __init__(self) -> None:
        self.time = 1_000.0

    def __call__(self) -> float:
        return self.time


class Waiting:
    """A timer on a clock that the test sets; a call stands for Qt's timer, early or not."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.timer = RetryTimer(now=self.clock)
        self.shown: list[str] = []
        self.timer.ticked.connect(lambda: self.shown.append(str(self.timer.seconds_left)))
        self.timer.due.connect(lambda: self.shown.append("due"))

    def run(self) -> float:
        """Let Qt's timer fire, 5 % early each time, until the wait is over; return the seconds."""
        began = self.clock.time
        for _ in range(100_000):
            if not self.timer._timer.isActive():
                return self.clock.time - began
            self.clock.time += self.timer._timer.interval() / 1000 * 0.95
            self.timer._timer.stop()
            self.timer._on_timeout()
        raise AssertionError("it is never due")


@pytest.fixture
def waiting(application) -> Waiting:
    return Waiting()


def test_each_failure_in_a_row_waits_longer_up_to_a_bound_and_success_begins_anew(waiting):
    waits = []
    for _ in range(12):
        waiting.timer.wait_after(FAILED)
        waits.append(waiting.run())
    assert waits[0] <= 0.6
    assert max(waits) <= MAXIMUM + 1
    assert min(waits[-4:]) >= MAXIMUM / 2
    waiting.timer.reset()
    waiting.timer.wait_after(FAILED)
    assert waiting.run() <= 0.6


def test_it_is_never_due_before_the_exchange_allows_it(waiting):
    waiting.timer.wait_after(RateLimited("too_many", "", 429, retry_after=90.0))
    assert waiting.timer.seconds_left == 90
    assert waiting.run() >= 90.0
    assert waiting.shown[0] in ("89", "90")
    assert waiting.shown[-2:] == ["1", "due"]
    assert waiting.shown.count("due") == 1


@pytest.mark.parametrize(("error", "is_due"), [(RateLimited("x", "", 418, retry_after=3000.0), True), (None, False)])
def test_a_wait_after_a_failure_can_be_cut_short_once_and_one_over_a_doubt_cannot(waiting, error, is_due):
    waiting.timer.wait_after(error)
    for _ in range(3):
        waiting.timer.cut_short()
    assert waiting.shown == ["due"] * is_due
    assert bool(waiting.timer.seconds_left) is not is_due


def test_one_that_is_stopped_is_not_due_and_remembers_the_failures(waiting):
    for _ in range(8):
        waiting.timer.wait_after(FAILED)
        waiting.timer.stop()
    assert waiting.timer.seconds_left == 0
    assert not waiting.timer._timer.isActive()
    waiting.timer._on_timeout()
    assert waiting.shown == []
    waiting.timer.wait_after(FAILED)
    assert waiting.timer.seconds_left >= MAXIMUM / 2
