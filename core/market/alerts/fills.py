"""Watches the user's own orders for executions."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from core.market.account.told_fills import UntoldFill
from core.market.alerts.alert import Alert, Direction
from core.market.alerts.firing import LATE, Firing
from core.model.messages import DataMessage, MyOrder

_EXECUTED: Final = "trade"
"""The state of a message about an execution. Source: Upbit WebSocket page of own orders."""
_REMEMBERED: Final = 1000
"""How many executions are remembered, so that one repeated after a reconnect is not told twice."""


class Fills:
    """Tells each execution once."""

    def __init__(self) -> None:
        self._alerts: list[Alert] = []
        self._told: OrderedDict[str, None] = OrderedDict()

    def set_alerts(self, alerts: list[Alert]) -> None:
        """Follow these alerts of kind FILL from now on."""
        self._alerts = alerts

    def take(self, message: DataMessage) -> list[Firing]:
        """Return the alerts that a message about an own order makes true."""
        if not isinstance(message, MyOrder) or message.state != _EXECUTED or self._is_told(message.trade_uuid):
            return []
        time_ms = message.trade_timestamp or message.timestamp
        side = (message.ask_bid,) if message.ask_bid else ()
        return self._firings(message.code, time_ms, message.price, message.volume, side)

    def untold(self, fill: UntoldFill, now_ms: int) -> list[Firing]:
        """Return the alerts that an execution makes true of which the stream told nothing."""
        words = (fill.side, LATE) if fill.side else (LATE,)
        time_ms = now_ms if fill.time_ms is None else fill.time_ms
        return self._firings(fill.code, time_ms, fill.price, fill.volume, words)

    def _firings(
        self, code: str, time_ms: int, price: float | None, volume: float | None, words: tuple[str, ...]
    ) -> list[Firing]:
        return [
            Firing(alert, code, time_ms, Direction.EITHER, price, volume, words)
            for alert in self._alerts
            if alert.code in ("", code)
        ]

    def _is_told(self, execution: str | None) -> bool:
        if execution is None:
            return False
        if execution in self._told:
            return True
        self._told[execution] = None
        if len(self._told) > _REMEMBERED:
            self._told.popitem(last=False)
        return False
