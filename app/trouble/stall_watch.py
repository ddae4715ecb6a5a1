"""Leaves a stack behind when the event loop stands still, so that one knows where.

A timer of the loop says again and again that it turns; a thread has the stacks of all threads written when it has not
said so for a while. The writing is one call of faulthandler's made under Python's lock, so no stack moves meanwhile,
and no frame is held past it. faulthandler's own watchdog writes without the lock, while the watched thread runs on,
and that ends the process in one dump of some hundreds; frames read by a Python program keep what their functions held
(a painter, a panel) alive after those have returned. The price: a single call into C that keeps the lock is seen when
it returns, at the line that made it, and one that never returns is not seen at all.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import threading
import time
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer

from app.trouble.crash_file import CrashFile

logger = logging.getLogger(__name__)

LIMIT: Final = 1.0
"""Seconds without a turn of the loop after which the stacks are written."""

INTERVAL_MS: Final = 200
"""How often the loop says that it turns. Saying it sets a number; the thread wakes twice within the limit to look."""


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
        self._written = file.size()
        self._watcher = _Watcher(file)
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_beat)
        self._timer.start()
        self._watcher.start()

    def stop(self) -> None:
        """Watch no more; nothing is written once this returns."""
        self._timer.stop()
        self._watcher.stop()

    def _on_beat(self) -> None:
        waited = time.monotonic() - self._watcher.turned_at
        if waited > LIMIT:
            self.stalls += 1
            stacks = self._file.since(self._written)
            logger.info("the event loop stood still for %.1f s\n%s", waited, stacks.rstrip())
            self._file.forget()
        self._watcher.turned_at = time.monotonic()


class _Watcher:
    """The thread, and what it shares with the one it watches.

    Args:
        file: where the stacks go.
    """

    def __init__(self, file: CrashFile) -> None:
        self.turned_at = time.monotonic()
        self._file = file
        self._told_of = 0.0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="stall watch", daemon=True)

    def start(self) -> None:
        """Watch from now on; a desk whose user may have no more threads is not watched."""
        try:
            self._thread.start()
        except RuntimeError as error:
            logger.warning("the event loop is not watched: %s", error)

    def stop(self) -> None:
        """Watch no more."""
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _watch(self) -> None:
        while not self._stopping.wait(LIMIT / 2):
            turned_at = self.turned_at
            if time.monotonic() - turned_at > LIMIT and turned_at != self._told_of:
                self._told_of = turned_at
                self.write()

    def write(self) -> None:
        """Write the stacks of all threads down; a full disk takes none."""
        with contextlib.suppress(OSError):
            faulthandler.dump_traceback(self._file.descriptor)
