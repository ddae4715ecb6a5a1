"""Which requested streams of one connection are lost, and what may be done for them. Pure: time is an argument.

A stream that stays silent after a second request may be worth a new connection, but not every time: a code that the
exchange does not have will never be heard, nor one that it has delisted. So while others flow, a stream alone costs a
connection only if another stream of its market shows that the market is there. What earlier connections have cost is
in the `ConnectionHistory`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, Protocol

from core.engine.decide.connection_history import ConnectionHistory
from core.engine.decide.stream_audit import StreamAudit
from core.model.subscription import Scope, StreamKey
from core.timing.heartbeat import QUIET

if TYPE_CHECKING:
    from core.engine.deliver.dispatcher import Dispatcher

logger = logging.getLogger(__name__)

_NEVER_HEARD: Final = 3
"""Maximum number of connections given up for streams that exist but were never heard, such as an order book with a
grouping level that the market does not support.
"""
_NEVER: Final = float("-inf")


class Requested(Protocol):
    """The streams requested on a connection."""

    scope: Scope
    sent: dict[StreamKey, int]

    def exists(self, key: StreamKey) -> bool | None:
        """Whether the stream's code exists; None if unknown."""


class LostStreams:
    """The judgement about the streams of one connection, for as long as that connection lives.

    Args:
        name: of the connection, for log lines.
        requested: its streams.
        dispatcher: knows which streams have delivered frames.
        history: what earlier connections of this scope have shown.
    """

    def __init__(self, name: str, requested: Requested, dispatcher: Dispatcher, history: ConnectionHistory) -> None:
        self._name = name
        self._requested = requested
        self._dispatcher = dispatcher
        self._history = history
        self._audit = StreamAudit()
        self._differences: set[StreamKey] = set()
        """The differences of the last list that was acted on: missing and unrequested streams."""
        self._is_list_wrong = False
        """Whether the list on this connection lacked a stream that was in fact delivered."""
        self._of_live_markets: set[StreamKey] = set()
        """The streams whose market was heard lately when they were last requested again."""

    def look(self, now: float) -> set[StreamKey]:
        """Update which streams are awaited; return those that were heard since they were requested."""
        awaited = self._awaited(now)
        self._audit.look(awaited, now, self._dispatcher.unanswered(self._requested.scope))
        heard = self._requested.sent.keys() - awaited
        self._history.heard(heard)
        return heard

    def resent(self, keys: Iterable[StreamKey], now: float) -> None:
        """Record that these streams are about to be requested again."""
        keys = frozenset(keys)
        heard, lately = self._last_heard_of_markets(), now - QUIET
        live = {key for key in keys if heard.get(key.code, _NEVER) >= min(self._audit.began(key, lately), lately)}
        self._of_live_markets = self._of_live_markets - keys | live
        self._audit.resent(keys, now)

    def is_requested_again(self, key: StreamKey) -> bool:
        """Whether the stream was requested again and has not arrived yet."""
        return self._audit.resends(key) > 0

    def flows(self, key: StreamKey, now: float) -> bool:
        """Whether the stream delivered a frame a moment ago."""
        route = self._dispatcher.routes.get(key)
        return route is not None and route.last_heard is not None and now - route.last_heard < QUIET

    def worth_asking_for(self, now: float) -> frozenset[StreamKey]:
        """The overdue streams; without those whose code does not exist, as far as is known."""
        overdue = self._audit.overdue(now)
        found = {key: self._requested.exists(key) for key in overdue}
        unknown = {key for key, exists in found.items() if exists is None and self._audit.resends(key)}
        if unknown and self._is_any_heard(now):
            overdue -= unknown
        return frozenset(key for key in overdue if found[key] is not False)

    def still_lost(self, keys: Iterable[StreamKey], now: float) -> set[StreamKey]:
        """Those of the suspicious streams that did not come while the exchange was asked."""
        awaited = self._awaited(now)
        return {key for key in keys if key in awaited or not self.flows(key, now)}

    def is_connection_dead(self, keys: Iterable[StreamKey], now: float) -> bool:
        """Whether a connection without any answer is dead; tried only once if no code is known to exist."""
        if self._is_any_heard(now):
            return False
        is_worth = any(self._requested.exists(key) or not self._history.spent(key) for key in keys)
        self._history.spend(keys)
        return is_worth

    # The exchange's list

    @property
    def is_list_trusted(self) -> bool:
        """Whether anything is concluded from the exchange's list."""
        return not (self._history.is_list_useless or self._is_list_wrong)

    def are_missing_again(self, missing: frozenset[StreamKey]) -> bool:
        """Whether private streams are not on the list even after they were requested again."""
        return self._requested.scope is Scope.PRIVATE and bool(missing & self._differences)

    def missing_again(self) -> str:
        """Return why to reconnect for a stream that is missing again: once, then the list is distrusted instead."""
        if self._history.has_reconnected:
            self._history.is_list_useless = True
            return ""
        self._history.has_reconnected = True
        return "streams requested again are still not on the exchange's list"

    def really_missing(self, missing: frozenset[StreamKey], now: float) -> set[StreamKey]:
        """The streams on the missing list that are really missing: neither flowing nor just requested again."""
        awaited = self._awaited(now)
        if self._requested.scope is Scope.PUBLIC and (missing & self._differences) - awaited.keys():
            logger.warning("%s: the exchange's list of subscriptions lacks what it streams", self._name)
            self._is_list_wrong = True
            return set()
        is_any_heard = len(awaited) < len(self._requested.sent)
        return {
            key
            for key in missing
            if (self._requested.exists(key) or not is_any_heard)  # else the list is right: no such code
            and not self._audit.resends(key)  # a stream just requested again still has time to arrive
            and not self.flows(key, now)
        }

    def newly_unasked(self, missing: Iterable[StreamKey], unasked: Mapping[StreamKey, int]) -> dict[StreamKey, int]:
        """Keep the differences of this list; return the streams nobody requested that the last list did not have."""
        known, self._differences = self._differences, {*missing, *unasked}
        return {key: depth for key, depth in unasked.items() if key not in known}

    # The cost

    def fault(self, lost: Iterable[StreamKey], now: float) -> str:
        """Return the reason to give the connection up for streams that stay silent; empty if that is not worth it."""
        again = [key for key in lost if self._audit.resends(key)]
        is_any_heard = bool(again) and self._is_any_heard(now)
        heard = self._last_heard_of_markets() if is_any_heard else None
        worth = [key for key in again if self._history.spent(key) < self._worth(key, now, heard)]
        self._history.spend(worth)
        return f"{len(worth)} streams stay silent after a second request" if worth else ""

    def _worth(self, key: StreamKey, now: float, heard: Mapping[str, float] | None) -> float:
        """Return how many connections may still be given up for a stream that was not heard.

        Args:
            key: the stream.
            now: in seconds.
            heard: when each market was last heard; None if nothing was heard since it was requested.
        """
        exists = self._requested.exists(key)
        if heard is not None:
            # Heard both before and after the request, its market neither left nor came back meanwhile.
            is_live = key in self._of_live_markets and heard.get(key.code, _NEVER) >= self._audit.began(key, now)
            return 1 if exists and is_live else 0
        route = self._dispatcher.routes.get(key)
        if not exists:
            return 1
        return float("inf") if route is not None and route.last_heard is not None else _NEVER_HEARD

    def _last_heard_of_markets(self) -> dict[str, float]:
        """When each market was last heard on any of its streams."""
        heard: dict[str, float] = {}
        for key in self._requested.sent:
            route = self._dispatcher.routes.get(key)
            if route is not None and route.last_heard is not None:
                heard[key.code] = max(route.last_heard, heard.get(key.code, route.last_heard))
        return heard

    def _awaited(self, now: float) -> dict[StreamKey, float]:
        return self._dispatcher.awaited(self._requested.scope, now)

    def _is_any_heard(self, now: float) -> bool:
        """Whether any stream was heard since it was requested; goes through all of them."""
        return len(self._awaited(now)) < len(self._requested.sent)
