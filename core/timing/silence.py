"""Was a connection busy before it fell silent? Pure: it is called once a second.

A quiet market is not a dead connection. Silence counts only if frames arrived in most seconds of the last half minute,
or on a young connection since its first frame; or if the previous connection was busy to its end and this one has had
no frame. Snapshots do not count: they are answers, not flow.
"""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import Final

BUSY_SECONDS: Final = 30
"""Length of the period before the last frame that is examined."""
BUSY_SHARE: Final = 0.6
"""Share of these seconds that must have a frame. One frame each 1.5 s reaches two thirds; and of frames once a second
on average, at random, six empty seconds in a row occur once in 400 times."""
SILENT_FOR: Final = 6.0
"""Seconds of silence after which a busy connection is suspicious."""
ANSWER_WITHIN: Final = 3.0
"""Seconds in which the exchange must answer the question for its list."""
LAST_CHANCE: Final = 5.0
"""Seconds in which data must arrive after everything was requested again."""


class ConnectionSilence:
    """How busy the connections of one scope were; carried from one connection to the next."""

    def __init__(self) -> None:
        self._seconds: deque[bool] = deque(maxlen=3 * BUSY_SECONDS)
        self._quiet = 0
        """How many of the latest seconds had no frame."""
        self._is_young = True
        """Whether the examined seconds begin at the connection's first frame."""
        self._was_busy = False
        """Whether the previous connection was busy to its end, and this one has had no flow."""

    def begin(self) -> None:
        """Start with a new connection."""
        self._was_busy = self.is_busy
        self._is_young = True
        self._seconds.clear()
        self._quiet = 0

    def look(self, *, has_flow: bool) -> None:
        """Record one second with or without frames; the first call comes with the connection's first frame."""
        self._seconds.append(has_flow)
        self._quiet = 0 if has_flow else self._quiet + 1
        self._was_busy &= not has_flow
        if self._quiet > 2 * BUSY_SECONDS:
            self.excuse()

    def excuse(self) -> None:
        """Record that the market was quiet: the connection must be busy for long before silence counts again."""
        self._seconds.clear()
        self._quiet = 0
        self._is_young = self._was_busy = False

    def give_up(self) -> None:
        """Record that the connection is given up for silence. If the previous one was too, the market is quiet."""
        if self._was_busy:
            self.excuse()

    @property
    def is_busy(self) -> bool:
        """Whether the connection was busy up to its last frame."""
        if self._was_busy:
            return True
        upto = len(self._seconds) - self._quiet
        looked_at = min(upto, BUSY_SECONDS)
        if not looked_at or (looked_at < BUSY_SECONDS and not self._is_young):
            return False
        return sum(islice(self._seconds, upto - looked_at, upto)) >= BUSY_SHARE * looked_at
