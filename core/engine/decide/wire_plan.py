"""Decide what to tell the exchange: (desired, sent, live) -> Send | Nothing | Close.

Pure. A request replaces the connection's whole subscription (Upbit WebSocket guide; seen on the wire), so a plan to
send always carries all that is desired, never a difference. There is no unsubscribe message, so an empty desire closes
the connection.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass

from core.model.exchange import RequestPart
from core.model.subscription import ALL, ORDERBOOK_DEPTHS, Scope, StreamKey, StreamType

Streams = Mapping[StreamKey, int]
"""Streams and, for an order book, how many price levels a side (0 for every other type)."""


@dataclass(frozen=True, slots=True)
class Send:
    """Replace the connection's subscription by these parts."""

    parts: tuple[RequestPart, ...]
    asked: frozenset[StreamKey]
    """The streams of the request whose snapshot is still to come."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """The exchange streams what is desired already."""


@dataclass(frozen=True, slots=True)
class Close:
    """Nothing is desired: only closing the connection stops its streams."""


Plan = Send | Nothing | Close


def plan(desired: Streams, sent: Streams, live: Set[StreamKey]) -> Plan:
    """The next step towards `desired`.

    A stream is asked for with a snapshot until it is live: a request that replaces another loses the snapshots the
    first one still owed. A new depth is a new wire code, so it needs its snapshot too.

    Args:
        desired: what components want now.
        sent: what this connection was last told; empty in a new epoch.
        live: the streams whose data arrived since they were asked for.
    """
    if not desired:
        return Close()
    if desired == sent:
        return Nothing()
    asked = frozenset(key for key, depth in desired.items() if key not in live or sent.get(key) != depth)
    return Send(_parts(desired, asked), asked)


def _parts(desired: Streams, asked: Set[StreamKey]) -> tuple[RequestPart, ...]:
    groups: defaultdict[tuple[StreamType, float, bool], list[str]] = defaultdict(list)
    for key, depth in desired.items():
        # Private types have no snapshot to leave out, and the exchange documents no flag for them.
        is_only_realtime = key not in asked and key.type.scope is Scope.PUBLIC
        groups[key.type, key.level, is_only_realtime].append(_wire_code(key, depth))
    return tuple(
        RequestPart(stream_type, () if ALL in codes else tuple(sorted(codes)), level, is_only_realtime)
        for (stream_type, level, is_only_realtime), codes in sorted(groups.items())
    )


def _wire_code(key: StreamKey, depth: int) -> str:
    return f"{key.code}.{depth}" if depth in ORDERBOOK_DEPTHS[:-1] else key.code
