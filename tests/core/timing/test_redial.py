"""Redial soon after a temporary fault, slowly after a refusal, and not at all after a refused key."""

from __future__ import annotations

import pytest

from core.errors import ConnectionFailed, ConnectionLost, FatalConnection
from core.timing.backoff import INITIAL, MAXIMUM
from core.timing.redial import BLOCKED_FOR, LONGEST_BLOCK, SLOW_INITIAL, SLOW_MAXIMUM, Redial, block_of


@pytest.mark.parametrize("error", [ConnectionFailed("refused"), ConnectionLost(1006, ""), RuntimeError("a defect")])
@pytest.mark.parametrize("retries_refusals", [True, False])
def test_a_temporary_fault_is_retried_soon_and_then_less_often(error: Exception, retries_refusals: bool) -> None:
    redial = Redial(retries_refusals=retries_refusals)
    delays = [redial.delay_after(error) for _ in range(20)]
    assert INITIAL / 2 <= delays[0] <= INITIAL
    assert MAXIMUM / 2 <= delays[-1] <= MAXIMUM
    assert redial.attempt == 20


def test_a_refusal_is_retried_slowly_or_not_at_all() -> None:
    refusal = FatalConnection("403")
    assert Redial(retries_refusals=False).delay_after(refusal) is None
    redial = Redial(retries_refusals=True)
    delays = [redial.delay_after(refusal) for _ in range(20)]
    assert SLOW_INITIAL / 2 <= delays[0] <= SLOW_INITIAL
    assert SLOW_MAXIMUM / 2 <= delays[-1] <= SLOW_MAXIMUM
    redial.reset()
    assert redial.attempt == 0
    assert redial.delay_after(refusal) <= SLOW_INITIAL


def test_the_next_loss_alone_is_redialled_at_once() -> None:
    redial = Redial(retries_refusals=True)
    redial.is_due_at_once = True
    assert redial.delay_after(ConnectionLost(1000, "")) == 0.0
    assert redial.delay_after(ConnectionLost(1000, "")) > 0.0


@pytest.mark.parametrize(
    ("error", "seconds"),
    [
        (ConnectionLost(1008, "enough"), BLOCKED_FOR),
        (ConnectionLost(1000, ""), 0.0),
        (ConnectionFailed("503"), 0.0),
        (ConnectionFailed("418", retry_after=90.0), 90.0),
        (ConnectionFailed("418", retry_after=86_400.0), LONGEST_BLOCK),
        (RuntimeError("a defect"), 0.0),
    ],
)
def test_a_block_is_kept_for_an_hour_at_most(error: Exception, seconds: float) -> None:
    assert block_of(error) == seconds
    assert Redial(retries_refusals=True).delay_after(error) >= seconds
