"""When the newest candles are requested once more, though nothing is known to be missing, and how many. Pure.

A message that the exchange or a network left out shows nowhere else: no later one tells of a finished candle.
"""

from __future__ import annotations

import math
from typing import Final

from core.market.candles.units import CandleUnit
from core.model.candle_rows import MAX_CANDLES

_TOLD_WITHIN_MS: Final = 2_000
"""How long after its end the last message about a candle may come; until then it is the stream's."""
_MARGIN: Final = 3
"""Candles requested besides those that have begun since the last check, of which the last was open or not told yet."""


class NewestCheck:
    """The check of one history that is wanted.

    Args:
        unit: of the candles.
    """

    def __init__(self, unit: CandleUnit) -> None:
        self._unit = unit
        self._begun = 0
        """How many candles may have begun since the last check; 0 if none is wanted."""
        self.stop = 0
        """The first slot that it does not judge, because its candle had not ended, or just so."""

    def want(self, seconds: float, now_ms: int) -> None:
        """Have candles checked, besides those of a check that was wanted and not made.

        Args:
            seconds: since the last check.
            now_ms: the exchange's clock.
        """
        self.stop = self._unit.slot(now_ms - _TOLD_WITHIN_MS)
        self._begun = min(self._begun + math.ceil(seconds * 1000 / self._unit.length_ms), MAX_CANDLES)

    def next(self) -> int | None:
        """How many candles to request now; None if no check is wanted."""
        if not self._begun:
            return None
        count, self._begun = min(self._begun + _MARGIN, MAX_CANDLES), 0
        return count
