"""Whether panels show how old their data are, and the signal at which they update it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

BEAT_MS: Final = 1000
_LOOK_LASTS_MS: Final = 3000
"""Milliseconds for which latencies are measured after each call of `look`."""


class PanelAges(QObject):
    """One for all panels. While nobody wants to see ages, nothing is measured and no timer runs.

    Signals:
        beat: once a second while ages are shown, and when that begins or ends.
    """

    beat = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_shown = False
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self.beat)
        self._looked_at = QTimer(self)
        self._looked_at.setSingleShot(True)
        self._looked_at.setInterval(_LOOK_LASTS_MS)

    @property
    def is_shown(self) -> bool:
        """Whether every panel shows the age of its data."""
        return self._is_shown

    @property
    def is_measuring(self) -> bool:
        """Whether panels measure how long messages take until they are painted."""
        return self._is_shown or self._looked_at.isActive()

    def show_ages(self, is_wanted: bool) -> None:
        """Show ages in all panels, or in none."""
        if is_wanted is self._is_shown:
            return
        self._is_shown = is_wanted
        (self._timer.start if is_wanted else self._timer.stop)()
        self.beat.emit()

    def look(self) -> None:
        """Measure latencies for a few seconds; the engine monitor calls it again and again while it shows them."""
        self._looked_at.start()
