"""Stream key -> mailboxes: one dictionary look-up per message.

A route exists as long as a component subscribes to its stream or the exchange sends it. So a component that returns
within the linger finds the last value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from core.engine.deliver.delivery import route_for
from core.engine.deliver.mailbox import Mailbox
from core.engine.deliver.route import FrameCounters, Route
from core.model.messages import DataMessage, Ticker
from core.model.subscription import ALL, Scope, StreamKey, StreamType
from core.timing.exchange_clock import ExchangeClock

_BEFORE_MS: Final = 1_000
"""How long before the time of a trade the book or candle that it changed may come: clocks of an exchange differ."""


class Dispatcher:
    """Routes messages; independent of sockets, requests and components."""

    def __init__(self) -> None:
        self.counters = FrameCounters()
        self._routes: dict[StreamKey, Route] = {}
        self._wire: dict[Scope, frozenset[StreamKey]] = dict.fromkeys(Scope, frozenset())
        self._clocks = {scope: ExchangeClock() for scope in Scope}

    @property
    def routes(self) -> Mapping[StreamKey, Route]:
        """Every stream that is subscribed or on the wire."""
        return self._routes

    def clock(self, scope: Scope) -> ExchangeClock:
        """The exchange's clock, as measured on a scope's connection."""
        return self._clocks[scope]

    def forget_clocks(self) -> None:
        """Discard the measured clocks: the loop's clock may have stopped while the machine slept."""
        for clock in self._clocks.values():
            clock.forget()

    def receive(self, message: DataMessage, now: float) -> None:
        """Deliver one message to every mailbox of its stream; count it as unwanted if there is none."""
        # A plain tuple equals a StreamKey and has the same hash, at a fraction of the cost.
        route = self._routes.get((message.type, message.code, message.level))  # type: ignore[call-overload]
        if route is not None:
            route.receive(message, now)
        if route is None or message.type is StreamType.MY_ORDER:
            self._receive_for_all(message, now, is_unwanted=route is None)

    def spoil(self, key: StreamKey, now: float) -> None:
        """Drop and count an unreadable message of this stream."""
        for each in dict.fromkeys((key, StreamKey(key.type, ALL))):
            if (route := self._routes.get(each)) is not None:
                route.spoil(now)

    def connect(self, mailbox: Mailbox, keys: Iterable[StreamKey]) -> None:
        """Deliver these streams to `mailbox` from now on, starting with their known values."""
        routes = [self._connect(mailbox, key) for key in keys]
        for route in routes:
            # A replay may wake the component, which may then disconnect.
            if mailbox in route.members:
                route.replay(mailbox)

    def disconnect(self, mailbox: Mailbox, keys: Iterable[StreamKey]) -> None:
        """Stop delivering these streams to `mailbox`."""
        for key in keys:
            self._routes[key].leave(mailbox)
            self._forget_unless_needed(key)

    def mark_requested(self, keys: Iterable[StreamKey], now: float) -> None:
        """Record that these streams are being requested again."""
        for key in keys:
            if (route := self._routes.get(key)) is not None:
                route.mark_requested(now)

    def set_wire(self, scope: Scope, keys: Iterable[StreamKey]) -> None:
        """Set the streams that the exchange sends on this connection from now on."""
        before, self._wire[scope] = self._wire[scope], frozenset(keys)
        for key in before - self._wire[scope]:
            if (route := self._routes.get(key)) is not None:
                route.leave_wire()
                self._forget_unless_needed(key)
        if not self._wire[scope]:
            self._clocks[scope].forget()

    def answered(self, scope: Scope) -> set[StreamKey]:
        """The streams of this connection whose snapshot has arrived."""
        return {key for key in self._wire[scope] if key in self._routes and not self._routes[key].is_owed}

    def awaited(self, scope: Scope, now: float) -> dict[StreamKey, float]:
        """The streams of this connection without a frame since their request, and the time of that request."""
        routes = self._routes
        return {
            key: route.requested_at
            for key in self._wire[scope]
            if (route := routes.get(key)) is not None
            and route.is_awaited
            and route.requested_at is not None
            and not route.spoiled.count(now)  # an unreadable message has arrived too
        }

    def counts(self, scope: Scope) -> dict[StreamKey, int]:
        """How many messages that were no snapshots each stream of a scope has had, on this connection and before."""
        return {key: route.messages - route.snapshots for key, route in self._routes.items() if key.type.scope is scope}

    def last_tickers(self) -> dict[str, Ticker]:
        """The last ticker of each market, if it came since it was requested."""
        tickers = {}
        for key, route in self._routes.items():
            last = route.last_message if key.type is StreamType.TICKER else None
            if isinstance(last, Ticker):
                tickers[last.code] = last
        return tickers

    def last_trades(self) -> dict[str, int]:
        """The time in ms of the last trade of each market, by the ticker that came since it was requested."""
        tickers = self.last_tickers().items()
        return {code: ticker.trade_timestamp for code, ticker in tickers if ticker.trade_timestamp > 0}

    def told_until(self) -> dict[str, int]:
        """The time in ms up to which the streams tell of each market: each trade changes its book and candles, too.

        It is that of the last trade, or of the last message of an order book or candle stream where none has come
        since. Of these it is when it came, on the exchange's clock, and not its own time: a snapshot may be of any age.
        """
        times = self.last_trades()
        for key, route in self._routes.items():
            changes_with_trades = key.type is StreamType.ORDERBOOK or key.type.is_candle
            if not changes_with_trades or key.code not in times or not route.is_heard:
                continue
            if (heard_ms := route.heard_ms) is not None:
                times[key.code] = min(times[key.code], heard_ms + _BEFORE_MS)
        return times

    def told_beside_tickers(self) -> dict[str, int]:
        """The same of each market with an order book, candles or trades: up to when all of these tell.

        Of trades, each of which is told, it is the time of the last one. It is 0 where any of the streams is awaited.
        """
        times: dict[str, int] = {}
        for key, route in self._routes.items():
            if key.type is StreamType.TICKER or key.type.scope is not Scope.PUBLIC:
                continue
            is_of_trades = key.type is StreamType.TRADE
            told_ms = (route.last_trade_ms if is_of_trades else route.heard_ms) if route.is_heard else None
            told_ms = 0 if told_ms is None else told_ms if is_of_trades else told_ms + _BEFORE_MS
            times[key.code] = min(times.get(key.code, told_ms), told_ms)
        return times

    def doubt(self, keys: Iterable[StreamKey]) -> None:
        """Treat these streams as unheard: they are about to be requested again."""
        for key in keys:
            if (route := self._routes.get(key)) is not None:
                route.doubt()

    def unanswered(self, scope: Scope) -> set[StreamKey]:
        """The streams of this connection whose snapshot is missing, so the exchange may not have accepted them."""
        return set(self._wire[scope] - self.answered(scope))

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
