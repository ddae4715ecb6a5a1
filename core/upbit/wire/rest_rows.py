"""Quotation replies as structs.

A row of REST is the stream's message under other keys wherever the two say the same, so the rows are subclasses of the
messages: a panel fills itself from either without asking which.

Source: Upbit REST quotation pages (October 2026).
"""

from __future__ import annotations

from msgspec import Struct, field

from core.model.messages import OrderBook, Ticker, Trade


class TickerRow(Ticker, kw_only=True, rename={"code": "market"}):
    """A ticker; REST knows no market state and no side volumes."""

    code: str


class OrderBookRow(OrderBook, kw_only=True, rename={"code": "market"}):
    """A whole book. `timestamp` is its last change."""

    code: str


class TradeRow(
    Trade,
    kw_only=True,
    rename={
        "code": "market",
        "trade_date": "trade_date_utc",
        "trade_time": "trade_time_utc",
        "trade_timestamp": "timestamp",
        "timestamp": "published",
    },
):
    """One execution. REST tells when it happened, never when it was published, and signs the change."""

    code: str
    timestamp: int = 0
    trade_date: str | None = None
    trade_time: str | None = None
    trade_timestamp: int = 0

    def __post_init__(self) -> None:
        """Say the rest as the stream does: the change has a direction and no sign."""
        self.timestamp = self.trade_timestamp
        if self.change_price is not None:
            self.change = "RISE" if self.change_price > 0 else "FALL" if self.change_price < 0 else "EVEN"
            self.change_price = abs(self.change_price)


class Instrument(Struct, kw_only=True):
    """The price grid of one market at its present price, as the exchange itself tells it."""

    code: str = field(name="market")
    quote_currency: str
    tick_size: str
    """A decimal number."""
    supported_levels: tuple[str, ...] = ()
    """Price groupings an order book can be asked for; `0` is none."""
