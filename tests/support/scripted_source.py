"""A market with exactly the trades and books of the test; everything else is derived from them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import accumulate, groupby

from core.simulator.market.source import NEVER_MS, Book, Candle, Level, Market, Stream, Ticker, Trade, Unit

UNIT_MS = {
    Unit.SECOND: 1_000,
    Unit.MINUTE: 60_000,
    Unit.MINUTES_3: 180_000,
    Unit.MINUTES_5: 300_000,
    Unit.MINUTES_10: 600_000,
    Unit.MINUTES_15: 900_000,
    Unit.MINUTES_30: 1_800_000,
    Unit.HOUR: 3_600_000,
    Unit.HOURS_4: 14_400_000,
    Unit.DAY: 86_400_000,
    Unit.WEEK: 7 * 86_400_000,
    Unit.MONTH: 30 * 86_400_000,
    Unit.YEAR: 365 * 86_400_000,
}
"""Lengths in milliseconds; those from the week on are approximate."""

BTC = Market("KRW-BTC", "비트코인", "Bitcoin", warning=True, caution=frozenset({"PRICE_FLUCTUATIONS"}))
ETH = Market("KRW-ETH", "이더리움", "Ethereum")
XRP = Market("KRW-XRP", "엑스알피", "XRP")
USDT_BTC = Market("USDT-BTC", "비트코인", "Bitcoin")


def trade(code: str, time_ms: int, price: float = 100.0, volume: float = 1.0, n: int = 0) -> Trade:
    """A trade by a buyer; the previous day closed at 90."""
    return Trade(code, price, volume, "BID", time_ms, time_ms * 10_000 + n, 90.0)


def book(code: str, changed_ms: int, best_ask: float = 101.0, levels: int = 30, level: float = 0.0) -> Book:
    """A book with a spread of two, and size 1 at every level."""
    return Book(code, *_sides(best_ask, levels), changed_ms, level)


@cache
def _sides(best_ask: float, levels: int) -> tuple[tuple[Level, ...], tuple[Level, ...]]:
    """Asks and bids; thousands of books are the same but for their time."""
    asks = tuple((best_ask + step, 1.0) for step in range(levels))
    bids = tuple((best_ask - 2 - step, 1.0) for step in range(levels))
    return asks, bids


class _Day:
    """What has been traded from the first trade to each."""

    def __init__(self, trades: Sequence[Trade]) -> None:
        self.trades = [trade for trade in trades if trade.time_ms > 0]
        prices = [trade.price for trade in self.trades]
        self.highs = list(accumulate(prices, max))
        self.lows = list(accumulate(prices, min))
        self.volumes = list(accumulate(trade.volume for trade in self.trades))
        self.turnovers = list(accumulate(trade.volume * trade.price for trade in self.trades))


class ScriptedSource:
    """A `Source` made of lists."""

    def __init__(
        self,
        markets: Sequence[Market] = (BTC, ETH, XRP, USDT_BTC),
        trades: Sequence[Trade] = (),
        books: Sequence[Book] = (),
    ) -> None:
        self.markets = tuple(markets)
        self._trades: dict[str, list[Trade]] = {market.code: [] for market in markets}
        self._books: dict[str, list[Book]] = {market.code: [] for market in markets}
        for each_trade in sorted(trades, key=lambda t: t.sequential_id):
            if each_trade.code in self._trades:
                self._trades[each_trade.code].append(each_trade)
        for each_book in sorted(books, key=lambda b: b.changed_ms):
            if each_book.code in self._books:
                self._books[each_book.code].append(each_book)
        self._days = {code: _Day(each) for code, each in self._trades.items()}
        self._books_of_level: dict[tuple[str, float], list[Book]] = {}
        for code, changes in self._books.items():
            for each in changes:
                self._books_of_level.setdefault((code, each.level), []).append(each)

    def trades(self, code: str, after_ms: int, until_ms: int) -> Sequence[Trade]:
        trades = self._trades.get(code, [])
        first, end = (bisect_right(trades, time, key=lambda t: t.time_ms) for time in (after_ms, until_ms))
        return trades[first:end]

    def last_trades(self, code: str, before_ms: int, count: int) -> Sequence[Trade]:
        past = [t for t in self._trades.get(code, ()) if t.time_ms < before_ms]
        return past[::-1][:count]

    def ticker(self, code: str, now_ms: int) -> Ticker | None:
        day = self._days.get(code)
        place = bisect_right(day.trades, now_ms, key=lambda t: t.time_ms) - 1 if day else -1
        if day is None or place < 0:
            return None
        first, last, high, low = day.trades[0], day.trades[place], day.highs[place], day.lows[place]
        volume, turnover = float(day.volumes[place]), float(day.turnovers[place])
        return Ticker(
            code, first.price, high, low, last.price, last.previous_close, last.volume, last.side,
            last.time_ms, volume, turnover, volume, turnover, 0.0, volume, high, "2026-10-06", low,
            "2026-02-11", last.time_ms,
        )  # fmt: skip

    def book(self, code: str, now_ms: int, level: float = 0.0) -> Book | None:
        books = self._books_of_level.get((code, level), [])
        end = bisect_right(books, now_ms, key=lambda b: b.changed_ms)
        return books[end - 1] if end else None

    def candle(self, code: str, unit: Unit, now_ms: int) -> Candle | None:
        candles = self.candles(code, unit, now_ms + 1, 1, now_ms)
        return candles[0] if candles else None

    def candles(self, code: str, unit: Unit, before_ms: int, count: int, now_ms: int) -> Sequence[Candle]:
        length = UNIT_MS[unit]
        candles = []
        for start, group in groupby(self.trades(code, 0, now_ms), key=lambda t: t.time_ms // length * length):
            trades = list(group)
            prices = [t.price for t in trades]
            candles.append(
                Candle(
                    code,
                    start,
                    prices[0],
                    max(prices),
                    min(prices),
                    prices[-1],
                    sum(t.volume for t in trades),
                    sum(t.volume * t.price for t in trades),
                    trades[-1].time_ms,
                    trades[0].previous_close if unit is Unit.DAY else None,
                )
            )
        return [candle for candle in reversed(candles) if candle.start_ms < before_ms][:count]

    def tick_size(self, code: str, price: float) -> float:
        return 1.0 if code in self._trades else 0.0

    def levels(self, code: str, now_ms: int) -> Sequence[float]:
        return (0.0, 10.0, 100.0) if code.startswith("KRW-") else (0.0,)

    def next_change_ms(self, stream: Stream, code: str, after_ms: int) -> int:
        if stream is Stream.BOOK:
            books = self._books.get(code, [])
            index = bisect_right(books, after_ms, key=lambda b: b.changed_ms)
            return books[index].changed_ms if index < len(books) else NEVER_MS
        trades = self._trades.get(code, [])
        index = bisect_right(trades, after_ms, key=lambda t: t.time_ms)
        return trades[index].time_ms if index < len(trades) else NEVER_MS


class LastTradeSource(ScriptedSource):
    """Its tickers and candles depend only on the last trade, so that an hour costs as much as a minute."""

    def last_trades(self, code: str, before_ms: int, count: int) -> Sequence[Trade]:
        """The newest first."""
        trades = self._trades.get(code, [])
        end = bisect_left(trades, before_ms, key=lambda t: t.time_ms)
        return trades[max(0, end - count) : end][::-1]

    def ticker(self, code: str, now_ms: int) -> Ticker | None:
        """Every figure is that of the last trade."""
        past = self.last_trades(code, now_ms + 1, 1)
        if not past:
            return None
        last = past[0]
        return Ticker(
            code, last.price, last.price, last.price, last.price, last.previous_close, last.volume, last.side,
            last.time_ms, 1.0, last.price, 1.0, last.price, 0.0, 1.0, last.price, "2026-10-06", last.price,
            "2026-02-11", last.time_ms,
        )  # fmt: skip

    def candle(self, code: str, unit: Unit, now_ms: int) -> Candle | None:
        """A candle of one trade."""
        past = self.last_trades(code, now_ms + 1, 1)
        if not past:
            return None
        last, length = past[0], UNIT_MS[unit]
        start = last.time_ms // length * length
        price, volume = last.price, last.volume
        return Candle(code, start, price, price, price, price, volume, volume * price, last.time_ms, None)
