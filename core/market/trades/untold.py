"""Which trades that REST shows the tickers have not told. Pure.

A lost ticker of a quiet market shows nowhere else, and a feed that loses most of its messages goes on.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Final, NamedTuple

from core.timing.exchange_clock import LATE_MS

_MANY: Final = 4
"""The feed is doubted if, of the markets that have traded lately, at least one in so many has an untold trade."""
_AHEAD_MS: Final = 1_000
"""How far beyond the exchange's time a trade must be to show that this time is that of late messages."""


class Untold(NamedTuple):
    """The markets whose last trade was not told."""

    codes: frozenset[str]
    is_feed_losing: bool
    """Whether these, or those that will be told too late, are many of the markets that have traded lately: no stream
    of the feed is to be trusted."""


def untold(
    shown: Mapping[str, int], shown_before: Mapping[str, int], told: Mapping[str, int], clock_ms: float | None
) -> Untold:
    """Compare the times of last trades, in ms by market.

    Args:
        shown: by REST.
        shown_before: by REST at the last comparison, empty at the first: markets have traded lately that differ.
        told: by the tickers that have come since; a market that is missing is being requested.
        clock_ms: the exchange's present time, None if unknown: what it has not reached yet is a wrong stamp, or was
            taken back with the clock. But if many markets have just traded beyond it, it was learned from messages of
            which each came late, and so do those that follow.
    """
    latest = float("inf") if clock_ms is None else clock_ms
    behind = {code for code, time_ms in shown.items() if told.get(code, time_ms) < time_ms}
    codes = frozenset(code for code in behind if shown[code] <= latest)
    late = {code for code in behind if latest + _AHEAD_MS < shown[code] <= latest + LATE_MS}
    traded = {code for code, time_ms in shown.items() if code in told and time_ms > shown_before.get(code, 0)}
    return Untold(codes, _MANY * len(traded & (codes | late)) >= len(traded) > 0)


def told_meanwhile(shown: Mapping[str, int], untold_codes: Set[str], told: Mapping[str, int]) -> frozenset[str]:
    """Return the markets that have traded since the first of the untold trades and told everything.

    Args:
        shown: the times of last trades by REST, in ms by market.
        untold_codes: whose last trades were not told.
        told: up to when all streams of a market tell.
    """
    if not untold_codes:
        return frozenset()
    since = min(shown[code] for code in untold_codes)
    return frozenset(code for code, told_ms in told.items() if since <= shown.get(code, 0) <= told_ms)
