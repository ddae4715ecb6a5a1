"""What can be set of an engine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """All in seconds."""

    debounce_delay: float = 0.1
    """To collect further changes after the first addition."""
    max_wait: float = 15.0
    """Of waiting for the rate gate that are worth a warning."""
    heartbeat_interval: float = 30.0
    """Between pings under flow."""
    linger: float = 1.5
    """A request may wait whose whole purpose is removal, so that flipping through tabs costs nothing."""
