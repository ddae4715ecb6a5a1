"""How the exchange treats a connection, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.simulator.streams.limits import Limits


@dataclass(frozen=True, slots=True)
class Manners:
    """How the exchange treats a connection; times in seconds."""

    snapshot_delay: tuple[float, float] = (0.17, 0.35)
    """Between a request and its snapshots: shortest and longest."""
    idle_limit: float = 60.0
    """The connection is dropped after this long without a frame in either direction."""
    close_delay: float = 0.15
    """Between an error and the close."""
    refuse_bad_tokens: bool = True
    """Answer a private handshake without a valid token with HTTP 401; otherwise accept it and answer every message with
    `INVALID_AUTH`. It is unknown which of the two the real exchange does."""
    up_interval: float = 10.0
    """The interval at which a `PING` is answered, again and again."""
    limits: Limits = field(default_factory=Limits)
