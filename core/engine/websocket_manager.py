"""What is wanted -> what the exchange streams: the public and the private link, and one pending task for each.

A change finds the pending task of its scope and rides along, or there is none and it creates one.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import partial
from typing import Any

from core.engine import report as engine_report
from core.engine.decide.registration import Registration, ScopeChange
from core.engine.deliver.dispatcher import Dispatcher
from core.engine.deliver.feed import Feed
from core.engine.feeds import SILENT_AFTER, Feeds
from core.engine.pending_task import PendingTask
from core.engine.scope_connection import ScopeConnection
from core.engine.subscription_manager import SubscriptionManager
from core.link.socket import Dial
from core.loop.clock_jump import watch_for_resume
from core.loop.loop_clock import LoopClock
from core.loop.rate_gate import RateGate
from core.loop.tasks import TaskOwner
from core.model.exchange import Exchange, NoExchange
from core.model.link_status import LinkStatus
from core.model.subscription import Scope, StreamKey, StreamType, Subscription
from core.timing.slots import CONNECT_SPACING, SlotLedger

logger = logging.getLogger(__name__)

LINGER = 1.5
"""Seconds a request may wait whose whole purpose is removal, so that flipping through tabs costs nothing."""

_TIMER_SLACK = 0.1
"""Seconds by which a timer is late enough to find its moment past, whatever the clock's resolution."""


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
        linger: float = LINGER,
        wall_clock: Callable[[], float] = time.time,
    ) -> None:
        if dials and exchange is None:
            raise ValueError("to dial an exchange is no use without knowing how to speak with it")
        self._debounce_delay = debounce_delay
        self._linger = linger
        self._max_wait = max_wait
        self._heartbeat_interval = heartbeat_interval
        self._exchange = exchange or NoExchange()
        self._dispatcher = Dispatcher()
        self._tasks = TaskOwner()
        self._connect_gate = RateGate(SlotLedger(spacing=CONNECT_SPACING), max_wait=max_wait)
        self._resume_watch: asyncio.Task[None] | None = None
        self._wall_clock = wall_clock
        self._clock = LoopClock()
        self._held_since: float | None = None
        self._markets: Set[str] | None = None
        self._subscription_manager = subscription_manager or SubscriptionManager()
        self._subscription_manager.listener = self._on_subscription_change
        self._feeds = Feeds(
            self._subscription_manager,
            self._dispatcher,
            self.link_status,
            self._refusal,
            self._retry,
            self._doubt,
            self._review_trials,
            self._clock,
        )
        self._scopes = {scope: self._scope_connection(scope, (dials or {}).get(scope)) for scope in Scope}
        for state in self._scopes.values():
            state.is_listed = self._is_listed
        self._pending_tasks = {
            scope: PendingTask(connection, self._subscription_manager, self._dispatcher, self._exchange, self._on_sent)
            for scope, connection in self._scopes.items()
        }

    def _scope_connection(self, scope: Scope, dial: Dial | None) -> ScopeConnection:
        return ScopeConnection(
            scope,
            dial,
            subscriptions=self._subscription_manager,
            dispatcher=self._dispatcher,
            connect_gate=self._connect_gate,
            gate=RateGate(max_wait=self._max_wait, on_throttled=partial(self._on_throttled, scope)),
            heartbeat_interval=self._heartbeat_interval,
            exchange=self._exchange,
            on_unsent=self._on_unsent,
            on_status=self._feeds.notify,
        )

    # Components

    def attach(
        self,
        component_id: str,
        subscriptions: Iterable[Subscription],
        owner: object | None = None,
        on_mail: Callable[[], object] | None = None,
    ) -> Feed:
        """Register a component, in place of any older registration of its id.

        Args:
            component_id: names the component.
            subscriptions: all it wants; may be empty.
            owner: held by WeakRef only; its death has exactly the effect of closing the feed.
            on_mail: called when the first mail of a take arrives and when the feed's status may have changed. A bound
                method is held weakly.
        """
        return self._feeds.attach(component_id, subscriptions, owner, on_mail)

    async def register_component(
        self,
        component_id: str,
        subscriptions: Iterable[Subscription],
        owner: object | None = None,
        on_mail: Callable[[], object] | None = None,
    ) -> Feed:
        """`attach` for callers that await."""
        return self.attach(component_id, subscriptions, owner, on_mail)

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
            self._review_trials()

    # The pending tasks

    @property
    def _pending_subscription_task(self) -> asyncio.Task[None] | None:
        return self._pending_tasks[Scope.PUBLIC].task

    def _on_subscription_change(self, changes: Mapping[Scope, ScopeChange]) -> None:
        """Something else is wanted now. An empty mapping stands for one addition to the public scope."""
        held_for = 0.0 if self._held_since is None else self._clock() - self._held_since
        self._held_since = None  # what was collected is told; a hold that lasts on was let go and collects no more
        for scope, change in (changes or self._subscription_manager.nudge()).items():
            self._scopes[scope].review_trials()
            delay = self._debounce_delay if change.is_addition else self._linger
            self._pending_tasks[scope].carry(change.changes, delay - held_for)
            self._scopes[scope].moved.set()

    # The links

    def _on_unsent(self, scope: Scope) -> None:
        """Something is to be sent though no component has changed: the connection is new, or a verdict has come."""
        if self._resume_watch is None:
            self._resume_watch = self._tasks.spawn(watch_for_resume(self._wall_clock, self._on_resume), "resume watch")
        if self._subscription_manager.is_wanted(scope):
            pending = self._pending_tasks[scope]
            # A task that collects changes goes on collecting them, but never through a whole linger.
            delay = 0.0 if pending.task is None else self._debounce_delay
            pending.metrics.resubscriptions += pending.ensure(delay)

    def _on_sent(self, scope: Scope) -> None:
        """A request went out: who has heard nothing when it counts as silent is told."""
        asyncio.get_running_loop().call_later(SILENT_AFTER + _TIMER_SLACK, self._feeds.notify, scope)

    def _on_resume(self) -> None:
        logger.info("the machine has slept or its clock was set; every connection is probed")
        self._dispatcher.forget_clocks()
        for state in self._scopes.values():
            state.link.probe()

    def _on_throttled(self, scope: Scope, until: float) -> None:
        wait = until - self._clock()
        logger.warning("%s: over %.0f s at the rate gate; the request goes in %.1f s", scope, self._max_wait, wait)
        self._feeds.notify(scope)

    def _refusal(self, registration: Registration) -> str:
        words = (state.trials.quarantine.words(registration) for state in self._scopes.values())
        return next(filter(None, words), "")

    def _is_listed(self, code: str) -> bool | None:
        return None if self._markets is None else code in self._markets

    def _doubt(
        self, scope: Scope, unheard: frozenset[StreamKey], silent: frozenset[StreamKey]
    ) -> tuple[frozenset[StreamKey], bool]:
        state = self._scopes[scope]
        doubted = frozenset(key for key in unheard if state.doubts(key, is_silent=key in silent))
        return doubted, state.is_feed_silent

    def _review_trials(self) -> None:
        """Who wants what has changed, though what is wanted in all may not have."""
        if self._subscription_manager.is_held:
            return  # in the middle of it what is held back may be wanted of nobody for a moment; at its end, then
        for state in self._scopes.values():
            state.review_trials()

    def _retry(self, registration: Registration) -> None:
        for scope in {key.type.scope for key in registration.streams}:
            self._scopes[scope].trials.retry(registration)

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
        state = self._scopes[scope]
        await state.link.set_dial(dial, reason)
        if state.is_needed:
            state.link.open()

    def reconnect(self, scope: Scope) -> None:
        """Connect now, because the user wants it so: where the link has stopped, and where it waits, told or not.

        The connect gate goes on spacing connects, so that no impatience makes a storm.
        """
        state = self._scopes[scope]
        state.link.reopen()
        self._connect_gate.reopen()
        state.link.dial_now()
        if state.is_needed:
            state.link.open()

    def set_markets(self, codes: Set[str]) -> None:
        """Take in which markets the exchange lists: it owes them an answer, and answers any other code with silence.

        Without them the engine learns which codes exist by what it hears of.
        """
        self._markets = frozenset(codes)

    def network_changed(self) -> None:
        """This machine is on another network: try every connection, but for one whose key was refused."""
        for state in self._scopes.values():
            state.link.network_changed()
            if state.is_needed:
                state.link.open()

    def receive(self, scope: Scope, frame: bytes | str) -> None:
        """Take in one frame as if it had come over the scope's link."""
        self._scopes[scope].intake.receive(frame, self._clock())

    async def stop(self) -> None:
        """End every registration, task and connection; nothing lingers."""
        self._feeds.close_all()
        await asyncio.gather(self._tasks.cancel(), *(pending.stop() for pending in self._pending_tasks.values()))
        await asyncio.gather(*(state.stop() for state in self._scopes.values()))

    # What it tells of itself

    def time(self) -> float:
        """The time now, as everything here counts it: in seconds, within the engine's loop or not."""
        return self._clock()

    def link_status(self, scope: Scope) -> LinkStatus:
        """How a scope's link stands."""
        return self._scopes[scope].link.status

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
        settings = {name: getattr(self, f"_{name}") for name in ("debounce_delay", "max_wait", "heartbeat_interval")}
        return engine_report.connection_metrics(
            self._subscription_manager,
            self._dispatcher,
            self._scopes,
            self._pending_tasks,
            settings,
            self._clock(),
            self._wall_clock,
        )

    def get_rate_limiter_status(self) -> dict[str, Any]:
        """Per gate: messages, slots used and next, waits."""
        return engine_report.rate_limiter_status(self._scopes, self._connect_gate, self._clock())

    def stream_report(self) -> list[engine_report.StreamReport]:
        """A row for every stream that is wanted or on the wire."""
        return engine_report.stream_report(self._subscription_manager, self._dispatcher, self._scopes, self._clock())

    def component_report(self) -> list[engine_report.ComponentReport]:
        """A row for every component."""
        return engine_report.component_report(self._feeds)
