"""The engine's pulse: the few figures that are read every second while nobody looks at the full report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from core.engine.delay_watch import delay_ms
from core.engine.deliver.route import Route
from core.engine.scope_connection import ScopeConnection
from core.timing.exchange_clock import ExchangeClock


class Pulse(NamedTuple):
    """How many messages have arrived, and their present delay."""

    messages: int
    """The number of messages received since the engine was made, on all links."""
    delay_ms: float | None
    """The median time from the exchange's timestamp until the arrival, estimated by `delay_ms`; None while no public
    message is recent."""


class ExchangeTime(NamedTuple):
    """What the exchange's clock shows, as measured on the public connection."""

    ms: float | None
    """Unix time in ms; None before the first estimate."""
    round_trip: float | None
    """The round-trip time of the fastest of the recent pings, in seconds; None before the first."""


def exchange_time(public: ScopeConnection, clock: ExchangeClock, now: float) -> ExchangeTime:
    """Return the exchange's time at the moment `now` of the engine's clock.

    It is behind by the transmission time of the fastest message, which nothing here can measure.
    """
    ms = None if clock.offset_ms is None else now * 1000 + clock.offset_ms + public.forgotten_delay_ms
    return ExchangeTime(ms, public.link.shortest_round_trip)


def pulse(
    connections: Iterable[ScopeConnection], public: ScopeConnection, routes: Iterable[Route], now: float
) -> Pulse:
    """Return the pulse at `now`, on the engine's clock.

    Args:
        connections: of all scopes.
        public: the connection whose delay is wanted.
        routes: of all streams.
        now: the engine's time.
    """
    delay = delay_ms(routes, public.link.shortest_round_trip, now)
    if delay is not None:
        delay += public.forgotten_delay_ms
    return Pulse(sum(each.link.messages for each in connections), delay)
