"""The settings of an engine. They may change while it runs (`WebSocketManager.tune`)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class EngineSettings:
    """All values are in seconds."""

    debounce_delay: float = 0.1
    """How long to collect further changes after the first addition."""
    max_wait: float = 15.0
    """A wait for the rate gate that is longer than this is logged as a warning."""
    heartbeat_interval: float = 30.0
    """Interval between pings while data flow."""
    linger: float = 1.5
    """How long a pure removal may wait, so that switching tabs back and forth costs no request."""
