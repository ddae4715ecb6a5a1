"""The market data of the embedded exchange: plain types, and the protocol of their sources.

There are two sources: the synthetic market and the replay of recorded frames. The session, the servers and the writers
of frames depend only on this module. Every answer is a function of the arguments, so the same call always returns the
same. Times are Unix milliseconds, prices and turnover are in quote currency, volumes and sizes in base currency.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal, Protocol

Side = Literal["BID", "ASK"]
"""The taker's side: BID bought and hit an ask, ASK sold and hit a bid."""

Level = tuple[float, float]
"""One price level of a book: price, size."""

CAUTIONS: Final = (
    "PRICE_FLUCTUATIONS",
    "TRADING_VOLUME_SOARING",
    "DEPOSIT_AMOUNT_SOARING",
    "GLOBAL_PRICE_DIFFERENCES",
    "CONCENTRATION_OF_SMALL_ACCOUNTS",
)
"""The kinds of caution a market may carry. Source: Upbit market list page."""

NEVER_MS: Final = 1 << 62
"""A time that never comes."""


class Unit(StrEnum):
    """A candle's length. Boundaries are UTC; weeks start on Monday."""

    SECOND = "1s"
    MINUTE = "1m"
    MINUTES_3 = "3m"
    MINUTES_5 = "5m"
    MINUTES_10 = "10m"
    MINUTES_15 = "15m"
    MINUTES_30 = "30m"
    HOUR = "60m"
    HOURS_4 = "240m"
    DAY = "1d"
    WEEK = "1w"
    MONTH = "1M"
    YEAR = "1y"


class Stream(StrEnum):
    """The streams that change by themselves; a candle changes with the trades."""

    TRADE = "trade"
    TICKER = "ticker"
    BOOK = "orderbook"


@dataclass(frozen=True, slots=True)
class Market:
    """One pair in the market list."""

    code: str
    korean_name: str
    english_name: str
    warning: bool = False
    caution: frozenset[str] = frozenset()
    """The kinds of `CAUTIONS` that apply."""
    state: str = "ACTIVE"
    is_suspended: bool = False
    delisting_date: object = None
    """As on the wire; None without a delisting."""

    @property
    def quote(self) -> str:
        """The currency of its prices: KRW, BTC or USDT."""
        return self.code.partition("-")[0]


@dataclass(frozen=True, slots=True)
class Trade:
    """One execution."""

    code: str
    price: float
    volume: float
    side: Side
    time_ms: int
    sequential_id: int
    """`time_ms * 10000 + n`: unique per market and ascending in time."""
    previous_close: float
    """Close of the UTC day before the trade's own."""


@dataclass(frozen=True, slots=True)
class Book:
    """An order book: at most 30 levels a side, best first, not padded."""

    code: str
    asks: tuple[Level, ...]
    bids: tuple[Level, ...]
    changed_ms: int
    """Time of the last change, which may be long ago."""
    level: float = 0.0
    """The grouping step in effect; 0 for none."""


@dataclass(frozen=True, slots=True)
class Ticker:
    """The present figures of a market. `volume`, `turnover` and the two sides count from UTC midnight."""

    code: str
    opening: float
    high: float
    low: float
    last: float
    previous_close: float
    last_volume: float
    last_side: Side
    last_trade_ms: int
    volume: float
    turnover: float
    volume_24h: float
    turnover_24h: float
    ask_volume: float
    bid_volume: float
    high_52w: float
    high_52w_date: str
    """`yyyy-MM-dd`."""
    low_52w: float
    low_52w_date: str
    """`yyyy-MM-dd`."""
    changed_ms: int


@dataclass(frozen=True, slots=True)
class Candle:
    """One candle in which at least one trade happened."""

    code: str
    start_ms: int
    opening: float
    high: float
    low: float
    close: float
    volume: float
    turnover: float
    last_trade_ms: int
    previous_close: float | None = None
    """Close of the day before; day candles only."""


class Source(Protocol):
    """Market data at any instant. For an unknown code the result is None or empty, never an error."""

    @property
    def markets(self) -> Sequence[Market]:
        """The market list, in the exchange's order."""

    def trades(self, code: str, after_ms: int, until_ms: int) -> Sequence[Trade]:
        """Trades with `after_ms < time_ms <= until_ms`, oldest first."""

    def last_trades(self, code: str, before_ms: int, count: int) -> Sequence[Trade]:
        """The `count` last trades with `time_ms < before_ms`, newest first."""

    def ticker(self, code: str, now_ms: int) -> Ticker | None:
        """The ticker as it stands at `now_ms`."""

    def book(self, code: str, now_ms: int, level: float = 0.0) -> Book | None:
        """The book at `now_ms`, grouped by `level`; None also for a level that the market does not support."""

    def candle(self, code: str, unit: Unit, now_ms: int) -> Candle | None:
        """The candle open at `now_ms` with the trades so far, else the most recent one."""

    def candles(self, code: str, unit: Unit, before_ms: int, count: int, now_ms: int) -> Sequence[Candle]:
        """The `count` last candles with `start_ms < before_ms`, newest first; periods without trades have none.

        The candle open at `now_ms` contains the trades so far; nothing after `now_ms` is included.
        """

    def tick_size(self, code: str, price: float) -> float:
        """The price grid at `price`; 0 for an unknown code."""

    def levels(self, code: str, now_ms: int) -> Sequence[float]:
        """The supported grouping steps, 0 first."""

    def next_change_ms(self, stream: Stream, code: str, after_ms: int) -> int:
        """When `stream` of `code` may next change after `after_ms`; `NEVER_MS` if never.

        The time may be too early (the player looks, finds no change and calls again) but never too late: nothing
        changes strictly between `after_ms` and the answer. So a quiet market costs nothing.
        """
