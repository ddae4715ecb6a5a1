"""A market of recorded ticker frames, played repeatedly in their own timing.

All times of one round are shifted by one offset, so the data continue at the present and keep their ages. The rounds
extend into the past without a beginning, so every recorded market has a state at once. What was not recorded (trades,
books, candles, tick sizes) does not exist here and is never invented.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import msgspec

from core.simulator.market.source import NEVER_MS, Book, Candle, Market, Side, Stream, Ticker, Trade, Unit

_SHORTEST_ROUND_MS: Final = 1000


class BadRecording(Exception):
    """A file that cannot be replayed; the message names the file, the line and what is wrong."""


class _Frame(msgspec.Struct):
    """A recorded `ticker` frame in the DEFAULT format."""

    type: str
    code: str
    opening_price: float
    high_price: float
    low_price: float
    trade_price: float
    prev_closing_price: float
    trade_volume: float
    ask_bid: Side
    trade_timestamp: int
    acc_trade_volume: float
    acc_trade_price: float
    acc_trade_volume_24h: float
    acc_trade_price_24h: float
    acc_ask_volume: float
    acc_bid_volume: float
    highest_52_week_price: float
    highest_52_week_date: str
    lowest_52_week_price: float
    lowest_52_week_date: str
    timestamp: int
    market_warning: str = "NONE"

    def ticker(self) -> Ticker:
        """The frame's content."""
        return Ticker(
            code=self.code,
            opening=self.opening_price,
            high=self.high_price,
            low=self.low_price,
            last=self.trade_price,
            previous_close=self.prev_closing_price,
            last_volume=self.trade_volume,
            last_side=self.ask_bid,
            last_trade_ms=self.trade_timestamp,
            volume=self.acc_trade_volume,
            turnover=self.acc_trade_price,
            volume_24h=self.acc_trade_volume_24h,
            turnover_24h=self.acc_trade_price_24h,
            ask_volume=self.acc_ask_volume,
            bid_volume=self.acc_bid_volume,
            high_52w=self.highest_52_week_price,
            high_52w_date=self.highest_52_week_date,
            low_52w=self.lowest_52_week_price,
            low_52w_date=self.lowest_52_week_date,
            changed_ms=self.timestamp,
        )


@dataclass(slots=True)
class _Track:
    """One market's frames and their due times in the round."""

    market: Market
    dues_ms: list[int] = field(default_factory=list)
    tickers: list[Ticker] = field(default_factory=list)

    def add(self, due_ms: int, ticker: Ticker) -> None:
        # Two frames of one market get two moments, so that both are played.
        self.dues_ms.append(max(due_ms, self.dues_ms[-1] + 1) if self.dues_ms else due_ms)
        self.tickers.append(ticker)


class ReplaySource:
    """Recorded ticker frames as a `Source`.

    Args:
        path: JSON lines, each a `ticker` frame in the DEFAULT format, in the order received.
        starts_ms: Unix time at which the first round begins.
        names: Korean and English names of assets by symbol; a recording has none, so others are named by their symbol.

    Raises:
        BadRecording: the file is missing, empty, or a line is not a ticker frame.
    """

    def __init__(self, path: Path, starts_ms: int, names: Mapping[str, tuple[str, str]] | None = None) -> None:
        frames = _read(path)
        self._names = names or {}
        self._tracks: dict[str, _Track] = {}
        due_ms = recorded_ms = frames[0].timestamp
        for frame in frames:
            # A frame may be older than the one before it, as on the wire; it is due when it was received.
            due_ms = max(due_ms, frame.timestamp)
            self._track(frame).add(due_ms - recorded_ms, frame.ticker())
        self._starts_ms = starts_ms
        self._shift_ms = starts_ms - recorded_ms
        last_ms = max(track.dues_ms[-1] for track in self._tracks.values())
        # The pause between two rounds equals the average interval between frames.
        self.round_ms = max(last_ms + math.ceil(last_ms / len(frames)), _SHORTEST_ROUND_MS)

    @property
    def markets(self) -> Sequence[Market]:
        """The markets of the file, in the order they first appear."""
        return [track.market for track in self._tracks.values()]

    def ticker(self, code: str, now_ms: int) -> Ticker | None:
        """The last frame due at `now_ms`; before the first of this round, the last of the previous round."""
        track = self._tracks.get(code)
        if track is None:
            return None
        number, position_ms = divmod(now_ms - self._starts_ms, self.round_ms)
        index = bisect_right(track.dues_ms, position_ms) - 1
        if index < 0:
            number -= 1
        return self._shifted(track.tickers[index], number)

    def next_change_ms(self, stream: Stream, code: str, after_ms: int) -> int:
        """When the next frame of `code` is due."""
        track = self._tracks.get(code)
        if track is None or stream is not Stream.TICKER:
            return NEVER_MS
        number, position_ms = divmod(after_ms - self._starts_ms, self.round_ms)
        index = bisect_right(track.dues_ms, position_ms)
        if index == len(track.dues_ms):
            number, index = number + 1, 0
        return self._starts_ms + number * self.round_ms + track.dues_ms[index]

    def trades(self, code: str, after_ms: int, until_ms: int) -> Sequence[Trade]:
        """Return nothing: recordings contain none."""
        return ()

    def last_trades(self, code: str, before_ms: int, count: int) -> Sequence[Trade]:
        """Return nothing: recordings contain none."""
        return ()

    def book(self, code: str, now_ms: int, level: float = 0.0) -> Book | None:
        """Return None: recordings contain none."""
        return None

    def candle(self, code: str, unit: Unit, now_ms: int) -> Candle | None:
        """Return None: recordings contain none."""
        return None

    def candles(self, code: str, unit: Unit, before_ms: int, count: int, now_ms: int) -> Sequence[Candle]:
        """Return nothing: recordings contain none."""
        return ()

    def tick_size(self, code: str, price: float) -> float:
        """Return None: recordings contain none."""
        return 0.0

    def levels(self, code: str, now_ms: int) -> Sequence[float]:
        """Return nothing: recordings contain none."""
        return ()

    def _track(self, frame: _Frame) -> _Track:
        track = self._tracks.get(frame.code)
        if track is None:
            symbol = frame.code.rpartition("-")[2]
            korean, english = self._names.get(symbol, (symbol, symbol))
            market = Market(frame.code, korean, english, warning=frame.market_warning == "CAUTION")
            track = self._tracks[frame.code] = _Track(market)
        return track

    def _shifted(self, ticker: Ticker, number: int) -> Ticker:
        shift_ms = self._shift_ms + number * self.round_ms
        return replace(ticker, last_trade_ms=ticker.last_trade_ms + shift_ms, changed_ms=ticker.changed_ms + shift_ms)


def _read(path: Path) -> list[_Frame]:
    decoder = msgspec.json.Decoder(_Frame)
    frames = []
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise BadRecording(f"{path}: {error.strerror}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            frame = decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise BadRecording(f"{path}:{number}: {error}") from error
        if frame.type != "ticker":
            raise BadRecording(f"{path}:{number}: only ticker frames can be replayed, this is {frame.type!r}")
        frames.append(frame)
    if not frames:
        raise BadRecording(f"{path}: holds no frames")
    return frames
