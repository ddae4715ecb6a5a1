"""Which requested streams of a connection are overdue. Pure: time is an argument.

The exchange answers every existing code with a snapshot within a second. So a snapshot that is missing after
`SNAPSHOT_WITHIN` proves that the code or the subscription is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
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


class _Case:
    """One stream that was not heard since it was requested."""

    __slots__ = ("began", "decided_at", "resends", "since")

    def __init__(self, began: float) -> None:
        self.began = began
        """When the first of the requests was sent, or decided on, that were not answered."""
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
        """When a snapshot last came."""

    def look(self, awaited: Mapping[StreamKey, float], now: float, owed: Set[StreamKey] = frozenset()) -> None:
        """Update which streams are awaited.

        Args:
            awaited: when each of them was last requested.
            now: in seconds.
            owed: streams without a snapshot, also those that go on without one: a market that trades is no answer.
        """
        gone = self._cases.keys() - awaited.keys()
        for key in gone:
            del self._cases[key]
        for key, requested_at in awaited.items():
            if (case := self._cases.get(key)) is None:
                case = self._cases[key] = _Case(requested_at)
            if case.since is None and requested_at >= case.decided_at:
                case.since = requested_at
        if not gone <= owed:
            self._progress = now

    def overdue(self, now: float) -> frozenset[StreamKey]:
        """The streams whose answer is overdue."""
        return frozenset(key for key, case in self._cases.items() if case.is_overdue(now, self._progress))

    def resends(self, key: StreamKey) -> int:
        """How often an awaited stream was requested again."""
        case = self._cases.get(key)
        return 0 if case is None else case.resends

    def began(self, key: StreamKey, default: float) -> float:
        """When the first of the requests was sent that a stream has not answered; `default` without any."""
        case = self._cases.get(key)
        return default if case is None else case.began

    def resent(self, keys: Iterable[StreamKey], now: float) -> None:
        """Record that these streams are about to be requested again."""
        for key in keys:
            case = self._cases.setdefault(key, _Case(now))
            case.since, case.decided_at = None, now
            case.resends += 1
