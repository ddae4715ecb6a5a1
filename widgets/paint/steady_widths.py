"""How wide columns of changing figures are: they grow at once, and shrink once less has been enough for seconds."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

SHRINKING_MS: Final = 5_000
"""Milliseconds for which a column has needed less before it becomes narrower.

Figures gain and lose a digit from price to price, and must not jump from side to side; but what was wide for a badge,
or for one large order, must not take the room of a whole column for ever.
"""


class SteadyWidths(QObject):
    """The widths of some columns, in pixels.

    Signals:
        shrunk: some columns are narrower now.
    """

    shrunk = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._widths: list[int] = []
        self._peaks: list[int] = []
        """What each column needed at most since the timer was started."""
        self.timer = QTimer(self)
        """Runs while a column is wider than it need be."""
        self.timer.setSingleShot(True)
        self.timer.setInterval(SHRINKING_MS)
        self.timer.timeout.connect(self._on_timeout)
        self._needed: list[int] = []

    def forget(self) -> None:
        """Begin anew with what is needed next: texts or the font changed."""
        self.timer.stop()
        self._widths = []

    def widths(self, needed: Sequence[int]) -> Sequence[int]:
        """Return how wide the columns are that need `needed` now: as wide, or still wider."""
        self._needed = list(needed)
        if len(self._widths) != len(self._needed):
            self._widths = self._needed
        else:
            self._widths = list(map(max, self._widths, self._needed))
        if self.timer.isActive():
            self._peaks = list(map(max, self._peaks, self._needed))
        else:
            self._begin()
        return self._widths

    def _begin(self) -> None:
        """Watch for some time what is needed at most, if a column is wider than it need be."""
        if self._widths != self._needed:
            self._peaks = self._needed
            self.timer.start()

    def _on_timeout(self) -> None:
        before, self._widths = self._widths, self._peaks
        self._begin()
        if self._widths != before:
            self.shrunk.emit()


class SpareRoom:
    """Tells when room has not been needed for as long; for a column that is laid out as often as it is painted.

    Args:
        clock: returns seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._since: float | None = None

    def is_over(self, *, is_needed: bool) -> bool:
        """Return whether the room may go, once; to be asked at every painting."""
        now = self._clock()
        since = self._since = None if is_needed else now if self._since is None else self._since
        if since is None or now - since < SHRINKING_MS / 1000:
            return False
        self._since = None
        return True
