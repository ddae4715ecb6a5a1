"""Counts the seconds until the newest candle closes, by the exchange's clock."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from core.market.candles.countdown import clock, seconds_left, until_next_second
from widgets.text.language import wording

if TYPE_CHECKING:
    from core.market.candles.units import CandleUnit

_LATE_MS: Final = 1
"""The clock is rounded to milliseconds; one later the second has passed for certain."""


class Countdown(QObject):
    """One text, which changes once a second while somebody listens.

    Args:
        unit: of the candles.
        parent: the panel.

    Signals:
        changed: the text; empty while the exchange's clock is unknown.
    """

    changed = Signal(str)

    def __init__(self, unit: CandleUnit, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._unit = unit
        self._heard: tuple[int, float] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)  # a coarse one may be early, and the same text come twice
        self._timer.timeout.connect(self._tick)

    def count_for(self, unit: CandleUnit) -> None:
        """Count for candles of another unit from now on."""
        if unit is not self._unit:
            self._unit = unit
            self._restart()

    def meet(self, heard_ms: int | None, ago: float = 0.0) -> None:
        """Take the exchange's clock at the newest message.

        Args:
            heard_ms: what that clock showed; None if it is unknown, or nothing is heard any more.
            ago: seconds since that message. Of a quiet market that somebody else hears too it may be long ago, and
                the estimate of the clock may change without a new message.
        """
        if heard_ms is None:
            if self._heard is not None:
                self._heard = None
                self._restart()
        elif self._heard is None:
            self._heard = heard_ms, time.monotonic() - ago
            self._restart()
        elif heard_ms != self._heard[0]:
            self._heard = heard_ms, time.monotonic() - ago

    def resume(self) -> None:
        """Count again after a pause."""
        if not self._timer.isActive():
            self._restart()

    def pause(self) -> None:
        """Stop counting while nobody sees it."""
        self._timer.stop()

    def _restart(self) -> None:
        self._timer.stop()
        self._tick()

    def _tick(self) -> None:
        if self._heard is None:
            self.changed.emit("")
            return
        heard_ms, at = self._heard
        now_ms = heard_ms + round((time.monotonic() - at) * 1000)
        self._timer.start(until_next_second(self._unit, now_ms) + _LATE_MS)
        self.changed.emit(wording(clock(seconds_left(self._unit, now_ms))))  # whoever listens may pause
