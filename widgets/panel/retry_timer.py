"""When to ask again for what did not come: later after each failure in a row, and never before the exchange allows it.

It counts the seconds down, because a user who sees them waits instead of pressing buttons.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from math import ceil
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from core.timing.backoff import Backoff

_TICK: Final = 1.0
"""Seconds between two changes of what is said."""


class RetryTimer(QObject):
    """One wait at a time.

    Args:
        now: seconds on a clock that never goes back.

    Signals:
        ticked: fewer seconds are left.
        due: the wait is over.
    """

    ticked = Signal()
    due = Signal()

    def __init__(self, parent: QObject | None = None, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._now = now
        self._backoff = Backoff()
        self._until: float | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timeout)

    @property
    def seconds_left(self) -> int:
        """Whole seconds until it is due, at least 1; 0 while nothing is waited for."""
        return 0 if self._until is None else max(ceil(self._until - self._now()), 1)

    def wait_after(self, error: Exception) -> None:
        """Be due later than after the failure before, and not before the time `error` names."""
        self._until = self._now() + self._backoff.delay_after(error)
        self._sleep()

    def stop(self) -> None:
        """Wait no more; the next failure goes on where this one was."""
        self._until = None
        self._timer.stop()

    def reset(self) -> None:
        """What was asked for has come: wait no more, and begin anew with the next failure."""
        self.stop()
        self._backoff.reset()

    def _sleep(self) -> None:
        left = (self._until or 0.0) - self._now()
        # A timer of Qt's may fire up to 5 % early (measured), so that the clock is asked again.
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
