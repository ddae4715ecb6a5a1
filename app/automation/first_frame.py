"""The time of the first frame painted with live data, counted from the start of the process."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer

from app.process.figures import process_age
from widgets.panel.frame_clock import FrameClock

INTERVAL_MS: Final = 5


class FirstFrame(QObject):
    """Checks the frame clock until it has painted once."""

    def __init__(self, clock: FrameClock) -> None:
        super().__init__(clock)
        self.seconds: float | None = None
        """Seconds since the start of the process; None before that frame."""
        self._clock = clock
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        if self._clock.painted:
            self.seconds = round(process_age(), 3)
            self._timer.stop()
