"""Exponential moving average: a mean in which each older close counts less."""

from __future__ import annotations

from typing import Final

from core.market.indicators.declaration import CLOSE, Indicator, Ink, Output, Place, period
from core.market.indicators.talib_run import carried
from core.text import translatable

EMA: Final = Indicator(
    id="ema",
    title=translatable("Indicators", "지수이동평균 (EMA)"),
    short="EMA",
    place=Place.PRICES,
    parameters=(period(20),),
    outputs=(Output("average", translatable("Indicators", "평균"), Ink.LINE_2),),
    start=carried("EMA", (CLOSE,), timeperiod="period"),
    warm_up=8,
    words=("이평",),
)
