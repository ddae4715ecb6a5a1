"""Writes the stacks of all threads when the event loop hangs.

A timer of the loop updates a number regularly; a thread writes the stacks if the number stops changing. Writing is one
faulthandler call that holds the GIL, so no stack changes meanwhile and no frame is kept afterwards. faulthandler's own
watchdog writes without the GIL while the watched thread runs, which crashes the process in one dump of some hundreds;
frames read by Python code keep their objects (a painter, a panel) alive after the functions have returned. The price: a
single C call that holds the GIL is reported only when it returns, at the line that made it; one that never returns is
not reported.
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
"""Milliseconds between two updates of the number by the loop; the thread checks it twice within the limit."""


class StallWatch(QObject):
    """Watches the loop of the thread it is created on.

    Args:
        parent: owner; the watch ends with it at the latest.
        file: receives the stacks until the stall is over and they are logged.
    """

    def __init__(self, parent: QObject, file: CrashFile) -> None:
        super().__init__(parent)
        self.stalls = 0
        """Number of times the loop hung for longer than the limit."""
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
        """Stop watching; nothing is written after this returns."""
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
    """The thread, and the data it shares with the watched thread.

    Args:
        file: receives the stacks.
    """

    def __init__(self, file: CrashFile) -> None:
        self.turned_at = time.monotonic()
        self._file = file
        self._reported = 0.0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="stall watch", daemon=True)

    def start(self) -> None:
        """Start the thread; if the user's limit of threads is reached, nothing is watched."""
        try:
            self._thread.start()
        except RuntimeError as error:
            logger.warning("the event loop is not watched: %s", error)

    def stop(self) -> None:
        """Stop the thread."""
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _watch(self) -> None:
        while not self._stopping.wait(LIMIT / 2):
            turned_at = self.turned_at
            if time.monotonic() - turned_at > LIMIT and turned_at != self._reported:
                self._reported = turned_at
                self.write()

    def write(self) -> None:
        """Write the stacks of all threads; errors of a full disk are ignored."""
        with contextlib.suppress(OSError):
            faulthandler.dump_traceback(self._file.descriptor)
