"""When to ping, and when a connection counts as dead. Pure: time is an argument.

The exchange drops a socket that was silent for about 60 s (measured; its page says 120 s), and a half-open socket says
nothing at all. So a ping goes out every `interval` while frames flow, and `QUIET` seconds after the last frame when
none do. No pong *and no other frame* within `PONG_TIMEOUT` means a lost connection: noticed within 12 s of its last
sign. A pong that is late behind the data it waits for means nothing.
"""

from __future__ import annotations

QUIET = 6.0
PONG_TIMEOUT = 5.0
DOUBTFUL_AFTER = 2.0
"""Seconds without a pong or a frame after a ping, after which a connection is shown as doubtful, well before it counts
as lost."""


class Heartbeat:
    """Keeps the times of one connection's signs of life.

    Args:
        interval: seconds between pings under flow.
        now: when the connection was made.
    """

    def __init__(self, interval: float, now: float) -> None:
        self._interval = interval
        self._last_ping = now
        self._last_sign = now
        self._demanded = float("inf")

    def demand(self, now: float) -> None:
        """Let a ping be due at once: there is a reason for doubt."""
        self._demanded = now

    def heard(self, now: float) -> None:
        """A frame or a pong arrived."""
        self._last_sign = now

    def pinged(self, now: float) -> None:
        """A ping goes out."""
        self._last_ping = now
        self._demanded = float("inf")

    def next_ping(self) -> float:
        """When the next ping is due, as things stand: a frame that comes before then puts it off."""
        return min(self._demanded, self._last_ping + self._interval, max(self._last_ping, self._last_sign) + QUIET)

    def doubtful_at(self) -> float:
        """When the connection becomes doubtful, as things stand; asked while a pong is waited for."""
        return max(self._last_ping, self._last_sign) + DOUBTFUL_AFTER

    def lost_at(self) -> float:
        """When the connection counts as lost, as things stand; asked while a pong is waited for."""
        return max(self._last_ping, self._last_sign) + PONG_TIMEOUT

    def is_pong_overdue(self, now: float) -> bool:
        """Whether the pong is so late, though frames flow, that another ping may go out."""
        return now - self._last_ping >= self._interval
