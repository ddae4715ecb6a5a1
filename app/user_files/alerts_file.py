"""Keeps the alerts, and how far each was followed at each source, in a file of their own."""

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
MOST_SOURCES: Final = 8
"""Sources of which the state is kept; the one followed longest ago goes first."""


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
        self._kept: dict[str, Mapping[str, Any]] = {}
        """How far the alerts were followed, by source; the one followed last stands last."""
        super().__init__(
            file,
            self._read,
            (alerts.changed, alerts.fired),
            self._written,
            translatable("log", "알림이 저장되지 않습니다: %s (%s)"),
            interval=STATE_INTERVAL,
        )

    def state_of(self, source: str) -> Mapping[str, object]:
        """Return the state that was kept at that source; empty if no alert was followed there."""
        return self._kept.get(source, {})

    def follow(self, source: str, state: Callable[[], Mapping[str, Any]]) -> None:
        """Keep the state of the alerts at this source from now on, beside what is kept of the others.

        Args:
            source: its name.
            state: returns the present state.
        """
        self._keep()  # of the source that is left
        self._source, self._state = source, state

    def _read(self, content: Mapping[str, Any]) -> None:
        self._alerts.read(content)
        states = content.get("states")
        if not isinstance(states, dict):  # an older version kept that of one source
            states = {str(content.get("source") or ""): content.get("state")}
        self._kept = {source: state for source, state in states.items() if source and isinstance(state, dict)}
        self._leave_out()

    def _written(self) -> dict[str, Any]:
        """Return the content of the file; nothing for somebody who has no alerts."""
        if self._alerts.is_empty:
            return {}
        self._keep()
        return {**self._alerts.written(), "states": dict(self._kept)}

    def _keep(self) -> None:
        if self._source:
            self._kept.pop(self._source, None)
            self._kept[self._source] = self._state()
            self._leave_out()

    def _leave_out(self) -> None:
        while len(self._kept) > MOST_SOURCES:
            del self._kept[next(iter(self._kept))]
