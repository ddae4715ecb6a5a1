"""The part of a delay that the estimate of the exchange's clock has forgotten. Pure: time is an argument.

`ExchangeClock` believes within one to two minutes that messages which all come late are of a clock that is behind. But
a clock that is set back repeats times, which is noticed at once; so what it loses while data are late is their delay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.timing.exchange_clock import LATE_MS

if TYPE_CHECKING:
    from core.timing.exchange_clock import ExchangeClock

REMEMBERED: Final = 600.0
"""Seconds after which it is forgotten here, too: a step back of a few seconds in a pause of the market looks alike."""


class ForgottenDelay:
    """The forgotten part of the delay of one connection.

    Args:
        clock: the exchange's, as measured on the connection.
    """

    def __init__(self, clock: ExchangeClock) -> None:
        self.ms = 0.0
        self._clock = clock
        self._steps_back = clock.set_back
        self._reference: float | None = None
        """The greatest offset of the clock while data are late; None while they come in time."""
        self._since: float | None = None

    def look(self, now: float, *, is_late: bool) -> None:
        """Compare the clock with what it was when data became late; called once a second."""
        offset = self._clock.offset_ms
        is_set_back = self._clock.set_back != self._steps_back
        self._steps_back = self._clock.set_back
        if offset is None or not is_late or is_set_back or self._reference is None:
            self._reference = offset if is_late else None
        elif offset > self._reference or self._reference - offset > LATE_MS or self._is_old(now):
            self._reference = offset
        self.ms = 0.0 if offset is None or self._reference is None else self._reference - offset
        self._since = (now if self._since is None else self._since) if self.ms else None

    def _is_old(self, now: float) -> bool:
        return self._since is not None and now - self._since > REMEMBERED
