"""Which requested streams of a connection are overdue, and which have stopped. Pure: time is an argument.

The exchange answers every existing code with a snapshot within a second. So a snapshot that is missing after
`SNAPSHOT_WITHIN` proves that the code or the subscription is wrong. A steady stream that pauses may just be quiet:
requesting a new snapshot shows which it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from core.model.subscription import StreamKey
from core.timing.silence import LAST_CHANCE

SNAPSHOT_WITHIN: Final = 10.0
"""Seconds within which a requested snapshot must arrive."""

_WHILE_OTHERS_COME: Final = 60.0
"""The same limit while other snapshots still arrive: those of all markets are megabytes."""

_PATIENCE: Final = (SNAPSHOT_WITHIN, LAST_CHANCE)
_LATER_PATIENCE: Final = 60.0
_MOST_PATIENCE: Final = 120.0

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

_PROBE_EVERY: Final = 30.0
_PROBE_SELDOM: Final = 120.0
_PROBES_APART: Final = 10.0
"""Seconds between two requests for stopped lively streams, whichever they are."""


class _Case:
    """One stream that was not heard since it was requested."""

    __slots__ = ("decided_at", "resends", "since")

    def __init__(self) -> None:
        self.since: float | None = None
        """When it was first requested after the last decision to request it; None until then."""
        self.decided_at = float("-inf")
        self.resends = 0

    def is_overdue(self, now: float, progress: float) -> bool:
        if self.since is None:
            return False
        if self.resends < len(_PATIENCE):
            patience = _PATIENCE[self.resends]
        else:
            patience = min(_MOST_PATIENCE, _LATER_PATIENCE * 2.0 ** (self.resends - len(_PATIENCE)))
        return now - self.since >= patience and (now - progress >= LAST_CHANCE or now - self.since > _WHILE_OTHERS_COME)


class StreamAudit:
    """The unanswered streams of one connection."""

    def __init__(self) -> None:
        self._cases: dict[StreamKey, _Case] = {}
        self._progress = float("-inf")

    def look(self, awaited: Mapping[StreamKey, float], now: float) -> None:
        """Update which streams are awaited, and when each was last requested."""
        gone = self._cases.keys() - awaited.keys()
        for key in gone:
            del self._cases[key]
        for key, requested_at in awaited.items():
            if (case := self._cases.get(key)) is None:
                case = self._cases[key] = _Case()
            if case.since is None and requested_at >= case.decided_at:
                case.since = requested_at
        if gone:
            self._progress = now

    def overdue(self, now: float) -> frozenset[StreamKey]:
        """The streams whose answer is overdue."""
        return frozenset(key for key, case in self._cases.items() if case.is_overdue(now, self._progress))

    def resends(self, key: StreamKey) -> int:
        """How often an awaited stream was requested again."""
        case = self._cases.get(key)
        return 0 if case is None else case.resends

    def resent(self, keys: Iterable[StreamKey], now: float) -> None:
        """Record that these streams are about to be requested again."""
        for key in keys:
            case = self._cases.setdefault(key, _Case())
            case.since, case.decided_at = None, now
            case.resends += 1


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
        self._probe_at = float("-inf")
        self._pause = _PROBE_EVERY
        self._lively: set[StreamKey] = set()
        """Streams that were lively when they stopped last."""
        self._lively_at = float("-inf")
        self._lively_pauses: dict[StreamKey, tuple[float, float]] = {}
        """When each lively stream that has stopped before may be requested again, and the pause after that."""

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
                    (self._lively.add if is_lively else self._lively.discard)(key)
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

    def may_probe(self, stopped: Iterable[StreamKey], now: float) -> frozenset[StreamKey]:
        """Return which stopped streams to request now: more and more rarely, if only snapshots come of it.

        Each lively stream has its own pauses, so that no other keeps it from being requested. All others share theirs:
        of hundreds of markets that trade in bursts one always pauses.
        """
        stopped = frozenset(stopped)
        lively = stopped & self._lively
        due = self._due_lively(lively, now)
        if (others := stopped - lively) and now >= self._probe_at:
            self._probe_at = now + self._pause
            self._pause = min(2 * self._pause, _PROBE_SELDOM)
            due |= others
        return due

    def _due_lively(self, lively: frozenset[StreamKey], now: float) -> frozenset[StreamKey]:
        if now < self._lively_at:
            return frozenset()
        never = (float("-inf"), _PROBE_EVERY)
        due = frozenset(key for key in lively if self._lively_pauses.get(key, never)[0] <= now)
        for key in due:
            pause = self._lively_pauses.get(key, never)[1]
            self._lively_pauses[key] = (now + pause, min(2 * pause, _PROBE_SELDOM))
        if due:
            self._lively_at = now + _PROBES_APART
        return due
