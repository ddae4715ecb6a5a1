"""The units of candles, and the time grid of each.

A *slot* is the number of an interval of one unit, counted from the epoch: 1-minute candle `n` starts `n` minutes after
1970 began. Charts place slots side by side, so an interval keeps its place even if candles are missing.

Days, weeks and months begin at 00:00 UTC, which is 09:00 KST; weeks on Monday. Source: Upbit REST candle pages.
"""

from __future__ import annotations

from enum import StrEnum
from math import floor
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.model.subscription import StreamType

DAY_MS: Final = 86_400_000

_FIRST_MONDAY_MS: Final = 4 * DAY_MS
"""1970-01-05: the epoch was a Thursday."""


class CandleUnit(StrEnum):
    """The length of a candle, spelled as in a panel's name (`chart:KRW-BTC:1m`)."""

    SECOND_1 = "1s"
    MINUTE_1 = "1m"
    MINUTE_3 = "3m"
    MINUTE_5 = "5m"
    MINUTE_10 = "10m"
    MINUTE_15 = "15m"
    MINUTE_30 = "30m"
    MINUTE_60 = "60m"
    MINUTE_240 = "240m"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"

    @classmethod
    def parse(cls, text: str) -> CandleUnit:
        """Parse a unit's name; REST's short names (`1d`, `1w`, `1M`) are accepted too.

        Raises:
            ValueError: there is no such unit.
        """
        return _BY_REST_NAME.get(text) or cls(text)

    @property
    def rest_name(self) -> str:
        """Its name in the REST client."""
        return _REST_NAMES.get(self, self.value)

    @property
    def stream_type(self) -> StreamType | None:
        """The stream that revises these candles; None for days and longer, which the exchange does not stream."""
        return None if self in _REST_NAMES else StreamType(f"candle.{self.value}")

    @property
    def length_ms(self) -> int:
        """From one candle to the next; 30 days for months, which is only exact enough for choosing labels."""
        return _LENGTHS_MS[self]

    def slot(self, time_ms: int) -> int:
        """The interval that contains `time_ms`."""
        if self is CandleUnit.MONTH:
            return int(np.datetime64(time_ms, "ms").astype("datetime64[M]").astype(np.int64))
        return (time_ms - self._origin_ms) // self.length_ms

    def start_ms(self, slot: int) -> int:
        """When interval `slot` begins, Unix ms."""
        if self is CandleUnit.MONTH:
            # Not with `datetime`, which covers only the years 1 to 9999: a chart may look past both.
            return int(np.datetime64(slot, "M").astype("datetime64[ms]").astype(np.int64))
        return slot * self.length_ms + self._origin_ms

    def position(self, time_ms: float) -> float:
        """The interval of a moment with its fraction: 2.5 is the middle of interval 2."""
        slot = self.slot(floor(time_ms))
        start = self.start_ms(slot)
        return slot + (time_ms - start) / (self.start_ms(slot + 1) - start)

    def time_ms(self, position: float) -> float:
        """The moment at `position`: the inverse of `position`."""
        slot = floor(position)
        start = self.start_ms(slot)
        return start + (position - slot) * (self.start_ms(slot + 1) - start)

    def starts_ms(self, slots: NDArray[np.int64]) -> NDArray[np.int64]:
        """`start_ms` of many slots at once."""
        if self is CandleUnit.MONTH:
            return slots.astype("datetime64[M]").astype("datetime64[ms]").astype(np.int64)
        return slots * self.length_ms + self._origin_ms

    def slots(self, times_ms: NDArray[np.int64]) -> NDArray[np.int64]:
        """`slot` of many times at once."""
        if self is CandleUnit.MONTH:
            return times_ms.astype("datetime64[ms]").astype("datetime64[M]").astype(np.int64)
        return (times_ms - self._origin_ms) // self.length_ms

    @property
    def _origin_ms(self) -> int:
        return _FIRST_MONDAY_MS if self is CandleUnit.WEEK else 0


_REST_NAMES: Final = {CandleUnit.DAY: "1d", CandleUnit.WEEK: "1w", CandleUnit.MONTH: "1M"}
_BY_REST_NAME: Final = {name: unit for unit, name in _REST_NAMES.items()}
_LENGTHS_MS: Final = {
    CandleUnit.SECOND_1: 1000,
    **{unit: int(unit.value[:-1]) * 60_000 for unit in CandleUnit if unit.value.endswith("m")},
    CandleUnit.DAY: DAY_MS,
    CandleUnit.WEEK: 7 * DAY_MS,
    CandleUnit.MONTH: 30 * DAY_MS,
}
