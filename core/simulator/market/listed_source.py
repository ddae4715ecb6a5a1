"""A source with a changing market list: new listings, delistings, suspensions and warnings on top of another source.

A new market has the prices of another one; a suspended market does not change after its suspension, and what the other
source says of that time has not happened, also later. Everything is a function of the changes and the source's own
answers. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple, TypeVar

from core.simulator.market.source import NEVER_MS, Book, Candle, Market, Source, Stream, Ticker, Trade, Unit

_Row = TypeVar("_Row", Trade, Book, Ticker, Candle)

_REBUILT_MS: Final = 600_000
"""A candle that is no longer than this is rebuilt of the trades outside of pauses; the sums of a longer one stay."""


class Pause(NamedTuple):
    """A time in which a market did not trade, and which is over: from the first to the second, which belongs to it."""

    code: str
    since_ms: int
    until_ms: int


@dataclass(frozen=True, slots=True)
class ListChange:
    """The change of one market."""

    code: str
    like: str | None = None
    """A new market: the market whose prices it uses."""
    is_gone: bool = False
    """Whether it is no longer in the list."""
    still_since_ms: int | None = None
    """Suspended, or removed: nothing happens after this time."""
    marks: Mapping[str, Any] | None = None
    """The changed fields of its `Market`."""


class ListedSource:
    """A source with another market list.

    Args:
        source: the unchanged market.
        changes: the changes; several for one market are combined.
        pauses: when markets did not trade before.
    """

    def __init__(self, source: Source, changes: Sequence[ListChange], pauses: Iterable[Pause] = ()) -> None:
        self._source = source
        self._pauses = _merged(pauses)
        self._gone = {change.code for change in changes if change.is_gone}
        known = {market.code: market for market in source.markets}
        self._like = {
            change.code: change.like for change in changes if change.like in known and change.code not in known
        }
        for code, like in self._like.items():
            assert like is not None
            base = code.partition("-")[2] or code
            known[code] = replace(known[like], code=code, korean_name=f"신규 {base}", english_name=f"New {base}")
        self._still: dict[str, int] = {}
        for change in changes:
            if (since_ms := change.still_since_ms) is not None:
                self._still[change.code] = min(since_ms, self._still.get(change.code, since_ms))
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
        trades = self._source.trades(self._supplier(code), after_ms, self._until(code, until_ms))
        if pauses := self._pauses.get(code):
            trades = [trade for trade in trades if not any(_holds(pause, trade.time_ms) for pause in pauses)]
        return self._named(code, trades)

    def last_trades(self, code: str, before_ms: int, count: int) -> Sequence[Trade]:
        """As `Source.last_trades`."""
        before_ms = self._until(code, before_ms - 1) + 1
        trades: list[Trade] = []
        for pause in reversed(self._pauses.get(code, ())):
            found = self._source.last_trades(self._supplier(code), before_ms, count - len(trades))
            trades += [trade for trade in found if trade.time_ms > pause.until_ms]
            before_ms = min(before_ms, pause.since_ms + 1)
        trades += self._source.last_trades(self._supplier(code), before_ms, count - len(trades))
        return self._named(code, trades)

    def ticker(self, code: str, now_ms: int) -> Ticker | None:
        """As `Source.ticker`; a suspended market's last change is its suspension, then its end."""
        until_ms = self._until(code, now_ms)
        traded_ms, changed_ms = self._trading_ms(code, until_ms)
        ticker = self._source.ticker(self._supplier(code), traded_ms)
        if ticker is not None:
            changed_ms = max(ticker.changed_ms, until_ms if until_ms < now_ms else changed_ms)
            ticker = replace(ticker, changed_ms=changed_ms)
        return next(iter(self._named(code, [ticker] if ticker else [])), None)

    def book(self, code: str, now_ms: int, level: float = 0.0) -> Book | None:
        """As `Source.book`."""
        book = self._source.book(self._supplier(code), self._until(code, now_ms), level)
        return next(iter(self._named(code, [book] if book else [])), None)

    def candle(self, code: str, unit: Unit, now_ms: int) -> Candle | None:
        """As `Source.candle`."""
        if code in self._pauses:
            return next(iter(self.candles(code, unit, now_ms + 1, 1, now_ms)), None)
        candle = self._source.candle(self._supplier(code), unit, self._until(code, now_ms))
        return next(iter(self._named(code, [candle] if candle else [])), None)

    def candles(self, code: str, unit: Unit, before_ms: int, count: int, now_ms: int) -> Sequence[Candle]:
        """As `Source.candles`."""
        now_ms = self._until(code, now_ms)
        now_ms, _ = self._trading_ms(code, now_ms)
        candles: list[Candle] = []
        while len(candles) < count:
            wanted = count - len(candles)
            page = self._source.candles(self._supplier(code), unit, before_ms, wanted, now_ms)
            candles += [kept for candle in page if (kept := self._without_pauses(code, candle)) is not None]
            if len(page) < wanted or code not in self._pauses:
                break
            before_ms = page[-1].start_ms
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

    def _trading_ms(self, code: str, now_ms: int) -> tuple[int, int]:
        """The latest time until `now_ms` with the same last trade that is in no pause, and the end of that pause."""
        ended_ms = 0
        for pause in reversed(self._pauses.get(code, ())):
            ticker = self._source.ticker(self._supplier(code), now_ms)
            if ticker is None or ticker.last_trade_ms > pause.until_ms:
                break
            now_ms, ended_ms = min(now_ms, pause.since_ms), ended_ms or pause.until_ms
        return now_ms, ended_ms

    def _without_pauses(self, code: str, candle: Candle) -> Candle | None:
        """A candle of the trades outside of pauses; None without any."""
        start_ms, last_ms = candle.start_ms, candle.last_trade_ms
        pauses = [each for each in self._pauses.get(code, ()) if each.since_ms < last_ms and each.until_ms >= start_ms]
        if any(pause.since_ms < start_ms and last_ms <= pause.until_ms for pause in pauses):
            return None
        if not pauses or last_ms - start_ms > _REBUILT_MS:
            return candle
        trades = self.trades(code, start_ms - 1, last_ms)
        if not trades:
            return None
        prices = [trade.price for trade in trades]
        return replace(
            candle,
            opening=prices[0],
            high=max(prices),
            low=min(prices),
            close=prices[-1],
            volume=round(sum(trade.volume for trade in trades), 8),
            turnover=sum(trade.price * trade.volume for trade in trades),
            last_trade_ms=trades[-1].time_ms,
        )

    def _named(self, code: str, rows: Sequence[_Row]) -> Sequence[_Row]:
        return [replace(row, code=code) for row in rows] if code in self._like else rows


def _merged(pauses: Iterable[Pause]) -> dict[str, list[Pause]]:
    """The pauses of each market, the earliest first; those that overlap become one."""
    merged: dict[str, list[Pause]] = {}
    for pause in sorted(pauses):
        of_code = merged.setdefault(pause.code, [])
        if of_code and pause.since_ms <= of_code[-1].until_ms:
            of_code[-1] = of_code[-1]._replace(until_ms=max(of_code[-1].until_ms, pause.until_ms))
        else:
            of_code.append(pause)
    return merged


def _holds(pause: Pause, time_ms: int) -> bool:
    return pause.since_ms < time_ms <= pause.until_ms
