"""Candles as the quotation REST API tells them, and the units they come in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from msgspec import Struct

CANDLE_PATHS: Final = {
    "1s": "/v1/candles/seconds",
    **{f"{minutes}m": f"/v1/candles/minutes/{minutes}" for minutes in (1, 3, 5, 10, 15, 30, 60, 240)},
    "1d": "/v1/candles/days",
    "1w": "/v1/candles/weeks",
    "1M": "/v1/candles/months",
}
"""Candle unit to REST path. Seconds reach back three months. Source: Upbit REST candle pages."""

CANDLE_UNITS: Final = tuple(CANDLE_PATHS)

MAX_CANDLES: Final = 200
"""How many candles one reply holds at most."""


class CandleRow(Struct, kw_only=True, gc=False):
    """One candle of a page. Where nobody traded there is none; the newest may still be open."""

    candle_date_time_utc: str
    """The candle's start, `yyyy-MM-ddTHH:mm:ss`, UTC: what the next older page takes as its `to`."""
    opening_price: float
    high_price: float
    low_price: float
    trade_price: float
    candle_acc_trade_volume: float = 0.0
    candle_acc_trade_price: float = 0.0

    def __post_init__(self) -> None:
        """A candle of no time is none: the row counts as one that cannot be read."""
        datetime.fromisoformat(self.candle_date_time_utc)

    @property
    def start_ms(self) -> int:
        """The candle's start, Unix ms."""
        return start_ms(self.candle_date_time_utc)


def start_ms(start: str) -> int:
    """A candle's start as Unix ms, from `yyyy-MM-ddTHH:mm:ss` in UTC, as REST rows and stream messages spell it.

    A time that names its zone is taken at its word.

    Raises:
        ValueError: it is no such time.
    """
    time = datetime.fromisoformat(start)
    return int((time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()) * 1000
