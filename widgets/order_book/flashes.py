"""The prices at which trades have just happened; each is remembered for a moment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from core.market.order_book import Side
from core.model.messages import Trade

SECONDS: Final = 0.5
"""How long a price is marked."""

_TAKEN_FROM: Final = {"BID": Side.ASK, "ASK": Side.BID}
"""The side of the book that a taker takes from: who buys takes asks."""

_MOST: Final = 64
"""As many prices as a large screen shows."""


class TradeFlashes:
    """Prices with the side of the book that the trades took from, and the time until which each is marked."""

    def __init__(self) -> None:
        self._until: dict[tuple[float, Side], float] = {}

    def add(self, trades: Iterable[Trade], now: float) -> None:
        """Mark the prices of new trades.

        One that only tells of the past, as a first message does, marks nothing, nor does one of an unknown side.
        """
        for trade in trades:
            if trade.trade_price and trade.stream_type != "SNAPSHOT":
                if (side := _TAKEN_FROM.get(trade.ask_bid or "")) is None:
                    continue  # colour and row are those of a side
                self._until.pop(at := (trade.trade_price, side), None)
                self._until[at] = now + SECONDS
        while len(self._until) > _MOST:
            del self._until[next(iter(self._until))]

    def expire(self, now: float) -> float | None:
        """Forget what is over; return the seconds until the next one is, None if none is left."""
        self._until = {at: until for at, until in self._until.items() if until > now}
        return min(self._until.values()) - now if self._until else None

    def prices(self) -> Iterable[tuple[float, Side]]:
        """Return the marked prices, the latest last."""
        return tuple(self._until)
