"""Recorded ticker frames: of the real exchange if available, else of the embedded one in the same format."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from core.simulator.market.source import Stream
from core.simulator.market.synthetic import SyntheticSource
from core.simulator.streams.frames import Format, ticker_frame
from shared_files import SHARED

REAL = SHARED / "data" / "upbit_ticker_krw_2025-07-14.jsonl"

MARKETS = 124
SECONDS = 3.9
START_MS = 1_795_144_500_000
LATE_EVERY = 50
"""One in so many frames is swapped with the next, as on the wire."""


@cache
def recorded_frames() -> tuple[bytes, ...]:
    """Frames in the order in which they were received."""
    return tuple(REAL.read_bytes().splitlines()) if REAL.exists() else made_frames()


@cache
def made_frames() -> tuple[bytes, ...]:
    """Frames of the embedded exchange: every market sends something, most of them more than once."""
    source = SyntheticSource(seed=7, markets=MARKETS, trades_per_second=300.0)
    end_ms = START_MS + round(SECONDS * 1000)
    tickers = []
    for place, market in enumerate(source.markets):
        # When a quiet market sends its message.
        first = source.ticker(market.code, START_MS)
        assert first is not None
        tickers.append(replace(first, changed_ms=START_MS + place * 31 % round(SECONDS * 1000)))
        due_ms = START_MS
        while (due_ms := source.next_change_ms(Stream.TICKER, market.code, due_ms)) < end_ms:
            later = source.ticker(market.code, due_ms)
            assert later is not None
            if later.changed_ms == due_ms:
                tickers.append(later)
    frames = [
        ticker_frame(ticker, Format.DEFAULT, "REALTIME")
        for ticker in sorted(tickers, key=lambda ticker: (ticker.changed_ms, ticker.code))
    ]
    for place in range(LATE_EVERY, len(frames) - 1, LATE_EVERY):
        frames[place], frames[place + 1] = frames[place + 1], frames[place]
    return tuple(frames)
