"""Watches how long there has been no connection."""

from __future__ import annotations

from core.market.alerts.alert import Alert
from core.market.alerts.firing import Firing


class ConnectionLoss:
    """Tells each loss once, when it has lasted as long as the alert allows.

    A program that has just started has lost nothing: the time counts from the first connection on.
    """

    def __init__(self) -> None:
        self._alerts: list[Alert] = []
        self._lost_since: float | None = None
        self._was_connected = False
        self._told: set[str] = set()

    def set_alerts(self, alerts: list[Alert]) -> None:
        """Follow these alerts of kind CONNECTION from now on."""
        self._alerts = alerts

    def set_connected(self, *, is_connected: bool, now: float) -> None:
        """Follow the connection.

        Args:
            is_connected: whether there is one.
            now: seconds of a clock that never jumps.
        """
        if is_connected:
            self._lost_since, self._was_connected = None, True
            self._told.clear()
        elif self._was_connected and self._lost_since is None:
            self._lost_since = now

    def overdue(self, now: float, now_ms: int) -> list[Firing]:
        """Return the alerts whose time without a connection has passed; call it about once a second."""
        if self._lost_since is None:
            return []
        lasted = now - self._lost_since
        due = [alert for alert in self._alerts if alert.id not in self._told and lasted >= alert.seconds]
        self._told.update(alert.id for alert in due)
        return [Firing(alert, "", now_ms, figure=lasted) for alert in due]
