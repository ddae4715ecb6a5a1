"""Plays a source forward and sends each change to every subscribed connection.

A change is encoded once for each (topic, format), however many listeners there are. Trades are sent as they happen,
tickers with them, books on their own time grid and only if they changed, candles at the end of each second with a
trade. Streams without listeners are not read. Pure: `now` is an argument, in seconds since `epoch_ms`.
"""

from __future__ import annotations

import heapq
import math
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Final, Protocol

from core.simulator.market.source import Source, Stream, Unit
from core.simulator.streams.frames import Format, StreamState, book_frame, candle_frame, ticker_frame, trade_frame
from core.simulator.streams.request import CANDLE_PREFIX, Topic

MERGE_AFTER_MS: Final = 100
"""A player that is later than this sends only the present state instead of each past one; trades are still sent one by
one."""

BACKLOG_MS: Final = 10_000
"""A player that was stopped for longer (a sleeping machine) skips older changes, trades too."""

_CANDLE_CYCLE: Final = "candle"
_CYCLE_MS: Final = 1000

_Encode = Callable[[Format, StreamState], bytes]
"""Writes one message in a format."""


class Listener(Protocol):
    """Receives changes."""

    def hear(self, frame: bytes, now: float) -> None:
        """Receive one frame of a joined topic."""


class Publisher(Protocol):
    """The source of an endpoint's streams: the market, or an account."""

    def join(self, listener: Listener, topic: Topic, form: Format, now: float, /) -> None:
        """Send `listener` the changes of `topic` from now on."""

    def leave(self, listener: Listener, topic: Topic, form: Format, /) -> None:
        """Undo a `join`."""

    def snapshot(self, topic: Topic, form: Format, now: float, /) -> bytes | None:
        """The present state of `topic`, if it has one."""


@dataclass(slots=True)
class _Watch:
    """One stream of one code with listeners; candles depend on the stream of trades."""

    looked_ms: int
    audiences: dict[Topic, dict[Format, dict[Listener, None]]] = field(default_factory=dict)
    """The listeners, by topic and format, in the order they joined."""
    sent_ms: dict[float, int] = field(default_factory=dict)
    """Books: time of the last change sent, by level."""
    in_cycle: bool = False
    """Trades: whether the end of this second is awaited for the candles."""


class Broadcast:
    """Broadcasts the market.

    Args:
        source: the market.
        epoch_ms: Unix time in milliseconds at `now` = 0.
    """

    def __init__(self, source: Source, epoch_ms: int) -> None:
        self.source = source
        self.epoch_ms = epoch_ms
        self._markets = {market.code: market for market in source.markets}
        self._watches: dict[tuple[str, str], _Watch] = {}
        self._dues: list[tuple[int, str, str]] = []
        self._now = 0.0

    def unix_ms(self, now: float) -> int:
        """Unix time in milliseconds at `now`."""
        # A timer for a millisecond must find it reached in spite of rounding errors of the seconds.
        return self.epoch_ms + math.floor(now * 1000 + 1e-3)

    def set_clock(self, epoch_ms: int, now: float) -> None:
        """Continue from `now` at another time, after the market's clock has jumped."""
        self.epoch_ms = epoch_ms
        self._go_on(self.unix_ms(now))

    def set_source(self, source: Source, now: float) -> None:
        """Continue from `now` with another market and its list; listeners get each ticker that changed."""
        before, self.source = self._markets, source
        self._markets = {market.code: market for market in source.markets}
        self._now = now
        now_ms = self.unix_ms(now)
        self._go_on(now_ms)
        for (code, stream), watch in list(self._watches.items()):
            if stream == Stream.TICKER and before.get(code) != self._markets.get(code):
                self._look(watch, Stream.TICKER, code, now_ms)

    def _go_on(self, now_ms: int) -> None:
        self._dues.clear()
        for (code, stream), watch in self._watches.items():
            watch.looked_ms = now_ms
            if watch.in_cycle:
                heapq.heappush(self._dues, (_cycle_end(now_ms), code, _CANDLE_CYCLE))
            self._schedule(Stream(stream), code, now_ms)

    @property
    def next_due(self) -> float:
        """When `play` must be called next."""
        return (self._dues[0][0] - self.epoch_ms) / 1000 if self._dues else math.inf

    def join(self, listener: Listener, topic: Topic, form: Format, now: float) -> None:
        """Send `listener` the changes of `topic` from now on. A code that does not exist changes once it is listed."""
        stream = _stream_of(topic)
        watch = self._watches.get((topic.code, stream))
        if watch is None:
            watch = self._watches[topic.code, stream] = _Watch(self.unix_ms(now))
            self._schedule(stream, topic.code, watch.looked_ms)
        watch.audiences.setdefault(topic, {}).setdefault(form, {})[listener] = None

    def leave(self, listener: Listener, topic: Topic, form: Format) -> None:
        """Undo a `join`; no effect without one."""
        watch = self._watches.get((topic.code, _stream_of(topic)))
        if watch is None or topic not in watch.audiences:
            return
        audience = watch.audiences[topic]
        audience.get(form, {}).pop(listener, None)
        if not audience.get(form):
            audience.pop(form, None)
        if not audience:
            # A watch without listeners is removed when it is next due, so that a replaced request keeps it.
            del watch.audiences[topic]

    def snapshot(self, topic: Topic, form: Format, now: float) -> bytes | None:
        """The present state of `topic`; None for a code or level that does not exist."""
        encode = self._state(topic, self.unix_ms(now))
        return encode(form, "SNAPSHOT") if encode else None

    def play(self, now: float, looks: int = sys.maxsize) -> None:
        """Send the changes up to `now`, with at most so many `looks`; `next_due` stays in the past if more are due."""
        self._now = now
        now_ms = self.unix_ms(now)
        while self._dues and self._dues[0][0] <= now_ms and looks > 0:
            looks -= 1
            due_ms, code, what = heapq.heappop(self._dues)
            stream = Stream.TRADE if what == _CANDLE_CYCLE else Stream(what)
            watch = self._watches.get((code, stream))
            if watch is None:
                continue
            if what == _CANDLE_CYCLE:
                watch.in_cycle = False
                self._publish_candles(watch, due_ms)
            elif not watch.audiences:
                del self._watches[code, stream]
            else:
                if due_ms < now_ms - BACKLOG_MS:
                    until_ms = now_ms - BACKLOG_MS - 1
                else:
                    until_ms = _merged(stream, due_ms, now_ms)
                    self._look(watch, stream, code, until_ms)
                watch.looked_ms = until_ms
                self._schedule(stream, code, until_ms)

    def _schedule(self, stream: Stream, code: str, after_ms: int) -> None:
        heapq.heappush(self._dues, (self.source.next_change_ms(stream, code, after_ms), code, stream.value))

    def _look(self, watch: _Watch, stream: Stream, code: str, due_ms: int) -> None:
        if stream is Stream.TRADE:
            self._publish_trades(watch, code, due_ms)
        elif stream is Stream.TICKER:
            for topic in watch.audiences:
                if encode := self._state(topic, due_ms):
                    self._publish(watch, topic, encode)
        else:
            self._publish_books(watch, code, due_ms)

    def _publish_trades(self, watch: _Watch, code: str, due_ms: int) -> None:
        trades = self.source.trades(code, watch.looked_ms, due_ms)
        topic = Topic(Stream.TRADE, code)
        if trades and topic in watch.audiences:
            book = self.source.book(code, due_ms)
            published_ms = self.unix_ms(self._now)
            for trade in trades:
                self._publish(watch, topic, partial(trade_frame, trade, book, published_ms))
        if trades and not watch.in_cycle and any(topic.type != Stream.TRADE for topic in watch.audiences):
            watch.in_cycle = True
            heapq.heappush(self._dues, (_cycle_end(due_ms), code, _CANDLE_CYCLE))

    def _publish_candles(self, watch: _Watch, due_ms: int) -> None:
        for topic in watch.audiences:
            # Up to the last millisecond of the cycle: a trade at its end belongs to the next one, and to its candle.
            if topic.type != Stream.TRADE and (encode := self._state(topic, due_ms - 1)):
                self._publish(watch, topic, encode)

    def _publish_books(self, watch: _Watch, code: str, due_ms: int) -> None:
        for level in {topic.level for topic in watch.audiences}:
            book = self.source.book(code, due_ms, level)
            if book is None:
                continue
            if level not in watch.sent_ms:
                before = self.source.book(code, watch.looked_ms, level)
                watch.sent_ms[level] = before.changed_ms if before else 0
            if book.changed_ms == watch.sent_ms[level]:
                continue
            watch.sent_ms[level] = book.changed_ms
            for topic in watch.audiences:
                if topic.level == level:
                    self._publish(watch, topic, partial(book_frame, book, topic.depth))

    def _publish(self, watch: _Watch, topic: Topic, encode: _Encode) -> None:
        for form, listeners in watch.audiences[topic].items():
            frame = encode(form, "REALTIME")
            for listener in listeners:
                listener.hear(frame, self._now)

    def _state(self, topic: Topic, now_ms: int) -> _Encode | None:
        """The encoder of the state of `topic` at `now_ms`; None if there is no state."""
        source, code = self.source, topic.code
        if topic.type == Stream.TICKER:
            ticker = source.ticker(code, now_ms)
            return partial(ticker_frame, ticker, market=self._markets.get(code)) if ticker else None
        if topic.type == Stream.BOOK:
            book = source.book(code, now_ms, topic.level)
            return partial(book_frame, book, topic.depth) if book else None
        if topic.type == Stream.TRADE:
            last = source.last_trades(code, now_ms + 1, 1)
            book = source.book(code, now_ms) if last else None
            return partial(trade_frame, last[0], book, now_ms) if last else None
        candle = source.candle(code, Unit(topic.type.removeprefix(CANDLE_PREFIX)), now_ms)
        return partial(candle_frame, candle, topic.type) if candle else None


def _merged(stream: Stream, due_ms: int, now_ms: int) -> int:
    """The end of one look: the present if it is late, but not past a cycle whose candles must be sent."""
    if now_ms - due_ms <= MERGE_AFTER_MS:
        return due_ms
    return min(now_ms, _cycle_end(due_ms) - 1) if stream is Stream.TRADE else now_ms


def _cycle_end(time_ms: int) -> int:
    return (time_ms // _CYCLE_MS + 1) * _CYCLE_MS


def _stream_of(topic: Topic) -> Stream:
    return Stream.TRADE if topic.type.startswith(CANDLE_PREFIX) else Stream(topic.type)
