"""Which streams of a connection were steady and have stopped, by their frames in equal windows of time. Pure.

A steady stream that pauses may just be quiet: requesting a new snapshot shows which it is. The more frames came in more
windows, the fewer empty ones are suspicious.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from core.model.subscription import StreamKey

WINDOW: Final = 6.0
"""Seconds between two samples of the frame counts."""
_STEADY: Final = 3
"""Frames per window that make a stream steady: one frame each 1.5 s gives four."""
_LONG: Final = 5
"""Windows for which a stream must have been steady, unless it was steady from its first window."""
_BRISK: Final = 5
"""Frames per window that a stream must have had in these if they were fewer than `_LONG`: of hundreds of markets that
trade now and then, one always has three trades at first and then none for `_EMPTY` windows."""
_EMPTY: Final = 2
"""Windows without a frame after which a steady stream becomes suspicious."""
_LIVELY: Final = 12
"""Frames per window of a stream that one empty window makes suspicious, if it had so many in `_LIVELY_FOR` windows."""
_LIVELY_FOR: Final = 8
"""Many a market wakes for half a minute only, which is five windows."""


class StreamCadence:
    """How steadily each stream of one connection delivers frames."""

    def __init__(self) -> None:
        self._counts: dict[StreamKey, int] = {}
        self._steady: dict[StreamKey, int] = {}
        """For how many windows in a row each stream was steady, up to its last frame."""
        self._frames: dict[StreamKey, tuple[int, int]] = {}
        """How many frames it had in them, and in the last of them."""
        self._latest: dict[StreamKey, tuple[int, ...]] = {}
        """The frames in its latest windows with any, the last of them last: in that one it may have stopped."""
        self._empty: dict[StreamKey, int] = {}
        self._faded: set[StreamKey] = set()
        """Streams with only a few frames in the latest window: they may have stopped in the middle of it."""
        self._windows = 0
        self.lively: set[StreamKey] = set()
        """Streams that were lively when they stopped last."""

    def begin(self, counts: Mapping[StreamKey, int]) -> None:
        """Set the frame counts at the start of the connection."""
        self._counts = dict(counts)

    def sample(self, counts: Mapping[StreamKey, int]) -> frozenset[StreamKey]:
        """Take the frame counts, `WINDOW` seconds after the last sample.

        Returns:
            The lively streams without a frame for a window, and the steady ones for `_EMPTY` windows.
        """
        stopped = set()
        for key, count in counts.items():
            came = count - self._counts.get(key, count)
            if came:
                self._note(key, came)
            elif steady := self._steady.get(key, 0):
                empty = self._empty[key] = self._empty.get(key, 0) + 1
                # Steady in many windows in a row, or briskly in all except the empty ones and the one in which it
                # stopped.
                needed = min(_LONG, self._windows - _EMPTY) if self._is_brisk(key, steady) else _LONG
                is_lively = self._is_lively(key)
                if empty == (1 if is_lively else _EMPTY) and (is_lively or steady >= needed):
                    stopped.add(key)
                    (self.lively.add if is_lively else self.lively.discard)(key)
        self._counts = dict(counts)
        self._windows += 1
        return frozenset(stopped)

    def _note(self, key: StreamKey, came: int) -> None:
        before = self._latest.get(key, ()) if not self._empty.get(key, 0) else ()
        self._latest[key] = (*before[-_LIVELY_FOR:], came)
        self._empty[key] = 0
        if came >= _STEADY:
            self._steady[key] = self._steady.get(key, 0) + 1
            self._frames[key] = (self._frames.get(key, (0, 0))[0] + came, came)
            self._faded.discard(key)
        elif key in self._faded:
            self._steady[key] = 0
            self._frames[key] = (0, 0)
        else:
            self._faded.add(key)

    def _is_lively(self, key: StreamKey) -> bool:
        """Whether it had many frames in each of several windows before the one in which it may have stopped."""
        before = self._latest[key][:-1]
        return len(before) == _LIVELY_FOR and min(before) >= _LIVELY

    def _is_brisk(self, key: StreamKey, steady: int) -> bool:
        """Whether it had many frames in its steady windows; the last may be the one in which it stopped."""
        frames, last = self._frames[key]
        return frames >= _BRISK * steady or (steady > 1 and frames - last >= _BRISK * (steady - 1))
