"""What was bought and sold in the last minute, by the second. Pure: time is an argument."""

from __future__ import annotations

from typing import Final

SECONDS: Final = 60
"""How many seconds count, the present one included."""

_KEPT: Final = 2 * SECONDS
"""Seconds that are kept: a clock that is being estimated may go back a little."""


class LastMinute:
    """Sums of the sizes of one market's trades by the taker's side; it keeps a bounded number of seconds.

    A tape keeps a number of trades, which may be less than a minute's in a flood.
    """

    __slots__ = ("_earliest", "_newest", "_sums")

    def __init__(self) -> None:
        self._sums: dict[int, list[float]] = {}
        """Second since the epoch: sold, bought."""
        self._newest = 0
        self._earliest: int | None = None
        """The second of the oldest trade that was counted."""

    def add(self, time_ms: int, size: float | None, is_buy: bool | None) -> None:
        """Count one trade; one of unknown size or side counts for nothing."""
        if size is None or is_buy is None:
            return
        second = time_ms // 1000
        self._earliest = second if self._earliest is None else min(self._earliest, second)
        if second > self._newest:
            self._newest = second
            if len(self._sums) > _KEPT:
                self._sums = {each: sums for each, sums in self._sums.items() if each > second - SECONDS}
        elif second <= self._newest - SECONDS:
            return
        if (sums := self._sums.get(second)) is None:
            sums = self._sums[second] = [0.0, 0.0]
        sums[is_buy] += size

    def sums(self, now_ms: int) -> tuple[float, float]:
        """Return what was bought and what was sold in the minute that ends at `now_ms`.

        Args:
            now_ms: on the exchange's clock; a trade later than that counts, for the clock is an estimate.
        """
        last = max(now_ms // 1000, self._newest)
        sold = bought = 0.0
        for second, (each_sold, each_bought) in self._sums.items():
            if second > last - SECONDS:
                sold += each_sold
                bought += each_bought
        return bought, sold

    def is_whole(self, now_ms: int) -> bool:
        """Whether the trades counted reach back over the whole minute that ends at `now_ms`."""
        last = max(now_ms // 1000, self._newest)
        return self._earliest is not None and self._earliest <= last - SECONDS

    @property
    def newest_ms(self) -> int:
        """The beginning of the second of the newest trade; 0 before the first."""
        return self._newest * 1000
