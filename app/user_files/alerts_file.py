"""Keeps the alerts, and how far each was followed, in a file of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from app.user_files.kept_soon import KeptSoon
from core.storage.kept_file import KeptFile
from core.text import translatable
from widgets.markets.alerts import UserAlerts

VERSION: Final = 1
STATE_INTERVAL: Final = 5.0
"""Seconds after which the state of the alerts is written without another reason, if it differs."""


class AlertsFile(KeptSoon):
    """Fills the list from the file at the start, and writes list and state after each change.

    Args:
        file: the file with its good copies.
        alerts: the list.
    """

    def __init__(self, file: KeptFile, alerts: UserAlerts) -> None:
        self._alerts = alerts
        self._source = ""
        self._state: Callable[[], Mapping[str, Any]] = dict
        self._kept_source: object = None
        self._kept_state: object = None
        super().__init__(
            file,
            self._read,
            (alerts.changed, alerts.fired),
            self._written,
            translatable("log", "알림이 저장되지 않습니다: %s (%s)"),
            interval=STATE_INTERVAL,
        )

    def state_of(self, source: str) -> Mapping[str, object]:
        """Return the state that was kept at that source; empty if the alerts were followed at another one since."""
        if source != self._kept_source or not isinstance(self._kept_state, dict):
            return {}
        return self._kept_state

    def follow(self, source: str, state: Callable[[], Mapping[str, Any]]) -> None:
        """Keep the state of the alerts at this source from now on.

        Args:
            source: its name.
            state: returns the present state.
        """
        self._source, self._state = source, state

    def _read(self, content: Mapping[str, Any]) -> None:
        self._alerts.read(content)
        self._kept_source, self._kept_state = content.get("source"), content.get("state")

    def _written(self) -> dict[str, Any]:
        """Return the content of the file; nothing for somebody who has no alerts."""
        if self._alerts.is_empty:
            return {}
        if self._source:
            self._kept_source, self._kept_state = self._source, self._state()
        return {**self._alerts.written(), "source": self._kept_source, "state": self._kept_state}
