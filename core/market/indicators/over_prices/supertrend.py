"""SuperTrend: a stop some true ranges from the price, below it in a rise and above it in a fall."""

from __future__ import annotations

from math import nan
from typing import Final

import numpy as np

from core.market.indicators.declaration import (
    CLOSE,
    HIGH,
    LOW,
    Candles,
    Floats,
    Indicator,
    Ink,
    Output,
    Parameter,
    Place,
    Started,
    Values,
    period,
)
from core.market.indicators.joint_run import joined
from core.market.indicators.talib_run import started
from core.text import translatable


def _start(candles: Candles, values: Values) -> Started:
    run = started(
        "SUPERTREND", (HIGH, LOW, CLOSE), candles, timeperiod=values["period"], multiplier=values["multiplier"]
    )
    return joined([run], candles.figures, _columns, _numbers)


def _columns(figures: Floats, stop: Floats, trend: Floats) -> tuple[Floats, ...]:
    return np.where(trend > 0, stop, nan), np.where(trend < 0, stop, nan)


def _numbers(figures: tuple[float, ...], stop: float, trend: float) -> tuple[float, ...]:
    return stop if trend > 0 else nan, stop if trend < 0 else nan


SUPERTREND: Final = Indicator(
    id="supertrend",
    title=translatable("Indicators", "슈퍼트렌드"),
    short="ST",
    place=Place.PRICES,
    parameters=(
        period(10),
        Parameter("multiplier", translatable("Indicators", "ATR 배수"), 3, 0.1, 20, decimals=1),
    ),
    outputs=(
        Output("rise", translatable("Indicators", "상승 추세"), Ink.RISE),
        Output("fall", translatable("Indicators", "하락 추세"), Ink.FALL),
    ),
    start=_start,
    warm_up=8,
    words=("SuperTrend",),
)
