"""What the clock loses while data are late is their delay, unless the clock was set back."""

from __future__ import annotations

import pytest

from core.timing.exchange_clock import ExchangeClock
from core.timing.forgotten_delay import REMEMBERED, ForgottenDelay


class Line:
    """A line with a message each second, which is late by so much."""

    def __init__(self) -> None:
        self.clock = ExchangeClock()
        self.forgotten = ForgottenDelay(self.clock)
        self.now = 0.0
        self.ahead_ms = 1_795_144_500_000
        self.late_ms = 0

    def run(self, seconds: int) -> float:
        for _ in range(seconds):
            self.now += 1.0
            self.clock.believes(round(self.now * 1000) + self.ahead_ms - self.late_ms, self.now, "REALTIME")
            self.forgotten.look(self.now, is_late=self.late_ms >= 1_000)
        return self.forgotten.ms


@pytest.fixture
def line() -> Line:
    made = Line()
    assert made.run(100) == 0.0
    return made


@pytest.mark.parametrize("late_ms", [1_500, 4_000, 8_000, 60_000])
def test_the_clock_follows_a_delay_and_all_of_it_is_known_here(line: Line, late_ms: int) -> None:
    line.now += late_ms // 1_000  # nothing comes meanwhile
    line.late_ms = late_ms
    assert line.run(30) == 0.0
    assert line.run(170) == late_ms
    line.late_ms = 1_200
    assert line.run(20) == 1_200
    line.late_ms = 0
    assert line.run(20) == 0.0


def test_it_is_not_known_for_ever(line: Line) -> None:
    line.late_ms = 3_000
    assert line.run(200) == 3_000
    assert line.run(int(REMEMBERED)) == 0.0
    assert line.run(200) == 0.0


@pytest.mark.parametrize("by", [20_000, 80_000, 3_600_000])
def test_a_clock_that_is_set_back_while_data_are_late_is_no_delay(line: Line, by: int) -> None:
    line.late_ms = 3_000
    assert line.run(200) == 3_000
    line.ahead_ms -= by
    assert line.run(20) == 0.0


def test_a_drift_is_no_delay_while_data_come_in_time(line: Line) -> None:
    for _ in range(500):
        line.ahead_ms -= 10
        assert line.run(1) == 0.0
