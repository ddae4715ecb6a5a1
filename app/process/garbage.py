"""Runs garbage collection on the GUI thread only.

A panel in a reference cycle that is collected on a worker thread crashes the process: widgets may only be destroyed on
the thread that created them (seen in 10 of 10 runs with automatic collection and two busy worker threads).
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS: Final = 250


class GarbageCollection(QObject):
    """Runs Python's garbage collection on a timer of the GUI thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        # Objects created at start-up stay alive; scanning them in every collection would waste time.
        gc.freeze()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.step)
        self._timer.start()

    def step(self) -> None:
        """Collect the oldest generation that is due, if any."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > thresholds[generation] > 0:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Re-enable automatic collection; for the end of the process, when no other thread creates objects."""
        self._timer.stop()
        gc.enable()
