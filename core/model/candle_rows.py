"""Candles of the quotation REST API, and their units."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from msgspec import Struct

from core.model.messages import Figure
from core.model.price_field import Price
from core.model.traded import refuse_contradiction

CANDLE_PATHS: Final = {
    "1s": "/v1/candles/seconds",
    **{f"{minutes}m": f"/v1/candles/minutes/{minutes}" for minutes in (1, 3, 5, 10, 15, 30, 60, 240)},
    "1d": "/v1/candles/days",
    "1w": "/v1/candles/weeks",
    "1M": "/v1/candles/months",
}
"""Candle unit -> REST path. Seconds reach back three months. Source: Upbit REST candle pages."""

CANDLE_UNITS: Final = tuple(CANDLE_PATHS)

MAX_CANDLES: Final = 200
"""How many candles one reply holds at most."""


class CandleRow(Struct, kw_only=True, gc=False):
    """One candle of a page. A period without trades has no candle; the newest candle may still be open."""

    candle_date_time_utc: str
    """The candle's start, `yyyy-MM-ddTHH:mm:ss`, UTC; the `to` of the next older page."""
    opening_price: Price
    high_price: Price
    low_price: Price
    trade_price: Price
    candle_acc_trade_volume: Figure = 0.0
    candle_acc_trade_price: Figure = 0.0

    def __post_init__(self) -> None:
        """Reject a row without a valid time, or with sums that contradict each other."""
        datetime.fromisoformat(self.candle_date_time_utc)
        if not (self.candle_acc_trade_volume and self.candle_acc_trade_price):  # seldom: spares most a call
            refuse_contradiction(self.candle_acc_trade_volume, self.candle_acc_trade_price, self.trade_price)

    @property
    def start_ms(self) -> int:
        """The candle's start, Unix ms."""
        return start_ms(self.candle_date_time_utc)


def start_ms(start: str) -> int:
    """A candle's start as Unix ms, from `yyyy-MM-ddTHH:mm:ss` in UTC, as REST rows and stream messages spell it.

    A time with a zone is taken in that zone.

    Raises:
        ValueError: the text is not such a time.
    """
    time = datetime.fromisoformat(start)
    return int((time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()) * 1000
