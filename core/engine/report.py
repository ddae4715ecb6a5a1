"""The report of an engine: desired, sent and received streams, and their cost. Making one sends nothing.

The getters that the seed documents name make their dictionaries from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from core.engine.decide.metrics import PendingFigures, SubscriptionFigures
from core.engine.deliver.dispatcher import Dispatcher
from core.engine.feeds import SILENT_AFTER, Feeds
from core.engine.parts import EngineParts
from core.engine.pending_task import PendingStage
from core.engine.scope_connection import ScopeConnection
from core.engine.settings import EngineSettings
from core.engine.subscription_manager import SubscriptionManager
from core.loop.rate_gate import RateGate
from core.model.link_status import ConnectionState
from core.model.subscription import Scope, StreamKey
from core.timing.exchange_clock import ExchangeClock
from core.timing.latency import way_ms

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


class StreamReport(NamedTuple):
    """One stream: the components that subscribe to it, and its state."""

    key: StreamKey
    depth: int
    """Price levels per side; 0 for all but order books."""
    components: tuple[str, ...]
    is_desired: bool
    is_sent: bool
    is_heard: bool
    is_silent: bool
    age: float | None
    """Seconds since its last frame; None before the first."""
    messages: int


class ComponentReport(NamedTuple):
    """One component: its streams, and the state of its mail."""

    component_id: str
    streams: int
    delivered: int
    coalesced: int
    lost: int
    errors: int
    """How often it raised an error while it took or showed its mail."""
    slow: int = 0
    """How often it took too long."""


class GateReport(NamedTuple):
    """One rate gate."""

    messages: int
    slots_used_second: int
    """Messages in the last second."""
    slots_used_minute: int
    """Messages in the last minute."""
    next_slot_in: float
    """Seconds until the next message may go; 0 if it may go now."""
    waits: int
    wait_seconds: float
    throttled_for: float | None
    """Seconds left of a wait that is longer than the usual pace makes any; None if there is no such wait."""


class LinkReport(NamedTuple):
    """One link and the frames it received."""

    state: ConnectionState
    reason: str
    attempt: int
    next_in: float
    epoch: int
    is_connection_silent: bool
    is_losing_messages: bool
    messages: int
    bytes: int
    last_frame_age: float | None
    """Seconds since the last frame; None before the first."""
    round_trip_ms: float | None
    clock_ahead_ms: float | None
    """The exchange's clock minus this machine's, by `core.timing.latency`; None while it is not known."""
    reconnects: int
    sent_revision: int
    """The revision of the desired state that was sent last."""


class ScopeReport(NamedTuple):
    """One scope of the engine."""

    subscriptions: SubscriptionFigures
    pending: PendingFigures
    stage: PendingStage
    link: LinkReport
    gate: GateReport


class ConnectionsReport(NamedTuple):
    """Both scopes, and what they share."""

    scopes: Mapping[Scope, ScopeReport]
    connect_gate: GateReport
    frames: Mapping[str, int]
    """Frames and messages that were not simply delivered, by reason."""
    settings: EngineSettings

    @property
    def pending(self) -> PendingFigures:
        """The figures of both pending tasks together."""
        parts = [scope.pending for scope in self.scopes.values()]
        return PendingFigures(*(sum(getattr(part, name) for part in parts) for name in _names(PendingFigures)))

    def metrics(self) -> dict[str, Any]:
        """The result of the seeds' `get_connection_metrics`."""
        return {
            **_named(self.pending),
            "scopes": {scope.value: _named(each.pending) for scope, each in self.scopes.items()},
            "pending_task": {scope.value: each.stage.value for scope, each in self.scopes.items()},
            "links": {
                scope.value: {**each.link._asdict(), "state": each.link.state.value}
                for scope, each in self.scopes.items()
            },
            "frames": dict(self.frames),
            "settings": _by_name(self.settings),
        }

    def rate_limiter_status(self) -> dict[str, Any]:
        """The result of the seeds' `get_rate_limiter_status`."""
        gates = {scope.value: each.gate for scope, each in self.scopes.items()}
        return {name: gate._asdict() for name, gate in {**gates, "connect": self.connect_gate}.items()}


class EngineReport(NamedTuple):
    """The whole report as dictionaries."""

    streams: list[StreamReport]
    components: list[ComponentReport]
    connections: ConnectionsReport


def stream_report(
    subscriptions: SubscriptionManager, dispatcher: Dispatcher, scopes: Mapping[Scope, ScopeConnection], now: float
) -> list[StreamReport]:
    """Return a row for every stream that is desired or on the wire, in no order: the view sorts them."""
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
    """Return a row for every component."""
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


def connections_report(
    parts: EngineParts, scopes: Mapping[Scope, ScopeConnection], now: float, wall_time: float
) -> ConnectionsReport:
    """Both scopes at one moment.

    Args:
        parts: of the engine.
        scopes: its connections.
        now: the engine's time.
        wall_time: seconds since the epoch by this machine's clock.
    """
    return ConnectionsReport(
        {
            scope: ScopeReport(
                figures := parts.subscriptions.figures(scope),
                _pending_figures(connection, figures),
                connection.pending.stage,
                _link_report(connection, parts.dispatcher.clock(scope), now, wall_time),
                _gate_report(connection.gate, now),
            )
            for scope, connection in scopes.items()
        },
        _gate_report(parts.connect_gate, now),
        _frame_counts(parts.dispatcher, scopes.values()),
        parts.settings,
    )


def _pending_figures(connection: ScopeConnection, figures: SubscriptionFigures) -> PendingFigures:
    return PendingFigures(
        changes=figures.changes,
        duplicate_requests_prevented=figures.duplicates_prevented,
        rate_limiter_waits=connection.gate.metrics.waits,
        rate_limiter_wait_seconds=connection.gate.metrics.wait_seconds,
        **_by_name(connection.pending.metrics),
    )


def _names(kind: DataclassInstance | type[DataclassInstance]) -> Iterable[str]:
    return kind.__dataclass_fields__


def _by_name(flat: DataclassInstance) -> dict[str, Any]:
    """Fields and values; `asdict` would copy each value deeply, which makes a report cost five times as much."""
    return {name: getattr(flat, name) for name in _names(flat)}


def _named(figures: PendingFigures) -> dict[str, float]:
    return {**_by_name(figures), "batch_efficiency": figures.batch_efficiency, "avg_batch_size": figures.avg_batch_size}


def _link_report(connection: ScopeConnection, clock: ExchangeClock, now: float, wall_time: float) -> LinkReport:
    link, status, flow = connection.link, connection.link.status, connection.flow
    ahead_ms = None
    if (time_ms := clock.time_ms(now)) is not None:
        ahead_ms = time_ms + connection.forgotten_delay_ms + way_ms(link.shortest_round_trip) - wall_time * 1000
    return LinkReport(
        **status._asdict(),
        is_connection_silent=flow.is_silent,
        is_losing_messages=flow.is_losing_messages,
        messages=link.messages,
        bytes=link.bytes,
        last_frame_age=None if link.last_frame is None else now - link.last_frame,
        round_trip_ms=None if link.round_trip is None else link.round_trip * 1000,
        clock_ahead_ms=ahead_ms,
        reconnects=max(0, link.epoch - 1),
        sent_revision=connection.sent_revision,
    )


def _frame_counts(dispatcher: Dispatcher, connections: Iterable[ScopeConnection]) -> dict[str, int]:
    totals: dict[str, int] = {"failed": 0, **_by_name(dispatcher.counters)}
    for connection in connections:
        totals["failed"] += connection.intake.failed_frames
        for name, count in connection.intake.counters.as_dict().items():
            totals[name] = totals.get(name, 0) + count
    return totals


def _gate_report(gate: RateGate, now: float) -> GateReport:
    until = gate.throttled_until
    return GateReport(
        messages=gate.metrics.messages,
        slots_used_second=gate.ledger.used_within(1.0, now),
        slots_used_minute=gate.ledger.used_within(60.0, now),
        next_slot_in=gate.ledger.next_slot(now) - now,
        waits=gate.metrics.waits,
        wait_seconds=gate.metrics.wait_seconds,
        throttled_for=None if until is None else max(0.0, until - now),
    )
