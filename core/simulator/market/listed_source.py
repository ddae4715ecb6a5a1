"""A source with a changing market list: new listings, delistings, suspensions and warnings on top of another source.

A new market has the prices of another one; a suspended market does not change after its suspension. Everything is a
function of the changes and the source's own answers. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from core.simulator.market.source import NEVER_MS, Book, Candle, Market, Source, Stream, Ticker, Trade, Unit

_Row = TypeVar("_Row", Trade, Book, Ticker, Candle)


@dataclass(frozen=True, slots=True)
class ListChange:
    """The change of one market."""

    code: str
    like: str | None = None
    """A new market: the market whose prices it uses."""
    is_gone: bool = False
    """Whether it is no longer in the list."""
    still_since_ms: int | None = None
    """Suspended: nothing happens after this time."""
    marks: Mapping[str, Any] | None = None
    """The changed fields of its `Market`."""


class ListedSource:
    """A source with another market list.

    Args:
        source: the unchanged market.
        changes: the changes; several for one market are combined.
    """

    def __init__(self, source: Source, changes: Sequence[ListChange]) -> None:
        self._source = source
        self._gone = {change.code for change in changes if change.is_gone}
        known = {market.code: market for market in source.markets}
        self._like = {
            change.code: change.like for change in changes if change.like in known and change.code not in known
        }
        for code, like in self._like.items():
            assert like is not None
            base = code.partition("-")[2] or code
            known[code] = replace(known[like], code=code, korean_name=f"신규 {base}", english_name=f"New {base}")
        self._still = {change.code: change.still_since_ms for change in changes if change.still_since_ms is not None}
        for change in changes:
            if change.marks and change.code in known:
                known[change.code] = replace(known[change.code], **change.marks)
        self._markets = [market for market in known.values() if market.code not in self._gone]

    @property
    def markets(self) -> Sequence[Market]:
        """The current list; new markets at its end."""
        return self._markets

    def trades(self, code: str, after_ms: int, until_ms: int) -> Sequence[Trade]:
        """As `Source.trades`."""
        return self._named(code, self._source.trades(self._supplier(code), after_ms, self._until(code, until_ms)))

    def last_trades(self, code: str, before_ms: int, count: int) -> Sequence[Trade]:
        """As `Source.last_trades`."""
        before_ms = self._until(code, before_ms - 1) + 1
        return self._named(code, self._source.last_trades(self._supplier(code), before_ms, count))

    def ticker(self, code: str, now_ms: int) -> Ticker | None:
        """As `Source.ticker`; a suspended market's last change is its suspension."""
        until_ms = self._until(code, now_ms)
        ticker = self._source.ticker(self._supplier(code), until_ms)
        if ticker is not None and until_ms < now_ms:
            ticker = replace(ticker, changed_ms=until_ms)
        return next(iter(self._named(code, [ticker] if ticker else [])), None)

    def book(self, code: str, now_ms: int, level: float = 0.0) -> Book | None:
        """As `Source.book`."""
        book = self._source.book(self._supplier(code), self._until(code, now_ms), level)
        return next(iter(self._named(code, [book] if book else [])), None)

    def candle(self, code: str, unit: Unit, now_ms: int) -> Candle | None:
        """As `Source.candle`."""
        candle = self._source.candle(self._supplier(code), unit, self._until(code, now_ms))
        return next(iter(self._named(code, [candle] if candle else [])), None)

    def candles(self, code: str, unit: Unit, before_ms: int, count: int, now_ms: int) -> Sequence[Candle]:
        """As `Source.candles`."""
        candles = self._source.candles(self._supplier(code), unit, before_ms, count, self._until(code, now_ms))
        return self._named(code, candles)

    def tick_size(self, code: str, price: float) -> float:
        """As `Source.tick_size`."""
        return self._source.tick_size(self._supplier(code), price)

    def levels(self, code: str, now_ms: int) -> Sequence[float]:
        """As `Source.levels`."""
        return self._source.levels(self._supplier(code), self._until(code, now_ms))

    def next_change_ms(self, stream: Stream, code: str, after_ms: int) -> int:
        """As `Source.next_change_ms`."""
        change_ms = self._source.next_change_ms(stream, self._supplier(code), after_ms)
        return change_ms if change_ms <= self._until(code, change_ms) else NEVER_MS

    def _supplier(self, code: str) -> str:
        """The market of the source that supplies `code`; a name that does not exist for a removed market."""
        return "" if code in self._gone else self._like.get(code) or code

    def _until(self, code: str, now_ms: int) -> int:
        return min(now_ms, self._still.get(code, now_ms))

    def _named(self, code: str, rows: Sequence[_Row]) -> Sequence[_Row]:
        return [replace(row, code=code) for row in rows] if code in self._like else rows
