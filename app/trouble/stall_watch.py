"""Leaves a stack behind when the event loop stands still, so that one knows where.

The watch is a thread of faulthandler's, which needs neither the loop nor Python's lock to write the stacks of all
threads down. A timer of the loop puts it off again and again; it goes off when the timer does not come.
"""

from __future__ import annotations

import faulthandler
import logging
import time
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer

from app.trouble.crash_file import CrashFile

logger = logging.getLogger(__name__)

LIMIT: Final = 1.0
"""Seconds without a turn of the loop after which the stacks are written."""

INTERVAL_MS: Final = 200
"""How often the watch is put off. Each time takes 25 µs of CPU: a thread ends and another one starts."""


class StallWatch(QObject):
    """Watches the loop of the thread it is made on.

    Args:
        parent: ends with it at the latest.
        file: where the stacks go until the stall is over, and they are logged.
    """

    def __init__(self, parent: QObject, file: CrashFile) -> None:
        super().__init__(parent)
        self.stalls = 0
        """How often the loop stood still for longer than the limit."""
        self._file = file
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_beat)
        self._timer.start()
        self._put_off()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        faulthandler.cancel_dump_traceback_later()

    def _put_off(self) -> None:
        self._put_off_at = time.monotonic()
        self._written = self._file.size()
        faulthandler.dump_traceback_later(LIMIT, file=self._file.descriptor)

    def _on_beat(self) -> None:
        waited = time.monotonic() - self._put_off_at
        if waited > LIMIT:
            self.stalls += 1
            stacks = self._file.since(self._written)
            logger.info("the event loop stood still for %.1f s\n%s", waited, stacks.rstrip())
            faulthandler.cancel_dump_traceback_later()
            self._file.forget()
        self._put_off()
