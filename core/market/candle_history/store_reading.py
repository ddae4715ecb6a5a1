"""What an earlier run kept of one chart's candles: when it is read, and whether it may be believed.

It is asked for before the exchange: at the start, and before each older page. It is believed as far as it agrees with
the exchange where both have candles; else it is of another market, and never read again.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from core.market.candle_history.page_request import PageRequest, Purpose
from core.market.candles.stored import StoredCandles, are_of_one_market
from core.market.candles.units import CandleUnit

STORED_CANDLES: Final = 10_000
"""How many candles one reading of the store brings: enough for the widest look at a start, and quick."""

_COMMON_SLOTS: Final = 64
"""Slots for which the store is asked although they are known, to see whether it agrees with the exchange."""


class StoreReading:
    """Which part of the store is read next, and the newest part until a page of the exchange was compared with it.

    Args:
        unit: of the candles.
        has_store: whether an earlier run may have kept candles.
    """

    def __init__(self, unit: CandleUnit, *, has_store: bool) -> None:
        self._unit = unit
        self._has_store = has_store
        self._is_wrong = False
        self.begin_anew()

    def begin_anew(self) -> None:
        """Read all again: the history was forgotten."""
        self._is_newest_read = False
        self._read_before: int | None = None
        """The slot before which an older part was read last, whether or not there was one."""
        self._unproven: StoredCandles | None = None

    def next_newest(self) -> PageRequest | None:
        """The request for the newest part; None once it was read, or without a store."""
        if self._has_store and not self._is_newest_read:
            return self._request(None)
        return None

    def next_older(self, oldest: int) -> PageRequest | None:
        """The request for the part before `oldest`, the oldest known slot; None if it was read, or without a store."""
        if self._has_store and self._read_before != oldest:
            return self._request(oldest + _COMMON_SLOTS)
        return None

    def newest_read(self, stored: StoredCandles | None) -> StoredCandles | None:
        """Take what `next_newest` brought; returns it if it has candles, to be shown until the exchange refutes it."""
        self._is_newest_read = True
        if stored is not None and len(stored.batch.slots):
            self._unproven = stored
        return self._unproven

    def older_read(self, oldest: int) -> None:
        """Note that the part before `oldest` was read."""
        self._read_before = oldest

    def is_refuted(self, told: StoredCandles, *, is_newest: bool, is_whole: bool) -> bool:
        """Whether a page of the exchange contradicts the newest part.

        Args:
            told: the page; it has a candle.
            is_newest: whether nothing is newer. Candles after it were kept while the exchange's clock was ahead.
            is_whole: whether each of its rows could be used; else it contradicts nothing that it lacks.
        """
        if self._unproven is None:
            return False
        if not is_whole:
            stored = self._unproven
            are_told = np.isin(stored.batch.slots, told.batch.slots)
            return not are_of_one_market(stored._replace(batch=stored.batch.taken(are_told)), told)
        is_ahead = is_newest and int(self._unproven.batch.slots[-1]) > int(told.batch.slots[-1])
        return is_ahead or not are_of_one_market(self._unproven, told)

    def confirm(self) -> None:
        """Believe the newest part: the exchange's pages reached it."""
        self._unproven = None

    def refuse(self) -> None:
        """Never read again: what the store has is of another market."""
        self._is_wrong, self._has_store = True, False
        self._unproven = None

    def takes_for_wrong(self) -> bool:
        """Return whether the store has candles of another market, which the caller must remove; True only once."""
        is_wrong, self._is_wrong = self._is_wrong, False
        return is_wrong

    def _request(self, before: int | None) -> PageRequest:
        return PageRequest(Purpose.STORED, self._unit.value, None, STORED_CANDLES, before)
