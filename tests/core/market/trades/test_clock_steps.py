"""The exchange's clock against the engine's: from when on trades are requested again."""

from __future__ import annotations

import pytest

from core.market.trades.clock_steps import UNTOLD_MS, ClockSteps
from core.timing.exchange_clock import DISORDER_MS

NOW = 1_795_144_542_000
STEP = DISORDER_MS + 1


def begun() -> ClockSteps:
    steps = ClockSteps()
    assert steps.meet(NOW, 0, 0) is None
    return steps


@pytest.mark.parametrize("drift", [-DISORDER_MS, -1, 0, 1, DISORDER_MS])
def test_time_that_passes_and_a_little_disorder_are_no_step(drift):
    steps = begun()
    assert steps.meet(NOW + 60_000 + drift, 60_000, 0) is None


def test_after_a_step_forward_what_it_skipped_is_requested():
    steps = begun()
    assert steps.meet(NOW + 10_000 + STEP, 10_000, 0) == NOW + 10_000 - UNTOLD_MS
    assert steps.meet(NOW + 11_000 + STEP, 11_000, 0) is None


def test_after_a_step_back_what_was_traded_while_it_was_ahead_is_requested():
    steps = begun()
    steps.meet(NOW + 10_000 + STEP, 10_000, 0)
    assert steps.meet(NOW + 15_000, 15_000, 1) == NOW + 10_000 - UNTOLD_MS


def test_after_one_back_whose_step_forward_was_not_met_it_is_what_was_traded_since_the_last_look():
    steps = begun()
    steps.meet(NOW + 10_000, 10_000, 0)
    assert steps.meet(NOW + 15_000, 15_000, 1) == NOW + 10_000 - UNTOLD_MS
