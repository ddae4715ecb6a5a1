"""Parabolic SAR: a stop that follows the trend, faster with each new extreme, and changes sides when it is touched."""

from __future__ import annotations

from typing import Final

from core.market.indicators.declaration import HIGH, LOW, Indicator, Ink, Kind, Output, Parameter, Place
from core.market.indicators.talib_run import carried
from core.text import translatable

PARABOLIC_SAR: Final = Indicator(
    id="sar",
    title=translatable("Indicators", "파라볼릭 SAR"),
    short="SAR",
    place=Place.PRICES,
    parameters=(
        Parameter("acceleration", translatable("Indicators", "가속도"), 0.02, 0.001, 1, decimals=3),
        Parameter("most", translatable("Indicators", "최대 가속도"), 0.2, 0.001, 1, decimals=3),
    ),
    outputs=(Output("stop", translatable("Indicators", "SAR"), Ink.LINE_7, Kind.DOTS),),
    start=carried("SAR", (HIGH, LOW), acceleration="acceleration", maximum="most"),
    words=("Parabolic",),
)
