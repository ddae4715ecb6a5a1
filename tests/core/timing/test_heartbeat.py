"""A ping is sent often enough for the exchange, and early enough to notice a loss."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.timing.heartbeat import PONG_TIMEOUT, QUIET, Heartbeat


def test_under_flow_a_ping_is_due_every_interval() -> None:
    heartbeat = Heartbeat(30.0, now=100.0)
    heartbeat.heard(129.0)
    assert heartbeat.next_ping() == 130.0
    heartbeat.pinged(130.0)
    heartbeat.heard(159.0)
    assert heartbeat.next_ping() == 160.0


def test_in_silence_a_ping_is_due_soon_after_the_last_sign() -> None:
    heartbeat = Heartbeat(30.0, now=0.0)
    heartbeat.heard(4.0)
    assert heartbeat.next_ping() == 4.0 + QUIET


def test_a_pong_is_a_sign_like_any_other() -> None:
    heartbeat = Heartbeat(30.0, now=0.0)
    heartbeat.pinged(6.0)
    heartbeat.heard(6.2)
    assert heartbeat.next_ping() == 6.2 + QUIET


@given(st.lists(st.tuples(st.booleans(), st.floats(0.0, 40.0)), max_size=50), st.floats(5.0, 60.0))
def test_a_ping_is_never_due_later_than_the_death_of_a_socket_must_be_noticed(
    signs: list[tuple[bool, float]], interval: float
) -> None:
    now = last_sign = 0.0
    heartbeat = Heartbeat(interval, now)
    for is_frame, gap in signs:
        now += gap
        if is_frame:
            heartbeat.heard(now)
        else:
            heartbeat.pinged(now)
        last_sign = now
        assert heartbeat.next_ping() <= last_sign + QUIET
    assert QUIET + PONG_TIMEOUT < 12.0
