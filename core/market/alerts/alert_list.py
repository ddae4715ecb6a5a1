"""The user's alerts, in the order they were made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from core.market.alerts.alert import Alert, read_alert, written_alert

MOST: Final = 2000
"""Alerts kept; more than anybody makes by hand."""


class AlertList:
    """Alerts by id, all of which can be watched."""

    def __init__(self) -> None:
        self._alerts: dict[str, Alert] = {}
        self.left_out = 0
        """How many entries of a file could not be read."""

    def __iter__(self) -> Iterator[Alert]:
        return iter(self._alerts.values())

    def __len__(self) -> int:
        return len(self._alerts)

    def get(self, key: str) -> Alert | None:
        """Return the alert of that id; None if there is none."""
        return self._alerts.get(key)

    def read(self, entries: object) -> None:
        """Replace all by the entries of a file; those that cannot be watched are left out and counted."""
        listed: Iterable[object] = entries if isinstance(entries, list) else ()
        self._alerts, self.left_out = {}, 0
        for entry in listed:
            alert = read_alert(entry)
            if alert is None or alert.id in self._alerts or len(self._alerts) >= MOST:
                self.left_out += 1
            else:
                self._alerts[alert.id] = alert

    def written(self) -> list[dict[str, object]]:
        """Return the entries for a file."""
        return [written_alert(alert) for alert in self]

    def put(self, alert: Alert) -> bool:
        """Add an alert, or replace the one of the same id; return whether it was taken.

        An alert that cannot be watched is not taken, and none once there are `MOST`.
        """
        if alert.fault is not None or (alert.id not in self._alerts and len(self) >= MOST):
            return False
        self._alerts[alert.id] = alert
        return True

    def remove(self, key: str) -> Alert | None:
        """Remove an alert and return it, for undo."""
        return self._alerts.pop(key, None)

    def place_of(self, key: str) -> int:
        """Return at which place an alert stands; behind all if there is none of that id."""
        return next((place for place, each in enumerate(self._alerts) if each == key), len(self._alerts))

    def put_back(self, alert: Alert, place: int) -> bool:
        """Put a removed alert back to its place; return whether it was taken, see `put`."""
        if alert.id in self._alerts or not self.put(alert):
            return False
        others = [each for each in self if each.id != alert.id]
        self._alerts = {each.id: each for each in (*others[:place], alert, *others[place:])}
        return True
