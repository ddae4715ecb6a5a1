"""Indicators: opened on a long history, and kept current by its newest candle."""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np
from figures import Figure
from PySide6.QtGui import QGuiApplication
from yardstick import frame_cost

from core.market.candles.bar import Bar
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit
from core.market.indicators.catalogue import CATALOGUE
from core.market.indicators.live import LiveIndicator, LiveIndicators

TEN = ("sma", "sma", "sma", "sma", "bollinger", "ichimoku", "vwap", "rsi", "macd", "stochastic")
"""What a full chart shows: the four averages of a new one, three more over the prices, three panes."""
LONG = 1_000_000
SHORT = 10_000
MINUTE_MS = 60_000
CHUNK = 100_000
GOAL_US = 10.0
REVISIONS, ROUNDS = 100, 200
OPENING_GOAL_MS = 300.0


def measure(seconds: float) -> Iterator[Figure]:
    """Yield the CPU time of opening ten indicators, of a revision of the newest candle, and of a new candle."""
    _application = QGuiApplication.instance() or QGuiApplication([])  # the yardstick paints
    begun = time.process_time()
    _open(_series(SHORT))
    yield Figure.judged("the first indicators: TA-Lib loaded, ten opened", _since(begun) * 1e3, None, "ms")
    for count in (SHORT, LONG):
        series = _series(count)
        best = min(_opening(series) for _ in range(5))
        goal = OPENING_GOAL_MS if count == LONG else None
        yield Figure.judged(f"ten opened on {count:,} candles", best * 1e3, goal, "ms")
        live = _open(series)
        yield Figure.judged(f"ten, a revision of {count:,}", _revisions(live, series), GOAL_US, "us")
        yield Figure.judged(f"ten, a new candle of {count:,}", _candles(live, series, 5000) * 1e6, None, "us")


def _series(count: int) -> CandleSeries:
    closes = 1e6 + np.random.default_rng(1).normal(0, 500, count).cumsum().clip(-8e5)
    series = CandleSeries(CandleUnit.MINUTE_1)
    for first in range(0, count, CHUNK):
        series.merge(_bar(index, float(closes[index])) for index in range(first, min(first + CHUNK, count)))
    return series


def _bar(index: int, close: float, volume: float = 1.0) -> Bar:
    return Bar(index * MINUTE_MS, close - 300, close + 500, close - 600, close, volume, volume * close)


def _open(series: CandleSeries) -> LiveIndicators:
    live = LiveIndicators()
    live.show([LiveIndicator(CATALOGUE[name], CATALOGUE[name].defaults) for name in TEN])
    live.refresh(series)
    return live


def _opening(series: CandleSeries) -> float:
    begun = time.process_time()
    _open(series)
    return _since(begun)


def _revisions(live: LiveIndicators, series: CandleSeries) -> float:
    """Return the microseconds of a refresh alone, without those of the series; `yardstick.py` says how."""
    with_refresh = frame_cost(lambda _: _revise(live, series), ROUNDS).scaled
    return (with_refresh - frame_cost(lambda _: _revise(None, series), ROUNDS).scaled) * 1e3 / REVISIONS


def _revise(live: LiveIndicators | None, series: CandleSeries) -> None:
    last = series.last
    assert last is not None
    for number in range(REVISIONS):
        series.upsert(last._replace(close=last.low + number, volume=series.volumes[-1] + 1))
        if live is not None:
            live.refresh(series)


def _candles(live: LiveIndicators, series: CandleSeries, count: int) -> float:
    newest = int(series.slots[-1])
    taken = 0.0
    for number in range(1, count + 1):
        series.upsert(_bar(newest + number, 1e6 + number % 77))
        begun = time.perf_counter()
        live.refresh(series)
        taken += time.perf_counter() - begun
    return taken / count


def _since(begun: float) -> float:
    return time.process_time() - begun
