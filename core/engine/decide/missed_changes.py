"""What to do about a private stream that did not tell a change which REST shows. Pure: time is an argument.

Own orders and balances have no snapshots and may rightly be silent for hours. So their silence proves nothing, and the
exchange's list of subscriptions may name a stream that it does not send. What proves a loss is a change: one that REST
shows, that happened since the stream was requested, and that was not told within seconds.

The stream is then requested again. If it stays silent and misses another change, the connection is given up once. If
that does not help either, it is requested again at growing intervals: the exchange may not tell changes of that kind.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import Final, NamedTuple

from core.model.subscription import StreamKey

_PAUSE: Final = 30.0
"""Seconds after the first cure until the next one; they double each time."""
_LONGEST_PAUSE: Final = 3600.0


class Cure(Enum):
    """What to do."""

    NOTHING = auto()
    REQUEST = auto()
    """Request the stream again."""
    RECONNECT = auto()


class _Case(NamedTuple):
    cures: int
    cured_at: float

    @property
    def pause(self) -> float:
        return float(min(_PAUSE * 2.0 ** (self.cures - 1), _LONGEST_PAUSE))


class MissedChanges:
    """The private streams of one scope that missed changes, over all of its connections."""

    def __init__(self) -> None:
        self._cases: dict[StreamKey, _Case] = {}

    def cure(
        self, key: StreamKey, since: float, requested_at: float | None, last_heard: float | None, now: float
    ) -> Cure:
        """Decide on a missed change.

        Args:
            key: the stream.
            since: a moment before the change, and after the last one that was told or loaded.
            requested_at: when the stream was last requested on this connection; None if it was not.
            last_heard: when its last message arrived; None before the first.
            now: the time; what is returned is done at once.
        """
        case = self._cases.get(key)
        if case is not None and last_heard is not None and last_heard > case.cured_at:
            case = None
        if requested_at is None or since < requested_at:  # it may be a change of before the request
            return Cure.NOTHING
        if case is not None and now - case.cured_at < case.pause:
            return Cure.NOTHING
        cures = 1 if case is None else case.cures + 1
        self._cases[key] = _Case(cures, now)
        return Cure.RECONNECT if cures == 2 else Cure.REQUEST
