"""How the exchange treats a connection, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.simulator.streams.limits import Limits


@dataclass(frozen=True, slots=True)
class Manners:
    """How the exchange treats a connection; times in seconds."""

    snapshot_delay: tuple[float, float] = (0.17, 0.35)
    """Between a request and its snapshots: least and most."""
    idle_limit: float = 60.0
    """With no frame either way for so long, the connection is dropped."""
    close_delay: float = 0.15
    """Between an error and the close."""
    refuse_bad_tokens: bool = True
    """Answer a private handshake without a valid token with HTTP 401; else let it in and answer what it says with
    `INVALID_AUTH`. Which of the two the real exchange does is not known."""
    up_interval: float = 10.0
    """The tick on which a `PING` is answered, again and again."""
    limits: Limits = field(default_factory=Limits)
