"""Was a connection busy before it fell silent? Pure: it is called once a second.

A quiet market is not a dead connection. Silence counts only if frames arrived in most seconds of the last half minute,
or on a young connection since its first frame; or if the previous connection was busy to its end and this one has had
no frame. Snapshots do not count: they are answers, not flow.

After a silence that was the market's own, a longer flow is needed before silence counts again. But a feed that flows
again because it was requested again was dead: it is watched like that of a young connection, so that its next death is
noticed in its first half minute too.
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
_FLOW_AFTER_EXCUSE: Final = 10
"""Seconds of flow after which silence counts again once the market was quiet; twice as many after each further time, up
to `BUSY_SECONDS`: a market of short bursts must not be requested again after each."""
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
        self._needed = 0
        """How many seconds must have been examined before silence counts, unless the connection is young."""
        self._was_busy = False
        """Whether the previous connection was busy to its end, and this one has had no flow."""
        self._is_doubt_left = True
        """Whether a short flow after a second request may still be that of a dead feed."""

    def begin(self) -> None:
        """Start with a new connection."""
        self._was_busy = self.is_busy
        self._is_young = self._is_doubt_left = True
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
        """Record that the market was quiet: the connection must be busy for longer before silence counts again."""
        self._seconds.clear()
        self._quiet = 0
        self._is_young = self._was_busy = False
        self._needed = min(max(_FLOW_AFTER_EXCUSE, 2 * self._needed), BUSY_SECONDS)

    def requested_again(self, flowed: int) -> None:
        """Record what came of requesting everything again: the feed had been dead, or the market is quiet.

        Args:
            flowed: in how many of the `LAST_CHANCE` seconds data flowed that were no answers.
        """
        was_dead = flowed >= BUSY_SHARE * LAST_CHANCE
        if not was_dead and not (flowed and self._is_doubt_left):
            self.excuse()
            return
        self._seconds.clear()
        self._quiet = self._needed = 0
        self._is_young = True
        # Flow that ended at once: the market is quiet, or the feed is dead again. That is asked once more, and no more.
        self._was_busy = not was_dead
        self._is_doubt_left = was_dead

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
        if not looked_at or (looked_at < self._needed and not self._is_young):
            return False
        return sum(islice(self._seconds, upto - looked_at, upto)) >= BUSY_SHARE * looked_at
