"""One candle as plain numbers, from any source: stream, REST page or ticker."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from core.market.candles.units import CandleUnit
from core.model.amount import LARGEST_AMOUNT
from core.model.candle_rows import CandleRow, start_ms
from core.model.messages import Candle, Ticker
from core.model.price import LARGEST_PRICE, LEAST_PRICE

END_OF_TIME_MS: Final = 221_845_392_000_000
"""The year 9000. Dates end with the year 9999, and a chart may look some centuries past its newest candle, where it
still needs dates for requests and axis labels."""


class Bar(NamedTuple):
    """The state of a candle at one moment."""

    start_ms: int
    open: float
    high: float
    low: float
    close: float
    volume: float
    """In base currency."""
    turnover: float
    """In quote currency."""
    revision_ms: int = 0
    """When the exchange published this state; 0 if unknown."""

    @property
    def is_sound(self) -> bool:
        """Whether this can be a candle: plausible time, values in bounds, low lowest, high highest, none negative."""
        return (
            0 <= self.start_ms < END_OF_TIME_MS
            and 0 <= self.revision_ms < END_OF_TIME_MS
            and LEAST_PRICE <= self.low <= self.open <= self.high <= LARGEST_PRICE
            and self.low <= self.close <= self.high
            and 0 <= self.volume <= LARGEST_AMOUNT
            and 0 <= self.turnover <= LARGEST_AMOUNT
        )


def bar_of(row: Candle | CandleRow) -> Bar | None:
    """A REST row or a stream message as a bar; None if a figure is missing or the start is not a time."""
    figures = (
        row.opening_price,
        row.high_price,
        row.low_price,
        row.trade_price,
        row.candle_acc_trade_volume,
        row.candle_acc_trade_price,
    )
    known = [figure for figure in figures if figure is not None]
    if len(known) < len(figures):
        return None
    try:
        start = start_ms(row.candle_date_time_utc)
    except ValueError:
        return None
    first, high, low, last, volume, turnover = known
    revision = row.timestamp if isinstance(row, Candle) else 0
    return Bar(start, first, high, low, last, volume, turnover, revision)


def bars_of(rows: Iterable[Candle | CandleRow]) -> list[Bar]:
    """The usable `rows` as bars."""
    return [bar for bar in map(bar_of, rows) if bar is not None]


def day_of(ticker: Ticker) -> Bar | None:
    """Today's candle from a ticker, whose day figures run from 00:00 UTC exactly as a day candle's.

    None before the day's first trade: such a day has no candle yet, and the ticker's figures may belong to an earlier
    day.
    """
    day = CandleUnit.DAY
    figures = (
        ticker.opening_price,
        ticker.high_price,
        ticker.low_price,
        ticker.trade_price,
        ticker.acc_trade_volume,
        ticker.acc_trade_price,
    )
    known = [figure for figure in figures if figure is not None]
    if len(known) < len(figures):
        return None
    slot = day.slot(ticker.trade_timestamp)
    if slot != day.slot(ticker.timestamp):
        return None
    first, high, low, last, volume, turnover = known
    return Bar(day.start_ms(slot), first, high, low, last, volume, turnover, revision_ms=ticker.timestamp)


def merged(start_ms: int, bars: Iterable[Bar]) -> Bar:
    """The one longer candle that `bars`, oldest first and at least one, make up."""
    parts = list(bars)
    return Bar(
        start_ms,
        parts[0].open,
        max(part.high for part in parts),
        min(part.low for part in parts),
        parts[-1].close,
        sum(part.volume for part in parts),
        sum(part.turnover for part in parts),
        revision_ms=parts[-1].revision_ms,
    )
