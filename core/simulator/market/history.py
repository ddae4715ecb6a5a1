"""The complete history of one market, for any time range and grain, with a cache of the recent past.

The cache only affects speed: every cell and trade is a function of the seed, the market and absolute time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, TypeVar

import numpy as np

from core.simulator.market.price_path import DAYS, FIRST_DAY, PricePath
from core.simulator.market.refinement import Cells
from core.simulator.market.source import NEVER_MS
from core.simulator.market.trade_stream import Trades, trades_of_minutes

MINUTE_MS: Final = 60_000
HOUR_MS: Final = 60 * MINUTE_MS
DAY_MS: Final = 24 * HOUR_MS
END_MS: Final = (FIRST_DAY + DAYS) * DAY_MS
"""Where history ends."""

_Value = TypeVar("_Value")


class _Kept(dict[int, _Value]):
    """A cache of the most recently used values; the oldest are removed."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._size = size

    def recall(self, key: int) -> _Value | None:
        """The value, if it is still cached."""
        value = self.pop(key, None)
        if value is not None:
            self[key] = value
        return value

    def add(self, values: Iterable[tuple[int, _Value]]) -> None:
        """Add values to the cache."""
        self.update(values)
        while len(self) > self._size:
            del self[next(iter(self))]


class Position(NamedTuple):
    """A trade, as its minute's trades and its place among them."""

    trades: Trades
    place: int


class History:
    """One market's cells and trades.

    Args:
        seed: of the whole exchange.
        path: the market's days and how they are refined.
    """

    def __init__(self, seed: int, path: PricePath) -> None:
        self.path = path
        self.first_ms = path.first_day * DAY_MS
        """Where history begins: the day the market was listed."""
        self._seed = seed
        self.bought_before_hour = lru_cache(maxsize=4)(self._sum_bought_before)
        self._warm_minute = -1
        self._days: _Kept[Cells] = _Kept(4)
        self._hours: _Kept[Cells] = _Kept(30)
        self._minutes: _Kept[Trades] = _Kept(8)

    def day(self, day: int) -> Cells:
        """One day, counted since 1970, as a row; it must be within history."""
        return self.path.days_between(day, day + 1)

    def days(self, first: int, end: int) -> Cells:
        """The days `first <= day < end`."""
        return self.path.days_between(first, end)

    def hours(self, first: int, end: int) -> Cells:
        """The hours `first <= hour < end` that have trades."""
        day = first // 24
        one_day = day == (end - 1) // 24 and self.first_ms <= day * DAY_MS < END_MS
        hours = self.hours_of_day(day) if one_day else self.path.hours(self.days(day, -(-end // 24))).flat()
        return hours[(hours.index >= first) & (hours.index < end) & (hours.trades > 0)]

    def minutes(self, first: int, end: int) -> Cells:
        """The minutes `first <= minute < end` that have trades."""
        if first >= end:
            return self.days(0, 0)
        if end - first <= 60:
            kept = [self.minutes_of_hour(hour) for hour in range(first // 60, -(-end // 60))]
            minutes = Cells.joined(kept)
        else:
            minutes = self.path.minutes(self.hours(first // 60, -(-end // 60))).flat()
        return minutes[(minutes.index >= first) & (minutes.index < end) & (minutes.trades > 0)]

    def trades(self, first_ms: int, end_ms: int) -> Trades:
        """The trades `first_ms <= time < end_ms`, oldest first."""
        first, end = first_ms // MINUTE_MS, -(-end_ms // MINUTE_MS)
        if end - first <= 2:
            kept = [self.trades_of_minute(minute) for minute in range(first, end)]
            trades = Trades.joined(kept)
        else:
            trades = trades_of_minutes(self._seed, self.path, self.minutes(first, end))
        return trades[slice(*np.searchsorted(trades.time_ms, (first_ms, end_ms)))]

    def last_trade(self, now_ms: int) -> Position | None:
        """The last trade with `time <= now_ms`."""
        trades = self.trades_of_minute(now_ms // MINUTE_MS)
        count = int(np.searchsorted(trades.time_ms, now_ms, side="right"))
        if count:
            return Position(trades, count - 1)
        minute = self._last_busy_minute(now_ms // MINUTE_MS)
        if minute is None:
            return None
        trades = self.trades_of_minute(minute)
        return Position(trades, trades.time_ms.size - 1)

    def next_trade_ms(self, after_ms: int) -> int:
        """The time of the first trade after `after_ms`."""
        if after_ms < self.first_ms:
            after_ms = self.first_ms - 1
        else:
            times = self.trades_of_minute(after_ms // MINUTE_MS).time_ms
            count = int(np.searchsorted(times, after_ms, side="right"))
            if count < times.size:
                return int(times[count])
        minute = self._next_busy_minute(after_ms // MINUTE_MS)
        return NEVER_MS if minute is None else int(self.trades_of_minute(minute).time_ms[0])

    def _last_busy_minute(self, before: int) -> int | None:
        hour = before // 60
        while hour * HOUR_MS >= self.first_ms:
            minutes = self.minutes_of_hour(hour)
            busy = minutes.index[(minutes.trades > 0) & (minutes.index < before)]
            if busy.size:
                return int(busy[-1])
            hour -= 1
        return None

    def _next_busy_minute(self, after: int) -> int | None:
        hour = (after + 1) // 60
        while hour * HOUR_MS < END_MS:
            minutes = self.minutes_of_hour(hour)
            busy = minutes.index[(minutes.trades > 0) & (minutes.index > after)]
            if busy.size:
                return int(busy[0])
            hour += 1
        return None

    def hours_of_day(self, day: int) -> Cells:
        """The 24 hours of a day of history, with empty hours."""
        return self._days.recall(day) or self._make_days([day])

    def minutes_of_hour(self, hour: int) -> Cells:
        """The 60 minutes of an hour, with empty minutes; empty for an hour outside history."""
        return self._hours.recall(hour) or self._make_hours([hour])

    def trades_of_minute(self, minute: int) -> Trades:
        """The trades of a minute."""
        return self._minutes.recall(minute) or self._make_minutes([minute])

    def warm(self, now_ms: int) -> None:
        """Make in one step what a ticker needs of today and 24 hours ago: half the cost of single steps."""
        day, hour, minute = now_ms // DAY_MS, now_ms // HOUR_MS, now_ms // MINUTE_MS
        if minute == self._warm_minute:
            return
        first = hour if self._warm_minute // 1440 == day else day * 24
        self._warm_minute = minute
        self._make_days([day - 1, day])
        self._make_hours([hour - 24, *range(first, hour + 1)])
        self._make_minutes([minute - 1440, minute])

    def _make_days(self, days: Sequence[int]) -> Cells:
        """Refine the days that are not cached; returns the last."""
        missing = [day for day in days if self.path.first_day <= day < FIRST_DAY + DAYS and not self._days.recall(day)]
        if missing:
            hours = self.path.hours(Cells.joined([self.day(day) for day in missing]))
            self._days.add((day, hours[row]) for row, day in enumerate(missing))
        return self._days.get(days[-1]) or self.days(0, 0)

    def _make_hours(self, hours: Sequence[int]) -> Cells:
        missing = [hour for hour in hours if self.first_ms <= hour * HOUR_MS < END_MS and not self._hours.recall(hour)]
        if missing:
            days = Cells.joined([self.hours_of_day(day) for day in sorted({hour // 24 for hour in missing})])
            whole = days[np.searchsorted(days.index, missing)]
            busy = whole.trades > 0
            minutes = self.path.minutes(whole[busy])
            self._hours.add((hour, self.days(0, 0)) for hour in missing)
            self._hours.add((int(hour), minutes[row]) for row, hour in enumerate(whole.index[busy]))
        return self._hours.get(hours[-1]) or self.days(0, 0)

    def _make_minutes(self, minutes: Sequence[int]) -> Trades:
        missing = [minute for minute in minutes if not self._minutes.recall(minute)]
        if missing:
            cells = Cells.joined([self._minute(minute) for minute in missing])
            trades = trades_of_minutes(self._seed, self.path, cells)
            edges = np.searchsorted(
                trades.time_ms, [(minute * MINUTE_MS, (minute + 1) * MINUTE_MS) for minute in missing]
            )
            self._minutes.add((minute, trades[slice(*edge)]) for minute, edge in zip(missing, edges, strict=True))
        return self._minutes[minutes[-1]]

    def _minute(self, minute: int) -> Cells:
        cells = self.minutes_of_hour(minute // 60)
        return cells[cells.index == minute]

    def _sum_bought_before(self, hour: int) -> int:
        """Lots that takers bought in the earlier hours of the same day."""
        if hour % 24 == 0:
            return 0
        earlier = self.minutes_of_hour(hour - 1)
        return self.bought_before_hour(hour - 1) + int(self.path.bid_volume(earlier).sum())
