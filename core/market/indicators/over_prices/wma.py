"""Weighted moving average: the newest close counts most, the oldest once."""

from __future__ import annotations

from typing import Final

from core.market.indicators.declaration import CLOSE, Indicator, Ink, Output, Place, period
from core.market.indicators.talib_run import carried
from core.text import translatable

WMA: Final = Indicator(
    id="wma",
    title=translatable("Indicators", "가중이동평균 (WMA)"),
    short="WMA",
    place=Place.PRICES,
    parameters=(period(20),),
    outputs=(Output("average", translatable("Indicators", "평균"), Ink.LINE_3),),
    start=carried("WMA", (CLOSE,), timeperiod="period"),
    words=("이평",),
)
