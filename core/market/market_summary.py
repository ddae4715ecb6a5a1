"""One market at a glance, from its newest ticker: last price, change, the day's range, turnover, the 52 weeks' range.

The exchange's day begins at 09:00 KST, which is 00:00 UTC.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from core.market.figures import known_figure
from core.model.day_change import day_change
from core.model.messages import Ticker

DAY_MS: Final = 86_400_000


class MarketSummary(NamedTuple):
    """The figures; None for those that the ticker lacks."""

    price: float | None = None
    prev_close: float | None = None
    change: float | None = None
    """From the previous close, in the quote currency."""
    change_rate: float | None = None
    """The same as a ratio."""
    high: float | None = None
    low: float | None = None
    volume: float | None = None
    """Of the last 24 hours, in the base currency."""
    turnover: float | None = None
    """Of the last 24 hours, in the quote currency."""
    year_high: float | None = None
    year_low: float | None = None
    """Highest and lowest price of the last 52 weeks."""
    year_high_date: str = ""
    year_low_date: str = ""

    @classmethod
    def of(cls, ticker: Ticker) -> MarketSummary:
        """Return the figures of `ticker`."""
        change, change_rate = day_change(ticker)
        return cls(
            price=known_figure(ticker.trade_price),
            prev_close=known_figure(ticker.prev_closing_price),
            change=change,
            change_rate=change_rate,
            high=known_figure(ticker.high_price),
            low=known_figure(ticker.low_price),
            volume=known_figure(ticker.acc_trade_volume_24h),
            turnover=known_figure(ticker.acc_trade_price_24h),
            year_high=known_figure(ticker.highest_52_week_price),
            year_low=known_figure(ticker.lowest_52_week_price),
            year_high_date=ticker.highest_52_week_date or "",
            year_low_date=ticker.lowest_52_week_date or "",
        )

    @property
    def year_position(self) -> float | None:
        """Return where the price lies in the range of the 52 weeks, from 0 to 1; None if the range is unknown or empty.

        A price beyond the range, which the exchange has yet to widen, counts as its end.
        """
        if self.price is None or self.year_high is None or self.year_low is None or self.year_high <= self.year_low:
            return None
        return min(max((self.price - self.year_low) / (self.year_high - self.year_low), 0.0), 1.0)

    def above(self, price: float | None) -> float | None:
        """Return how far `price` is above the previous close; None if either is unknown."""
        return None if price is None or self.prev_close is None else price - self.prev_close


def day_end_ms(now_ms: int) -> int:
    """Return when the exchange's running day ends: the next 09:00 KST."""
    return (now_ms // DAY_MS + 1) * DAY_MS
