"""The status of a link, as plain data."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class ConnectionState(StrEnum):
    """The state of a link."""

    IDLE = "idle"
    CONNECTING = "connecting"
    LIVE = "live"
    STALE = "stale"
    RECONNECTING = "reconnecting"
    STOPPED = "stopped"


class LinkStatus(NamedTuple):
    """The full status of a link."""

    state: ConnectionState = ConnectionState.IDLE
    reason: str = ""
    """Why, for the screen; empty while all is well."""
    attempt: int = 0
    """The number of the current or next attempt while reconnecting, and of the one that succeeded while live."""
    next_in: float = 0.0
    """Seconds from now until the next dial, while reconnecting."""
    epoch: int = 0
    """How many connections there have been."""
