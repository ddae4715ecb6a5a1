"""The settings of an engine. They may change while it runs (`WebSocketManager.tune`)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class EngineSettings:
    """All values are in seconds."""

    debounce_delay: float
    """How long to collect further changes after the first addition."""
    max_wait: float
    """A wait for the rate gate that is longer than this is logged as a warning."""
    heartbeat_interval: float
    """Interval between pings while data flow."""
    linger: float
    """How long a pure removal may wait, so that switching tabs back and forth costs no request."""
