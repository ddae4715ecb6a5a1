"""A market's ticker: the running UTC day, the last 24 hours, the last 52 weeks.

As on the exchange, a ticker changes with a trade, and at UTC midnight. Between trades nothing changes, not even the 24
hours, which end with the last trade. All sums are whole lots, so no rounding errors accumulate.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from core.simulator.market.candles import Bars, bars_between, merge, previous_close
from core.simulator.market.history import DAY_MS, HOUR_MS, MINUTE_MS, History
from core.simulator.market.source import Ticker, Unit

_WEEKS_52: Final = 364


@dataclass(frozen=True, slots=True)
class _Running:
    """Totals of a UTC day up to an instant; prices in steps, volumes in lots."""

    opening: int
    high: int
    low: int
    volume: int
    turnover: float


_NOTHING: Final = _Running(-1, -1, 1 << 62, 0, 0.0)


@dataclass(frozen=True, slots=True)
class _Extremes:
    """Highest and lowest step in a range of days, with their days."""

    high: int
    high_day: int
    low: int
    low_day: int


class TickerBoard:
    """Makes one market's tickers."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._before_minute = lru_cache(maxsize=4)(self._sum_before_minute)
        self._extremes = lru_cache(maxsize=2)(self._find_extremes)
        self._previous_close = lru_cache(maxsize=2)(self._find_previous_close)

    def ticker(self, now_ms: int) -> Ticker | None:
        """The ticker at `now_ms`; None before the very first trade."""
        self._history.warm(now_ms)
        position = self._history.last_trade(now_ms)
        if position is None:
            return None
        trades, place = position
        path = self._history.path
        scale = 10.0**path.volume_decimals
        last_ms, last = int(trades.time_ms[place]), int(trades.step[place])
        day = now_ms // DAY_MS
        today = self._running(last_ms) if last_ms // DAY_MS == day else _NOTHING
        volume_24h, turnover_24h = self._last_24h(last_ms)
        bought = self._bought(last_ms) if today is not _NOTHING else 0
        year = self._extremes(day)
        high, high_day = (today.high, day) if today.high >= year.high else (year.high, year.high_day)
        low, low_day = (today.low, day) if today.low <= year.low else (year.low, year.low_day)
        steps = [today.opening, today.high, today.low] if today is not _NOTHING else [last] * 3
        opening, highest, lowest, price, high_52w, low_52w = path.grid.prices(
            np.array([*steps, last, high, low])
        ).tolist()
        return Ticker(
            code=path.code,
            opening=opening,
            high=highest,
            low=lowest,
            last=price,
            previous_close=self._previous_close(day),
            last_volume=int(trades.volume[place]) / scale,
            last_side="BID" if trades.bought[place] else "ASK",
            last_trade_ms=last_ms,
            volume=today.volume / scale,
            turnover=today.turnover / scale,
            volume_24h=volume_24h / scale,
            turnover_24h=turnover_24h / scale,
            ask_volume=(today.volume - bought) / scale,
            bid_volume=bought / scale,
            high_52w=high_52w,
            high_52w_date=str(np.datetime64(high_day, "D")),
            low_52w=low_52w,
            low_52w_date=str(np.datetime64(low_day, "D")),
            changed_ms=max(last_ms, day * DAY_MS),
        )

    def _last_24h(self, last_ms: int) -> tuple[int, float]:
        """Lots and turnover of `last_ms - 24 h < time <= last_ms`: today so far, and the matching part of yesterday."""
        now = self._running(last_ms)
        before = last_ms - DAY_MS
        if before < self._history.first_ms:
            return now.volume, now.turnover
        yesterday, old = self._history.day(before // DAY_MS), self._running(before)
        volume = now.volume + int(yesterday.volume[0]) - old.volume
        return volume, now.turnover + float(yesterday.turnover[0]) - old.turnover

    def _running(self, now_ms: int) -> _Running:
        """Totals of the day of `now_ms`, up to and including that instant."""
        start = now_ms // MINUTE_MS * MINUTE_MS
        earlier = self._before_minute(start)
        trades = self._history.trades_of_minute(start // MINUTE_MS)
        count = int(np.searchsorted(trades.time_ms, now_ms, side="right"))
        if not count:
            return earlier
        step, volume = trades.step[:count], trades.volume[:count]
        return _Running(
            earlier.opening if earlier.opening >= 0 else int(step[0]),
            max(earlier.high, int(step.max())),
            min(earlier.low, int(step.min())),
            earlier.volume + int(volume.sum()),
            earlier.turnover + float(np.dot(volume, self._history.path.grid.prices(step))),
        )

    def _sum_before_minute(self, start_ms: int) -> _Running:
        midnight = start_ms // DAY_MS * DAY_MS
        if start_ms == midnight:
            return _NOTHING
        bars: Bars = merge(Unit.DAY, bars_between(self._history, HOUR_MS, midnight, start_ms))
        if not bars.start_ms.size:
            return _NOTHING
        return _Running(
            int(bars.opening[0]), int(bars.high[0]), int(bars.low[0]), int(bars.volume[0]), float(bars.turnover[0])
        )

    def _bought(self, now_ms: int) -> int:
        """Lots bought by takers in the day of `now_ms`, up to and including that instant."""
        hour, minute = now_ms // HOUR_MS, now_ms // MINUTE_MS
        full_hours = self._history.bought_before_hour(hour)
        full_minutes = int(self._history.path.bid_volume(self._history.minutes(hour * 60, minute)).sum())
        trades = self._history.trades(minute * MINUTE_MS, now_ms + 1)
        return full_hours + full_minutes + int(trades.volume[trades.bought].sum())

    def _find_extremes(self, day: int) -> _Extremes:
        """The extremes of the 52 weeks before `day`, without that day itself."""
        days = self._history.days(day - _WEEKS_52 + 1, day)
        if not days.index.size:
            return _Extremes(-1, day, 1 << 62, day)
        high, low = int(days.high.argmax()), int(days.low.argmin())
        return _Extremes(int(days.high[high]), int(days.index[high]), int(days.low[low]), int(days.index[low]))

    def _find_previous_close(self, day: int) -> float:
        return previous_close(self._history, day * DAY_MS)
