"""Many candles as arrays: what a page of REST or a file of candles becomes before it enters a series."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.market.candles.bar import END_OF_TIME_MS, Bar
from core.market.candles.units import CandleUnit
from core.model.amount import LARGEST_AMOUNT
from core.model.price import LARGEST_PRICE, LEAST_PRICE

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]

OPEN, HIGH, LOW, CLOSE, VOLUME, TURNOVER = range(6)
"""The rows of `CandleBatch.figures`."""

_LARGEST_AMOUNT: Final = float(LARGEST_AMOUNT)
"""The same: an array is not compared with an integer of this size without making objects of its numbers."""


class CandleBatch(NamedTuple):
    """Candles of one unit, by slot, in any order."""

    slots: Integers
    figures: Floats
    """Open, high, low, close, volume and turnover of each candle: six rows."""
    revisions: Integers
    """When the exchange published this state, Unix ms; 0 if unknown."""

    @classmethod
    def of(cls, unit: CandleUnit, bars: Iterable[Bar]) -> tuple[CandleBatch, int]:
        """`bars` as one batch, and how many of them begin where no candle of `unit` does; those are left out."""
        given = list(bars)
        aligned = [(_slot(unit, bar), bar) for bar in given]
        kept = [(slot, bar) for slot, bar in aligned if slot is not None]
        slots = np.array([slot for slot, _ in kept], np.int64)
        figures = np.array([bar[1:7] for _, bar in kept], np.float64).reshape(len(kept), 6).T
        revisions = np.array([bar.revision_ms for _, bar in kept], np.int64)
        return cls(slots, figures, revisions), len(given) - len(kept)

    def bar(self, unit: CandleUnit, index: int) -> Bar:
        """The candle at one place of the batch."""
        first, high, low, last, volume, turnover = self.figures[:, index].tolist()
        start_ms, revision_ms = unit.start_ms(int(self.slots[index])), max(0, int(self.revisions[index]))
        return Bar(start_ms, first, high, low, last, volume, turnover, revision_ms)

    def taken(self, which: Booleans | Integers | slice) -> CandleBatch:
        """The candles at these places."""
        return CandleBatch(self.slots[which], self.figures[:, which], self.revisions[which])

    def are_sound(self, unit: CandleUnit) -> Booleans:
        """Which of these can be candles; the same rules as `Bar.is_sound`."""
        opens, highs, lows, closes, volumes, turnovers = self.figures
        first, last = unit.slot(0), unit.slot(END_OF_TIME_MS - 1)
        first += unit.start_ms(first) < 0
        # A comparison with a figure that is no number is false, so such a candle is not sound.
        are_sound: Booleans = (
            (self.slots >= first)
            & (self.slots <= last)
            & (self.revisions >= 0)
            & (self.revisions < END_OF_TIME_MS)
            & (lows >= LEAST_PRICE)
            & (lows <= opens)
            & (opens <= highs)
            & (lows <= closes)
            & (closes <= highs)
            & (highs <= LARGEST_PRICE)
            & (volumes >= 0)
            & (volumes <= _LARGEST_AMOUNT)
            & (turnovers >= 0)
            & (turnovers <= _LARGEST_AMOUNT)
        )
        return are_sound

    def in_order(self) -> CandleBatch:
        """Oldest first and one state a candle: the one published last, or the one of the largest volume."""
        if len(self.slots) < 2 or bool((np.diff(self.slots) > 0).all()):
            return self
        order = np.lexsort((self.figures[VOLUME], self.revisions, self.slots))
        slots = self.slots[order]
        is_last = np.append(slots[1:] != slots[:-1], True)
        return self.taken(order[is_last])

    def joined(self, others: CandleBatch) -> CandleBatch:
        """These and `others`, which contain none of the same candles, oldest first."""
        slots = np.concatenate((self.slots, others.slots))
        order = np.argsort(slots, kind="stable")
        figures = np.concatenate((self.figures, others.figures), axis=1)
        revisions = np.concatenate((self.revisions, others.revisions))
        return CandleBatch(slots[order], figures[:, order], revisions[order])


def _slot(unit: CandleUnit, bar: Bar) -> int | None:
    """The slot that begins at the start of `bar`; None if no candle of the unit begins there."""
    if not 0 <= bar.start_ms < END_OF_TIME_MS or not 0 <= bar.revision_ms < END_OF_TIME_MS:
        return None  # numpy has no room for every number
    slot = unit.slot(bar.start_ms)
    return slot if unit.start_ms(slot) == bar.start_ms else None
