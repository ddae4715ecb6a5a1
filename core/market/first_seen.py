"""When this program first saw each market in the list of an exchange, which tells new listings.

The exchange itself says nowhere when a market was listed. The markets of the very first list may be of any age, so they
get no time; only markets that appear later are new.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from core.model.markets import is_code

NEW_SECONDS: Final = 7 * 86_400.0
"""A market is new for a week."""

_LATEST: Final = 253_402_300_800.0
"""The year 10000, which no clock shows, in seconds since 1970. NaN is within no bounds, an integer too long for a float
is beyond them."""

_MOST: Final = 5_000
"""More markets than an exchange has listed in all its years."""


class FirstSeen:
    """The markets of one exchange that were ever seen, each with its time."""

    def __init__(self) -> None:
        self._at: dict[str, float] = {}

    def see(self, codes: Iterable[str], now: float) -> None:
        """Take a list of the exchange.

        Args:
            codes: the markets in it.
            now: the time, in seconds since 1970.
        """
        at = now if self._at else 0.0
        for code in codes:
            if code not in self._at and len(self._at) < _MOST:
                self._at[code] = at

    def new(self, now: float) -> frozenset[str]:
        """The markets first seen within the last week; a time ahead of the clock is no reason to forget one."""
        return frozenset(code for code, at in self._at.items() if at and now - at < NEW_SECONDS)

    def state(self) -> dict[str, float]:
        """The record, to be kept."""
        return dict(self._at)

    def restore(self, kept: object) -> None:
        """Take a kept record; what is no market or no time is left out."""
        rows = kept.items() if isinstance(kept, dict) else ()
        for code, at in rows:
            is_time = isinstance(at, int | float) and not isinstance(at, bool) and 0 <= at <= _LATEST
            if is_time and isinstance(code, str) and is_code(code) and len(self._at) < _MOST:
                self._at[code] = float(at)
