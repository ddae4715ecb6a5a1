"""Which streams of one connection owe an answer, and which have stopped in mid-flow. Pure: time is an argument.

Every code that exists is answered with a snapshot within a second, so one that is missing after `SNAPSHOT_WITHIN` is
proof that the code or the subscription is wrong. A stream that was steady and then has nothing for a while may just be
quiet: a snapshot that is asked for again tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from core.model.subscription import StreamKey
from core.timing.silence import LAST_CHANCE

SNAPSHOT_WITHIN: Final = 10.0
"""Seconds within which what was asked for is answered."""

_WHILE_OTHERS_COME: Final = 60.0
"""Seconds it may take while snapshots go on coming: of all markets they are megabytes."""

_PATIENCE: Final = (SNAPSHOT_WITHIN, LAST_CHANCE)
_LATER_PATIENCE: Final = 60.0
_MOST_PATIENCE: Final = 120.0

WINDOW: Final = 6.0
"""Seconds between two samples of how many frames every stream has had."""
_STEADY: Final = 3
"""Frames in each window that make a stream steady: one each 1.5 s has four."""
_LONG: Final = 5
"""Windows for which a stream must have been steady, unless it has been from its beginning."""
_EMPTY: Final = 2
"""Windows without a frame after which a steady stream is suspicious."""

_PROBE_EVERY: Final = 30.0
_PROBE_SELDOM: Final = 120.0


class _Case:
    """One stream that has not been heard of since it was asked for."""

    __slots__ = ("resends", "since", "told_at")

    def __init__(self) -> None:
        self.since: float | None = None
        """When it was asked for, the first time since it was decided to; None until then."""
        self.told_at = float("-inf")
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
    """One connection's unanswered streams."""

    def __init__(self) -> None:
        self._cases: dict[StreamKey, _Case] = {}
        self._progress = float("-inf")

    def look(self, awaited: Mapping[StreamKey, float], now: float) -> None:
        """Note which streams are awaited at the moment, and when each was last asked for."""
        gone = self._cases.keys() - awaited.keys()
        for key in gone:
            del self._cases[key]
        for key, asked_at in awaited.items():
            if (case := self._cases.get(key)) is None:
                case = self._cases[key] = _Case()
            if case.since is None and asked_at >= case.told_at:
                case.since = asked_at
        if gone:
            self._progress = now

    def overdue(self, now: float) -> frozenset[StreamKey]:
        """What should have been answered by now."""
        return frozenset(key for key, case in self._cases.items() if case.is_overdue(now, self._progress))

    def resends(self, key: StreamKey) -> int:
        """How often an awaited stream was asked for again."""
        case = self._cases.get(key)
        return 0 if case is None else case.resends

    def resent(self, keys: Iterable[StreamKey], now: float) -> None:
        """These are going to be asked for again."""
        for key in keys:
            case = self._cases.setdefault(key, _Case())
            case.since, case.told_at = None, now
            case.resends += 1


class StreamCadence:
    """How steadily each stream of one connection flows."""

    def __init__(self) -> None:
        self._counts: dict[StreamKey, int] = {}
        self._steady: dict[StreamKey, int] = {}
        """For how many windows in a row each stream was steady up to its last frame."""
        self._empty: dict[StreamKey, int] = {}
        self._faded: set[StreamKey] = set()
        """Streams whose latest window had some frames, but few: one that stopped in the middle of it looks so."""
        self._windows = 0
        self._probe_at = float("-inf")
        self._pause = _PROBE_EVERY

    def begin(self, counts: Mapping[StreamKey, int]) -> None:
        """How many frames every stream has had when the connection begins."""
        self._counts = dict(counts)

    def sample(self, counts: Mapping[StreamKey, int]) -> frozenset[StreamKey]:
        """Take in how many frames every stream has had, `WINDOW` after the last time.

        Returns:
            The streams that were steady, and have had nothing for `_EMPTY` windows.
        """
        stopped = set()
        for key, count in counts.items():
            came = count - self._counts.get(key, count)
            if came:
                self._note(key, is_steady=came >= _STEADY)
            elif steady := self._steady.get(key, 0):
                empty = self._empty[key] = self._empty.get(key, 0) + 1
                # All windows but the empty ones and the one it stopped in, or a long row of them.
                if empty == _EMPTY and steady >= min(_LONG, self._windows - _EMPTY):
                    stopped.add(key)
        self._counts = dict(counts)
        self._windows += 1
        return frozenset(stopped)

    def _note(self, key: StreamKey, *, is_steady: bool) -> None:
        self._empty[key] = 0
        if is_steady:
            self._steady[key] = self._steady.get(key, 0) + 1
            self._faded.discard(key)
        elif key in self._faded:
            self._steady[key] = 0
        else:
            self._faded.add(key)

    def may_probe(self, now: float) -> bool:
        """Whether it is time to ask for such streams; ever more seldom, while all that comes of it is a snapshot."""
        if now < self._probe_at:
            return False
        self._probe_at = now + self._pause
        self._pause = min(2 * self._pause, _PROBE_SELDOM)
        return True
