"""Watches the distance between the best ask and the best bid."""

from __future__ import annotations

from typing import Any

from core.market.alerts.alert import Alert, Direction
from core.market.alerts.firing import Firing
from core.market.alerts.rearming import REARMED_AT
from core.market.alerts.threshold import Threshold
from core.model.messages import DataMessage, OrderBook
from core.model.price import is_price


class Spread:
    """Compares the spread of each book with the level.

    Args:
        alert: of kind SPREAD.
    """

    def __init__(self, alert: Alert, state: object) -> None:
        self._alert = alert
        self._threshold = Threshold(alert.level, alert.level * (1 - REARMED_AT[alert.kind]), Direction.UP)
        self._threshold.restore(state)
        self.is_blind = False
        """Whether the best ask or bid of the newest book is damaged: its spread is not known."""

    def take(self, message: DataMessage) -> list[Firing]:
        """Compare a book; return the alert if it came true. A book with an empty or damaged side has no spread."""
        if not isinstance(message, OrderBook) or not message.orderbook_units:
            return []
        best = message.orderbook_units[0]
        sides = ((best.ask_price, best.ask_size), (best.bid_price, best.bid_size))
        self.is_blind = any((price or size) and not is_price(price) for price, size in sides)
        if not (is_price(best.bid_price) and is_price(best.ask_price) and best.bid_price < best.ask_price):
            return []
        percent = 100 * (best.ask_price - best.bid_price) / best.bid_price
        if not self._threshold.take(percent):
            return []
        alert = self._alert
        return [Firing(alert, alert.code, message.timestamp, Direction.EITHER, best.ask_price, percent)]

    def states(self) -> dict[str, Any]:
        """Return the state to save, by alert id, from which a later run can go on."""
        return {self._alert.id: self._threshold.state()}

    def resting(self) -> set[str]:
        """Return the id of the alert if its figure must fall first."""
        return {self._alert.id} if self._threshold.is_resting else set()
