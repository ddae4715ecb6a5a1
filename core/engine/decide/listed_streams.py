"""What the exchange says it streams, against what it was asked for. Pure.

Whether a code is shown with its depth is not documented, a level equal to the tick may come back as none, and a type
asked for whole comes without codes: none of these is a difference.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from core.model.control import SubscriptionList
from core.model.subscription import ALL, StreamKey, StreamType


class Difference(NamedTuple):
    """How the two differ."""

    missing: frozenset[StreamKey]
    """Asked for, and not streamed."""
    unasked: dict[StreamKey, int]
    """Streamed, and not asked for, with a depth of 0."""


def compare(sent: Mapping[StreamKey, int], reply: SubscriptionList) -> Difference:
    """What is missing in the exchange's list, and what is too much; types that we do not know are left out."""
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
    asked = {(key.type, key.code) for key in sent}
    asked_whole = {key.type for key in sent if key.code == ALL}
    missing = frozenset(
        key
        for key in sent
        if (key.type not in types if key.code == ALL else (key.type, key.code) not in markets and key.type not in whole)
    )
    unasked = {
        key: depth
        for key, depth in listed.items()
        if (key.type, key.code) not in asked and key.type not in asked_whole and key.code != ALL
    }
    return Difference(missing, unasked)
