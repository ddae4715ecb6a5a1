"""The states of a link and the transitions between them. Pure.

The table is complete: an event that it does not list for a state cannot happen there; if it does, that is a bug of
ours.

    IDLE           no connection is needed
    CONNECTING     the first dial since `open` is under way
    LIVE           connected
    STALE          connected, but a pong is late
    RECONNECTING   the last dial failed, or the connection was lost; the next dial waits or is under way
    STOPPED        nothing is dialled before the user acts, or the network changes
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from core.model.link_status import ConnectionState

IDLE, CONNECTING, LIVE, STALE, RECONNECTING, STOPPED = ConnectionState


class LinkEvent(StrEnum):
    """An event in the life of a link."""

    DIALLED = "dialled"
    """The first dial since the link was idle begins."""
    CONNECTED = "connected"
    """A dial succeeded."""
    DOUBTED = "doubted"
    """A pong is late."""
    TRUSTED = "trusted"
    """A frame or pong arrived again."""
    FAILED = "failed"
    """A dial failed or the connection was lost; the link will dial again."""
    STOPPED = "stopped"
    """A retry cannot help, or there is no dial any more."""
    CLOSED = "closed"
    """No connection is needed any more."""
    REOPENED = "reopened"
    """The user or a change of network may have removed the cause of the stop."""


TRANSITIONS: Final = {
    (IDLE, LinkEvent.DIALLED): CONNECTING,
    (CONNECTING, LinkEvent.CONNECTED): LIVE,
    (RECONNECTING, LinkEvent.CONNECTED): LIVE,
    (LIVE, LinkEvent.DOUBTED): STALE,
    (STALE, LinkEvent.TRUSTED): LIVE,
    **{(state, LinkEvent.FAILED): RECONNECTING for state in (IDLE, CONNECTING, LIVE, STALE, RECONNECTING)},
    **{(state, LinkEvent.STOPPED): STOPPED for state in ConnectionState},
    **{(state, LinkEvent.CLOSED): IDLE for state in ConnectionState if state is not STOPPED},
    (STOPPED, LinkEvent.REOPENED): IDLE,
}
"""(state, event) -> the next state."""


def next_state(state: ConnectionState, event: LinkEvent) -> ConnectionState:
    """The state after an event.

    Raises:
        RuntimeError: the event cannot happen in this state.
    """
    if (after := TRANSITIONS.get((state, event))) is None:
        raise RuntimeError(f"a link that is {state} cannot be {event}")
    return after
