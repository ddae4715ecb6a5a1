"""Stream key -> mailboxes: one dictionary look-up a message.

A route lives as long as a component wants its stream or the exchange streams it, so that whoever comes back within the
linger finds the last value fresh.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.engine.deliver.delivery import route_for
from core.engine.deliver.mailbox import Mailbox
from core.engine.deliver.route import FrameCounters, Route
from core.model.messages import DataMessage
from core.model.subscription import ALL, Scope, StreamKey, StreamType
from core.timing.exchange_clock import ExchangeClock


class Dispatcher:
    """Routes messages; knows nothing of sockets, requests or components."""

    def __init__(self) -> None:
        self.counters = FrameCounters()
        self._routes: dict[StreamKey, Route] = {}
        self._wire: dict[Scope, frozenset[StreamKey]] = dict.fromkeys(Scope, frozenset())
        self._clocks = {scope: ExchangeClock() for scope in Scope}

    @property
    def routes(self) -> Mapping[StreamKey, Route]:
        """Every stream that is wanted or on the wire."""
        return self._routes

    def clock(self, scope: Scope) -> ExchangeClock:
        """The exchange's clock, as a scope's connection tells it."""
        return self._clocks[scope]

    def forget_clocks(self) -> None:
        """The loop's clock may have stood still while the machine slept: what was learned by it means nothing."""
        for clock in self._clocks.values():
            clock.forget()

    def receive(self, message: DataMessage, now: float) -> None:
        """Deliver one message to all who want its stream; count it if nobody does."""
        # A plain tuple equals a StreamKey and hashes like one, at a fraction of the price.
        route = self._routes.get((message.type, message.code, message.level))  # type: ignore[call-overload]
        if route is not None:
            route.receive(message, now)
        if route is None or message.type is StreamType.MY_ORDER:
            self._receive_for_all(message, now, is_unwanted=route is None)

    def spoil(self, key: StreamKey, now: float) -> None:
        """A message of this stream could not be read and is left out."""
        for each in dict.fromkeys((key, StreamKey(key.type, ALL))):
            if (route := self._routes.get(each)) is not None:
                route.spoil(now)

    def connect(self, mailbox: Mailbox, keys: Iterable[StreamKey]) -> None:
        """Deliver these streams to `mailbox` from now on, beginning with what is known of them."""
        routes = [self._connect(mailbox, key) for key in keys]
        for route in routes:
            # A replay may wake the component, and it may leave again.
            if mailbox in route.members:
                route.replay(mailbox)

    def disconnect(self, mailbox: Mailbox, keys: Iterable[StreamKey]) -> None:
        """Deliver these streams to `mailbox` no more."""
        for key in keys:
            self._routes[key].leave(mailbox)
            self._forget_unless_needed(key)

    def ask(self, keys: Iterable[StreamKey], now: float) -> None:
        """These streams are being asked for anew."""
        for key in keys:
            if (route := self._routes.get(key)) is not None:
                route.ask(now)

    def set_wire(self, scope: Scope, keys: Iterable[StreamKey]) -> None:
        """What the exchange streams on this connection from now on."""
        before, self._wire[scope] = self._wire[scope], frozenset(keys)
        for key in before - self._wire[scope]:
            if (route := self._routes.get(key)) is not None:
                route.leave_wire()
                self._forget_unless_needed(key)
        if not self._wire[scope]:
            self._clocks[scope].forget()

    def live(self, scope: Scope) -> set[StreamKey]:
        """The streams of this connection that owe no snapshot."""
        return {key for key in self._wire[scope] if key in self._routes and not self._routes[key].is_owed}

    def awaited(self, scope: Scope, now: float) -> dict[StreamKey, float]:
        """The streams of this connection of which nothing has come since they were asked for, and when that was."""
        routes = self._routes
        return {
            key: route.asked_at
            for key in self._wire[scope]
            if (route := routes.get(key)) is not None
            and route.is_awaited
            and route.asked_at is not None
            and not route.spoiled.count(now)  # what cannot be read has come too
        }

    def counts(self, scope: Scope) -> dict[StreamKey, int]:
        """How many messages each stream of a scope has had, on this connection and before."""
        return {key: route.messages for key, route in self._routes.items() if key.type.scope is scope}

    def doubt(self, keys: Iterable[StreamKey]) -> None:
        """These streams are going to be asked for anew: what was heard of them proves nothing any more."""
        for key in keys:
            if (route := self._routes.get(key)) is not None:
                route.doubt()

    def unproven(self, scope: Scope) -> set[StreamKey]:
        """The streams of this connection that owe their snapshot: nothing says yet that the exchange took them."""
        return set(self._wire[scope] - self.live(scope))

    def _connect(self, mailbox: Mailbox, key: StreamKey) -> Route:
        route = self._routes.get(key)
        if route is None:
            route = self._routes[key] = route_for(key, self.counters, self._clocks[key.type.scope])
        route.join(mailbox)
        return route

    def _receive_for_all(self, message: DataMessage, now: float, *, is_unwanted: bool) -> None:
        if (route := self._routes.get(StreamKey(message.type, ALL))) is not None:
            route.receive(message, now)
        elif is_unwanted:
            self.counters.unwanted += 1

    def _forget_unless_needed(self, key: StreamKey) -> None:
        if not self._routes[key].members and key not in self._wire[key.type.scope]:
            del self._routes[key]
