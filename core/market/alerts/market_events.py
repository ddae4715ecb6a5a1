"""Watches the exchange's list of markets for new markets and new warnings."""

from __future__ import annotations

from typing import Any, Final

from core.market.alerts.alert import Alert, AlertKind
from core.market.alerts.firing import Firing
from core.model.markets import Market, MarketList, is_code

WARNING: Final = "WARNING"
"""The word for a market that is designated a trading caution asset. Our own: the exchange has a flag for it."""
_MOST: Final = 5000
"""Markets remembered: several times as many as any exchange lists."""


class MarketEvents:
    """Compares each list of markets with the one before, also with the last one of an earlier run.

    The first list ever is the base, and tells nothing. A market that vanishes and comes back is not new.
    """

    def __init__(self, state: object) -> None:
        self._known: set[str] | None = None
        self._warnings: dict[str, frozenset[str]] = {}
        if isinstance(state, dict):
            self._restore(state.get("known"), state.get("warnings"))

    def compare(self, markets: MarketList, alerts: list[Alert], now_ms: int) -> list[Firing]:
        """Take a newer list; return the alerts of kind LISTING and CAUTION that it makes true."""
        if not len(markets):
            return []  # no exchange closes all its markets: the list could not be read
        before, warned_before = self._known, self._warnings
        self._known = {market.code for market in markets} | (before or set())
        # What is missing from the list may have been among rows that could not be read: it keeps its warnings.
        missing = {code: words for code, words in warned_before.items() if code not in markets}
        self._warnings = missing | {market.code: words for market in markets if (words := _words(market))}
        if before is None:
            return []
        firings = []
        for market in markets:
            is_new = market.code not in before
            words = _words(market) - warned_before.get(market.code, frozenset())
            for alert in alerts:
                if alert.code not in ("", market.code):
                    continue
                if alert.kind is AlertKind.LISTING and is_new:
                    firings.append(Firing(alert, market.code, now_ms))
                elif alert.kind is AlertKind.CAUTION and words:
                    firings.append(Firing(alert, market.code, now_ms, words=tuple(sorted(words))))
        return firings

    def state(self) -> dict[str, Any]:
        """Return the state to save, from which a later run can go on."""
        if self._known is None:
            return {}
        warnings = {code: sorted(words) for code, words in sorted(self._warnings.items())}
        return {"known": sorted(self._known)[:_MOST], "warnings": warnings}

    def _restore(self, known: object, warnings: object) -> None:
        if not isinstance(known, list) or not isinstance(warnings, dict):
            return
        codes = {code for code in known[:_MOST] if isinstance(code, str) and is_code(code)}
        if not codes:
            return
        self._known = codes
        self._warnings = {
            code: frozenset(word for word in words if isinstance(word, str))
            for code, words in warnings.items()
            if code in codes and isinstance(words, list)
        }


def _words(market: Market) -> frozenset[str]:
    words = frozenset(caution.value for caution in market.cautions)
    return words | {WARNING} if market.warning else words
