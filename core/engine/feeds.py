"""Connects each registration to a mailbox and each mailbox to its routes; hands out feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from operator import attrgetter
from typing import Final, Protocol

from core.engine.decide.registration import Registration
from core.engine.deliver.dispatcher import Dispatcher
from core.engine.deliver.feed import Feed, FeedSource, FeedState, FeedStatus
from core.engine.deliver.mailbox import Mailbox
from core.engine.deliver.route import Route
from core.engine.subscription_manager import SubscriptionManager
from core.model.flow_status import FlowStatus
from core.model.link_status import ConnectionState, LinkStatus
from core.model.messages import DataMessage
from core.model.subscription import Scope, StreamKey, StreamType, Subscription

SILENT_AFTER = 10.0
"""Seconds without a frame after which a requested stream counts as silent. The exchange does not answer a code that it
does not know; it answers every other with a snapshot within a second (upbit-api.md section 6)."""

_FLOWING = (ConnectionState.LIVE, ConnectionState.STALE)


class FeedScope(Protocol):
    """The part of a scope that the status of a feed needs."""

    @property
    def status(self) -> LinkStatus:
        """The status of the link."""

    @property
    def flow(self) -> FlowStatus:
        """How the data of the connection flow."""

    @property
    def throttled_for(self) -> float:
        """Seconds until a request may be sent that the rate limit delays for long; 0 while there is none."""

    def has_sent(self, key: StreamKey) -> bool:
        """Whether the stream was requested on the current connection."""

    def doubted(self, unheard: Set[StreamKey], silent: Set[StreamKey]) -> frozenset[StreamKey]:
        """The streams, of those not heard, that the exchange should have delivered, as far as is known."""

    def refusal(self, registration: Registration) -> str:
        """The exchange's words when it refused a component; empty if it did not."""

    def retry(self, registration: Registration) -> object:
        """Try a refused component again."""


class Feeds:
    """The mailboxes of all components.

    Args:
        subscriptions: holds the registrations; reports those that end.
        dispatcher: fills the mailboxes.
        scopes: the sources of the streams; filled later, because a scope notifies feeds.
        clock: seconds on the engine's clock.
    """

    def __init__(
        self,
        subscriptions: SubscriptionManager,
        dispatcher: Dispatcher,
        scopes: Mapping[Scope, FeedScope],
        clock: Callable[[], float],
    ) -> None:
        self._subscriptions = subscriptions
        self._dispatcher = dispatcher
        self._scopes = scopes
        self._clock = clock
        self._mailboxes: dict[Registration, Mailbox] = {}
        self._source = FeedSource(self._replace, subscriptions.detach, self._status, self._retry, self._report_damage)
        subscriptions.on_ended = self._on_ended

    def __iter__(self) -> Iterator[tuple[Registration, Mailbox]]:
        self._subscriptions.reap()
        return iter(list(self._mailboxes.items()))

    def attach(
        self,
        component_id: str,
        subscriptions: Iterable[Subscription],
        owner: object | None,
        on_data: Callable[[], object] | None,
        on_status: Callable[[], object] | None,
    ) -> Feed:
        """Register a component and connect its mailbox; known values of its streams are delivered first."""
        registration = self._subscriptions.attach(component_id, subscriptions, owner)
        mailbox = self._mailboxes[registration] = Mailbox(on_data, on_status)
        self._dispatcher.connect(mailbox, registration.streams)
        return Feed(self._source, registration, mailbox)

    def notify(self, scope: Scope) -> None:
        """Notify every component with a stream of this scope that its status may have changed."""
        for registration, mailbox in self:
            if any(key.type.scope is scope for key in registration.streams):
                mailbox.notify_status()

    def close_all(self) -> None:
        """End every registration and announce the changes once."""
        with self._subscriptions.hold():
            for registration, _ in self:
                self._subscriptions.detach(registration)

    def _replace(self, registration: Registration, subscriptions: Iterable[Subscription]) -> None:
        before = registration.streams.keys()
        self._subscriptions.replace(registration, subscriptions)
        if (mailbox := self._mailboxes.get(registration)) is None:
            return
        after = registration.streams.keys()
        self._dispatcher.disconnect(mailbox, before - after)
        mailbox.keep_only(after)
        # Connect last: this may wake the component, which may replace its subscriptions again or close.
        self._dispatcher.connect(mailbox, after - before)

    def _report_damage(self, message: DataMessage) -> None:
        key = StreamKey(message.type, message.code, message.level)
        if (route := self._dispatcher.routes.get(key)) is not None:
            route.report_damage(message, self._clock())

    def _on_ended(self, registration: Registration) -> None:
        # A registration made directly at the subscription manager has no mailbox.
        if (mailbox := self._mailboxes.pop(registration, None)) is not None:
            self._dispatcher.disconnect(mailbox, registration.streams)
            mailbox.close()

    def _status(self, registration: Registration) -> FeedStatus:
        scopes = {key.type.scope for key in registration.streams} or {Scope.PUBLIC}
        scope = Scope.PRIVATE if Scope.PRIVATE in scopes else Scope.PUBLIC
        link = self._scopes[scope].status
        routes = [route for key in registration.streams if (route := self._dispatcher.routes.get(key))]
        newest = _newest(routes)
        last_heard = newest.last_heard if newest is not None else None
        heard_ms = newest.heard_ms if newest is not None else None
        is_sent = all(self._scopes[scope].has_sent(key) for key in registration.streams if key.type.scope is scope)
        if words := self._refusal(registration):
            link, state = link._replace(reason=words), FeedState.STOPPED
        elif link.state is ConnectionState.STOPPED:
            state = FeedState.STOPPED
        elif link.state not in _FLOWING:
            is_lost = link.state is ConnectionState.RECONNECTING and link.epoch
            state = FeedState.DISCONNECTED if is_lost else FeedState.LOADING
        else:
            return self._flowing(scope, routes)._replace(
                link=link,
                is_sent=is_sent,
                last_heard=last_heard,
                heard_ms=heard_ms,
                clock_set_back=newest.clock_set_back if newest is not None else 0,
                throttled_for=self._scopes[scope].throttled_for,
            )
        return FeedStatus(state, link, is_sent=is_sent, last_heard=last_heard, heard_ms=heard_ms)

    def _flowing(self, scope: Scope, routes: list[Route]) -> FeedStatus:
        """The status of a feed while its link is live."""
        side, now = self._scopes[scope], self._clock()
        flow = side.flow
        if flow.is_losing_messages and _is_telling(routes, flow.telling):
            flow = flow._replace(is_losing_messages=False)
        unheard = frozenset(route.key for route in routes if route.is_awaited)
        silent = frozenset(route.key for route in routes if route.is_silent_since(now - SILENT_AFTER))
        return FeedStatus(
            FeedState.LIVE if len(unheard) < len(routes) else FeedState.LOADING,
            side.status,
            silent=silent,
            unheard=unheard,
            spoiled=sum(route.spoiled.count(now) for route in routes),
            spoiled_tickers=sum(route.spoiled.count(now) for route in routes if route.key.type is StreamType.TICKER),
            misdated=sum(route.misdated.count(now) for route in routes),
            doubted=side.doubted(unheard, silent),
            flow=flow,
        )

    def _refusal(self, registration: Registration) -> str:
        return next(filter(None, (side.refusal(registration) for side in self._scopes.values())), "")

    def _retry(self, registration: Registration) -> None:
        for scope in {key.type.scope for key in registration.streams}:
            self._scopes[scope].retry(registration)


_COMPANIONS: Final = (StreamType.TICKER, StreamType.TRADE)
"""Streams that only accompany others of a component: they go on while an order book stands still. A ticker accompanies
trades, too."""


def _is_telling(routes: list[Route], telling: frozenset[str]) -> bool:
    """Return whether a component has all that it is for, although the connection loses messages.

    Of tickers, order books and candles only the newest counts; of trades an earlier one may be lost, too.
    """
    types = {route.key.type for route in routes}
    is_of_trades = StreamType.TRADE in types and types.issubset(_COMPANIONS)
    return not is_of_trades and all(route.key.code in telling for route in routes)


def _newest(routes: Iterable[Route]) -> Route | None:
    """Return the route that was heard last, of the streams that a component is for; None if none was."""
    heard = [route for route in routes if route.last_heard is not None]
    for companion in _COMPANIONS:
        heard = [route for route in heard if route.key.type is not companion] or heard
    return max(heard, key=attrgetter("last_heard"), default=None)
