"""The prices of one market today, as far as this run of the program has seen them, for a small line in a list.

The day begins at 09:00 Korean time with the opening price that the exchange states; what came between it and the first
message of this run is not known, so the line goes straight from the one to the other. Nothing is requested for it:
candles of 855 markets would take a minute and a half at the exchange's limit.
"""

from __future__ import annotations

from typing import Final

from core.timing.exchange_clock import BELIEVED_AFTER

DAY_MS: Final = 86_400_000
STEP_MS: Final = 600_000
"""One price is kept for each ten minutes: a line of some fifty pixels shows no more."""


class DayLine:
    """The last price of each step of the present day."""

    __slots__ = ("_day", "_outdated", "_prices")

    def __init__(self) -> None:
        self._day = -1
        self._outdated = 0
        """How many prices in a row were of an older day."""
        self._prices: dict[int, float] = {}

    def add(self, timestamp: int, opened: float | None, price: float | None) -> None:
        """Take a price of the exchange's time, in ms.

        An older day's is ignored; but several in a row show that the present day was that of a wrong clock.
        """
        day, of_day = divmod(timestamp, DAY_MS)
        if price is None or timestamp <= 0:
            return
        self._outdated = self._outdated + 1 if day < self._day else 0
        if 0 < self._outdated < BELIEVED_AFTER:
            return
        self._outdated = 0
        if day != self._day:
            self._day, self._prices = day, {}
            if opened is not None:
                self._prices[-1] = opened
        self._prices[of_day // STEP_MS] = price

    def copy(self) -> DayLine:
        """Return another line of the same prices, which goes its own way from now on."""
        made = DayLine()
        made._day, made._outdated, made._prices = self._day, self._outdated, dict(self._prices)
        return made

    def points(self) -> list[tuple[float, float]]:
        """The part of the day from 0 to 1, and the price then; in the order of time."""
        steps = DAY_MS // STEP_MS
        return [((step + 1) / steps, price) for step, price in sorted(self._prices.items())]
