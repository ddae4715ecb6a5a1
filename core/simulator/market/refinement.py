"""Splits the candle of an interval into the candles of its parts, exactly.

The synthetic market is made from the top down: a day into hours, an hour into minutes, a minute into trades. The parts
always agree with the whole: trades and volume add up in whole numbers, turnover adds up to rounding, the first part has
the opening price and the last the close, high and low are reached and not exceeded. One rule serves all three levels,
because a trade is a candle of one trade. Prices are steps on the tick grid, volumes are lots.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from core.simulator.market.columns import Columns
from core.simulator.market.noise import BoolArray, FloatArray, IntArray

_RANGE_TO_DEVIATION: Final = 0.6
"""Standard deviation of a Brownian path whose expected high-low range is 1 (Parkinson: range = 1.67 deviations)."""
_MAX_STRETCH: Final = 3.0
"""Maximum magnification of an excursion to reach the whole's extreme; beyond that, one part gets a wick instead."""


@dataclass(frozen=True, slots=True)
class Cells(Columns):
    """Candles of consecutive intervals, as columns of one shape; an interval with 0 trades is a hole."""

    index: IntArray
    """Absolute number of the interval: days, hours or minutes since 1970."""
    trades: IntArray
    opening: IntArray
    high: IntArray
    low: IntArray
    closing: IntArray
    volume: IntArray
    turnover: FloatArray


def allot(totals: IntArray, weights: FloatArray, phase: FloatArray | float = 0.5) -> IntArray:
    """Split each total into whole numbers by its row of weights, without loss; 0 stays 0."""
    reached = np.cumsum(weights, axis=1)
    reached /= reached[:, -1:]
    edges = np.floor(reached * totals[:, np.newaxis] + np.reshape(phase, (-1, 1))).astype(np.int64)
    return np.asarray(np.diff(edges, prepend=0, axis=1), dtype=np.int64)


class Trace:
    """The paths of prices through the parts, one row a whole, one column a part.

    A Brownian bridge from the whole's opening to its close runs in `tempo` time, each part has the bridge's own
    extremes, and everything beyond opening and close is stretched so that the highest part reaches the whole's high,
    the lowest its low. A part of one trade has one price, of two no extreme beyond its ends, of three at most one.

    Args:
        whole: the candles to break up, one dimension.
        trades: trades in each part, adding up to the whole's.
        mean: the whole's mean price, in steps, which the path is drawn towards.
        tempo: variance each part carries, up to a factor.
        shocks: standard normals.
        luck: two uniforms for each part's high and low; None where every part is a single trade.
        dither: uniforms that decide between two neighbouring ticks for openings (for single trades: for prices).
    """

    def __init__(
        self,
        whole: Cells,
        trades: IntArray,
        mean: FloatArray,
        tempo: FloatArray,
        shocks: FloatArray,
        luck: FloatArray | None,
        dither: FloatArray,
    ) -> None:
        self._whole = whole
        self._trades = trades
        self._singles = luck is None
        alive = trades > 0
        column = np.arange(trades.shape[1])
        self._first: BoolArray = column == alive.argmax(axis=1)[:, np.newaxis]
        self._last: BoolArray = column == (column[-1] - alive[:, ::-1].argmax(axis=1))[:, np.newaxis]
        # The first trade is the opening itself: in a first part of one trade the price cannot move.
        self._share = np.where(alive & ~(self._first & (trades == 1)), tempo, 0.0)
        self._share /= np.maximum(self._share.sum(axis=1, keepdims=True), 1e-300)
        opens, closes = self._bridge(shocks, mean)
        highs, lows = (closes, closes) if luck is None else self._extremes(opens, closes, luck)
        self._fit(opens, highs, lows, closes, dither)
        self._reach()

    def _bridge(self, shocks: FloatArray, mean: FloatArray) -> tuple[FloatArray, FloatArray]:
        start = self._whole.opening[:, np.newaxis].astype(np.float64)
        drift = self._whole.closing[:, np.newaxis] - start
        deviation = _RANGE_TO_DEVIATION * (self._whole.high - self._whole.low)[:, np.newaxis]
        walk = np.cumsum(np.sqrt(self._share) * shocks, axis=1)
        elapsed = np.cumsum(self._share, axis=1)
        closes = start + drift * elapsed + deviation * (walk - elapsed * walk[:, -1:])
        opens = np.concatenate([start, closes[:, :-1]], axis=1)
        # A Brownian bridge with a given mean differs from a free one by this parabola. Without it, volumes alone would
        # have to produce the mean price, and would be absurd.
        lack = mean[:, np.newaxis] - ((opens + closes) / 2.0 * self._share).sum(axis=1, keepdims=True)
        arch = 6.0 * elapsed * (1.0 - elapsed) * lack
        closes += arch
        opens[:, 1:] += arch[:, :-1]
        return opens, closes

    def _extremes(self, opens: FloatArray, closes: FloatArray, luck: FloatArray) -> tuple[FloatArray, FloatArray]:
        deviation = _RANGE_TO_DEVIATION * (self._whole.high - self._whole.low)[:, np.newaxis]
        step = closes - opens
        # Inverse of the distribution of a Brownian bridge's maximum.
        spans = np.sqrt(step**2 - 2.0 * deviation**2 * self._share * np.log(luck))
        highs, lows = opens + (step + spans[0]) / 2.0, opens + (step - spans[1]) / 2.0
        several = self._trades > 1
        return np.where(several, highs, closes), np.where(several, lows, closes)

    def _fit(
        self, opens: FloatArray, highs: FloatArray, lows: FloatArray, closes: FloatArray, dither: FloatArray
    ) -> None:
        whole = self._whole
        ceiling, floor = whole.high[:, np.newaxis], whole.low[:, np.newaxis]
        top = np.maximum(whole.opening, whole.closing)[:, np.newaxis]
        bottom = np.minimum(whole.opening, whole.closing)[:, np.newaxis]
        above = np.maximum(highs.max(axis=1, keepdims=True) - top, 1e-9)
        below = np.maximum(bottom - lows.min(axis=1, keepdims=True), 1e-9)
        up, down = np.minimum((ceiling - top) / above, _MAX_STRETCH), np.minimum((bottom - floor) / below, _MAX_STRETCH)

        def steps(path: FloatArray, rounding: FloatArray | float) -> IntArray:
            inside = np.clip(path, bottom, top)
            bent = inside + np.maximum(path - top, 0.0) * up - np.maximum(bottom - path, 0.0) * down
            return np.asarray(np.floor(np.clip(bent, floor, ceiling) + rounding), dtype=np.int64)

        trades, first, last = self._trades, self._first, self._last
        single = trades == 1
        closing = steps(closes, dither if self._singles else 0.5)
        closing = np.where(last, whole.closing[:, np.newaxis], closing)
        closing = np.where(first & single, whole.opening[:, np.newaxis], closing)
        if self._singles:
            self.opening = self.high = self.low = self.closing = closing
            return
        opening = np.where(first, whole.opening[:, np.newaxis], steps(opens, dither))
        opening = np.where(single, closing, opening)
        upper, lower = np.maximum(opening, closing), np.minimum(opening, closing)
        rises = dither < 0.5
        high, low = np.maximum(steps(highs, 0.5), upper), np.minimum(steps(lows, 0.5), lower)
        self.opening, self.closing = opening, closing
        self.high = np.where((trades > 3) | ((trades == 3) & rises), high, upper)
        self.low = np.where((trades > 3) | ((trades == 3) & ~rises), low, lower)

    def _reach(self) -> None:
        """Give one part the whole's high, and one its low, if no part reaches them."""
        whole, trades = self._whole, self._trades
        dead = trades == 0
        peak = np.where(dead, whole.low[:, np.newaxis], self.high).max(axis=1)
        trough = np.where(dead, whole.high[:, np.newaxis], self.low).min(axis=1)
        rows = np.flatnonzero((peak < whole.high) | (trough > whole.low))
        if not rows.size:
            return
        if self._singles:
            self._reach_singly(rows)
            return
        wants_high = whole.high[rows] > np.maximum(whole.opening, whole.closing)[rows]
        wants_low = whole.low[rows] < np.minimum(whole.opening, whole.closing)[rows]
        # Trades of a part except the whole's opening and close.
        free = trades[rows] - self._first[rows] - self._last[rows]
        highest = np.where(free > 0, self.high[rows], -1).argmax(axis=1)
        free[np.arange(rows.size), highest] -= wants_high
        lowest = np.where(free > 0, self.low[rows], np.iinfo(np.int64).max).argmin(axis=1)
        same = (highest == lowest) & wants_high & wants_low
        self._touch(rows, highest, wants_high, same)
        self._touch(rows, lowest, same, wants_low)

    def _reach_singly(self, rows: IntArray) -> None:
        """The same for parts of one trade: the highest of the inner ones becomes the high, another the low."""
        whole = self._whole
        inner = (self._trades[rows] > 0) & ~self._first[rows] & ~self._last[rows]
        order = np.arange(rows.size)
        prices = self.closing[rows]
        for extreme, sign in ((whole.high[rows], 1), (whole.low[rows], -1)):
            ends = np.stack([whole.opening[rows], whole.closing[rows]])
            wanted = (ends != extreme).all(axis=0)
            place = np.where(inner, sign * prices, np.iinfo(np.int64).min).argmax(axis=1)
            prices[order[wanted], place[wanted]] = extreme[wanted]
            inner[order[wanted], place[wanted]] = False
        self.closing[rows] = prices

    def _touch(self, rows: IntArray, columns: IntArray, to_high: BoolArray, to_low: BoolArray) -> None:
        """Let one part of each row reach the whole's high, its low or both."""
        chosen = to_high | to_low
        rows, columns, to_high, to_low = rows[chosen], columns[chosen], to_high[chosen], to_low[chosen]
        at = (rows, columns)
        trades, last = self._trades[at], self._last[at]
        ceiling, floor = self._whole.high[rows], self._whole.low[rows]
        both = to_high & to_low
        extreme = np.where(to_high, ceiling, floor)
        # With too few trades for a wick, one end of the part takes the extreme: its close; in the last part its
        # opening.
        tight = (trades <= 2) | ((trades == 3) & both)
        moves_opening = tight & ((trades == 1) | last | (both & (trades == 2)))
        moves_closing = tight & ((trades == 1) | (~last | (both & (trades == 2))))
        opening = np.where(moves_opening, extreme, self.opening[at])
        closing = np.where(moves_closing, np.where(both, floor, extreme), self.closing[at])
        upper, lower = np.maximum(opening, closing), np.minimum(opening, closing)
        wick = trades > 2
        self.high[at] = np.where(to_high & wick, ceiling, np.where(trades > 3, self.high[at], upper))
        self.low[at] = np.where(to_low & wick, floor, np.where(trades > 3, self.low[at], lower))
        self.opening[at], self.closing[at] = opening, closing
