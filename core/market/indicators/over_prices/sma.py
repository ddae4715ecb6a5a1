"""Simple moving average: the mean of the last closes."""

from __future__ import annotations

from typing import Final

from core.market.indicators.declaration import CLOSE, Indicator, Ink, Output, Place, period
from core.market.indicators.talib_run import carried
from core.text import translatable

SMA: Final = Indicator(
    id="sma",
    title=translatable("Indicators", "이동평균 (MA)"),
    short="MA",
    place=Place.PRICES,
    parameters=(period(20),),
    outputs=(Output("average", translatable("Indicators", "평균"), Ink.LINE_1),),
    start=carried("SMA", (CLOSE,), timeperiod="period"),
    words=("SMA", "이평"),
)
