"""How a link stands, as plain data."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class ConnectionState(StrEnum):
    """How a link stands."""

    IDLE = "idle"
    CONNECTING = "connecting"
    LIVE = "live"
    STALE = "stale"
    RECONNECTING = "reconnecting"
    STOPPED = "stopped"


class LinkStatus(NamedTuple):
    """How a link stands, in full."""

    state: ConnectionState = ConnectionState.IDLE
    reason: str = ""
    """Why, for the screen; empty while all is well."""
    attempt: int = 0
    """Which attempt comes next or is under way, while reconnecting."""
    next_in: float = 0.0
    """Seconds from now until the next dial, while reconnecting."""
    epoch: int = 0
    """How many connections there have been."""
