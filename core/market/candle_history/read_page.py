"""A page of candles as it was read: which of its rows can be used, and what was wrong with the others. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from core.errors import BadReply
from core.market.candles.bar import Bar, bars_of
from core.market.candles.batch import Booleans, CandleBatch
from core.market.candles.units import CandleUnit
from core.model.candle_rows import CandleRow

_UNSETTLED_MS: Final = 5_000
"""How long the exchange may still change a candle after its end: late trades, and a page made before them."""


def final_before(unit: CandleUnit, newest: int) -> int:
    """The first slot whose candle may still change, if `newest` is the slot of the newest candle."""
    return newest - max(1, _UNSETTLED_MS // unit.length_ms)


class ReadPage(NamedTuple):
    """One page."""

    unit: CandleUnit
    bars: list[Bar]
    """The rows with all figures, in the order in which they came."""
    batch: CandleBatch
    """Those of them that begin where a candle of the unit does."""
    are_sound: Booleans
    """Which of the batch can be candles."""
    damaged: int
    """How many rows could not be used."""
    misplaced: int
    """How many of them begin where no candle does."""

    @classmethod
    def of(cls, unit: CandleUnit, rows: Sequence[CandleRow], spoiled: int) -> ReadPage:
        """Read a page.

        Args:
            unit: of its candles.
            rows: those that could be decoded.
            spoiled: how many could not.

        Raises:
            BadReply: none of the rows can be used.
        """
        bars = bars_of(rows)
        batch, misplaced = CandleBatch.of(unit, bars)
        are_sound = batch.are_sound(unit)
        if not are_sound.any() and (unusable := spoiled + len(rows)):
            raise BadReply(f"a page of {unusable} unusable candles")
        damaged = spoiled + len(rows) - int(np.count_nonzero(are_sound))
        return cls(unit, bars, batch, are_sound, damaged, misplaced)

    @property
    def sound(self) -> CandleBatch:
        """What can be candles, oldest first and each once."""
        return self.batch.taken(self.are_sound).in_order()

    @property
    def final_stop(self) -> int:
        """The slot before which the exchange changes none of its candles any more."""
        slots = self.sound.slots
        return final_before(self.unit, int(slots[-1])) if len(slots) else 0

    @property
    def repeated(self) -> int:
        """How many rows tell a candle again."""
        # `unique` would load numpy's masked arrays, at the first page of a start.
        return int(np.count_nonzero(np.diff(np.sort(self.batch.slots)) == 0))

    def has_none_before(self, slot: int | None) -> bool:
        """Whether no candle of the page lies before that slot; none at all without one."""
        sound = self.sound.slots
        return not len(sound) or (slot is not None and int(sound[0]) >= slot)
