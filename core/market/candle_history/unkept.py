"""Which candles of a history are final, and not on disk yet."""

from __future__ import annotations

from core.market.candle_history.read_page import final_before
from core.market.candles.series import CandleSeries
from core.market.candles.stored import StoredCandles


class UnkeptParts:
    """The parts to be written next. The newest candles are never among them: they may still change.

    Args:
        series: the candles; without a gap, whenever a part is noted or taken.
    """

    def __init__(self, series: CandleSeries) -> None:
        self._series = series
        self._older: list[StoredCandles] = []
        self._from: int | None = None
        """The first slot that is not known to be on disk, or must be written again; None until a page arrived."""

    def joined(self, oldest: int, *, is_gapless: bool) -> None:
        """Note pages up to the newest candle.

        Args:
            oldest: the oldest candle of these pages.
            is_gapless: whether the candles before it are still part of the history.
        """
        self._from = oldest if self._from is None or not is_gapless else min(self._from, oldest)

    def older(self, first: int, stop: int) -> None:
        """Note that every candle from one slot up to another is known, older than all before."""
        end = min(stop + 1, self._settled)
        if first < stop and first < end:
            self._older.append(self._series.part(first, end))
        if end < stop and self._from is not None:
            self._from = min(self._from, end)

    def take(self) -> list[StoredCandles]:
        """Return the parts to be written, once each. The history has no gap at present.

        Each has a slot in common with the part that it continues, by which the store sees that they are of one market.
        """
        parts, self._older = self._older, []
        if self._from is not None and len(self._series):
            stop = self._settled
            if stop > self._from:
                parts.append(self._series.part(max(self._from - 1, int(self._series.slots[0])), stop))
                self._from = stop
        return parts

    @property
    def _settled(self) -> int:
        """The first slot whose candle may still change."""
        newest = self._series.settled_last
        assert newest is not None
        return final_before(self._series.unit, self._series.unit.slot(newest.start_ms))
