"""Desired state -> streams of the exchange: the public and the private link, with one pending task each.

A change joins the pending task of its scope, or creates one if there is none.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from typing import Any

from core.engine import report as engine_report
from core.engine.decide.registration import ScopeChange
from core.engine.deliver.dispatcher import Dispatcher
from core.engine.deliver.feed import Feed
from core.engine.feeds import Feeds
from core.engine.parts import EngineParts
from core.engine.pulse import ExchangeTime, Pulse, exchange_time, pulse
from core.engine.scope_connection import ScopeConnection
from core.engine.settings import EngineSettings
from core.engine.subscription_manager import SubscriptionManager
from core.link.socket import Dial
from core.link.unreachable import NO_ANSWER
from core.loop.clock_jump import watch_for_resume
from core.loop.loop_clock import LoopClock
from core.loop.rate_gate import RateGate
from core.loop.tasks import TaskOwner
from core.model.exchange import Exchange, NoExchange
from core.model.flow_status import FlowStatus
from core.model.link_status import LinkStatus
from core.model.messages import Ticker
from core.model.subscription import ALL, Scope, StreamKey, StreamType, Subscription
from core.text import Text
from core.timing.slots import CONNECT_SPACING, SlotLedger

logger = logging.getLogger(__name__)


class WebSocketManager:
    """The engine: components register and receive their streams. Without arguments it works but connects nothing.

    Args:
        subscription_manager: merges the subscriptions of components; a new one if None.
        exchange: encodes, decodes and judges for one exchange; None for an engine that connects nothing.
        dials: how to connect, per scope; a scope without a dial connects nothing.
        debounce_delay: seconds to collect further changes after the first addition.
        max_wait: seconds of waiting for the rate gate after which a warning is logged.
        heartbeat_interval: seconds between pings while data flow.
        linger: seconds a pure removal waits.
        connect_gate: spaces the connects of everything in the process that connects to the exchange, which counts them
            by address; a new one if None.
        no_answer: the reason shown for an exchange that does not answer.

    Attributes:
        wall_clock: seconds since a fixed moment; also advances while the machine sleeps.
    """

    def __init__(  # noqa: PLR0913 - each is one setting, and all have a default
        self,
        subscription_manager: SubscriptionManager | None = None,
        *,
        exchange: Exchange | None = None,
        dials: Mapping[Scope, Dial] | None = None,
        debounce_delay: float = 0.1,
        max_wait: float = 15.0,
        heartbeat_interval: float = 30.0,
        linger: float = 1.5,
        connect_gate: RateGate | None = None,
        no_answer: Text = NO_ANSWER,
    ) -> None:
        if dials and exchange is None:
            raise ValueError("to dial an exchange is no use without knowing how to speak with it")
        self._settings = EngineSettings(debounce_delay, max_wait, heartbeat_interval, linger)
        self.wall_clock: Callable[[], float] = time.time
        self._clock = LoopClock()
        self._tasks = TaskOwner()
        self._resume_watch: asyncio.Task[None] | None = None
        self._held_since: float | None = None
        self._markets: Set[str] | None = None
        self._connect_gate = connect_gate or RateGate(SlotLedger(spacing=CONNECT_SPACING), max_wait=max_wait)
        self._dispatcher = Dispatcher()
        self._subscription_manager = subscription_manager or SubscriptionManager()
        self._scopes: dict[Scope, ScopeConnection] = {}
        self._feeds = Feeds(self._subscription_manager, self._dispatcher, self._scopes, self._clock)
        parts = self._parts = EngineParts(
            exchange or NoExchange(),
            self._settings,
            self._subscription_manager,
            self._dispatcher,
            self._connect_gate,
            self._is_listed,
            self._on_status,
            no_answer,
        )
        self._scopes |= {scope: ScopeConnection(scope, (dials or {}).get(scope), parts) for scope in Scope}
        self._subscription_manager.listener = self._on_subscription_change
        self._subscription_manager.on_registrations = self._review_trials

    # Components

    def attach(
        self,
        component_id: str,
        subscriptions: Iterable[Subscription],
        owner: object | None = None,
        on_data: Callable[[], object] | None = None,
        on_status: Callable[[], object] | None = None,
    ) -> Feed:
        """Register a component, in place of any older registration of its id.

        Args:
            component_id: names the component.
            subscriptions: all it needs; may be empty.
            owner: held by WeakRef only; its death has exactly the effect of closing the feed.
            on_data: called when mail arrives in an empty mailbox. A bound method is held weakly.
            on_status: called when the feed's status may have changed; a bound method is held weakly.
        """
        return self._feeds.attach(component_id, subscriptions, owner, on_data, on_status)

    async def register_component(
        self,
        component_id: str,
        subscriptions: Iterable[Subscription],
        owner: object | None = None,
        on_data: Callable[[], object] | None = None,
        on_status: Callable[[], object] | None = None,
    ) -> Feed:
        """`attach` for callers that await."""
        return self.attach(component_id, subscriptions, owner, on_data, on_status)

    async def unregister_component(self, component_id: str) -> None:
        """End the registration of this id, if there is one."""
        await self._subscription_manager.unregister_component(component_id)

    @contextlib.contextmanager
    def hold(self) -> Iterator[None]:
        """Combine all changes inside into one announcement. The debounce counts from the start of the hold."""
        is_first = self._held_since is None
        if is_first:
            self._held_since = self._clock()
        try:
            with self._subscription_manager.hold():
                yield
        finally:
            if is_first:
                self._held_since = None

    # The connections

    @property
    def _pending_subscription_task(self) -> asyncio.Task[None] | None:
        return self._scopes[Scope.PUBLIC].pending.task

    def _on_subscription_change(self, changes: Mapping[Scope, ScopeChange]) -> None:
        """React to a change of the desired state. An empty mapping stands for one public addition."""
        held_for = 0.0 if self._held_since is None else self._clock() - self._held_since
        self._held_since = None  # the collected changes are announced; a hold that was released collects no more
        for scope, change in (changes or self._subscription_manager.nudge()).items():
            self._scopes[scope].change(change, held_for)

    def _on_status(self, scope: Scope) -> None:
        if self._resume_watch is None and self._scopes[scope].link.is_up:
            self._resume_watch = self._tasks.spawn(watch_for_resume(self.wall_clock, self._on_resume), "resume watch")
        self._feeds.notify(scope)

    def _on_resume(self) -> None:
        logger.info("the machine has slept or its clock was set; every connection is probed")
        self._dispatcher.forget_clocks()
        for connection in self._scopes.values():
            connection.link.probe()

    def _is_listed(self, code: str) -> bool | None:
        return None if self._markets is None else code in self._markets

    def _review_trials(self) -> None:
        for connection in self._scopes.values():
            connection.review_trials()

    @property
    def _rate_limit_stats(self) -> dict[str, Any]:
        return self.get_connection_metrics()

    async def set_dial(self, scope: Scope, dial: Dial | None, reason: str = "") -> None:
        """Change how a scope connects, or stop it.

        Args:
            scope: the scope of the link.
            dial: makes a new socket at each call; None stops the link.
            reason: why the link is stopped, for display.
        """
        await self._scopes[scope].set_dial(dial, reason)

    def tune(self, debounce_delay: float, max_wait: float, heartbeat_interval: float) -> None:
        """Change settings of the running engine; all in seconds, as in the constructor.

        They hold from the next change, wait and ping on. Nothing is sent and no connection is lost.
        """
        self._settings.debounce_delay = debounce_delay
        self._settings.max_wait = self._connect_gate.max_wait = max_wait
        self._settings.heartbeat_interval = heartbeat_interval
        for connection in self._scopes.values():
            connection.settings_changed()

    def reconnect(self, scope: Scope) -> None:
        """Connect now at the user's request: also if the link is stopped, or waits because the exchange demanded it.

        The connect gate still spaces the connects, so repeated clicks cannot make a storm.
        """
        self._scopes[scope].reconnect()

    def set_markets(self, codes: Set[str]) -> None:
        """Set the markets that the exchange lists: it answers requests for these and ignores any other code.

        Without this the engine learns that a code exists when a frame of it arrives.
        """
        self._markets = frozenset(codes)

    def report_missed(self, stream: StreamType, since: float) -> bool:
        """Have a private stream requested again: REST shows a change that it did not tell.

        Args:
            stream: own orders or balances, of all markets.
            since: a moment before that change, see `time`.

        Returns:
            Whether it is requested again on this connection. Until then further changes may be missed.
        """
        return self._scopes[stream.scope].cure.missed(StreamKey(stream, ALL), since)

    def last_tickers(self) -> dict[str, Ticker]:
        """The last ticker of each market on the present connection."""
        return self._dispatcher.last_tickers()

    def last_trades(self) -> dict[str, int]:
        """The time in ms of the last trade of each market, as its ticker told on the present connection."""
        return self._dispatcher.last_trades()

    def told_until(self) -> dict[str, int]:
        """The time in ms up to which the streams tell of each market: each trade changes its book and candles, too."""
        return self._dispatcher.told_until()

    def told_beside_tickers(self) -> dict[str, int]:
        """The same by all streams of a market but its ticker."""
        return self._dispatcher.told_beside_tickers()

    def report_untold(self, codes: Set[str], *, is_losing: bool, telling: frozenset[str] = frozenset()) -> None:
        """Have the streams of markets requested again: REST shows trades or figures of which they do not tell.

        Args:
            codes: the markets; none if their streams told all that REST shows.
            is_losing: whether so many trades are untold that the connection itself loses messages; then all its data
                count as doubted until a report says otherwise.
            telling: markets whose streams have all told everything meanwhile: their newest data are in no doubt.
        """
        self._scopes[Scope.PUBLIC].report_untold(codes, is_losing=is_losing, telling=telling)

    def network_changed(self) -> None:
        """The machine joined another network: try every connection, except one whose key was refused."""
        for connection in self._scopes.values():
            connection.network_changed()

    def receive(self, scope: Scope, frame: bytes | str) -> None:
        """Process one frame as if it had arrived on the scope's link."""
        self._scopes[scope].intake.receive(frame, self._clock())

    async def stop(self) -> None:
        """End every registration, task and connection at once."""
        self._feeds.close_all()
        await asyncio.gather(self._tasks.cancel(), *(connection.stop() for connection in self._scopes.values()))

    # Reports

    def pulse(self) -> Pulse:
        """Messages and delay: what is read every second, at a fraction of the cost of a report."""
        scopes = self._scopes
        return pulse(scopes.values(), scopes[Scope.PUBLIC], self._dispatcher.routes.values(), self._clock())

    def exchange_time(self) -> ExchangeTime:
        """What the exchange's clock shows now, as measured on the public connection."""
        public = self._scopes[Scope.PUBLIC]
        return exchange_time(public, self._dispatcher.clock(Scope.PUBLIC), self._clock())

    def time(self) -> float:
        """The current time in seconds on the engine's clock; works inside and outside the engine's loop."""
        return self._clock()

    def link_status(self, scope: Scope) -> LinkStatus:
        """The status of a scope's link."""
        return self._scopes[scope].status

    def flow_status(self, scope: Scope) -> FlowStatus:
        """How the data of a scope's connection flow."""
        return self._scopes[scope].flow

    def throttled_for(self, scope: Scope) -> float:
        """Seconds until a request of a scope may be sent that the rate limit delays for long; 0 while there is none."""
        return self._scopes[scope].throttled_for

    def get_public_subscriptions(self) -> dict[StreamType, set[str]]:
        """The desired streams of the public connection: a copy, stream type -> codes."""
        return self._subscription_manager.get_public_subscriptions()

    def get_private_subscriptions(self) -> dict[StreamType, set[str]]:
        """The desired streams of the private connection: a copy, stream type -> codes."""
        return self._subscription_manager.get_private_subscriptions()

    def get_subscription_stats(self) -> dict[str, Any]:
        """Components, streams, revision, changes, duplicates prevented."""
        return self._subscription_manager.get_subscription_stats()

    def get_connection_metrics(self) -> dict[str, Any]:
        """The pending tasks' metrics and stages, the links, the counts of frames, and the settings."""
        return self._connections_report().metrics()

    def get_rate_limiter_status(self) -> dict[str, Any]:
        """Per gate: messages, slots used and next, waits."""
        return self._connections_report().rate_limiter_status()

    def report(self) -> engine_report.EngineReport:
        """A full report of the engine's state."""
        return engine_report.EngineReport(self.stream_report(), self.component_report(), self._connections_report())

    def _connections_report(self) -> engine_report.ConnectionsReport:
        return engine_report.connections_report(self._parts, self._scopes, self._clock(), self.wall_clock())

    def stream_report(self) -> list[engine_report.StreamReport]:
        """A row for every stream that is desired or on the wire."""
        return engine_report.stream_report(self._subscription_manager, self._dispatcher, self._scopes, self._clock())

    def component_report(self) -> list[engine_report.ComponentReport]:
        """A row for every component."""
        return engine_report.component_report(self._feeds)
