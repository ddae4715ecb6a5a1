"""Keeps the alerts, and how far each was followed, in a file of their own."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any, Final

from core.storage.kept_file import KeptFile
from core.text import translatable
from widgets.markets.alerts import UserAlerts

logger = logging.getLogger(__name__)

VERSION: Final = 1
SAVING_DELAY: Final = 0.3
"""Seconds during which changes are collected, such as the alerts that one trade makes true."""
STATE_INTERVAL: Final = 5.0
"""Seconds after which the state of the alerts is written without another reason, if it differs."""


class AlertsFile:
    """Fills the list from the file at the start, and writes both after each change.

    Args:
        file: the file with its good copies.
        alerts: the list.
    """

    def __init__(self, file: KeptFile, alerts: UserAlerts) -> None:
        self._file = file
        self._alerts = alerts
        self._is_in_trouble = False
        self._source = ""
        self._state: Callable[[], Mapping[str, Any]] = dict
        loaded = file.load()
        self.notice = loaded.notice
        """For the user, if the file was damaged."""
        content = loaded.content or {}
        alerts.read(content)
        self._kept_source, self._kept_state = content.get("source"), content.get("state")
        self._saved = content

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

    async def keep_saved(self) -> None:
        """Write soon after each change, on another thread, until cancelled."""
        changed = asyncio.Event()
        signals = (self._alerts.changed, self._alerts.fired)
        for signal in signals:
            signal.connect(changed.set)
        try:
            while True:
                try:
                    async with asyncio.timeout(STATE_INTERVAL):
                        await changed.wait()
                except TimeoutError:
                    pass
                else:
                    await asyncio.sleep(SAVING_DELAY)
                changed.clear()
                await asyncio.to_thread(self._write, self._content())
        finally:
            for signal in signals:
                signal.disconnect(changed.set)

    def save(self) -> None:
        """Write now, if there is anything to write."""
        self._write(self._content())

    def _content(self) -> dict[str, Any]:
        self._kept_source, self._kept_state = self._source, self._state()
        return {**self._alerts.written(), "source": self._source, "state": self._kept_state}

    def _write(self, content: dict[str, Any]) -> None:
        if content == self._saved or (self._alerts.is_empty and not self._saved):
            return
        try:
            self._file.save(content)
        except OSError as error:
            if not self._is_in_trouble:  # reported once; saving is repeated with the next change and at the end
                logger.error(
                    translatable("log", "알림이 저장되지 않습니다: %s (%s)"), error.strerror or error, self._file.path
                )
            self._is_in_trouble = True
        else:
            self._is_in_trouble = False
            self._saved = content
