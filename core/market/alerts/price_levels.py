"""All price alerts of one market, so arranged that a price which crosses none of them costs two comparisons."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Mapping
from operator import attrgetter
from typing import Any, Final, NamedTuple

from core.market.alerts.alert import Alert
from core.market.alerts.firing import Firing
from core.market.alerts.rearming import PRICE_MARGIN
from core.market.alerts.threshold import Threshold
from core.model.messages import DataMessage, Trade


class _Waiting(NamedTuple):
    """An alert that waits for a price."""

    price: float
    id: str


_PRICE: Final = attrgetter("price")


class PriceLevels:
    """Watches the trades of one market.

    Args:
        alerts: of kind PRICE and of one market.
        states: what `states` returned earlier, by alert id.
    """

    def __init__(self, alerts: list[Alert], states: Mapping[str, object]) -> None:
        self._alerts = {alert.id: alert for alert in alerts}
        self._thresholds: dict[str, Threshold] = {}
        self._new: list[str] = []
        """Alerts that no price was compared with yet, or only one that shows no side."""
        self._rising: list[_Waiting] = []
        """Alerts that change their state at a higher price, the lowest of these first."""
        self._falling: list[_Waiting] = []
        """Alerts that change their state at a lower price, the lowest of these first: the last one is the nearest."""
        self._rises_at, self._falls_at = float("inf"), float("-inf")
        for alert in alerts:
            threshold = Threshold(alert.level, alert.level * PRICE_MARGIN, alert.direction)
            threshold.restore(states.get(alert.id))
            self._thresholds[alert.id] = threshold
            self._wait(alert.id)
        self._look_ahead()

    def take(self, message: DataMessage) -> list[Firing]:
        """Compare the price of a trade with the levels; return the alerts that came true."""
        if not isinstance(message, Trade) or (price := message.trade_price) is None:
            return []
        return self.follow(price, message.trade_timestamp)

    def follow(self, price: float, time_ms: int) -> list[Firing]:
        """Compare a price of that time, Unix ms, with the levels; return the alerts that came true."""
        if self._falls_at < price < self._rises_at and not self._new:
            return []
        return self._cross(price, time_ms)

    def known(self) -> PriceLevels:
        """Return a copy, without the alerts that no price was compared with yet; it goes its own way."""
        states = self.states()
        return PriceLevels([alert for key, alert in self._alerts.items() if key in states], states)

    def states(self) -> dict[str, Any]:
        """Return the state to save, by alert id, from which a later run can go on."""
        return {key: threshold.state() for key, threshold in self._thresholds.items() if threshold.is_above is not None}

    def resting(self) -> set[str]:
        """Return the ids of the alerts whose price must leave the level first."""
        return {key for key, threshold in self._thresholds.items() if threshold.is_resting}

    def _cross(self, price: float, time_ms: int) -> list[Firing]:
        risen = bisect_right(self._rising, price, key=_PRICE)
        fallen = bisect_left(self._falling, price, key=_PRICE)
        reached = [*self._rising[:risen], *reversed(self._falling[fallen:])]
        del self._rising[:risen], self._falling[fallen:]
        fresh, self._new = self._new, []
        firings = []
        for key in [*fresh, *(each.id for each in reached)]:
            threshold = self._thresholds[key]
            if threshold.is_waiting:  # on both sides: it was taken out of one list only
                _leave(self._rising, _Waiting(threshold.rises_at, key))
                _leave(self._falling, _Waiting(threshold.falls_at, key))
            direction = threshold.take(price)
            self._wait(key)
            if direction is not None:
                alert = self._alerts[key]
                firings.append(Firing(alert, alert.code, time_ms, direction, price))
        self._look_ahead()
        return firings

    def _wait(self, key: str) -> None:
        threshold = self._thresholds[key]
        if threshold.is_above is None:
            self._new.append(key)
            return
        if threshold.is_above or threshold.is_waiting:
            insort(self._falling, _Waiting(threshold.falls_at, key))
        if not threshold.is_above or threshold.is_waiting:
            insort(self._rising, _Waiting(threshold.rises_at, key))

    def _look_ahead(self) -> None:
        self._rises_at = self._rising[0].price if self._rising else float("inf")
        self._falls_at = self._falling[-1].price if self._falling else float("-inf")


def _leave(waiting: list[_Waiting], one: _Waiting) -> None:
    place = bisect_left(waiting, one)
    if place < len(waiting) and waiting[place] == one:
        del waiting[place]
