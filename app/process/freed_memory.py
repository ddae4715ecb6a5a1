"""Gives freed memory back to the system after the process has grown by much.

Thirty panels that were open for a moment leave 50 MB of freed blocks behind, with a few between them that are still in
use: the heap of glibc keeps them all. Random hands saw a desk at 367 MB that needed 286.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer

from app.process.allocator import give_free_pages_back
from app.process.figures import rss_mb

INTERVAL_MS: Final = 10_000

GROWTH_MB: Final = 16.0
"""MiB by which the process must have grown since the last time: giving back takes 1 to 12 ms."""


class FreedMemory(QObject):
    """Watches the resident memory on a timer of the GUI thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._smallest_mb = rss_mb()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.step)
        self._timer.start()

    def step(self) -> None:
        """Give free pages back if the process has grown by `GROWTH_MB` since it was smallest or last did so."""
        now_mb = rss_mb()
        if now_mb is None or self._smallest_mb is None:
            return
        if now_mb - self._smallest_mb > GROWTH_MB:
            give_free_pages_back()
            self._smallest_mb = rss_mb()
        else:
            self._smallest_mb = min(self._smallest_mb, now_mb)
