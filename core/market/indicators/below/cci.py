"""Commodity channel index: how far the typical price is from its mean, in mean deviations."""

from __future__ import annotations

from typing import Final

from core.market.indicators.declaration import CLOSE, HIGH, LOW, Indicator, Ink, Output, Place, period
from core.market.indicators.talib_run import carried
from core.text import translatable

CCI: Final = Indicator(
    id="cci",
    title=translatable("Indicators", "상품채널지수 (CCI)"),
    short="CCI",
    place=Place.PANE,
    parameters=(period(20),),
    outputs=(Output("cci", translatable("Indicators", "CCI"), Ink.LINE_3),),
    start=carried("CCI", (HIGH, LOW, CLOSE), timeperiod="period"),
    levels=(-100, 100),
    decimals=2,
    words=("Commodity Channel Index",),
)
