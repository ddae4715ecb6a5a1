"""Watches how far a price moves within some seconds."""

from __future__ import annotations

from typing import Any

from core.market.alerts.alert import Alert, Direction
from core.market.alerts.firing import Firing
from core.market.alerts.rearming import REARMED_AT
from core.market.alerts.recent_extremes import RecentExtremes
from core.market.alerts.threshold import Threshold
from core.model.messages import DataMessage, Trade


class PriceChange:
    """Compares each price with the lowest and the highest of the time before it.

    A move that began before the first trade seen is measured from that trade.

    Args:
        alert: of kind CHANGE.
    """

    def __init__(self, alert: Alert, state: object) -> None:
        self._alert = alert
        self._extremes = RecentExtremes(alert.seconds * 1000)
        margin = alert.level * (1 - REARMED_AT[alert.kind])
        self._rise = Threshold(alert.level, margin, Direction.UP)
        self._fall = Threshold(alert.level, margin, Direction.UP)
        if isinstance(state, dict):
            self._rise.restore(state.get("rise"))
            self._fall.restore(state.get("fall"))

    def take(self, message: DataMessage) -> list[Firing]:
        """Compare the price of a trade; return the alert if it came true."""
        if not isinstance(message, Trade) or not (price := message.trade_price):
            return []
        self._extremes.add(message.trade_timestamp, price)
        low, high = self._extremes.low, self._extremes.high
        risen, fallen = 100 * (price - low) / low, 100 * (high - price) / high
        firings = []
        if self._rise.take(risen) and self._alert.direction is not Direction.DOWN:
            firings.append(self._firing(message, Direction.UP, risen))
        if self._fall.take(fallen) and self._alert.direction is not Direction.UP:
            firings.append(self._firing(message, Direction.DOWN, -fallen))
        return firings

    def states(self) -> dict[str, Any]:
        """Return the state to save, by alert id, from which a later run can go on."""
        return {self._alert.id: {"rise": self._rise.state(), "fall": self._fall.state()}}

    def resting(self) -> set[str]:
        """Return the id of the alert if each move that it watches must become smaller first."""
        wanted = {Direction.UP: [self._rise], Direction.DOWN: [self._fall]}.get(
            self._alert.direction, [self._rise, self._fall]
        )
        return {self._alert.id} if all(each.is_resting for each in wanted) else set()

    def _firing(self, trade: Trade, direction: Direction, percent: float) -> Firing:
        alert = self._alert
        return Firing(alert, alert.code, trade.trade_timestamp, direction, trade.trade_price, percent)
