"""Knows when alerts have missed prices, because the program was closed, or nothing came from the exchange."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from core.model.markets import is_code
from core.model.messages import Trade

_MINUTE_MS: Final = 60_000
_LATEST_MS: Final = 253_402_300_800_000
"""The year 10000, which no clock shows."""


class Missed(NamedTuple):
    """A span of which an alert may have missed prices, both ends in Unix ms on the exchange's clock."""

    code: str
    since_ms: int
    """The time of the last trade before."""
    until_ms: int
    """The time of the first trade after it."""


class MissedPrices:
    """Knows for each market the time of the last trade that alerts have seen, and whether others may be missing.

    Args:
        state: what `state` returned in an earlier run at the same exchange; anything else for none.
    """

    def __init__(self, state: object = None) -> None:
        entries = state if isinstance(state, dict) else {}
        self._seen_ms = {
            code: time_ms
            for code, time_ms in entries.items()
            if is_code(code) and type(time_ms) is int and 0 < time_ms < _LATEST_MS
        }
        self._doubted = set(self._seen_ms)
        """The markets of which trades may have been missed since."""

    def doubt(self, codes: Iterable[str] | None = None) -> None:
        """Trades of these markets may be missed from now on, until one comes; of all markets if None."""
        self._doubted.update(self._seen_ms if codes is None else self._seen_ms.keys() & set(codes))

    def take(self, trade: Trade) -> Missed | None:
        """Note a trade; return what was missed before it, if anything may have been."""
        code, time_ms = trade.code, trade.trade_timestamp
        if not 0 < time_ms < _LATEST_MS:
            return None
        since_ms = self._seen_ms.get(code)
        if code not in self._doubted:
            self._seen_ms[code] = time_ms
            return None
        if since_ms is None or time_ms <= since_ms:  # the last one again, as a snapshot or out of what panels know
            return None
        self._seen_ms[code] = time_ms
        self._doubted.discard(code)
        return Missed(code, since_ms, time_ms)

    def keep(self, codes: Iterable[str]) -> None:
        """Forget all other markets: nothing follows their prices."""
        kept = set(codes)
        self._seen_ms = {code: time_ms for code, time_ms in self._seen_ms.items() if code in kept}
        self._doubted &= kept

    def state(self, *, is_exact: bool) -> Mapping[str, Any]:
        """Return the state to save.

        Args:
            is_exact: whether the times are exact; else they are those of the full minute before, so that a file in
                which they are kept changes once a minute only.
        """
        step = 1 if is_exact else _MINUTE_MS
        return {code: time_ms // step * step for code, time_ms in self._seen_ms.items() if time_ms >= step}
