"""The candles that tell the prices which alerts have missed.

A candle of a long unit would also tell of what was before, one of a short unit would be needed thousands of times. So
seconds lead to the next full minute, minutes to the full hour, hours to the end of the exchange's day (00:00 UTC), and
days to the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from core.market.alerts.missed_prices import Missed
from core.market.candle_history.page_request import utc_time
from core.market.candles.units import CandleUnit
from core.model.candle_rows import MAX_CANDLES, CandleRow

_UNITS: Final = (CandleUnit.SECOND_1, CandleUnit.MINUTE_1, CandleUnit.MINUTE_60, CandleUnit.DAY)


class MissedPage(NamedTuple):
    """A page of candles to request."""

    unit: CandleUnit
    first_ms: int
    """When its first candle begins; older ones, which it has where nobody traded, are not of it."""
    to: str
    """When its last candle has ended; as REST writes it."""
    limit: int


def pages(missed: Missed) -> list[MissedPage]:
    """Return the pages that tell the prices of a span, oldest first; of more than 200 days the last 200 days."""
    found = []
    begin = max(missed.since_ms, missed.until_ms - (MAX_CANDLES - 2) * CandleUnit.DAY.length_ms)
    begin = CandleUnit.SECOND_1.start_ms(CandleUnit.SECOND_1.slot(begin))  # of this second some were seen
    for unit, longer in zip(_UNITS, (*_UNITS[1:], None), strict=True):
        stop = unit.start_ms(unit.slot(missed.until_ms) + 1)
        if longer is not None:
            stop = min(stop, longer.start_ms(longer.slot(begin - 1) + 1))
        if stop > begin:
            found.append(MissedPage(unit, begin, utc_time(stop), unit.slot(stop) - unit.slot(begin)))
        begin = stop
        if begin > missed.until_ms:
            break
    return found


def path(page: MissedPage, rows: Iterable[CandleRow]) -> Iterator[tuple[int, float]]:
    """Return a path that the price may have gone, as its candles tell: pairs of Unix ms and a price, in this order.

    Every price of a candle lies between its extremes. Which of them came first is not known; a candle that rose is
    taken to have fallen first.
    """
    for row in sorted(rows, key=lambda each: each.start_ms):
        if (time_ms := row.start_ms) < page.first_ms:
            continue
        low, high = row.low_price, row.high_price
        way = (low, high) if row.trade_price >= row.opening_price else (high, low)
        for price in (row.opening_price, *way, row.trade_price):
            yield time_ms, price
