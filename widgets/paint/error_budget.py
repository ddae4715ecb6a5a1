"""A panel's budget: what it broke and what it was_slow over, and when that is enough. Pure: time is an argument."""

from __future__ import annotations

from collections import deque
from typing import Final

SLOW_AFTER: Final = 0.05
"""Seconds one frame or one painting may take: three frames of everybody else's."""
TOO_MANY: Final = 5
"""Failures, or slow frames, within `WINDOW` seconds that are too many."""
WINDOW: Final = 10.0
SLOW_SECONDS: Final = 1.0
"""Seconds that slow frames must add up to, a tenth of everybody's time: a busy machine makes a few slow ones of good
panels too."""
LOG_INTERVAL: Final = 1.0
"""Seconds between two lines of the log about one panel."""


class ErrorBudget:
    """Keeps the last failures and slow frames of one panel."""

    def __init__(self) -> None:
        self._failed: deque[float] = deque(maxlen=TOO_MANY)
        self._slow: deque[tuple[float, float]] = deque()
        self._unlogged = 0
        self._logged_at = -LOG_INTERVAL

    def failed(self, now: float) -> bool:
        """The panel failed; True if that is enough."""
        self._unlogged += 1
        self._failed.append(now)
        return len(self._failed) == TOO_MANY and now - self._failed[0] <= WINDOW

    def was_slow(self, now: float, seconds: float) -> bool:
        """The panel took `seconds` over one frame; True if that is enough."""
        self._slow.append((now, seconds))
        while self._slow[0][0] < now - WINDOW:
            self._slow.popleft()
        return len(self._slow) >= TOO_MANY and sum(each for _, each in self._slow) >= SLOW_SECONDS

    def to_log(self, now: float) -> int:
        """How many failures a line of the log stands for now; 0 while it is too early for one."""
        if now - self._logged_at < LOG_INTERVAL:
            return 0
        self._logged_at = now
        count, self._unlogged = self._unlogged, 0
        return count

    def forgive(self) -> None:
        """Start over: the user lets the panel try again."""
        self._failed.clear()
        self._slow.clear()
