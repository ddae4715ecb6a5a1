"""One market's order book at any instant.

The book changes only on a grid of 100 ms with the market's own phase. The last trade fixes its inside: a bought price
was the best ask, a sold price the best bid. The step's hash decides for all time which steps hold orders. Their sizes
are renewed in slots of the step's own length, so that in a busy market a few levels change per grid instant, and in a
quiet one none for minutes. Beyond the 30 visible levels sizes are fixed, so every grouped book changes together with
the ungrouped one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from core.simulator.market.history import History
from core.simulator.market.noise import FloatArray, IntArray, bits, key_of, normal, uniform
from core.simulator.market.source import NEVER_MS, Book
from core.simulator.market.tick_size import supported_levels

GRID_MS: Final = 100
DEPTH: Final = 30
"""Levels a side."""
_DEEPEST: Final = 4_000
"""Steps beyond the best price that grouping examines."""
_SLOT: Final = 1 << 32
_OCCUPIED, _PERIOD, _PHASE, _SIZE, _WALL, _WIDTH = range(6)


@dataclass(frozen=True, slots=True)
class BookState:
    """The inside of the book and the time range in which it does not change."""

    time_ms: int
    """A grid instant in that span."""
    changed_ms: int
    until_ms: int
    """When the book may change next."""
    best_ask: int
    best_bid: int
    trade: int
    """Number of the last trade."""


class OrderBook:
    """Makes one market's books.

    Args:
        seed: of the whole exchange.
        history: the market's trades.
        trades_per_second: mean rate of the market, which sets how lively its book is.
        looseness: typical spread beyond one step, as a share of the price.
    """

    def __init__(self, seed: int, history: History, trades_per_second: float, looseness: float) -> None:
        self._history = history
        self._key = key_of(seed, history.path.code, "book")
        self._phase_ms = int(self._key) % GRID_MS
        changes_per_second = float(np.clip(2.0 * trades_per_second, 1.0 / 60.0, 8.0))
        self._period_ms = 2.0 * DEPTH / changes_per_second * 1_000.0
        days = history.path.days
        self._size = 1.5 * float(np.median(days.volume / days.trades))
        step = int(np.median(days.closing))
        tick = history.path.grid.price(step + 1) - history.path.grid.price(step)
        self._loose_steps = max(0.15, looseness * history.path.grid.price(step) / tick)
        self._density = max(0.1, 1.0 / (1.0 + 0.5 * self._loose_steps))
        self._state: BookState | None = None

    def levels(self, now_ms: int) -> tuple[float, ...]:
        """The supported grouping steps, fixed for the UTC day by its opening."""
        path = self._history.path
        opening = self._history.days(now_ms // 86_400_000, now_ms // 86_400_000 + 1).opening
        price = path.grid.price(int(opening[0])) if opening.size else 0.0
        return supported_levels(path.code.partition("-")[0], price)

    def next_change_ms(self, after_ms: int) -> int:
        """When the book may next change; never too late."""
        state = self._state_at(after_ms)
        return state.until_ms if state else self._ceil(self._history.next_trade_ms(self._floor(after_ms)))

    def book(self, now_ms: int, level: float) -> Book | None:
        """The book at `now_ms` grouped by `level`; None before the first trade or for a level that is not supported."""
        state = self._state_at(now_ms)
        if state is None or (level and level not in self.levels(now_ms)):
            return None
        if not level:
            asks, bids = self._side(state, 1), self._side(state, -1)
        else:
            asks, bids = self._grouped(state, 1, level), self._grouped(state, -1, level)
        return Book(self._history.path.code, asks, bids, state.changed_ms, level)

    def _state_at(self, now_ms: int) -> BookState | None:
        time_ms = self._floor(now_ms)
        kept = self._state
        if kept is not None and kept.time_ms <= time_ms < kept.until_ms:
            return kept
        position = self._history.last_trade(time_ms)
        if position is None:
            return None
        trades, place = position
        trade_ms, step = int(trades.time_ms[place]), int(trades.step[place])
        number = trade_ms * 10_000 + int(trades.place[place])
        luck = float(uniform(bits(self._key, np.array([number]), _WIDTH))[0, 0])
        width = 1 + int(-np.log(luck) * self._loose_steps)
        ask, bid = (step, step - width) if trades.bought[place] else (step + width, step)
        steps = np.concatenate([self._occupied(ask, 1, DEPTH), self._occupied(bid, -1, DEPTH)])
        slot, period, phase = self._slots(steps, time_ms)
        renewed, expires = int((slot * period - phase).max()), int(((slot + 1) * period - phase).min())
        self._state = BookState(
            time_ms,
            changed_ms=self._ceil(max(renewed, trade_ms)),
            until_ms=self._ceil(min(expires, self._history.next_trade_ms(time_ms))),
            best_ask=ask,
            best_bid=bid,
            trade=number,
        )
        return self._state

    def _floor(self, time_ms: int) -> int:
        """The last grid instant."""
        return time_ms - (time_ms - self._phase_ms) % GRID_MS

    def _ceil(self, time_ms: int) -> int:
        """The first grid instant that includes events at `time_ms`."""
        return NEVER_MS if time_ms >= NEVER_MS else time_ms + (self._phase_ms - time_ms) % GRID_MS

    def _occupied(self, best: int, sign: int, count: int) -> IntArray:
        """The best step and the steps beyond it that hold orders, at most `count`, above zero."""
        reach = int(count / self._density * 1.5) + 20
        return self._within(best, sign, reach)[:count]

    def _within(self, best: int, sign: int, reach: int) -> IntArray:
        steps = best + sign * np.arange(reach)
        occupied = uniform(bits(self._key, steps, _OCCUPIED)[0]) < self._density
        occupied[0] = True
        return steps[occupied & (steps > 0)]

    def _slots(self, steps: IntArray, time_ms: int) -> tuple[IntArray, IntArray, IntArray]:
        """Number, length and phase of each step's current slot."""
        luck = uniform(bits(self._key, steps, _PERIOD, _PHASE))
        period = (self._period_ms * (0.3 + 2.2 * luck[0] ** 2)).astype(np.int64) + GRID_MS
        phase = (luck[1] * period).astype(np.int64)
        return (time_ms + phase) // period, period, phase

    def _sizes(self, state: BookState, steps: IntArray) -> FloatArray:
        """Size at each step, best first."""
        slot = np.zeros_like(steps)
        slot[:DEPTH] = self._slots(steps[:DEPTH], state.time_ms)[0]
        index = steps * _SLOT + slot
        if steps.size:
            # Every trade takes from the best level, so it always changes the book.
            index[0] ^= state.trade
        random = bits(self._key, index, _SIZE, _WALL)
        wall = np.where(uniform(random[1]) < 0.08, 6.0, 1.0)
        depth = 1.0 + 0.08 * np.minimum(np.arange(steps.size), 40)
        lots = self._size * depth * wall * np.exp(0.9 * normal(random[0]))
        return np.maximum(np.floor(lots), 1.0)

    def _side(self, state: BookState, sign: int) -> tuple[tuple[float, float], ...]:
        steps = self._occupied(state.best_ask if sign > 0 else state.best_bid, sign, DEPTH)
        path = self._history.path
        sizes = self._sizes(state, steps) / 10.0**path.volume_decimals
        return tuple(zip(path.grid.prices(steps).tolist(), sizes.tolist(), strict=True))

    def _grouped(self, state: BookState, sign: int, level: float) -> tuple[tuple[float, float], ...]:
        """Asks rounded up, bids down to multiples of `level`, their sizes added."""
        path = self._history.path
        best = state.best_ask if sign > 0 else state.best_bid
        reach = int(DEPTH * level / path.grid.tick(path.grid.price(max(best, 1))))
        steps = self._within(best, sign, min(reach, _DEEPEST))
        if not steps.size:
            return ()
        sizes = self._sizes(state, steps)
        quotients = path.grid.prices(steps) / level
        groups = np.ceil(quotients - 1e-9) if sign > 0 else np.floor(quotients + 1e-9)
        first = np.flatnonzero(np.concatenate([[True], groups[1:] != groups[:-1]]))
        prices = np.round(groups[first] * level, 10)
        totals = np.add.reduceat(sizes, first) / 10.0**path.volume_decimals
        rows = zip(prices.tolist(), totals.tolist(), strict=True)
        return tuple((price, size) for price, size in rows if price > 0.0)[:DEPTH]
