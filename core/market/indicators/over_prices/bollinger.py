"""Bollinger bands: the moving average, and some standard deviations above and below it."""

from __future__ import annotations

from typing import Final

from core.market.indicators.declaration import CLOSE, Band, Indicator, Ink, Output, Parameter, Place, period
from core.market.indicators.talib_run import carried
from core.text import translatable

BOLLINGER: Final = Indicator(
    id="bollinger",
    title=translatable("Indicators", "볼린저 밴드"),
    short="BB",
    place=Place.PRICES,
    parameters=(
        period(20),
        Parameter("deviations", translatable("Indicators", "표준편차 배수"), 2, 0.1, 10, decimals=1),
    ),
    outputs=(
        Output("upper", translatable("Indicators", "상단"), Ink.LINE_5),
        Output("middle", translatable("Indicators", "중심"), Ink.LINE_2),
        Output("lower", translatable("Indicators", "하단"), Ink.LINE_5),
    ),
    start=carried("BBANDS", (CLOSE,), timeperiod="period", nbdevup="deviations", nbdevdn="deviations"),
    bands=(Band("upper", "lower", Ink.LINE_5),),
    words=("Bollinger Bands",),
)
