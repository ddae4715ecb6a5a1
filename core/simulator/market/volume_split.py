"""Splits a whole's volume among its parts so that volume and turnover both add up.

Volume is split in whole lots, by weights. The parts' prices are given; so the split is tilted towards high or low
prices until the whole's mean price is reached.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from core.simulator.market.noise import FloatArray, IntArray
from core.simulator.market.refinement import Cells, allot

_TOLERANCE: Final = 1e-9
_MAX_ROUNDS: Final = 100


def spread_volume(whole: Cells, trades: IntArray, weights: FloatArray, prices: FloatArray) -> IntArray:
    """Split volumes by `weights`, tilted towards high or low `prices` until the turnover matches the whole.

    Up to a tenth is first split evenly among the trades, so that each has a noticeable volume.
    """
    alive = trades > 0
    aim = whole.turnover / whole.volume
    plain = (trades * prices).sum(axis=1) / whole.trades
    end = np.where(
        aim > plain, np.where(alive, prices, -np.inf).max(axis=1), np.where(alive, prices, np.inf).min(axis=1)
    )
    reach = np.where(np.abs(end - plain) > 1e-12 * plain, end - plain, np.inf)
    even = 0.1 * np.clip((end - aim) / reach, 0.0, 1.0)
    tilted = tilt(np.where(alive, weights, 0.0), prices, (aim - even * plain) / (1.0 - even))
    tilted *= ((1.0 - even) / tilted.sum(axis=1))[:, np.newaxis]
    shares = tilted + trades * (even / whole.trades)[:, np.newaxis]
    return trades + allot(whole.volume - whole.trades, shares)


def mean_steps(whole: Cells, ends: FloatArray) -> FloatArray:
    """Mean price of each whole in steps, given the prices of its low and high (shape `(2, wholes)`)."""
    low, high = ends
    place = (whole.turnover / whole.volume - low) / np.where(high > low, high - low, np.inf)
    return np.asarray(whole.low + place * (whole.high - whole.low), dtype=np.float64)


def mean_prices(whole: Cells, trades: IntArray, price: FloatArray, ends: FloatArray) -> FloatArray:
    """Mean prices that the parts can have, such that the whole's lies between them.

    Args:
        whole: the candles to split.
        trades: trades in each part.
        price: the preferred mean of each part, strictly inside its range if it has one.
        ends: lows and highs of the parts as prices, shape `(2, *trades.shape)`.
    """
    aim = whole.turnover / whole.volume
    lows, highs = ends
    alive = trades > 0
    price = price.copy()
    too_low = np.flatnonzero(np.where(alive, price, -np.inf).max(axis=1) <= aim)
    too_high = np.flatnonzero(np.where(alive, price, np.inf).min(axis=1) >= aim)
    at = (too_low, np.where(alive, highs, -np.inf)[too_low].argmax(axis=1))
    price[at] = np.maximum(price[at], (aim[too_low] + highs[at]) / 2.0)
    at = (too_high, np.where(alive, lows, np.inf)[too_high].argmin(axis=1))
    price[at] = np.minimum(price[at], (aim[too_high] + lows[at]) / 2.0)
    return price


def tilt(weights: FloatArray, prices: FloatArray, aims: FloatArray) -> FloatArray:
    """Weights times `exp(slope * price)`; in each row the slope makes the weighted mean price equal the aim.

    Newton's iteration inside a shrinking bracket. A row whose prices are all equal keeps its weights.
    """
    alive = weights > 0.0
    low = np.where(alive, prices, np.inf).min(axis=1)
    span = np.where(alive, prices, -np.inf).max(axis=1) - low
    places = np.where(alive, (prices - low[:, np.newaxis]) / np.maximum(span, 1e-300)[:, np.newaxis], 0.0)
    tilted = weights.copy()
    rows = np.flatnonzero(span > 0.0)
    targets = np.clip((aims[rows] - low[rows]) / span[rows], 1e-6, 1.0 - 1e-6)
    slope, lower, upper = np.zeros(rows.size), np.full(rows.size, -np.inf), np.full(rows.size, np.inf)
    places, weights = places[rows], weights[rows]
    mass = weights
    for _ in range(_MAX_ROUNDS if rows.size else 0):
        total, moment = mass.sum(axis=1), mass * places
        mean = moment.sum(axis=1) / total
        miss = targets - mean
        open_ = np.abs(miss) > _TOLERANCE
        if not open_.all():
            tilted[rows] = mass
            if not open_.any():
                break
            rows, places, weights, moment = rows[open_], places[open_], weights[open_], moment[open_]
            slope, lower, upper, targets = slope[open_], lower[open_], upper[open_], targets[open_]
            total, mean, miss = total[open_], mean[open_], miss[open_]
        lower, upper = np.where(miss > 0.0, slope, lower), np.where(miss > 0.0, upper, slope)
        variance = np.einsum("ij,ij->i", moment, places) / total - mean**2
        longest = 4.0 + 2.0 * np.abs(slope)
        slope = slope + np.maximum(np.minimum(miss / np.maximum(variance, 1e-12), longest), -longest)
        outside = (slope <= lower) | (slope >= upper)
        if outside.any():
            slope[outside] = (lower[outside] + upper[outside]) / 2.0
        # Measured from the favoured end, so that the exponent is never positive.
        mass = weights * np.exp(slope[:, np.newaxis] * (places - (slope > 0.0)[:, np.newaxis]))
    else:
        tilted[rows] = mass
    return tilted
