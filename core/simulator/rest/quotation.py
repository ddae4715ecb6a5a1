"""Answers the quotation REST endpoints: (parameters, source, now) -> rows, or the exchange's error. Pure.

Source: Upbit REST reference; error texts as seen on the wire.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final, NamedTuple

from core.simulator.market.source import Market, Source, Trade, Unit
from core.simulator.rest.rows import book_row, candle_row, instrument_row, market_row, ticker_row, trade_row
from core.simulator.streams.frames import Row, utc

INVALID: Final = "Invalid parameter. Check the given value!"
MISMATCH: Final = "Type mismatch error. Check the parameters type!"
MISSING: Final = "Missing request parameter error. Check the required parameters!"

SECONDS_KEPT_MS: Final = 90 * 86_400_000
"""How long candles of seconds are available: three months."""

_DAY: Final = timedelta(days=1)
_UNESCAPED_PLUS: Final = re.compile(r" (?=\d\d:?\d\d$)")
_UNITS_OF_MINUTES: Final = {
    "1": Unit.MINUTE,
    "3": Unit.MINUTES_3,
    "5": Unit.MINUTES_5,
    "10": Unit.MINUTES_10,
    "15": Unit.MINUTES_15,
    "30": Unit.MINUTES_30,
    "60": Unit.HOUR,
    "240": Unit.HOURS_4,
}


class QuotationError(Exception):
    """A request that gets an error answer.

    Args:
        status: the HTTP status, which is also the error's name.
        message: the exchange's words.
    """

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


@dataclass(frozen=True, slots=True)
class Query:
    """One request: its parameters, path ones included, at an instant."""

    source: Source
    parameters: Mapping[str, str]
    now_ms: int

    def text(self, name: str) -> str:
        """A required parameter.

        Raises:
            QuotationError: it is missing.
        """
        if not (value := self.parameters.get(name)):
            raise QuotationError(400, MISSING)
        return value

    def count(self, default: int, most: int) -> int:
        """The parameter `count`, at most `most`.

        Raises:
            QuotationError: it is not a positive number.
        """
        count = self._number("count", int, default)
        if count < 1:
            raise QuotationError(400, INVALID)
        return int(min(count, most))

    def integer(self, name: str) -> int | None:
        """An optional whole number.

        Raises:
            QuotationError: it is something else.
        """
        return int(self._number(name, int, 0)) if name in self.parameters else None

    def level(self) -> float:
        """The parameter `level`; 0 if missing.

        Raises:
            QuotationError: it is not a number.
        """
        return self._number("level", float, 0)

    def market(self) -> Market:
        """The market in the parameter `market`, ignoring case.

        Raises:
            QuotationError: it is missing or does not exist.
        """
        return self._find(self.text("market"))

    def markets(self) -> list[Market]:
        """The markets in the parameter `markets`; one that does not exist makes the whole request fail.

        Raises:
            QuotationError: as `market`.
        """
        return [self._find(code) for code in self.text("markets").split(",")]

    def _find(self, code: str) -> Market:
        wanted = code.strip().upper()
        for market in self.source.markets:
            if market.code == wanted:
                return market
        raise QuotationError(404, "Code not found")

    def _number(self, name: str, read: Callable[[str], float], default: float) -> float:
        try:
            return read(self.parameters.get(name) or str(default))
        except ValueError:
            raise QuotationError(400, MISMATCH) from None


def _market_list(query: Query) -> Iterator[Row]:
    details = query.parameters.get("is_details", query.parameters.get("isDetails", "false")).lower() == "true"
    return (market_row(market, details=details) for market in query.source.markets)


def _candles(unit: Unit, query: Query) -> Iterator[Row]:
    code = query.market().code
    count = query.count(1, 200)
    before_ms = _instant(query.parameters.get("to")) or query.now_ms + 1
    candles = query.source.candles(code, unit, before_ms, count, query.now_ms)
    if unit is Unit.SECOND:
        candles = [candle for candle in candles if candle.start_ms >= query.now_ms - SECONDS_KEPT_MS]
    conversion = _conversion(query, code) if unit is Unit.DAY else None
    return (candle_row(candle, unit, conversion) for candle in candles)


def _minute_candles(query: Query) -> Iterator[Row]:
    unit = _UNITS_OF_MINUTES.get(query.text("unit"))
    if unit is None:
        raise QuotationError(400, INVALID)
    return _candles(unit, query)


def _conversion(query: Query, code: str) -> float | None:
    """The price of the quote currency of `code` in the requested currency."""
    currency = query.parameters.get("converting_price_unit")
    if not currency:
        return None
    quote = code.partition("-")[0]
    if quote == currency:
        return 1.0
    rate = query.source.ticker(f"{currency}-{quote}", query.now_ms)
    return rate.last if rate else None


def _instant(text: str | None) -> int | None:
    """ISO 8601 as Unix milliseconds; UTC if it has no zone."""
    if not text:
        return None
    try:
        # An unescaped plus sign arrives as a space.
        instant = datetime.fromisoformat(_UNESCAPED_PLUS.sub("+", text))
    except ValueError:
        raise QuotationError(400, INVALID) from None
    return round((instant if instant.tzinfo else instant.replace(tzinfo=UTC)).timestamp() * 1000)


def _tickers(query: Query) -> Iterator[Row]:
    return _ticker_rows(query, query.markets())


def _tickers_by_quote(query: Query) -> Iterator[Row]:
    quotes = set(query.text("quote_currencies").upper().split(","))
    return _ticker_rows(query, [market for market in query.source.markets if market.quote in quotes])


def _ticker_rows(query: Query, markets: Sequence[Market]) -> Iterator[Row]:
    tickers = (query.source.ticker(market.code, query.now_ms) for market in markets)
    return (ticker_row(ticker) for ticker in tickers if ticker)


def _trades(query: Query) -> Iterator[Row]:
    code = query.market().code
    count = query.count(1, 500)
    before_ms = _trades_before(query)
    cursor = query.integer("cursor")
    trades: list[Trade] = []
    if cursor is not None and cursor // 10_000 < before_ms:
        # Ids of one millisecond share the same prefix; the rest of the cursor's own millisecond comes first.
        before_ms = cursor // 10_000
        together = query.source.trades(code, before_ms - 1, before_ms)
        trades = [trade for trade in reversed(together) if trade.sequential_id < cursor][:count]
    trades += query.source.last_trades(code, before_ms, count - len(trades))
    return (trade_row(trade) for trade in trades)


def _trades_before(query: Query) -> int:
    days_ago = query.integer("days_ago") or 0
    if not 0 <= days_ago <= 7:
        raise QuotationError(400, INVALID)
    midnight = utc(query.now_ms).replace(hour=0, minute=0, second=0, microsecond=0) - days_ago * _DAY
    before = midnight + _DAY
    if to := query.parameters.get("to"):
        try:
            time = datetime.strptime(to.replace(":", ""), "%H%M%S").replace(tzinfo=UTC)
        except ValueError:
            raise QuotationError(400, INVALID) from None
        before = midnight.replace(hour=time.hour, minute=time.minute, second=time.second)
    return min(round(before.timestamp() * 1000), query.now_ms + 1)


def _books(query: Query) -> Iterator[Row]:
    count = query.count(30, 30)
    level = query.level()
    books = (query.source.book(market.code, query.now_ms, level) for market in query.markets())
    return (book_row(book, count) for book in books if book)


def _instruments(query: Query) -> Iterator[Row]:
    for market in query.markets():
        ticker = query.source.ticker(market.code, query.now_ms)
        tick_size = query.source.tick_size(market.code, ticker.last) if ticker else 0.0
        if tick_size:
            yield instrument_row(market, tick_size, tuple(query.source.levels(market.code, query.now_ms)))


def _levels(query: Query) -> Iterator[Row]:
    for market in query.markets():
        if levels := query.source.levels(market.code, query.now_ms):
            yield {"market": market.code, "supported_levels": list(levels)}


class Endpoint(NamedTuple):
    """One path and its handler."""

    path: str
    group: str
    """The limit group, as the wire spells it."""
    answer: Callable[[Query], Iterator[Row]]
    """Yields the rows one by one, so that a long answer can be sent in pieces. Raises `QuotationError`."""


ENDPOINTS: Final = (
    Endpoint("/v1/market/all", "market", _market_list),
    Endpoint("/v1/candles/seconds", "candles", partial(_candles, Unit.SECOND)),
    Endpoint("/v1/candles/minutes/{unit}", "candles", _minute_candles),
    Endpoint("/v1/candles/days", "candles", partial(_candles, Unit.DAY)),
    Endpoint("/v1/candles/weeks", "candles", partial(_candles, Unit.WEEK)),
    Endpoint("/v1/candles/months", "candles", partial(_candles, Unit.MONTH)),
    Endpoint("/v1/candles/years", "candles", partial(_candles, Unit.YEAR)),
    Endpoint("/v1/ticker", "ticker", _tickers),
    Endpoint("/v1/ticker/all", "ticker", _tickers_by_quote),
    Endpoint("/v1/trades/ticks", "crix-trades", _trades),
    Endpoint("/v1/orderbook", "orderbook", _books),
    Endpoint("/v1/orderbook/instruments", "orderbook", _instruments),
    Endpoint("/v1/orderbook/supported_levels", "orderbook", _levels),
)
