"""Three markets with a trade every second, computed: an hour costs as much as a minute."""

from __future__ import annotations

from collections.abc import Sequence

from core.simulator.market.source import NEVER_MS, Book, Stream, Trade
from scripted_source import LastTradeSource, book, trade

SECOND_MS = 1_000


class SteadySource(LastTradeSource):
    """Each market trades at every full second since `begins_ms`, and changes its book at that moment.

    Args:
        begins_ms: the time of the first trade.
    """

    def __init__(self, begins_ms: int) -> None:
        super().__init__()
        self._begins = begins_ms
        self._codes = {market.code for market in self.markets if market.code.startswith("KRW-")}

    def trades(self, code: str, after_ms: int, until_ms: int) -> Sequence[Trade]:
        if code not in self._codes:
            return []
        first = max(0, (after_ms - self._begins) // SECOND_MS + 1)
        return [self._trade(code, n) for n in range(first, (until_ms - self._begins) // SECOND_MS + 1)]

    def last_trades(self, code: str, before_ms: int, count: int) -> Sequence[Trade]:
        return self.trades(code, max(self._begins, before_ms - SECOND_MS * (count + 1)) - 1, before_ms - 1)[::-1][
            :count
        ]

    def book(self, code: str, now_ms: int, level: float = 0.0) -> Book | None:
        if code not in self._codes or now_ms < self._begins or level:
            return None
        return book(code, now_ms - (now_ms - self._begins) % SECOND_MS)

    def next_change_ms(self, stream: Stream, code: str, after_ms: int) -> int:
        if code not in self._codes:
            return NEVER_MS
        return max(self._begins, after_ms - (after_ms - self._begins) % SECOND_MS + SECOND_MS)

    def _trade(self, code: str, number: int) -> Trade:
        return trade(code, self._begins + SECOND_MS * number, price=100.0 + number % 50)
