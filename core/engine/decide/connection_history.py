"""Results of the connections of one scope so far, kept from one connection to the next. Pure: time is an argument."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from core.engine.decide.stream_audit import SNAPSHOT_WITHIN
from core.model.subscription import StreamKey
from core.timing.silence import ConnectionSilence

_SLOWEST: Final = 3
"""Maximum number of times the patience is doubled after connections without data: the line may be slow."""


class ConnectionHistory:
    """The history of one scope, passed from the watch over one connection to the watch over the next."""

    def __init__(self) -> None:
        self.silence = ConnectionSilence()
        self.is_question_refused = False
        """The exchange answers LIST_SUBSCRIPTIONS with an error."""
        self.has_answered = False
        """It has answered LIST_SUBSCRIPTIONS in time at least once; until then a missing answer proves nothing."""
        self.is_list_useless = False
        """The list still lacked a stream after a new connection, so it is not trusted."""
        self.has_reconnected = False
        """One reconnect because of a wrong list was made; there is no second."""
        self._spent: dict[StreamKey, int] = {}
        """Connections given up for each stream since it was last heard."""
        self._doublings = 0
        """How many times the patience has been doubled."""

    @property
    def patience(self) -> float:
        """How many seconds a new connection may take until its first data."""
        return SNAPSHOT_WITHIN * 2.0**self._doublings

    def barren(self) -> None:
        """A connection was given up without any data: double the patience."""
        self._doublings = min(self._doublings + 1, _SLOWEST)

    def began(self, after: float) -> None:
        """Data arrived `after` seconds from the connect: lower the patience to match."""
        while self._doublings and after < self.patience / 2:
            self._doublings -= 1

    def spent(self, key: StreamKey) -> int:
        """Connections given up for a stream since it was last heard."""
        return self._spent.get(key, 0)

    def spend(self, keys: Iterable[StreamKey]) -> None:
        """Count one connection given up for these streams."""
        for key in keys:
            self._spent[key] = self.spent(key) + 1

    def heard(self, keys: Iterable[StreamKey]) -> None:
        """Reset the counts of these streams: they were heard."""
        for key in self._spent.keys() & set(keys):
            del self._spent[key]
