"""Candles for tests of indicators, and what an indicator computes from them."""

from __future__ import annotations

import csv
from datetime import datetime

import numpy as np
import pytest

from core.market.candles.bar import Bar
from core.market.candles.units import CandleUnit
from core.market.indicators.declaration import Candles, Indicator
from core.model.korean_time import KST
from shared_files import SHARED

REAL_DAYS = SHARED / "data" / "upbit_krw-btc_1d_2024-10_2025-10.csv"
FIRST_MS = 1_795_132_800_000
"""00:00 UTC on a Friday."""

ON_REAL_AND_MADE_CANDLES = pytest.mark.parametrize("candles", ["real", "made", "flat"], indirect=True)


def real_days() -> list[Bar]:
    """The days of a year of the real exchange; the test is skipped where they are not at hand."""
    if not REAL_DAYS.exists():
        pytest.skip("the recorded candles are not here")
    with REAL_DAYS.open() as file:
        return [
            Bar(
                int(datetime.fromisoformat(row["kst"]).replace(tzinfo=KST).timestamp()) * 1000,
                *(float(row[name]) for name in ("open", "high", "low", "close", "volume", "value")),
            )
            for row in csv.DictReader(file)
        ]


def made_minutes(count: int = 400, seed: int = 1, first_ms: int = FIRST_MS, price: float = 1000.0) -> list[Bar]:
    """Minutes of a random walk, with candles that do not move and such as repeat the one before."""
    random = np.random.default_rng(seed)
    bars = []
    for index in range(count):
        opening, close = price, max(price + float(random.normal(0, 5)), 1.0)
        high, low = (
            max(opening, close) + float(random.exponential(2)),
            min(opening, close) - float(random.exponential(2)),
        )
        if index % 17 == 5:
            close = high = low = opening
        volume = float(random.exponential(3)) if index % 23 else 0.0
        bar = Bar(
            first_ms + index * 60_000, opening, high, max(low, 0.5), close, volume, volume * (opening + close) / 2
        )
        bars.append(bars[-1]._replace(start_ms=bar.start_ms) if index % 29 == 7 else bar)
        price = bars[-1].close
    return bars


def flat_minutes(count: int = 150) -> list[Bar]:
    """Minutes without any movement."""
    return [Bar(FIRST_MS + index * 60_000, 5.0, 5.0, 5.0, 5.0, 2.0, 10.0) for index in range(count)]


def candles_of(bars: list[Bar], unit: CandleUnit, *, is_whole: bool = False) -> Candles:
    """Bars as an indicator takes them."""
    starts_ms = np.array([bar.start_ms for bar in bars], np.int64)
    figures = np.array([bar[1:7] for bar in bars], np.float64).reshape(-1, 6).T.copy()
    return Candles(unit, starts_ms, figures, is_whole)


def sample(name: str) -> Candles:
    """The candles of a name in `ON_REAL_AND_MADE_CANDLES`."""
    if name == "real":
        return candles_of(real_days(), CandleUnit.DAY)
    return candles_of(made_minutes() if name == "made" else flat_minutes(), CandleUnit.MINUTE_1)


def computed(indicator: Indicator, candles: Candles, **changed: float) -> dict[str, list[float]]:
    """The outputs of an indicator by their keys, with its defaults but for what is changed."""
    assert indicator.start is not None
    assert changed.keys() <= indicator.defaults.keys()
    _, outputs = indicator.start(candles, {**indicator.defaults, **changed})
    return {output.key: column.tolist() for output, column in zip(indicator.outputs, outputs, strict=True)}


def assert_close(found: list[float], expected: list[float]) -> None:
    """The same values, but for what the order of operations does to the last digits; NaN at the same places."""
    assert len(found) == len(expected)
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-6)


def columns(candles: Candles) -> tuple[list[float], ...]:
    """Opens, highs, lows, closes, volumes and turnovers."""
    return tuple(candles.figures.tolist())


def wilder(values: list[float], period: int, first: int) -> list[float]:
    """Wilder's smoothing of the values from place `first` on: a mean, then each value with a weight of 1/period."""
    smooth = [float("nan")] * len(values)
    for index in range(first + period - 1, len(values)):
        if index == first + period - 1:
            smooth[index] = sum(values[first : index + 1]) / period
        else:
            smooth[index] = (smooth[index - 1] * (period - 1) + values[index]) / period
    return smooth


def exponential(values: list[float], period: int, first: int) -> list[float]:
    """An exponential average whose first value, at place `first`, is the mean of the period up to there."""
    smooth = [float("nan")] * len(values)
    for index in range(first, len(values)):
        if index == first:
            smooth[index] = sum(values[index - period + 1 : index + 1]) / period
        else:
            smooth[index] = smooth[index - 1] + (values[index] - smooth[index - 1]) * 2 / (period + 1)
    return smooth


def means(values: list[float], period: int) -> list[float]:
    """The mean of each value and those before it; NaN where one is missing."""
    return [
        sum(values[index - period + 1 : index + 1]) / period if index >= period - 1 else float("nan")
        for index in range(len(values))
    ]


def true_ranges(candles: Candles) -> list[float]:
    """The true range of each candle but the first, whose close before is not known."""
    _, highs, lows, closes, *_ = columns(candles)
    return [
        float("nan") if index == 0 else max(highs[index], closes[index - 1]) - min(lows[index], closes[index - 1])
        for index in range(len(closes))
    ]
