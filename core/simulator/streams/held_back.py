"""Frames that go out later than they were said: those of a moment in the order they were said, stragglers behind."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator
from itertools import count


class HeldBack:
    """The frames of one connection that wait for their time."""

    def __init__(self) -> None:
        self._frames: list[tuple[float, int, bytes]] = []
        self._order = count()

    def __len__(self) -> int:
        return len(self._frames)

    def put(self, frame: bytes, due: float) -> None:
        """Hold a frame back until `due`."""
        heapq.heappush(self._frames, (due, next(self._order), frame))

    def next_due(self, delay: float) -> float:
        """When the next one is due if all are `delay` seconds later still."""
        return self._frames[0][0] + delay if self._frames else math.inf

    def due(self, now: float, delay: float) -> Iterator[bytes]:
        """Take out those that are due at `now` if all are `delay` seconds later still."""
        while self.next_due(delay) <= now:
            yield heapq.heappop(self._frames)[2]

    def clear(self) -> None:
        """Forget them."""
        self._frames.clear()
