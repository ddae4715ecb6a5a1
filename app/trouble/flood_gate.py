"""Limits how many messages of one kind pass per second and counts the suppressed ones. Pure: time is an argument."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

K = TypeVar("K", bound=Hashable)

PERIOD: Final = 1.0
"""Seconds after which an allowance is renewed."""

KINDS_KEPT: Final = 500
"""Maximum number of kinds remembered; the one seen longest ago is dropped."""


@dataclass(slots=True)
class _Count:
    since: float
    admitted: int = 0
    held_back: int = 0


class FloodGate(Generic[K]):
    """Counts messages by kind."""

    def __init__(self) -> None:
        self._kinds: dict[K, _Count] = {}

    def admit(self, kind: K, allowance: int, now: float) -> int | None:
        """Decide whether a message of `kind` may pass.

        Args:
            kind: the key that repeated messages share.
            allowance: messages of this kind allowed per second.
            now: seconds of a monotonic clock.

        Returns:
            None if the message is suppressed, else the number suppressed since the last one that passed.
        """
        found = self._kinds.pop(kind, None) or _Count(now)
        self._kinds[kind] = found  # move to the end: seen last
        if now - found.since >= PERIOD:
            found.since, found.admitted = now, 0
        if found.admitted >= allowance:
            found.held_back += 1
            return None
        found.admitted += 1
        suppressed, found.held_back = found.held_back, 0
        if len(self._kinds) > KINDS_KEPT:
            del self._kinds[next(iter(self._kinds))]
        return suppressed

    def remainder(self) -> list[tuple[K, int]]:
        """Return the suppressed counts not yet reported, by kind, and reset them."""
        left = [(kind, found.held_back) for kind, found in self._kinds.items() if found.held_back]
        for found in self._kinds.values():
            found.held_back = 0
        return left
