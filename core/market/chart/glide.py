"""The movement of a chart after the user has flicked it: its first speed, and how it slows down."""

from __future__ import annotations

from collections import deque
from math import exp
from typing import Final

_WATCHED_MS: Final = 90
"""Milliseconds before the release over which the pointer's speed is measured."""
_LEAST_WATCHED_MS: Final = 8
_LEAST_SPEED: Final = 0.15
"""Speed in pixels per millisecond below which a release is no flick."""
_MOST_SPEED: Final = 6.0
_SLOWS_IN_MS: Final = 320.0
"""The time in which the speed falls to a third."""
_ENDS_AT: Final = 0.02
"""Pixels per millisecond below which the movement ends."""


class Flick:
    """Measures the speed of the pointer at the moment of release."""

    def __init__(self) -> None:
        self._way: deque[tuple[float, float]] = deque(maxlen=32)

    def moved(self, x: float, ms: float) -> None:
        """Record that the pointer was at `x` at time `ms`."""
        if self._way and ms < self._way[-1][1]:
            self._way.clear()
        self._way.append((x, ms))

    def speed(self, ms: float) -> float:
        """Return the speed at the release at time `ms`, in pixels per millisecond; 0 if the pointer did not move."""
        recent = [(x, time) for x, time in self._way if ms - time <= _WATCHED_MS]
        if not recent or ms - recent[0][1] < _LEAST_WATCHED_MS:
            return 0.0
        speed = (recent[-1][0] - recent[0][0]) / (ms - recent[0][1])
        return min(max(speed, -_MOST_SPEED), _MOST_SPEED) if abs(speed) >= _LEAST_SPEED else 0.0


class Glide:
    """A movement that slows down by itself.

    Args:
        speed: at the beginning, in pixels per millisecond.
    """

    def __init__(self, speed: float) -> None:
        self._speed = speed

    @property
    def is_over(self) -> bool:
        """Whether it came to rest."""
        return abs(self._speed) < _ENDS_AT

    def step(self, ms: float) -> float:
        """Return the pixels of the next `ms` milliseconds."""
        share = exp(-max(ms, 0.0) / _SLOWS_IN_MS)
        moved = self._speed * _SLOWS_IN_MS * (1 - share)
        self._speed *= share
        return moved
