"""What was learned about one side's feed that outlives a connection. Pure: time is an argument."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from core.engine.decide.stream_audit import SNAPSHOT_WITHIN
from core.model.subscription import StreamKey
from core.timing.silence import FeedSilence

_SLOWEST: Final = 3
"""How often the patience with a connection is doubled on which nothing comes: a line may be that slow."""


class FeedHistory:
    """One side's, handed on from the watch over one connection to that over the next."""

    def __init__(self) -> None:
        self.silence = FeedSilence()
        self.is_question_refused = False
        """The exchange takes LIST_SUBSCRIPTIONS for a mistake."""
        self.has_answered = False
        """It has answered that question in time: before it ever does, an answer that is missing tells nothing."""
        self.is_list_useless = False
        """The list lacked what a new connection did not bring back either."""
        self.has_reconnected = False
        """... once was enough to learn that."""
        self._spent: dict[StreamKey, int] = {}
        """Connections given up for each stream since it was last heard of."""
        self._doublings = 0
        """How often the patience was doubled."""

    @property
    def patience(self) -> float:
        """Seconds a new connection has until its first data."""
        return SNAPSHOT_WITHIN * 2.0**self._doublings

    def barren(self) -> None:
        """A connection was given up without any data."""
        self._doublings = min(self._doublings + 1, _SLOWEST)

    def began(self, after: float) -> None:
        """Data came that many seconds after the connection: the next one has no more time than that takes."""
        while self._doublings and after < self.patience / 2:
            self._doublings -= 1

    def spent(self, key: StreamKey) -> int:
        """Connections given up for a stream since it was last heard of."""
        return self._spent.get(key, 0)

    def spend(self, keys: Iterable[StreamKey]) -> None:
        """A connection is given up for these streams."""
        for key in keys:
            self._spent[key] = self.spent(key) + 1

    def heard(self, keys: Iterable[StreamKey]) -> None:
        """These streams were heard of."""
        for key in self._spent.keys() & set(keys):
            del self._spent[key]
