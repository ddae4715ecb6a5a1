"""Every market with its newest figures, as the watchlist draws it: filtered, searched, sorted as numbers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from enum import StrEnum
from operator import attrgetter
from typing import Final

from core.market.figures import known_change, known_figure
from core.market.market_search import MarketIndex
from core.market.market_state import USUAL, MarketState, state_of
from core.model.markets import Market
from core.model.messages import Ticker

_USUAL_QUOTES: Final = ("KRW", "BTC", "USDT")


class SortKey(StrEnum):
    """The columns that the list can be sorted by, and the order that the user gave it."""

    OWN = "own"

    NAME = "name"
    PRICE = "price"
    CHANGE = "change"
    HIGH = "high"
    LOW = "low"
    TURNOVER = "turnover"


class WatchRow:
    """One market and the figures of its newest ticker; None for figures that no ticker has had yet."""

    __slots__ = ("change", "high", "is_gone", "low", "market", "name", "prev_close", "price", "state", "turnover")

    def __init__(self, market: Market, *, is_gone: bool = False) -> None:
        self.market = market
        self.is_gone = is_gone
        """Whether the exchange no longer lists it; its figures are then the last known."""
        self.state: MarketState = USUAL
        self.name = market.name
        self.price: float | None = None
        self.prev_close: float | None = None
        self.change: float | None = None
        """From the previous close (09:00 KST), as a ratio."""
        self.high: float | None = None
        self.low: float | None = None
        self.turnover: float | None = None
        """Of the last 24 hours, in the quote currency."""

    @property
    def code(self) -> str:
        """The market's code."""
        return self.market.code

    def apply(self, ticker: Ticker) -> bool:
        """Take the figures of `ticker`; returns True if any changed."""
        before = (self.price, self.change, self.high, self.low, self.turnover, self.state)
        self.price, self.prev_close = known_figure(ticker.trade_price), known_figure(ticker.prev_closing_price)
        self.change = known_change(ticker.signed_change_rate)
        self.high, self.low = known_figure(ticker.high_price), known_figure(ticker.low_price)
        self.turnover = known_figure(ticker.acc_trade_price_24h)
        self.state = state_of(ticker)
        return before != (self.price, self.change, self.high, self.low, self.turnover, self.state)

    def succeed(self, before: WatchRow) -> None:
        """Take over the figures of the row this one replaces."""
        self.price, self.prev_close, self.change = before.price, before.prev_close, before.change
        self.high, self.low, self.turnover = before.high, before.low, before.turnover
        self.state = before.state


class Watchlist:
    """All markets of the exchange.

    Args:
        markets: in the exchange's order.
        before: an older list; markets in both keep their figures.
        gone: markets that the exchange no longer lists; they come last.
    """

    def __init__(
        self, markets: Iterable[Market] = (), before: Watchlist | None = None, gone: Collection[Market] = ()
    ) -> None:
        self._rows = {market.code: WatchRow(market) for market in markets}
        self._rows |= {market.code: WatchRow(market, is_gone=True) for market in gone}
        for code, row in self._rows.items():
            if before is not None and (old := before.row(code)) is not None:
                row.succeed(old)
        found = dict.fromkeys(row.market.quote for row in self._rows.values())
        usual = [quote for quote in _USUAL_QUOTES if quote in found]
        self.quotes = (*usual, *(quote for quote in found if quote not in usual))
        """The quote currencies, the usual ones first."""
        self._index: MarketIndex | None = None

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all markets, in the exchange's order."""
        return tuple(code for code, row in self._rows.items() if not row.is_gone)

    def row(self, code: str) -> WatchRow | None:
        """The row of a market."""
        return self._rows.get(code)

    def name_rows(self, name_of: Callable[[Market], str]) -> None:
        """Name every market in the user's language."""
        for row in self._rows.values():
            row.name = name_of(row.market)

    def select(self, quote: str = "", typed: str = "") -> list[WatchRow]:
        """The rows of one quote currency ("" for all) that match the typed text, in the exchange's order."""
        rows = [row for row in self._rows.values() if not quote or row.market.quote == quote]
        if not typed.strip():
            return rows
        if self._index is None:  # prepared once, when the first letter is typed
            self._index = MarketIndex(row.market for row in self._rows.values())
        found = self._index.codes(typed)
        return [row for row in rows if row.code in found]


def keep_listed(watchlist: Watchlist, codes: Iterable[str]) -> list[WatchRow]:
    """The rows of `codes`, in that order; those without a market here are left out."""
    return [row for code in codes if (row := watchlist.row(code)) is not None]


def sort_rows(rows: Iterable[WatchRow], key: SortKey, is_descending: bool) -> list[WatchRow]:
    """`rows` sorted by `key`; unknown figures come last in either direction, equal rows keep their order.

    The user's own order is the one that `rows` have already.
    """
    if key is SortKey.OWN:
        return list(rows)
    value_of = attrgetter(key)
    known: list[WatchRow] = []
    unknown: list[WatchRow] = []
    for row in rows:
        (unknown if value_of(row) is None else known).append(row)
    known.sort(key=value_of, reverse=is_descending)
    return known + unknown
