"""The single trades of a minute: the last refinement.

Each trade is a candle of one trade, so price path and volumes follow the same rule as hours and minutes. In addition,
each trade gets a time and the taker's side. If the limit between bought and sold volume falls within a trade, it
becomes two trades at one price and time, one on each side, so that both sides' volumes add up exactly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.simulator.market.columns import Columns
from core.simulator.market.noise import BoolArray, FloatArray, IntArray, bits, key_of, normal, uniform
from core.simulator.market.price_path import PricePath
from core.simulator.market.refinement import Cells, Trace
from core.simulator.market.volume_split import mean_steps, spread_volume

_SLOTS = 1 << 24
"""More than the trades of any minute: the absolute number of a trade slot is the minute times this, plus its place."""
_SHOCK, _SIZE, _GAP, _DITHER, _SIDE = range(5)


@dataclass(frozen=True, slots=True)
class Trades(Columns):
    """Trades in order of time, as columns."""

    time_ms: IntArray
    place: IntArray
    """Place among the trades of the same millisecond, from 0."""
    step: IntArray
    """Price, in steps of the tick grid."""
    volume: IntArray
    bought: BoolArray
    """Whether the taker bought."""


def trades_of_minutes(seed: int, path: PricePath, minutes: Cells) -> Trades:
    """All trades of some minutes, one dimension, ascending; empty minutes are skipped."""
    minutes = minutes[minutes.trades > 0]
    if not minutes.trades.size:
        nothing = np.zeros(0, dtype=np.int64)
        return Trades(nothing, nothing, nothing, nothing, nothing > 0)
    slot = np.arange(int(minutes.trades.max()))
    trades = (slot < minutes.trades[:, np.newaxis]).astype(np.int64)
    random = bits(
        key_of(seed, path.code, "trade"),
        minutes.index[:, np.newaxis] * _SLOTS + slot,
        _SHOCK, _SIZE, _GAP, _DITHER, _SIDE,
    )  # fmt: skip
    shock, size = normal(random[:2])
    gap_luck, dither, side_luck = uniform(random[2:])
    # A third of the trades follow at once: one order with several fills.
    waits = -np.log(np.where(slot > 0, np.minimum(gap_luck / 0.67, 1.0), gap_luck))
    gaps: FloatArray = waits * trades

    mean = mean_steps(minutes, path.grid.prices(np.stack([minutes.low, minutes.high])))
    prices = Trace(minutes, trades, mean, trades * (gaps + 0.3), shock, None, dither).closing
    volume = spread_volume(minutes, trades, trades * np.exp(1.1 * size), path.grid.prices(prices))
    before = np.concatenate([minutes.opening[:, np.newaxis], prices[:, :-1]], axis=1)
    leaning = np.sign(prices - before) + side_luck
    bought = _bought(volume, np.where(trades > 0, leaning, -np.inf), path.bid_volume(minutes))
    sold = volume - bought
    times = _apart(_times(path, minutes, gaps), _swept(prices, bought, sold) | (trades == 0), minutes.index * 60_000)
    return _in_order(times, prices, bought, sold, trades > 0)


def _times(path: PricePath, minutes: Cells, gaps: FloatArray) -> IntArray:
    """Times with the given proportions between them, the last at the minute's own last trade."""
    start = minutes.index[:, np.newaxis] * 60_000
    offset = (path.last_ms_of_minutes(minutes)[:, np.newaxis] - start).astype(np.float64)
    elapsed = np.cumsum(gaps, axis=1)
    whole = elapsed[:, -1:]
    shares = np.where(whole > 0.0, elapsed / np.where(whole > 0.0, whole, 1.0), 1.0)
    return start + np.floor(shares * offset).astype(np.int64)


def _swept(prices: IntArray, bought: IntArray, sold: IntArray) -> BoolArray:
    """Whether a trade may belong to the same order as the one before: bought prices rise, sold prices fall."""
    buys, sells = sold == 0, bought == 0
    swept = np.zeros(prices.shape, dtype=np.bool_)
    before, after = prices[:, :-1], prices[:, 1:]
    swept[:, 1:] = (buys[:, 1:] & buys[:, :-1] & (after >= before)) | (sells[:, 1:] & sells[:, :-1] & (after <= before))
    return swept


def _apart(time_ms: IntArray, may_share: BoolArray, start_ms: IntArray) -> IntArray:
    """The times, at least a millisecond apart unless two trades may share one; the last one stays."""
    before = np.cumsum(~may_share, axis=1)
    # First move times later where needed; then, from the end, earlier again where that went too far.
    later = np.maximum.accumulate(time_ms - before, axis=1)
    later[:, -1] = time_ms[:, -1] - before[:, -1]
    apart = np.minimum.accumulate(later[:, ::-1], axis=1)[:, ::-1] + before
    return np.asarray(np.maximum(apart, start_ms[:, np.newaxis]), dtype=np.int64)


def _bought(volume: IntArray, leaning: FloatArray, total: IntArray) -> IntArray:
    """How much of each trade was bought: trades with the strongest leaning first, until the total is reached."""
    order = np.argsort(-leaning, axis=1, kind="stable")
    sorted_volume = np.take_along_axis(volume, order, axis=1)
    earlier = np.cumsum(sorted_volume, axis=1) - sorted_volume
    bought = np.empty_like(volume)
    np.put_along_axis(bought, order, np.clip(total[:, np.newaxis] - earlier, 0, sorted_volume), axis=1)
    return bought


def _in_order(time_ms: IntArray, prices: IntArray, bought: IntArray, sold: IntArray, alive: BoolArray) -> Trades:
    """One row per side and trade, with the places of trades in the same millisecond."""
    bought, sold = bought[alive], sold[alive]
    pieces = (bought > 0).astype(np.int64) + (sold > 0)
    times, steps = np.repeat(time_ms[alive], pieces), np.repeat(prices[alive], pieces)
    both = np.stack([bought, sold], axis=1)
    exists = both > 0
    count = np.arange(times.size)
    new = np.concatenate([[True], times[1:] != times[:-1]])
    place = count - np.maximum.accumulate(np.where(new, count, 0))
    side = np.broadcast_to(np.array([True, False]), both.shape)
    return Trades(times, place, steps, both[exists], side[exists])
