"""When to ping, and when a connection counts as dead. Pure: time is an argument.

The exchange drops a socket that was silent for about 60 s (measured; its page says 120 s), and a half-open socket gives
no sign at all. So a ping is sent every `interval` while frames flow, and `QUIET` seconds after the last frame
otherwise. A connection is lost if neither a pong *nor any other frame* arrives within `PONG_TIMEOUT`: noticed within 12
s of its last frame. A pong that is late because data come before it means nothing.
"""

from __future__ import annotations

QUIET = 6.0
PONG_TIMEOUT = 5.0
DOUBTFUL_AFTER = 2.0
"""Seconds after a ping without a pong or a frame until the connection is shown as doubtful, long before it counts as
lost."""


class Heartbeat:
    """The times of the latest pings and frames of one connection.

    Args:
        interval: seconds between pings while data flow.
        now: when the connection was made.

    Attributes:
        interval: seconds between pings while data flow; may be changed.
    """

    def __init__(self, interval: float, now: float) -> None:
        self.interval = interval
        self._last_ping = now
        self._last_sign = now
        self._demanded = float("inf")

    def demand(self, at: float) -> None:
        """Make a ping due at a time, or earlier: now if the connection is in doubt."""
        self._demanded = min(self._demanded, at)

    def heard(self, now: float) -> None:
        """Record a frame or a pong."""
        self._last_sign = now

    def pinged(self, now: float) -> None:
        """Record a ping."""
        self._last_ping = now
        self._demanded = float("inf")

    def next_ping(self) -> float:
        """When the next ping is due; a frame before then delays it."""
        return min(self._demanded, self._last_ping + self.interval, max(self._last_ping, self._last_sign) + QUIET)

    def doubtful_at(self) -> float:
        """When the connection becomes doubtful if nothing arrives; used while a pong is awaited."""
        return max(self._last_ping, self._last_sign) + DOUBTFUL_AFTER

    def lost_at(self) -> float:
        """When the connection counts as lost if nothing arrives; used while a pong is awaited."""
        return max(self._last_ping, self._last_sign) + PONG_TIMEOUT

    def is_pong_overdue(self, now: float) -> bool:
        """Whether the pong is so late, although frames arrive, that another ping may be sent."""
        return now - self._last_ping >= self.interval
