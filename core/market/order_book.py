"""The order book as a panel draws it: rows of each side from the spread outwards, live or pinned.

Pinned rows keep their prices whatever the market does: a row under the pointer must not become another price between
the look and the click. The size and side of a pinned price always come from the newest book.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple

from core.market.figures import known_figure
from core.model.messages import OrderBook, Ticker


class Side(StrEnum):
    """A side of the book, spelled as on the wire."""

    ASK = "ASK"
    BID = "BID"


class Row(NamedTuple):
    """One price of the book."""

    price: float
    side: Side | None
    """None: the price is pinned but no longer in the book."""
    size: float | None
    total: float | None
    """The sum of sizes from the best price of this side to this one."""


class OrderBookView:
    """The newest book of one market, cut to a depth, with the last trade and the day's change of its prices.

    Args:
        depth: rows per side.
    """

    def __init__(self, depth: int = 30) -> None:
        self.depth = depth
        self.asks: tuple[Row, ...] = ()
        """Rows above the spread, best first."""
        self.bids: tuple[Row, ...] = ()
        """Rows below the spread, best first."""
        self.total_ask_size: float | None = None
        self.total_bid_size: float | None = None
        self.largest_size = 0.0
        """The largest size of either side: the length of a full bar."""
        self.last_price: float | None = None
        self.prev_close: float | None = None
        self.has_book = False
        self._book: dict[Side, tuple[Row, ...]] = {Side.ASK: (), Side.BID: ()}
        self._pinned: tuple[tuple[float, ...], tuple[float, ...]] | None = None

    @property
    def is_pinned(self) -> bool:
        """Whether the rows keep their prices."""
        return self._pinned is not None

    @property
    def spread(self) -> float | None:
        """Best ask minus best bid; None while either side is empty."""
        asks, bids = self._book[Side.ASK], self._book[Side.BID]
        return asks[0].price - bids[0].price if asks and bids else None

    def rows_of(self, side: Side) -> tuple[Row, ...]:
        """Return the newest rows of a side, best first, whatever is pinned."""
        return self._book[side]

    def apply_book(self, book: OrderBook) -> None:
        """Replace the book; padded and invalid ranks are left out."""
        units = book.orderbook_units[: self.depth]
        self._book = {
            Side.ASK: _rows(Side.ASK, ((unit.ask_price, unit.ask_size) for unit in units)),
            Side.BID: _rows(Side.BID, ((unit.bid_price, unit.bid_size) for unit in units)),
        }
        self.total_ask_size = known_figure(book.total_ask_size)
        self.total_bid_size = known_figure(book.total_bid_size)
        self.has_book = True
        self._lay_out()

    def apply_ticker(self, ticker: Ticker) -> bool:
        """Take the last price and the previous close; returns True if either changed."""
        news = (known_figure(ticker.trade_price), known_figure(ticker.prev_closing_price))
        if news == (self.last_price, self.prev_close):
            return False
        self.last_price, self.prev_close = news
        return True

    def change(self, price: float) -> float | None:
        """The distance of `price` from the previous close, as a ratio of it; None if unknown."""
        return price / self.prev_close - 1 if self.prev_close else None

    def pin(self) -> None:
        """Keep the present prices of the rows."""
        if self._pinned is None and self.has_book:
            self._pinned = tuple(row.price for row in self.asks), tuple(row.price for row in self.bids)

    def unpin(self) -> None:
        """Let the rows follow the market again."""
        self._pinned = None
        self._lay_out()

    def _lay_out(self) -> None:
        asks, bids = self._book[Side.ASK], self._book[Side.BID]
        self.largest_size = max((row.size or 0.0 for row in (*asks, *bids)), default=0.0)
        if self._pinned is None:
            self.asks, self.bids = asks, bids
            return
        at_price = {row.price: row for row in (*asks, *bids)}
        self.asks, self.bids = (
            tuple(at_price.get(price) or Row(price, None, None, None) for price in prices) for prices in self._pinned
        )


def _rows(side: Side, levels: Iterable[tuple[float, float]]) -> tuple[Row, ...]:
    real = [(price, known_figure(size) or 0.0) for price, size in levels if price and known_figure(price)]
    totals = accumulate(size for _, size in real)
    return tuple(Row(price, side, size, total) for (price, size), total in zip(real, totals, strict=True))
