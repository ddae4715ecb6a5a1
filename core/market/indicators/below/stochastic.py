"""Slow stochastic: where the close lies between the extremes of the last candles, averaged once and twice."""

from __future__ import annotations

from typing import Final

from core.market.indicators.declaration import CLOSE, HIGH, LOW, Indicator, Ink, Output, Place, period
from core.market.indicators.talib_run import carried
from core.text import translatable

STOCHASTIC: Final = Indicator(
    id="stochastic",
    title=translatable("Indicators", "스토캐스틱"),
    short="Stoch",
    place=Place.PANE,
    parameters=(
        period(14, least=1),
        period(3, "slow_k", translatable("Indicators", "%K 평균 기간"), least=1),
        period(3, "slow_d", translatable("Indicators", "%D 평균 기간"), least=1),
    ),
    outputs=(
        Output("k", translatable("Indicators", "%K"), Ink.LINE_5),
        Output("d", translatable("Indicators", "%D"), Ink.LINE_2),
    ),
    start=carried("STOCH", (HIGH, LOW, CLOSE), fastk_period="period", slowk_period="slow_k", slowd_period="slow_d"),
    levels=(20, 80),
    bounds=(0, 100),
    decimals=2,
    words=("Stochastic", "슬로우"),
)
