"""The order book as a panel draws it: the levels of each side from the spread outwards, and the prices of the day."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from core.market.figures import known_figure
from core.market.strength import buying_strength
from core.model.messages import OrderBook, Ticker, Trade
from core.model.price import is_price


class Side(StrEnum):
    """A side of the book, spelled as on the wire."""

    ASK = "ASK"
    BID = "BID"


class Row(NamedTuple):
    """One level of the book."""

    price: float
    side: Side
    size: float | None
    total: float | None
    """The sum of sizes from the best price of this side to this one."""
    amount: float | None = None
    """Price times size: what the level is worth in the quote currency."""
    total_amount: float | None = None


class Day(NamedTuple):
    """What ticker and trades tell of the day."""

    last_price: float | None = None
    last_side: Side = Side.ASK
    """The side of the book that the last trade took from."""
    prev_close: float | None = None
    opening: float | None = None
    high: float | None = None
    low: float | None = None
    strength: float | None = None
    """Volume bought over volume sold by takers since the day began (체결강도), as a ratio; None without sales."""


class OrderBookView:
    """The newest book of one market, cut to a depth, with the last trade and the prices of the day.

    Args:
        depth: levels per side.
    """

    def __init__(self, depth: int = 30) -> None:
        self.depth = depth
        self.asks: tuple[Row, ...] = ()
        """Levels above the spread, best first."""
        self.bids: tuple[Row, ...] = ()
        """Levels below the spread, best first."""
        self.day = Day()
        self.has_book = False
        self.is_damaged = False
        """Whether ranks of the newest book were left out because they have a size but no price, or no readable size."""
        self._book: OrderBook | None = None
        self._ticker: Ticker | None = None
        self._trade: Trade | None = None

    @property
    def last_price(self) -> float | None:
        """The price of the last trade."""
        return self.day.last_price

    @property
    def prev_close(self) -> float | None:
        """The close of the day before."""
        return self.day.prev_close

    @property
    def spread(self) -> float | None:
        """Best ask minus best bid; None while either side is empty."""
        return self.asks[0].price - self.bids[0].price if self.asks and self.bids else None

    @property
    def is_grouped(self) -> bool:
        """Whether a level holds all orders of several prices: the spread is that of the groups then."""
        return self._book is not None and bool(self._book.level)

    @property
    def bid_share(self) -> float | None:
        """The part of all sizes that are bids, of the levels shown; None without any."""
        asks, bids = (rows[-1].total or 0.0 if rows else 0.0 for rows in (self.asks, self.bids))
        return bids / (asks + bids) if asks + bids else None

    def rows_of(self, side: Side) -> tuple[Row, ...]:
        """Return the levels of a side, best first."""
        return self.asks if side is Side.ASK else self.bids

    def set_depth(self, depth: int) -> None:
        """Cut the book to another depth."""
        self.depth = depth
        if self._book is not None:
            self.apply_book(self._book)

    def apply_book(self, book: OrderBook) -> None:
        """Replace the book; padded and invalid ranks are left out."""
        self._book = book
        units = book.orderbook_units[: self.depth]
        self.asks, bad_asks = _rows(Side.ASK, ((unit.ask_price, unit.ask_size) for unit in units))
        self.bids, bad_bids = _rows(Side.BID, ((unit.bid_price, unit.bid_size) for unit in units))
        self.is_damaged = bool(bad_asks or bad_bids)
        self.has_book = True

    def apply_ticker(self, ticker: Ticker) -> bool:
        """Take the prices of the day; returns True if any of them changed."""
        self._ticker = ticker
        return self._tell_day()

    def apply_trade(self, trade: Trade) -> bool:
        """Take the last price and the previous close, if no ticker is as new; returns True if either changed."""
        self._trade = trade
        return self._tell_day()

    def forget_ticker(self) -> bool:
        """Drop what only the ticker tells, which does not come any more; returns True if any of it was known."""
        self._ticker = None
        return self._tell_day()

    def forget_trade(self) -> bool:
        """Drop the last trade, for trades do not come any more; returns True if no ticker was as new."""
        self._trade = None
        return self._tell_day()

    def take_day(self, other: OrderBookView) -> None:
        """Take the day from another view of the same market."""
        self._ticker, self._trade = other._ticker, other._trade
        self._tell_day()

    def _tell_day(self) -> bool:
        ticker, trade = self._ticker, self._trade
        day = Day() if ticker is None else _day_of(ticker)
        if trade is not None and (ticker is None or trade.trade_timestamp > ticker.trade_timestamp):
            day = day._replace(
                last_price=known_figure(trade.trade_price),
                last_side=_taken_side(trade.ask_bid),
                prev_close=known_figure(trade.prev_closing_price) or day.prev_close,
            )
        if day == self.day:
            return False
        self.day = day
        return True

    def change(self, price: float) -> float | None:
        """The distance of `price` from the previous close, as a ratio of it; None if unknown."""
        return price / self.prev_close - 1 if self.prev_close else None


def _day_of(ticker: Ticker) -> Day:
    return Day(
        known_figure(ticker.trade_price),
        _taken_side(ticker.ask_bid),
        known_figure(ticker.prev_closing_price),
        known_figure(ticker.opening_price),
        known_figure(ticker.high_price),
        known_figure(ticker.low_price),
        buying_strength(ticker.acc_bid_volume, ticker.acc_ask_volume),
    )


def _taken_side(taker: str | None) -> Side:
    """The side of the book that a taker took from."""
    return Side.BID if taker == Side.ASK else Side.ASK


def _rows(side: Side, levels: Iterable[tuple[float, float]]) -> tuple[tuple[Row, ...], int]:
    """The levels of a side, and how many damaged ones are left out; a padded one has neither price nor size."""
    rows = []
    damaged = 0
    total = total_amount = 0.0
    for price, read in levels:
        size = known_figure(read)
        if size is None or not is_price(price):
            damaged += bool(price or read)
            continue
        amount = price * size
        total += size
        total_amount += amount
        rows.append(Row(price, side, size, total, amount, total_amount))
    return tuple(rows), damaged
