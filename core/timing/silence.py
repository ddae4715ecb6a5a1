"""Was a whole feed busy before it fell silent? Pure: who looks, does so once a second.

A quiet market is not a dead one. Silence means something only after frames had come in most seconds of the last half
minute or, on a young connection, since its first frame; or where the connection before was busy to its end, and this
one has never been. Snapshots do not count: they are answers, not flow.
"""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import Final

BUSY_SECONDS: Final = 30
"""Seconds looked back at from the last frame."""
BUSY_SHARE: Final = 0.6
"""Share of these seconds that must have had a frame: a frame each 1.5 s comes in two of three, and of frames that come
once a second on average, at random, six seconds in a row have none once in 400 times."""
SILENT_FOR: Final = 6.0
"""Seconds of silence after which such a feed is suspicious."""
ANSWER_WITHIN: Final = 3.0
"""Seconds the exchange has to say what it streams."""
LAST_CHANCE: Final = 5.0
"""Seconds the feed has to speak after everything was asked for again."""


class ConnectionSilence:
    """Keeps how busy one side's feed was, from one connection to the next."""

    def __init__(self) -> None:
        self._seconds: deque[bool] = deque(maxlen=3 * BUSY_SECONDS)
        self._quiet = 0
        """How many of the latest seconds had no frame."""
        self._is_young = True
        """Whether the seconds go back to the connection's first frame, and so tell all there is."""
        self._was_busy = False
        """Whether the connection before was busy to its end, and nothing has flowed on this one."""

    def begin(self) -> None:
        """There is a new connection."""
        self._was_busy = self.is_busy
        self._is_young = True
        self._seconds.clear()
        self._quiet = 0

    def look(self, *, has_flow: bool) -> None:
        """A second has passed, with frames or without; the first look comes with the connection's first frame."""
        self._seconds.append(has_flow)
        self._quiet = 0 if has_flow else self._quiet + 1
        self._was_busy &= not has_flow
        if self._quiet > 2 * BUSY_SECONDS:
            self.excuse()

    def excuse(self) -> None:
        """The silence was a market's: before the next one counts, the feed has to be busy for long."""
        self._seconds.clear()
        self._quiet = 0
        self._is_young = self._was_busy = False

    def give_up(self) -> None:
        """The connection is given up for its silence. Where the one before was too, it is the market that is silent."""
        if self._was_busy:
            self.excuse()

    @property
    def is_busy(self) -> bool:
        """Whether the feed was busy up to its last frame."""
        if self._was_busy:
            return True
        upto = len(self._seconds) - self._quiet
        looked_at = min(upto, BUSY_SECONDS)
        if not looked_at or (looked_at < BUSY_SECONDS and not self._is_young):
            return False
        return sum(islice(self._seconds, upto - looked_at, upto)) >= BUSY_SHARE * looked_at
