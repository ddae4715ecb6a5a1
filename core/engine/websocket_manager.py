"""What is wanted -> what the exchange streams: the public and the private link, and one pending task for each.

A change finds the pending task of its scope and rides along, or there is none and it creates one.
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
from core.engine.scope_connection import ScopeConnection
from core.engine.settings import EngineSettings
from core.engine.subscription_manager import SubscriptionManager
from core.link.socket import Dial
from core.loop.clock_jump import watch_for_resume
from core.loop.loop_clock import LoopClock
from core.loop.rate_gate import RateGate
from core.loop.tasks import TaskOwner
from core.model.exchange import Exchange, NoExchange
from core.model.link_status import LinkStatus
from core.model.subscription import Scope, StreamType, Subscription
from core.timing.slots import CONNECT_SPACING, SlotLedger

logger = logging.getLogger(__name__)


class WebSocketManager:
    """The engine: components register, and what they want flows. Without arguments it works and connects nothing.

    Args:
        subscription_manager: merges what components want; one of its own if None.
        exchange: how to speak with the exchange; None for an engine that connects nothing.
        dials: how to reach the exchange, per scope; a scope without one connects nothing.
        debounce_delay: seconds to collect further changes after the first addition.
        max_wait: seconds of waiting for the rate gate that are worth a warning.
        heartbeat_interval: seconds between pings under flow.
        linger: seconds a pure removal waits.

    Attributes:
        wall_clock: seconds since some epoch, going on while the machine sleeps.
    """

    def __init__(
        self,
        subscription_manager: SubscriptionManager | None = None,
        *,
        exchange: Exchange | None = None,
        dials: Mapping[Scope, Dial] | None = None,
        debounce_delay: float = 0.1,
        max_wait: float = 15.0,
        heartbeat_interval: float = 30.0,
        linger: float = 1.5,
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
        self._connect_gate = RateGate(SlotLedger(spacing=CONNECT_SPACING), max_wait=max_wait)
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
            subscriptions: all it wants; may be empty.
            owner: held by WeakRef only; its death has exactly the effect of closing the feed.
            on_data: called when the first mail of a take arrives. A bound method is held weakly.
            on_status: called when the feed's status may have changed; likewise.
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
        """End whatever registration this id has."""
        await self._subscription_manager.unregister_component(component_id)

    @contextlib.contextmanager
    def hold(self) -> Iterator[None]:
        """Make all changes inside one announcement. This is collecting, so the debounce counts from the beginning."""
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
        """Something else is wanted now. An empty mapping stands for one addition to the public scope."""
        held_for = 0.0 if self._held_since is None else self._clock() - self._held_since
        self._held_since = None  # what was collected is told; a hold that lasts on was let go and collects no more
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
        """Reach a scope in another way from now on, or not at all.

        Args:
            scope: whose link.
            dial: makes a new socket at each call; None stops the link.
            reason: why it is stopped, for the screen.
        """
        await self._scopes[scope].set_dial(dial, reason)

    def reconnect(self, scope: Scope) -> None:
        """Connect now, because the user wants it so: where the link has stopped, and where it waits, told or not.

        The connect gate goes on spacing connects, so that no impatience makes a storm.
        """
        self._scopes[scope].reconnect()

    def set_markets(self, codes: Set[str]) -> None:
        """Take in which markets the exchange lists: it owes them an answer, and answers any other code with silence.

        Without them the engine learns which codes exist by what it hears of.
        """
        self._markets = frozenset(codes)

    def network_changed(self) -> None:
        """This machine is on another network: try every connection, but for one whose key was refused."""
        for connection in self._scopes.values():
            connection.network_changed()

    def receive(self, scope: Scope, frame: bytes | str) -> None:
        """Take in one frame as if it had come over the scope's link."""
        self._scopes[scope].intake.receive(frame, self._clock())

    async def stop(self) -> None:
        """End every registration, task and connection; nothing lingers."""
        self._feeds.close_all()
        await asyncio.gather(self._tasks.cancel(), *(connection.stop() for connection in self._scopes.values()))

    # What it tells of itself

    def time(self) -> float:
        """The time now, as everything here counts it: in seconds, within the engine's loop or not."""
        return self._clock()

    def link_status(self, scope: Scope) -> LinkStatus:
        """How a scope's link stands."""
        return self._scopes[scope].status

    def is_feed_silent(self, scope: Scope) -> bool:
        """Whether a scope's feed has fallen silent though its link is live, and the exchange is being asked why."""
        return self._scopes[scope].is_feed_silent

    def get_public_subscriptions(self) -> dict[StreamType, set[str]]:
        """What is wanted of the public connection: a copy, stream type -> codes."""
        return self._subscription_manager.get_public_subscriptions()

    def get_private_subscriptions(self) -> dict[StreamType, set[str]]:
        """What is wanted of the private connection: a copy, stream type -> codes."""
        return self._subscription_manager.get_private_subscriptions()

    def get_subscription_stats(self) -> dict[str, Any]:
        """Components, streams, revision, changes, duplicates prevented."""
        return self._subscription_manager.get_subscription_stats()

    def get_connection_metrics(self) -> dict[str, Any]:
        """The pending task's metrics, links, stages of the pending tasks, what became of frames, settings."""
        return self._connections_report().metrics()

    def get_rate_limiter_status(self) -> dict[str, Any]:
        """Per gate: messages, slots used and next, waits."""
        return self._connections_report().rate_limiter_status()

    def report(self) -> engine_report.EngineReport:
        """Everything the engine knows of itself."""
        return engine_report.EngineReport(self.stream_report(), self.component_report(), self._connections_report())

    def _connections_report(self) -> engine_report.ConnectionsReport:
        return engine_report.connections_report(self._parts, self._scopes, self._clock(), self.wall_clock())

    def stream_report(self) -> list[engine_report.StreamReport]:
        """A row for every stream that is wanted or on the wire."""
        return engine_report.stream_report(self._subscription_manager, self._dispatcher, self._scopes, self._clock())

    def component_report(self) -> list[engine_report.ComponentReport]:
        """A row for every component."""
        return engine_report.component_report(self._feeds)
