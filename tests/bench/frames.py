"""Frames of the exchange, encoded beforehand with realistic texts and sizes."""

from __future__ import annotations

from functools import cache

from core.simulator.market.source import Book, Candle, Ticker, Trade
from core.simulator.streams.frames import Format, StreamState, book_frame, candle_frame, ticker_frame, trade_frame

T0 = 1_795_144_542_000
PRICE = 157_195_000.0


@cache
def codes(count: int) -> tuple[str, ...]:
    """Return market codes: two that the embedded exchange has too, and others in the three quote currencies."""
    quotes = ("KRW", "KRW", "BTC", "USDT")
    return ("KRW-BTC", "KRW-ETH", *(f"{quotes[n % 4]}-C{n:03}" for n in range(2, count)))[:count]


def ticker(code: str, form: Format, price: float = PRICE, state: StreamState = "REALTIME") -> bytes:
    """A ticker of about 0.9 kB with long names."""
    return ticker_frame(
        Ticker(
            code, 157_464_000.0, 158_012_000.0, 156_204_000.0, price, 157_464_000.0, 0.00650959, "ASK", T0,
            1_204.22318391, 189_284_442_113.61423, 1_864.80315512, 293_018_442_552.10284, 611.80236671, 592.4208172,
            178_904_000.0, "2026-10-06", 92_115_000.0, "2026-02-11", T0,
        ),
        form, state,
    )  # fmt: skip


def book(code: str, form: Format, price: float = PRICE, state: StreamState = "REALTIME") -> bytes:
    """An order book with 30 levels per side, about 2.7 kB with long names."""
    asks = tuple((price + 1_000 * n, round(0.01528852 + n / 1000, 8)) for n in range(1, 31))
    bids = tuple((price - 1_000 * n, round(0.02008384 + n / 1000, 8)) for n in range(30))
    return book_frame(Book(code, asks, bids, T0), 30, form, state)


def trade(code: str, form: Format, price: float = PRICE, state: StreamState = "REALTIME") -> bytes:
    """A trade; its `sequential_id` has 16 digits, so that it can be overwritten."""
    made = Trade(code, price, 0.00650959, "ASK", T0, T0 * 1000, 157_464_000.0)
    return trade_frame(made, None, T0, form, state)


def candle(code: str, form: Format, price: float = PRICE, state: StreamState = "REALTIME") -> bytes:
    """A revision of a 1-minute candle."""
    made = Candle(
        code, T0, 157_464_000.0, 157_500_000.0, 157_000_000.0, price, 12.5 + price / 1e9, 1_951_234_567.25, T0
    )
    return candle_frame(made, "candle.1m", form, state)
