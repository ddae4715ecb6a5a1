"""How many messages something is wrong with, in the run of them that goes on: for who is shown it. Pure."""

from __future__ import annotations

from typing import Final

SHOWN_FOR: Final = 5.0
"""Seconds a run goes on after its last message: long enough to be seen."""


class LeftOut:
    """Counts one run after another."""

    __slots__ = ("_count", "_last")

    def __init__(self) -> None:
        self._count = 0
        self._last = float("-inf")

    def note(self, now: float) -> bool:
        """One more; whether a run begins with it."""
        is_first = not self.count(now)
        self._count = 1 if is_first else self._count + 1
        self._last = now
        return is_first

    def count(self, now: float) -> int:
        """How many the run has that goes on; 0 while none does."""
        return self._count if now - self._last < SHOWN_FOR else 0
