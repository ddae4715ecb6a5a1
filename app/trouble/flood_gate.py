"""How much of the same may be said in a second; the rest is counted, and told with the next. Time is an argument."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

K = TypeVar("K", bound=Hashable)

PERIOD: Final = 1.0
"""Seconds for which an allowance is good."""

KINDS_KEPT: Final = 500
"""Kinds remembered at once; past that the one heard of longest ago is forgotten."""


@dataclass(slots=True)
class _Count:
    since: float
    admitted: int = 0
    held_back: int = 0


class FloodGate(Generic[K]):
    """Counts by kind."""

    def __init__(self) -> None:
        self._kinds: dict[K, _Count] = {}

    def admit(self, kind: K, allowance: int, now: float) -> int | None:
        """Ask to say something of `kind`.

        Args:
            kind: what counts as the same.
            allowance: how many of this kind a second bears.
            now: seconds on a clock that never goes back.

        Returns:
            None if it is too much, else how many were held back since the last one that was not.
        """
        found = self._kinds.pop(kind, None) or _Count(now)
        self._kinds[kind] = found  # at the end: heard of last
        if now - found.since >= PERIOD:
            found.since, found.admitted = now, 0
        if found.admitted >= allowance:
            found.held_back += 1
            return None
        found.admitted += 1
        told, found.held_back = found.held_back, 0
        if len(self._kinds) > KINDS_KEPT:
            del self._kinds[next(iter(self._kinds))]
        return told

    def remainder(self) -> list[tuple[K, int]]:
        """What has been held back and not been told yet, by kind; told by this."""
        left = [(kind, found.held_back) for kind, found in self._kinds.items() if found.held_back]
        for found in self._kinds.values():
            found.held_back = 0
        return left
