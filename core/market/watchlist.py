"""Every market with its newest figures, as the watchlist draws it: filtered, searched, sorted as numbers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from enum import StrEnum
from operator import attrgetter
from typing import Final

from core.market.day_line import DayLine
from core.market.figures import known_figure
from core.market.market_search import MarketIndex
from core.market.market_state import USUAL, MarketState, state_of
from core.model.day_change import day_change
from core.model.markets import Market
from core.model.messages import Ticker

WON: Final = "KRW"
_USUAL_QUOTES: Final = (WON, "BTC", "USDT")


class SortKey(StrEnum):
    """The columns that the list can be sorted by, and the order that the user gave it.

    Each value but `OWN` names the attribute of `WatchRow` that is compared.
    """

    OWN = "own"

    NAME = "name"
    PRICE = "price"
    WON = "won"
    CHANGE = "change"
    CHANGE_PRICE = "change_price"
    HIGH = "high"
    LOW = "low"
    VOLUME = "volume"
    TURNOVER = "turnover"
    YEAR = "year_position"
    DAY = "since_open"
    CAUTION = "caution"


class ListFilter(StrEnum):
    """Which of the markets of a list are shown."""

    ALL = "all"
    RISING = "rising"
    FALLING = "falling"
    NEW = "new"


class WatchRow:
    """One market and the figures of its newest ticker; None for figures that no ticker has had yet."""

    __slots__ = (
        "change",
        "change_price",
        "day",
        "figures",
        "high",
        "is_gone",
        "is_new",
        "low",
        "market",
        "name",
        "opened",
        "prev_close",
        "price",
        "state",
        "turnover",
        "volume",
        "won",
        "year_high",
        "year_low",
    )

    def __init__(self, market: Market, *, is_gone: bool = False, is_new: bool = False) -> None:
        self.market = market
        self.is_new = is_new
        """Whether the exchange has listed it only lately."""
        self.is_gone = is_gone
        """Whether the exchange no longer lists it; its figures are then the last known."""
        self.state: MarketState = USUAL
        self.name = market.name
        self.price: float | None = None
        self.prev_close: float | None = None
        self.change: float | None = None
        """From the previous close (09:00 KST), as a ratio."""
        self.change_price: float | None = None
        """The same in the quote currency."""
        self.opened: float | None = None
        self.high: float | None = None
        self.low: float | None = None
        self.volume: float | None = None
        """Of the last 24 hours, in the traded currency."""
        self.turnover: float | None = None
        """Of the last 24 hours, in the quote currency."""
        self.year_high: float | None = None
        self.year_low: float | None = None
        """Of the last 52 weeks."""
        self.won: float | None = None
        """The price in won, of a market with another quote currency; see `Watchlist.convert`."""
        self.day = DayLine()
        self.figures: tuple[float | None, ...] = ()
        """All figures of the newest ticker."""

    @property
    def code(self) -> str:
        """The market's code."""
        return self.market.code

    @property
    def year_position(self) -> float | None:
        """Where the price is between the low (0) and the high (1) of the last 52 weeks."""
        if self.price is None or self.year_high is None or self.year_low is None or self.year_high <= self.year_low:
            return None
        return min(max((self.price - self.year_low) / (self.year_high - self.year_low), 0.0), 1.0)

    @property
    def since_open(self) -> float | None:
        """The change since the day's first trade, as a ratio."""
        return self.price / self.opened - 1 if self.price is not None and self.opened else None

    @property
    def caution(self) -> int | None:
        """How grave the exchange's warnings are; None without any."""
        if self.is_gone or self.state is not USUAL:
            return 3
        return 2 if self.market.warning else 1 if self.market.cautions else None

    def passes(self, kind: ListFilter) -> bool:
        """Whether a filter shows the market."""
        match kind:
            case ListFilter.RISING:
                return (self.change or 0) > 0
            case ListFilter.FALLING:
                return (self.change or 0) < 0
            case ListFilter.NEW:
                return self.is_new
            case _:
                return True

    def apply(self, ticker: Ticker) -> bool:
        """Take the figures of `ticker`; returns True if any changed."""
        price, opened = known_figure(ticker.trade_price), known_figure(ticker.opening_price)
        self.day.add(ticker.timestamp, opened, price)
        change_price, change = day_change(ticker)
        figures = (
            price,
            opened,
            known_figure(ticker.prev_closing_price),
            change,
            change_price,
            known_figure(ticker.high_price),
            known_figure(ticker.low_price),
            known_figure(ticker.acc_trade_volume_24h),
            known_figure(ticker.acc_trade_price_24h),
            known_figure(ticker.highest_52_week_price),
            known_figure(ticker.lowest_52_week_price),
        )
        state = state_of(ticker)
        if figures == self.figures and state == self.state:
            return False
        self.state = state
        self._set(figures)
        return True

    def succeed(self, before: WatchRow) -> None:
        """Take over the figures of a row of the same market, as in an older list."""
        self._set(before.figures)
        self.won, self.day, self.state = before.won, before.day.copy(), before.state

    def _set(self, figures: tuple[float | None, ...]) -> None:
        self.figures = figures
        if figures:
            (
                self.price,
                self.opened,
                self.prev_close,
                self.change,
                self.change_price,
                self.high,
                self.low,
                self.volume,
                self.turnover,
                self.year_high,
                self.year_low,
            ) = figures


class Watchlist:
    """All markets of the exchange.

    Args:
        markets: in the exchange's order.
        before: an older list; markets in both keep their figures.
        gone: markets that the exchange no longer lists; they come last.
        new: the codes of markets that it has listed only lately.
    """

    def __init__(
        self,
        markets: Iterable[Market] = (),
        before: Watchlist | None = None,
        gone: Collection[Market] = (),
        new: Collection[str] = frozenset(),
    ) -> None:
        self._rows = {market.code: WatchRow(market, is_new=market.code in new) for market in markets}
        self._rows |= {market.code: WatchRow(market, is_gone=True) for market in gone}
        if before is not None:
            self.take(before)
        found = dict.fromkeys(row.market.quote for row in self._rows.values())
        usual = [quote for quote in _USUAL_QUOTES if quote in found]
        self.quotes = (*usual, *(quote for quote in found if quote not in usual))
        """The quote currencies, the usual ones first."""
        self._index: MarketIndex | None = None
        self._foreign = [
            (row, rate)
            for row in self._rows.values()
            if row.market.quote != WON and (rate := self._rows.get(f"{WON}-{row.market.quote}")) is not None
        ]
        """The rows whose price can be converted to won, each with the row that tells the rate."""
        self._in_won = [row for row in self._rows.values() if row.market.quote == WON]
        self.converted = frozenset(row.market.quote for row, _ in self._foreign)
        """Their quote currencies."""

    def convert(self) -> list[str]:
        """Convert the prices of other quote currencies to won at the present rates; returns the codes that differ.

        Once a second is enough: with each message, a rate would change hundreds of rows.
        """
        for row in self._in_won:
            row.won = row.price
        changed = []
        for row, rate in self._foreign:
            won = None if row.price is None or rate.price is None else row.price * rate.price
            if won != row.won:
                row.won = won
                changed.append(row.code)
        return changed

    def take(self, other: Watchlist) -> None:
        """Take the figures of another list, of the markets that have any there."""
        for code, row in self._rows.items():
            if (old := other.row(code)) is not None and old.figures:
                row.succeed(old)

    @property
    def has_figures(self) -> bool:
        """Whether any market has figures."""
        return any(row.figures for row in self._rows.values())

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
    value_of = _alphabetic if key is SortKey.NAME else attrgetter(key)
    known: list[WatchRow] = []
    unknown: list[WatchRow] = []
    for row in rows:
        (unknown if value_of(row) is None else known).append(row)
    known.sort(key=value_of, reverse=is_descending)
    return known + unknown


def _alphabetic(row: WatchRow) -> str:
    """The place of a name in an alphabet, where `aelf` stands between `Aave` and `Aptos`."""
    return row.name.casefold()
