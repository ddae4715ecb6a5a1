"""The prices that alerts have missed, because the program was closed, or nothing came from the exchange.

They are known from candles afterwards. A candle of a long unit would also tell of what was before, or would be needed
for a short gap only; so seconds lead to the next full minute, minutes to the full hour, hours to the end of the
exchange's day (00:00 UTC), and days to the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from core.market.candle_history.page_request import utc_time
from core.market.candles.units import CandleUnit
from core.model.candle_rows import MAX_CANDLES, CandleRow
from core.model.markets import is_code
from core.model.messages import Trade

_UNITS: Final = (CandleUnit.SECOND_1, CandleUnit.MINUTE_1, CandleUnit.MINUTE_60, CandleUnit.DAY)
_MINUTE_MS: Final = 60_000
_LATEST_MS: Final = 253_402_300_800_000
"""The year 10000, which no clock shows."""


class Missed(NamedTuple):
    """A span of which an alert may have missed prices, both ends in Unix ms on the exchange's clock."""

    code: str
    since_ms: int
    """The time of the last trade before."""
    until_ms: int
    """The time of the first trade after it."""


class MissedPage(NamedTuple):
    """A page of candles to request."""

    unit: CandleUnit
    first_ms: int
    """When its first candle begins; older ones, which it has where nobody traded, are not of it."""
    to: str
    """When its last candle has ended; as REST writes it."""
    limit: int


class MissedPrices:
    """Knows for each market the time of the last trade that alerts have seen, and whether others may be missing.

    Args:
        state: what `state` returned in an earlier run at the same exchange; anything else for none.
    """

    def __init__(self, state: object = None) -> None:
        entries = state if isinstance(state, dict) else {}
        self._seen_ms = {
            code: time_ms
            for code, time_ms in entries.items()
            if is_code(code) and type(time_ms) is int and 0 < time_ms < _LATEST_MS
        }
        self._doubted = set(self._seen_ms)
        """The markets of which trades may have been missed since."""

    def doubt(self, codes: Iterable[str] | None = None) -> None:
        """Trades of these markets may be missed from now on, until one comes; of all markets if None."""
        self._doubted.update(self._seen_ms if codes is None else self._seen_ms.keys() & set(codes))

    def take(self, trade: Trade) -> Missed | None:
        """Note a trade; return what was missed before it, if anything may have been."""
        code, time_ms = trade.code, trade.trade_timestamp
        if not 0 < time_ms < _LATEST_MS:
            return None
        since_ms = self._seen_ms.get(code)
        if code not in self._doubted:
            self._seen_ms[code] = time_ms
            return None
        if since_ms is None or time_ms <= since_ms:  # the last one again, as a snapshot or out of what panels know
            return None
        self._seen_ms[code] = time_ms
        self._doubted.discard(code)
        return Missed(code, since_ms, time_ms)

    def keep(self, codes: Iterable[str]) -> None:
        """Forget all other markets: nothing follows their prices."""
        kept = set(codes)
        self._seen_ms = {code: time_ms for code, time_ms in self._seen_ms.items() if code in kept}
        self._doubted &= kept

    def state(self, *, is_exact: bool) -> Mapping[str, Any]:
        """Return the state to save.

        Args:
            is_exact: whether the times are exact; else they are those of the full minute before, so that a file in
                which they are kept changes once a minute only.
        """
        step = 1 if is_exact else _MINUTE_MS
        return {code: time_ms // step * step for code, time_ms in self._seen_ms.items() if time_ms >= step}


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
