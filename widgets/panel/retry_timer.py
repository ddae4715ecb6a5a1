"""Decides when to repeat a failed request: later after each failure in a row, never before the exchange allows it.

It counts the seconds down: a user who sees a countdown waits instead of pressing buttons.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from math import ceil
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from core.timing.backoff import Backoff

_TICK: Final = 1.0
"""Seconds between two updates of the countdown."""


class RetryTimer(QObject):
    """Timer for one wait at a time.

    Args:
        now: seconds of a monotonic clock.

    Signals:
        ticked: the number of seconds left has changed.
        due: the wait is over.
    """

    ticked = Signal()
    due = Signal()

    def __init__(self, parent: QObject | None = None, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._now = now
        self._backoff = Backoff()
        self._until: float | None = None
        self._has_failed = False
        """Whether the wait follows a failure, not a doubt."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timeout)

    @property
    def seconds_left(self) -> int:
        """Whole seconds until the next try, at least 1; 0 while no wait is active."""
        return 0 if self._until is None else max(ceil(self._until - self._now()), 1)

    def wait_after(self, error: Exception | None) -> None:
        """Start a wait: longer than after the previous failure, and at least as long as `error`, if any, demands."""
        self._until = self._now() + self._backoff.delay_after(error)
        self._has_failed = error is not None
        self._sleep()

    def cut_short(self) -> None:
        """The exchange answers others again: be due now if a wait after a failure is active."""
        if self._until is not None and self._has_failed:
            self.stop()
            self.due.emit()

    def stop(self) -> None:
        """Cancel the wait; the next failure continues the sequence of growing delays."""
        self._until = None
        self._timer.stop()

    def reset(self) -> None:
        """The request succeeded: cancel the wait and restart the sequence of delays."""
        self.stop()
        self._backoff.reset()

    def _sleep(self) -> None:
        left = (self._until or 0.0) - self._now()
        # A Qt timer may fire up to 5 % early (measured), so the clock is read again.
        self._timer.start(ceil(min(max(left, 0.0), _TICK) * 1000))

    def _on_timeout(self) -> None:
        if self._until is None:
            return
        if self._now() < self._until:
            self._sleep()
            self.ticked.emit()
        else:
            self.stop()
            self.due.emit()
