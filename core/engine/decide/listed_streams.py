"""Compares the exchange's list of subscriptions with what was requested. Pure.

Three things are not a difference: a code listed with or without its depth (undocumented), a level equal to the tick
that is listed as none, and a whole type that is listed without codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from core.model.control import SubscriptionList
from core.model.subscription import ALL, StreamKey, StreamType


class Difference(NamedTuple):
    """The differences between the list and the request."""

    missing: frozenset[StreamKey]
    """Requested but not listed."""
    unasked: dict[StreamKey, int]
    """Listed but not requested, each with depth 0."""


def compare(sent: Mapping[StreamKey, int], reply: SubscriptionList) -> Difference:
    """The missing and the unrequested streams of the exchange's list; unknown types are ignored."""
    listed: dict[StreamKey, int] = {}
    for part in reply.result:
        try:
            stream_type = StreamType(part.type)
        except ValueError:
            continue
        for code in part.codes or (ALL,):
            listed[StreamKey(stream_type, code.partition(".")[0], part.level)] = 0
    markets = {(key.type, key.code) for key in listed}
    types = {key.type for key in listed}
    whole = {key.type for key in listed if key.code == ALL}
    requested = {(key.type, key.code) for key in sent}
    requested_whole = {key.type for key in sent if key.code == ALL}
    missing = frozenset(
        key
        for key in sent
        if (key.type not in types if key.code == ALL else (key.type, key.code) not in markets and key.type not in whole)
    )
    unasked = {
        key: depth
        for key, depth in listed.items()
        if (key.type, key.code) not in requested and key.type not in requested_whole and key.code != ALL
    }
    return Difference(missing, unasked)
