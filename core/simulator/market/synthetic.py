"""The synthetic market: a `Source` that generates everything, the same for the same seed.

This is a thin front: each market's path, history, ticker and book are made on first use.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.simulator.market.candles import candles_before, previous_close
from core.simulator.market.history import DAY_MS, END_MS, MINUTE_MS, History
from core.simulator.market.listings import Listing, listings
from core.simulator.market.order_book import OrderBook
from core.simulator.market.price_path import PricePath, Walks
from core.simulator.market.source import NEVER_MS, Book, Candle, Market, Stream, Ticker, Trade, Unit
from core.simulator.market.ticker import TickerBoard

if TYPE_CHECKING:
    from core.simulator.market.trade_stream import Trades

_TIGHTEST = 2e-5
"""Spread of the most active market beyond one tick, as a share of the price."""


class _Floor:
    """One market with all its generators."""

    def __init__(self, seed: int, listing: Listing, walks: Walks, trades_per_second: float, looseness: float) -> None:
        self.path = PricePath(seed, listing, walks, trades_per_second * 86_400.0)
        self.history = History(seed, self.path)
        self.tickers = TickerBoard(self.history)
        self.order_book = OrderBook(seed, self.history, trades_per_second, looseness)


class SyntheticSource:
    """Generated market data, a function of seed, market and absolute time.

    Args:
        seed: another seed gives another history.
        markets: how many markets there are, majors first; all by default.
        trades_per_second: mean rate over all markets together; the history depends on it.

    Raises:
        ValueError: there would be no market or no trade.
    """

    def __init__(self, seed: int = 1, markets: int | None = None, trades_per_second: float = 30.0) -> None:
        if (markets is not None and markets < 1) or trades_per_second <= 0.0:
            raise ValueError(f"markets={markets}, trades_per_second={trades_per_second}: both must be positive")
        self._seed = seed
        self._walks = Walks(seed)
        self._listings = {listing.market.code: listing for listing in listings(markets)}
        self._markets = tuple(listing.market for listing in self._listings.values())
        self._rate = trades_per_second / sum(listing.activity for listing in self._listings.values())
        self._floors: dict[str, _Floor] = {}

    @property
    def markets(self) -> Sequence[Market]:
        """The market list: KRW markets by activity, then those quoted in BTC and USDT."""
        return self._markets

    def trades(self, code: str, after_ms: int, until_ms: int) -> Sequence[Trade]:
        """Trades with `after_ms < time_ms <= until_ms`, oldest first."""
        floor = self._floor(code)
        if floor is None:
            return []
        first, end = max(after_ms + 1, floor.history.first_ms), min(until_ms + 1, END_MS)
        if first >= end:
            return []
        return _listed(floor.history, floor.history.trades(first, end))

    def last_trades(self, code: str, before_ms: int, count: int) -> Sequence[Trade]:
        """The `count` last trades with `time_ms < before_ms`, newest first."""
        floor = self._floor(code)
        if floor is None:
            return []
        found: list[Trade] = []
        end = min(before_ms, END_MS)
        while len(found) < count and end > floor.history.first_ms:
            per_minute = float(floor.history.day((end - 1) // DAY_MS).trades[0]) / 1440.0
            span = min(int((count - len(found)) / per_minute * 1.3) + 2, 2 * 1440) * MINUTE_MS
            start = max((end - span) // MINUTE_MS * MINUTE_MS, floor.history.first_ms)
            trades = floor.history.trades(start, end)
            found += _listed(floor.history, trades[max(trades.time_ms.size - (count - len(found)), 0) :])[::-1]
            end = start
        return found

    def ticker(self, code: str, now_ms: int) -> Ticker | None:
        """The ticker as it stands at `now_ms`."""
        floor = self._floor(code)
        return floor.tickers.ticker(now_ms) if floor and floor.history.first_ms <= now_ms < END_MS else None

    def book(self, code: str, now_ms: int, level: float = 0.0) -> Book | None:
        """The book at `now_ms`, grouped by `level`; None also for a level that the market does not support."""
        floor = self._floor(code)
        return floor.order_book.book(now_ms, level) if floor and floor.history.first_ms <= now_ms < END_MS else None

    def candle(self, code: str, unit: Unit, now_ms: int) -> Candle | None:
        """The candle open at `now_ms` with the trades so far, else the most recent one."""
        return next(iter(self.candles(code, unit, now_ms + 1, 1, now_ms)), None)

    def candles(self, code: str, unit: Unit, before_ms: int, count: int, now_ms: int) -> Sequence[Candle]:
        """The `count` last candles with `start_ms < before_ms`, newest first, periods without trades have none.

        Second candles go back three months, all others to the day the market was listed.
        """
        floor = self._floor(code)
        return candles_before(floor.history, unit, before_ms, count, now_ms) if floor else []

    def tick_size(self, code: str, price: float) -> float:
        """The price grid at `price`; 0 for an unknown code."""
        floor = self._floor(code)
        return floor.path.grid.tick(price) if floor else 0.0

    def levels(self, code: str, now_ms: int) -> Sequence[float]:
        """The supported grouping steps, 0 first."""
        floor = self._floor(code)
        return floor.order_book.levels(now_ms) if floor else ()

    def next_change_ms(self, stream: Stream, code: str, after_ms: int) -> int:
        """When `stream` of `code` may next change after `after_ms`."""
        floor = self._floor(code)
        if floor is None or after_ms >= END_MS:
            return NEVER_MS
        if stream is Stream.BOOK:
            return floor.order_book.next_change_ms(max(after_ms, floor.history.first_ms))
        trade_ms = floor.history.next_trade_ms(after_ms)
        return trade_ms if stream is Stream.TRADE else min(trade_ms, (after_ms // DAY_MS + 1) * DAY_MS)

    def _floor(self, code: str) -> _Floor | None:
        floor = self._floors.get(code)
        if floor is None and (listing := self._listings.get(code)):
            rate = self._rate * listing.activity
            busiest = self._rate * max(each.activity for each in self._listings.values())
            looseness = min(_TIGHTEST * (busiest / rate) ** 0.5, 2e-3)
            floor = self._floors[code] = _Floor(self._seed, listing, self._walks, rate, looseness)
        return floor


def _listed(history: History, trades: Trades) -> list[Trade]:
    """The trades in the form of the exchange."""
    if not trades.time_ms.size:
        return []
    path = history.path
    first_day, last_day = (int(trades.time_ms[end]) // DAY_MS for end in (0, -1))
    closes = {day: previous_close(history, day * DAY_MS) for day in range(first_day, last_day + 1)}
    rows = zip(
        path.grid.prices(trades.step).tolist(),
        (trades.volume / 10.0**path.volume_decimals).tolist(),
        trades.bought.tolist(),
        trades.time_ms.tolist(),
        trades.place.tolist(),
        strict=True,
    )
    return [
        Trade(
            path.code,
            price,
            volume,
            "BID" if bought else "ASK",
            time_ms,
            time_ms * 10_000 + place,
            closes[time_ms // DAY_MS],
        )
        for price, volume, bought, time_ms, place in rows
    ]
