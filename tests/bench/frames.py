"""Frames of the exchange, encoded beforehand: as it writes them, in the size they have there."""

from __future__ import annotations

from functools import cache

from core.simulator.frames import Format, book_frame, ticker_frame, trade_frame
from core.simulator.source import Book, Ticker, Trade

T0 = 1_795_144_542_000


@cache
def codes(count: int) -> tuple[str, ...]:
    """So many markets: KRW-BTC, and others in the three quote currencies of the exchange."""
    quotes = ("KRW", "KRW", "BTC", "USDT")
    return ("KRW-BTC", *(f"{quotes[n % 4]}-C{n:03}" for n in range(1, count)))


def ticker(code: str, form: Format, price: float = 157_195_000.0) -> bytes:
    """A ticker of about 0.9 kB under long names."""
    return ticker_frame(
        Ticker(
            code, 157_464_000.0, 158_012_000.0, 156_204_000.0, price, 157_464_000.0, 0.00650959, "ASK", T0,
            1_204.22318391, 189_284_442_113.61423, 1_864.80315512, 293_018_442_552.10284, 611.80236671, 592.4208172,
            178_904_000.0, "2026-10-06", 92_115_000.0, "2026-02-11", T0,
        ),
        form, "REALTIME",
    )  # fmt: skip


def book(code: str, form: Format, price: float = 157_195_000.0) -> bytes:
    """An order book of 30 levels a side, about 2.7 kB under long names."""
    asks = tuple((price + 1_000 * n, round(0.01528852 + n / 1000, 8)) for n in range(1, 31))
    bids = tuple((price - 1_000 * n, round(0.02008384 + n / 1000, 8)) for n in range(30))
    return book_frame(Book(code, asks, bids, T0), 30, form, "REALTIME")


def trade(code: str, form: Format, price: float = 157_195_000.0) -> bytes:
    """A trade; its `sequential_id` has 16 digits, so that it can be written over."""
    made = Trade(code, price, 0.00650959, "ASK", T0, T0 * 1000, 157_464_000.0)
    return trade_frame(made, None, T0, form, "REALTIME")
