"""The table of a link's states has no dead end, and only transitions that the link makes."""

from __future__ import annotations

import pytest

from core.link.states import TRANSITIONS, LinkEvent, next_state
from core.model.link_status import ConnectionState


@pytest.mark.parametrize("state", ConnectionState)
@pytest.mark.parametrize("event", LinkEvent)
def test_an_event_follows_the_table_or_raises(state: ConnectionState, event: LinkEvent) -> None:
    if (state, event) in TRANSITIONS:
        assert next_state(state, event) is TRANSITIONS[state, event]
    else:
        with pytest.raises(RuntimeError, match=f"{state} cannot be {event}"):
            next_state(state, event)


def reachable(start: ConnectionState) -> set[ConnectionState]:
    found = {start}
    while more := {after for (before, _), after in TRANSITIONS.items() if before in found} - found:
        found |= more
    return found


@pytest.mark.parametrize("state", ConnectionState)
def test_every_state_is_reached_from_every_other(state: ConnectionState) -> None:
    assert reachable(state) == set(ConnectionState)


@pytest.mark.parametrize("state", ConnectionState)
def test_from_everywhere_the_link_can_be_stopped_and_but_for_a_stopped_one_closed(state: ConnectionState) -> None:
    assert next_state(state, LinkEvent.STOPPED) is ConnectionState.STOPPED
    if state is not ConnectionState.STOPPED:
        assert next_state(state, LinkEvent.CLOSED) is ConnectionState.IDLE


def test_only_the_user_or_the_network_ends_a_stop() -> None:
    ways = {event for (state, event), after in TRANSITIONS.items() if state is ConnectionState.STOPPED is not after}
    assert ways == {LinkEvent.REOPENED}


def test_only_a_connected_link_is_live() -> None:
    before = {state for (state, _), after in TRANSITIONS.items() if after is ConnectionState.LIVE}
    assert before == {ConnectionState.CONNECTING, ConnectionState.RECONNECTING, ConnectionState.STALE}
