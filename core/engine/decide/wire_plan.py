"""Decides the next request: (desired, sent, answered) -> Send | Nothing | Close.

Pure. A request replaces the connection's whole subscription (Upbit WebSocket guide; seen on the wire), so it always
carries the whole desired state, never a difference. There is no unsubscribe message, so the connection is closed when
nothing is desired.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass

from core.model.exchange import RequestPart
from core.model.subscription import ALL, ORDERBOOK_DEPTHS, Scope, StreamKey, StreamType

Streams = Mapping[StreamKey, int]
"""Stream -> number of price levels per side; 0 for everything but order books."""


@dataclass(frozen=True, slots=True)
class Send:
    """Replace the connection's subscription with these parts."""

    parts: tuple[RequestPart, ...]
    with_snapshot: frozenset[StreamKey]
    """The streams of the request that still need a snapshot."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """The sent state equals the desired state."""


@dataclass(frozen=True, slots=True)
class Close:
    """Nothing is desired: only closing the connection stops its streams."""


Plan = Send | Nothing | Close


def plan(desired: Streams, sent: Streams, answered: Set[StreamKey]) -> Plan:
    """The next step towards `desired`.

    A stream is requested with a snapshot until it is answered: a request that replaces another cancels the snapshots
    that have not arrived yet. A new depth is a new code on the wire, so it needs a snapshot too.

    Args:
        desired: the streams that components need now.
        sent: the last request on this connection; empty in a new epoch.
        answered: the streams whose snapshot arrived since they were requested.
    """
    if not desired:
        return Close()
    if desired == sent:
        return Nothing()
    with_snapshot = frozenset(key for key, depth in desired.items() if key not in answered or sent.get(key) != depth)
    return Send(_parts(desired, with_snapshot), with_snapshot)


def _parts(desired: Streams, with_snapshot: Set[StreamKey]) -> tuple[RequestPart, ...]:
    groups: defaultdict[tuple[StreamType, float, bool], list[str]] = defaultdict(list)
    for key, depth in desired.items():
        # Private types have no snapshot, and the exchange documents no flag for them.
        is_only_realtime = key not in with_snapshot and key.type.scope is Scope.PUBLIC
        groups[key.type, key.level, is_only_realtime].append(_wire_code(key, depth))
    return tuple(
        RequestPart(stream_type, () if ALL in codes else tuple(sorted(codes)), level, is_only_realtime)
        for (stream_type, level, is_only_realtime), codes in sorted(groups.items())
    )


def _wire_code(key: StreamKey, depth: int) -> str:
    return f"{key.code}.{depth}" if depth in ORDERBOOK_DEPTHS[:-1] else key.code
