"""Quotation replies as structs.

A REST row has the same content as the stream's message under other keys. So the rows are subclasses of the messages,
and a panel can use either in the same way.

Source: Upbit REST quotation pages (October 2026).
"""

from __future__ import annotations

from msgspec import Struct, field

from core.model.messages import Ticker, Trade


class TickerRow(Ticker, kw_only=True, rename={"code": "market"}):
    """A ticker; REST has no market state and no volumes per side."""

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
    """One execution. REST gives its time but not the time of publication, and a signed change."""

    code: str
    timestamp: int = 0
    trade_date: str | None = None
    trade_time: str | None = None
    trade_timestamp: int = 0

    def __post_init__(self) -> None:
        """Convert to the stream's form: a change with a direction and without a sign.

        Raises:
            ValueError: the trade has no id, without which it may be shown twice.
        """
        if self.sequential_id is None or self.sequential_id <= 0:
            raise ValueError("a trade without an id")
        self.timestamp = self.trade_timestamp
        if self.change_price is not None:
            self.change = "RISE" if self.change_price > 0 else "FALL" if self.change_price < 0 else "EVEN"
            self.change_price = abs(self.change_price)


class Instrument(Struct, kw_only=True):
    """The price grid of one market at its present price, as stated by the exchange."""

    code: str = field(name="market")
    quote_currency: str
    tick_size: str
    """A decimal number."""
    supported_levels: tuple[str, ...] = ()
    """The price groupings that can be requested for an order book; `0` is none."""
