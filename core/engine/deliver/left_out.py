"""Counts dropped messages for display while the fault continues. Pure."""

from __future__ import annotations

from typing import Final

RUN_ENDS_AFTER: Final = 5.0
"""Seconds for which a run stays open after its last message, so that the user can see it."""


class LeftOut:
    """Counts dropped messages in runs; a run ends `RUN_ENDS_AFTER` seconds after its last message."""

    __slots__ = ("_count", "_last")

    def __init__(self) -> None:
        self._count = 0
        self._last = float("-inf")

    def note(self, now: float) -> bool:
        """Count one more message; returns True if it begins a run."""
        is_first = not self.count(now)
        self._count = 1 if is_first else self._count + 1
        self._last = now
        return is_first

    def count(self, now: float) -> int:
        """How many messages the current run has; 0 if there is none."""
        return self._count if now - self._last < RUN_ENDS_AFTER else 0
