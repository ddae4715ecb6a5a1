"""Which trades from before a subscription to request by REST, so that a tape does not begin empty. Pure: sends nothing.

The exchange begins a subscription with the last trade only. In a quiet market the next one may be hours away.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from core.market.trades.gaps import MAX_DAYS_AGO
from core.market.trades.tape import TradeTape, order_of
from core.model.messages import Trade

ENOUGH: Final = 100
"""How many trades a tape begins with."""


class EarlierPage(NamedTuple):
    """One page to request by REST."""

    cursor: int
    """Only trades older than the one with this sequential id."""
    days_ago: int | None
    """An earlier UTC day; None for today."""


class EarlierTrades:
    """Puts the trades from before the first one of a stream on the market's `TradeTape`."""

    def __init__(self, tape: TradeTape) -> None:
        self._tape = tape
        self._days_ago = 0

    def next_page(self) -> EarlierPage | None:
        """The page to request; None if the tape has enough, or there are no more."""
        oldest = self._tape.oldest
        if oldest is None or not oldest[1] or len(self._tape) >= ENOUGH or self._days_ago > MAX_DAYS_AGO:
            return None
        return EarlierPage(oldest[1], self._days_ago or None)

    def arrived(self, page: EarlierPage, trades: Sequence[Trade]) -> None:
        """Take the trades of the requested page."""
        oldest = self._tape.oldest
        if oldest is None or oldest[1] != page.cursor:
            return  # the tape was cut meanwhile: its clock had been wrong
        earlier = [trade for trade in trades if order_of(trade) < oldest]
        if not self._tape.extend(earlier):
            self._days_ago += 1
