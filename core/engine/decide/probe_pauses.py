"""When streams that have stopped may be requested again, to see whether they are only quiet. Pure: time is an argument.

Each lively stream has its own pauses, so that no other keeps it from being requested. All others share theirs: of
hundreds of markets that trade in bursts one always pauses.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Final

from core.model.subscription import StreamKey

_SHORTEST: Final = 30.0
_LONGEST: Final = 120.0
_LIVELY_APART: Final = 10.0
"""Seconds between two requests for stopped lively streams, whichever they are."""


class ProbePauses:
    """The pauses between requests for the stopped streams of one connection; each is longer, up to a limit."""

    def __init__(self) -> None:
        self._shared_at = float("-inf")
        """When streams that are not lively may be requested again."""
        self._shared_pause = _SHORTEST
        self._lively_at = float("-inf")
        """When any lively stream may be requested again."""
        self._own: dict[StreamKey, tuple[float, float]] = {}
        """When each lively stream that was requested before may be requested again, and the pause after that."""

    def due(self, stopped: Iterable[StreamKey], lively: Set[StreamKey], now: float) -> frozenset[StreamKey]:
        """Return which stopped streams to request now; their next pauses begin.

        Args:
            stopped: the streams that have stopped.
            lively: those of them, or more, that were lively before.
            now: in seconds.
        """
        stopped = frozenset(stopped)
        due = self._due_lively(stopped & lively, now)
        if (others := stopped - lively) and now >= self._shared_at:
            self._shared_at = now + self._shared_pause
            self._shared_pause = min(2 * self._shared_pause, _LONGEST)
            due |= others
        return due

    def _due_lively(self, lively: frozenset[StreamKey], now: float) -> frozenset[StreamKey]:
        if now < self._lively_at:
            return frozenset()
        never = (float("-inf"), _SHORTEST)
        due = frozenset(key for key in lively if self._own.get(key, never)[0] <= now)
        for key in due:
            pause = self._own.get(key, never)[1]
            self._own[key] = (now + pause, min(2 * pause, _LONGEST))
        if due:
            self._lively_at = now + _LIVELY_APART
        return due
