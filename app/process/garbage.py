"""Garbage is collected on the GUI thread only.

A panel caught in a reference cycle and collected on a worker thread takes the process with it: its widgets may only be
destroyed on the thread that made them (seen in 10 of 10 runs with automatic collection and two busy worker threads).
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS: Final = 250


class GarbageCollection(QObject):
    """Collects, on a timer of the GUI thread, what Python would collect by itself on any thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        # What the start-up made stays; going through it again in every collection would only cost time.
        gc.freeze()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.step)
        self._timer.start()

    def step(self) -> None:
        """Collect the oldest generation that is due, if one is."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > thresholds[generation] > 0:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Hand collection back to Python; for the end of the process, when no other thread makes objects."""
        self._timer.stop()
        gc.enable()
