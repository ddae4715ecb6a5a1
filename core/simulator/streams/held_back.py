"""Delayed frames: in order of their due time, then in the order in which they were added."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator
from itertools import count


class HeldBack:
    """The delayed frames of one connection."""

    def __init__(self) -> None:
        self._frames: list[tuple[float, int, bytes]] = []
        self._order = count()

    def __len__(self) -> int:
        return len(self._frames)

    def put(self, frame: bytes, due: float) -> None:
        """Delay a frame until `due`."""
        heapq.heappush(self._frames, (due, next(self._order), frame))

    def next_due(self, delay: float) -> float:
        """When the next frame is due if all are delayed by `delay` more seconds."""
        return self._frames[0][0] + delay if self._frames else math.inf

    def due(self, now: float, delay: float) -> Iterator[bytes]:
        """Remove and return the frames that are due at `now` if all are delayed by `delay` more seconds."""
        while self.next_due(delay) <= now:
            yield heapq.heappop(self._frames)[2]

    def clear(self) -> None:
        """Discard all."""
        self._frames.clear()
