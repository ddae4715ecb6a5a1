"""How many errors and slow frames a panel may have before it is suspended. Pure: time is an argument."""

from __future__ import annotations

from collections import deque
from typing import Final

SLOW_AFTER: Final = 0.05
"""CPU seconds one frame or painting may take: three frames of all other panels."""
TOO_MANY: Final = 5
"""Number of failures, or of slow frames, within `WINDOW` seconds that is too many."""
WINDOW: Final = 10.0
SLOW_SECONDS: Final = 1.0
"""Seconds the slow frames must add up to, a tenth of the window: a busy machine causes a few slow frames of good
panels."""
LOG_INTERVAL: Final = 1.0
"""Seconds between two log lines about one panel."""


class ErrorBudget:
    """Counts the recent failures and slow frames of one panel."""

    def __init__(self) -> None:
        self._failed: deque[float] = deque(maxlen=TOO_MANY)
        self._slow: deque[tuple[float, float]] = deque()
        self._unlogged = 0
        self._logged_at = -LOG_INTERVAL

    def failed(self, now: float) -> bool:
        """Count a failure; return True if the limit is reached."""
        self._unlogged += 1
        self._failed.append(now)
        return len(self._failed) == TOO_MANY and now - self._failed[0] <= WINDOW

    def was_slow(self, now: float, seconds: float) -> bool:
        """Count a frame that took `seconds`; return True if the limit is reached."""
        self._slow.append((now, seconds))
        while self._slow[0][0] < now - WINDOW:
            self._slow.popleft()
        return len(self._slow) >= TOO_MANY and sum(each for _, each in self._slow) >= SLOW_SECONDS

    def to_log(self, now: float) -> int:
        """Return the number of failures the next log line stands for; 0 if it is too early for a log line."""
        if now - self._logged_at < LOG_INTERVAL:
            return 0
        self._logged_at = now
        count, self._unlogged = self._unlogged, 0
        return count

    def forgive(self) -> None:
        """Reset the counts: the user lets the panel try again."""
        self._failed.clear()
        self._slow.clear()
