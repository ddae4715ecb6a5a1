"""What the engine tells of itself, as plain dictionaries and rows. Reading costs nothing and sends nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, astuple, fields
from typing import Any, NamedTuple

from core.engine.decide.metrics import PendingFigures, PendingMetrics
from core.engine.deliver.dispatcher import Dispatcher
from core.engine.feeds import SILENT_AFTER, Feeds
from core.engine.scope_connection import ScopeConnection
from core.engine.settings import EngineSettings
from core.engine.subscription_manager import SubscriptionManager
from core.loop.rate_gate import RateGate
from core.model.subscription import Scope, StreamKey
from core.timing.exchange_clock import ExchangeClock


class StreamReport(NamedTuple):
    """One stream: who wants it, and how far it has come."""

    key: StreamKey
    depth: int
    """Price levels a side; 0 for all but order books."""
    components: tuple[str, ...]
    is_desired: bool
    is_sent: bool
    is_live: bool
    is_silent: bool
    age: float | None
    """Seconds since its last frame; None before the first."""
    messages: int


class ComponentReport(NamedTuple):
    """One component: what it watches, and what became of its mail."""

    component_id: str
    streams: int
    delivered: int
    coalesced: int
    lost: int
    errors: int
    """How often it failed to take or show its mail."""
    slow: int = 0
    """How often it took too long."""


def stream_report(
    subscriptions: SubscriptionManager, dispatcher: Dispatcher, scopes: Mapping[Scope, ScopeConnection], now: float
) -> list[StreamReport]:
    """A row for every stream that is wanted or on the wire, in no order: whoever shows them has one of their own."""
    components: dict[StreamKey, list[str]] = {}
    for registration in subscriptions.registrations():
        for key in registration.streams:
            components.setdefault(key, []).append(registration.component_id)
    desired: dict[StreamKey, int] = {}
    sent: dict[StreamKey, int] = {}
    for scope, state in scopes.items():
        desired |= subscriptions.desired(scope)
        sent |= state.sent
    return [
        StreamReport(
            key,
            desired.get(key, sent.get(key, 0)),
            tuple(components.get(key, ())),
            key in desired,
            key in sent,
            route.is_heard,
            route.is_silent_since(now - SILENT_AFTER),
            None if route.last_heard is None else now - route.last_heard,
            route.messages,
        )
        for key, route in dispatcher.routes.items()
    ]


def component_report(feeds: Feeds) -> list[ComponentReport]:
    """A row for every component."""
    return [
        ComponentReport(
            registration.component_id,
            len(registration.streams),
            mailbox.delivered,
            mailbox.coalesced,
            mailbox.lost,
            mailbox.errors,
            mailbox.slow,
        )
        for registration, mailbox in feeds
    ]


def connection_metrics(
    subscriptions: SubscriptionManager,
    dispatcher: Dispatcher,
    scopes: Mapping[Scope, ScopeConnection],
    settings: EngineSettings,
    now: float,
    wall_clock: Callable[[], float],
) -> dict[str, Any]:
    """The seeds' metrics, in all and per scope; links; pending tasks; what became of frames."""
    stats = subscriptions.get_subscription_stats()
    figures = {
        scope: _pending_figures(connection.pending.metrics, connection.gate, stats[scope.value])
        for scope, connection in scopes.items()
    }
    return {
        **_pending_metrics(_total(figures.values())),
        "scopes": {scope.value: _pending_metrics(part) for scope, part in figures.items()},
        "pending_task": {scope.value: connection.pending.stage.value for scope, connection in scopes.items()},
        "links": {
            scope.value: _link_metrics(state, dispatcher.clock(scope), now, wall_clock())
            for scope, state in scopes.items()
        },
        "frames": _frame_metrics(dispatcher, scopes.values()),
        "settings": asdict(settings),
    }


def rate_limiter_status(scopes: Mapping[Scope, ScopeConnection], connect_gate: RateGate, now: float) -> dict[str, Any]:
    """Every gate: what passed, what is left, what it cost."""
    gates = {**{scope.value: state.gate for scope, state in scopes.items()}, "connect": connect_gate}
    return {name: _gate_status(gate, now) for name, gate in gates.items()}


def _pending_figures(metrics: PendingMetrics, gate: RateGate, stats: Mapping[str, int]) -> PendingFigures:
    return PendingFigures(
        changes=stats["changes"],
        duplicate_requests_prevented=stats["duplicates_prevented"],
        rate_limiter_waits=gate.metrics.waits,
        rate_limiter_wait_seconds=gate.metrics.wait_seconds,
        **asdict(metrics),
    )


def _total(parts: Iterable[PendingFigures]) -> PendingFigures:
    return PendingFigures(*map(sum, zip(*map(astuple, parts), strict=True)))


def _pending_metrics(figures: PendingFigures) -> dict[str, float]:
    named = {field.name: getattr(figures, field.name) for field in fields(figures)}
    return {**named, "batch_efficiency": figures.batch_efficiency, "avg_batch_size": figures.avg_batch_size}


def _link_metrics(state: ScopeConnection, clock: ExchangeClock, now: float, wall_time: float) -> dict[str, Any]:
    link, status = state.link, state.link.status
    time_ms = clock.time_ms(now)
    return {
        **status._asdict(),
        "state": status.state.value,
        "is_feed_silent": state.is_feed_silent,
        "messages": link.messages,
        "bytes": link.bytes,
        "last_frame_age": None if link.last_frame is None else now - link.last_frame,
        "round_trip_ms": None if link.round_trip is None else link.round_trip * 1000,
        "clock_ahead_ms": None if time_ms is None else time_ms - wall_time * 1000,
        "reconnects": max(0, link.epoch - 1),
        "sent_revision": state.sent_revision,
    }


def _frame_metrics(dispatcher: Dispatcher, states: Iterable[ScopeConnection]) -> dict[str, int]:
    totals: dict[str, int] = {"failed": 0, **asdict(dispatcher.counters)}
    for state in states:
        totals["failed"] += state.intake.failed_frames
        for name, count in state.intake.counters.as_dict().items():
            totals[name] = totals.get(name, 0) + count
    return totals


def _gate_status(gate: RateGate, now: float) -> dict[str, Any]:
    until = gate.metrics.throttled_until
    return {
        "messages": gate.metrics.messages,
        "slots_used_second": gate.ledger.used_within(1.0, now),
        "slots_used_minute": gate.ledger.used_within(60.0, now),
        "next_slot_in": gate.ledger.next_slot(now) - now,
        "waits": gate.metrics.waits,
        "wait_seconds": gate.metrics.wait_seconds,
        "throttled_for": None if until is None else max(0.0, until - now),
    }
