"""Is a whole feed dead though its socket answers? Pure: time is an argument.

A quiet market is not a dead one. Only a feed that has had a frame in every single second for half a minute, and then
none at all for several, is suspicious: then the exchange is asked what it streams, then told again, then left.
"""

from __future__ import annotations

BUSY_SECONDS = 30
"""Seconds with a frame each before silence means anything."""
SILENT_FOR = 6.0
"""Seconds of silence after which such a feed is suspicious."""
ANSWER_WITHIN = 3.0
"""Seconds the exchange has to say what it streams."""
LAST_CHANCE = 5.0
"""Seconds the feed has to speak after everything was asked for again."""


class FeedSilence:
    """Keeps how busy one connection's feed was up to its last frame."""

    def __init__(self) -> None:
        self._busy_since = 0.0
        self._last_frame: float | None = None

    def heard(self, now: float) -> None:
        """A frame of data arrived."""
        # A second counts as busy if no frame is further than a second from the one before.
        if self._last_frame is None or now - self._last_frame > 1.0:
            self._busy_since = now
        self._last_frame = now

    def suspicious_at(self) -> float | None:
        """When the feed will be suspicious if nothing comes; None while silence would mean nothing."""
        if self._last_frame is None or self._last_frame - self._busy_since < BUSY_SECONDS:
            return None
        return self._last_frame + SILENT_FOR
