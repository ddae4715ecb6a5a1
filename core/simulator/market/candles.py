"""Candles of any unit, merged from the coarsest cells that fit and, at the open end, finer ones down to trades.

A day candle of today is the merge of its full hours, the full minutes of the open hour and the trades of the open
minute. The same rule holds for closed and open candles, so history and the live candle always agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from core.simulator.market.columns import Columns
from core.simulator.market.history import DAY_MS, END_MS, HOUR_MS, MINUTE_MS, History
from core.simulator.market.noise import FloatArray, IntArray
from core.simulator.market.refinement import Cells
from core.simulator.market.source import Candle, Unit
from core.simulator.market.trade_stream import Trades

SECONDS_KEPT_MS: Final = 92 * DAY_MS
"""How long second candles are available. Source: Upbit second candles page, three months."""

_NOMINAL_MS: Final = {
    Unit.SECOND: 1_000,
    Unit.MINUTE: MINUTE_MS,
    Unit.MINUTES_3: 3 * MINUTE_MS,
    Unit.MINUTES_5: 5 * MINUTE_MS,
    Unit.MINUTES_10: 10 * MINUTE_MS,
    Unit.MINUTES_15: 15 * MINUTE_MS,
    Unit.MINUTES_30: 30 * MINUTE_MS,
    Unit.HOUR: HOUR_MS,
    Unit.HOURS_4: 4 * HOUR_MS,
    Unit.DAY: DAY_MS,
    Unit.WEEK: 7 * DAY_MS,
    Unit.MONTH: 30 * DAY_MS,
    Unit.YEAR: 365 * DAY_MS,
}
_LONGEST_MS: Final = {1: 2 * DAY_MS, MINUTE_MS: 10 * DAY_MS}
"""Longest time range to search at once, by grain, so that a page in a quiet market costs no more than necessary."""


@dataclass(frozen=True, slots=True)
class Bars(Columns):
    """Candles of mixed grain, oldest first: prices in steps, volume in lots, turnover in lots times price."""

    start_ms: IntArray
    opening: IntArray
    high: IntArray
    low: IntArray
    closing: IntArray
    volume: IntArray
    turnover: FloatArray
    grain_ms: IntArray
    """Length of the cell that the bar is, or that it ends with; 1 for a trade."""
    index: IntArray
    """That cell's absolute number at its grain."""
    trades: IntArray
    """Trades in that cell."""


def bucket_starts(unit: Unit, time_ms: IntArray) -> IntArray:
    """The start of the candle of `unit` at each time."""
    if unit in (Unit.MONTH, Unit.YEAR):
        days = (time_ms // DAY_MS).astype("datetime64[D]")
        months = days.astype("datetime64[M]" if unit is Unit.MONTH else "datetime64[Y]")
        return months.astype("datetime64[D]").astype(np.int64) * DAY_MS
    # Day 0 of 1970 was a Thursday; weeks start on Monday.
    shift = 3 * DAY_MS if unit is Unit.WEEK else 0
    return time_ms - (time_ms + shift) % _NOMINAL_MS[unit]


def bars_between(history: History, grain_ms: int, start_ms: int, end_ms: int) -> Bars:
    """Bars that together contain exactly the trades of `start_ms <= time < end_ms`, none longer than `grain_ms`.

    Args:
        history: the market.
        grain_ms: a day, an hour, a minute, or 1 for trades.
        start_ms: a multiple of the grain.
        end_ms: any time.
    """
    pieces = []
    for size, cells_between in ((DAY_MS, history.days), (HOUR_MS, history.hours), (MINUTE_MS, history.minutes)):
        edge = end_ms // size * size
        if size <= grain_ms and edge > start_ms:
            pieces.append(_from_cells(cells_between(start_ms // size, edge // size), size))
            start_ms = edge
    if end_ms > start_ms:
        pieces.append(_from_trades(history.trades(start_ms, end_ms), history))
    return Bars.joined(pieces)


def _from_cells(cells: Cells, size: int) -> Bars:
    return Bars(
        cells.index * size, cells.opening, cells.high, cells.low, cells.closing, cells.volume, cells.turnover,
        np.full_like(cells.index, size), cells.index, cells.trades,
    )  # fmt: skip


def _from_trades(trades: Trades, history: History) -> Bars:
    step, one = trades.step, np.ones_like(trades.step)
    turnover = trades.volume * history.path.grid.prices(step)
    return Bars(trades.time_ms, step, step, step, step, trades.volume, turnover, one, trades.time_ms, one)


def merge(unit: Unit, bars: Bars) -> Bars:
    """The candles of `unit` merged from the bars."""
    if not bars.start_ms.size:
        return bars
    starts = bucket_starts(unit, bars.start_ms)
    first = np.flatnonzero(np.concatenate([[True], starts[1:] != starts[:-1]]))
    last = np.concatenate([first[1:], [starts.size]]) - 1
    return replace(
        bars[last],
        start_ms=starts[first],
        opening=bars.opening[first],
        high=np.maximum.reduceat(bars.high, first),
        low=np.minimum.reduceat(bars.low, first),
        volume=np.add.reduceat(bars.volume, first),
        turnover=np.add.reduceat(bars.turnover, first),
    )


def candles_before(history: History, unit: Unit, before_ms: int, count: int, now_ms: int) -> list[Candle]:
    """The `count` last candles with `start < before_ms`, newest first, the open one with the trades until `now_ms`."""
    earliest = max(now_ms - SECONDS_KEPT_MS, history.first_ms) if unit is Unit.SECOND else history.first_ms
    last_ms = min(before_ms - 1, now_ms, END_MS - 1)
    if count < 1 or last_ms < earliest:
        return []
    if last_ms == now_ms and (latest := history.last_trade(now_ms)):
        # At the newest candle: no search is necessary after the last trade.
        last_ms = int(latest.trades.time_ms[latest.place])
    candles: list[Candle] = []
    for start_ms, end_ms in _stretches(history, unit, last_ms, count, earliest):
        bars = merge(unit, bars_between(history, _grain(unit), start_ms, min(end_ms, now_ms + 1)))
        candles += _candles(history, unit, bars[max(bars.start_ms.size - (count - len(candles)), 0) :])
        if len(candles) >= count:
            break
    return candles


def _stretches(history: History, unit: Unit, last_ms: int, count: int, earliest: int) -> Iterator[tuple[int, int]]:
    """Ranges of whole candles, backwards from the one at `last_ms`, as many as needed."""
    nominal, grain = _NOMINAL_MS[unit], _grain(unit)
    per_day = int(history.day(last_ms // DAY_MS).trades[0])
    each = nominal / (1.0 - np.exp(-per_day * nominal / DAY_MS)) * 1.1
    longest = _LONGEST_MS.get(grain, END_MS)
    start_ms = _bucket(unit, last_ms)
    end_ms = _bucket(unit, start_ms + nominal + nominal // 12) if grain == DAY_MS else start_ms + nominal
    span = min(int((count - 1) * each), longest)
    while True:
        start_ms = max(_bucket(unit, start_ms - span), _bucket(unit, earliest), history.first_ms)
        yield start_ms, end_ms
        if start_ms <= earliest:
            return
        end_ms, span = start_ms, min(max(span, int(10 * each)), longest)


def _bucket(unit: Unit, time_ms: int) -> int:
    return int(bucket_starts(unit, np.array([time_ms]))[0])


def _grain(unit: Unit) -> int:
    """The length of the coarsest cells that evenly divide a candle of `unit`; 1 for trades."""
    nominal = _NOMINAL_MS[unit]
    return next((size for size in (DAY_MS, HOUR_MS, MINUTE_MS) if nominal >= size), 1)


def last_trade_ms(history: History, bars: Bars) -> IntArray:
    """Time of the last trade of each bar."""
    times = bars.index.copy()
    path = history.path
    for size, last in (
        (DAY_MS, path.last_ms_of_days), (HOUR_MS, path.last_ms_of_hours), (MINUTE_MS, path.last_ms_of_minutes)
    ):  # fmt: skip
        rows = bars.grain_ms == size
        if rows.any():
            picked = bars[rows]
            times[rows] = last(
                Cells(
                    picked.index, picked.trades, picked.opening, picked.high, picked.low, picked.closing,
                    picked.volume, picked.turnover,
                )
            )  # fmt: skip
    return times


def _candles(history: History, unit: Unit, bars: Bars) -> list[Candle]:
    """The bars as candles, newest first."""
    path = history.path
    scale = 10.0**path.volume_decimals
    columns = (
        bars.start_ms,
        *path.grid.prices(np.stack([bars.opening, bars.high, bars.low, bars.closing])),
        bars.volume / scale,
        bars.turnover / scale,
        last_trade_ms(history, bars),
    )
    candles = [Candle(path.code, *row) for row in zip(*(column[::-1].tolist() for column in columns), strict=True)]
    if unit is not Unit.DAY:
        return candles
    return [replace(candle, previous_close=previous_close(history, candle.start_ms)) for candle in candles]


def previous_close(history: History, time_ms: int) -> float:
    """Close of the UTC day before the one of `time_ms`; on the very first day its own opening price."""
    day = time_ms // DAY_MS
    cells = history.days(day - 1, day)
    return history.path.grid.price(int(cells.closing[0] if cells.closing.size else history.day(day).opening[0]))
