"""The open candle of a week or month, kept up to date although the exchange has no such stream.

It is merged from the period's finished days (from REST) and today (from every ticker). Both parts are the exchange's
own figures, so the result equals what REST would answer now.
"""

from __future__ import annotations

from collections.abc import Iterable

from core.market.candles.bar import Bar, merged
from core.market.candles.series import CandleSeries
from core.market.candles.units import DAY_MS, CandleUnit


class RunningPeriod:
    """The days of the newest known period.

    Args:
        unit: week or month; for a day, the period is the day and nothing is merged.
    """

    def __init__(self, unit: CandleUnit) -> None:
        self.unit = unit
        self._days = CandleSeries(CandleUnit.DAY)
        self._known_slots: set[int] = set()
        """The periods whose finished days are known. A later period was observed from its beginning."""

    def fill(self, days: Iterable[Bar]) -> None:
        """Take day candles from REST: at least all of the running period."""
        bars = list(days)
        self._days.merge(bars)
        if bars:
            self._known_slots.add(self.unit.slot(max(bar.start_ms for bar in bars)))

    def forget_past(self) -> None:
        """Discard the known days: trades may have been missed."""
        self._days.clear()
        self._known_slots.clear()

    def revise(self, today: Bar, now_ms: int | None = None) -> Bar | None:
        """Take today's candle; returns the running period's, or None while its finished days are unknown.

        Args:
            today: the candle of the day.
            now_ms: the exchange's clock, if known.
        """
        self._days.upsert(today, now_ms)
        slot = self.unit.slot(today.start_ms)
        start_ms = self.unit.start_ms(slot)
        if start_ms == today.start_ms or (self._known_slots and slot > max(self._known_slots)):
            self._known_slots.add(slot)
        if slot not in self._known_slots:
            return None
        days = self._days
        indices = range(days.index_of(start_ms // DAY_MS), days.index_of(today.start_ms // DAY_MS) + 1)
        return merged(start_ms, (days[index] for index in indices))
