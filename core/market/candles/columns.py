"""What a chart reads of candles in columns: those of the exchange, and those derived from them, such as Heikin-Ashi."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from core.market.candles.extremes import Extremes

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


class CandleColumns(Protocol):
    """Candles oldest first, one row each in all columns; the columns are views, valid until the next change."""

    def __len__(self) -> int: ...

    @property
    def past_version(self) -> int:
        """Increases with every change except of the newest candle's figures."""
        ...

    @property
    def slots(self) -> Integers:
        """The slot of each candle."""
        ...

    @property
    def opens(self) -> Floats:
        """First price of each candle."""
        ...

    @property
    def highs(self) -> Floats:
        """Highest price of each candle."""
        ...

    @property
    def lows(self) -> Floats:
        """Lowest price of each candle."""
        ...

    @property
    def closes(self) -> Floats:
        """Last price of each candle."""
        ...

    @property
    def volumes(self) -> Floats:
        """Base currency traded in each candle."""
        ...

    @property
    def unloaded(self) -> tuple[int, int] | None:
        """The first slot, and the slot after the last one, between which candles may not be loaded yet.

        None if all are loaded: then nobody traded in any hole.
        """
        ...

    def index_of(self, slot: int) -> int:
        """How many candles lie before `slot`."""
        ...

    def extremes(self, edges: Integers) -> Extremes:
        """The extremes of the candles from each index of `edges` up to the next."""
        ...
