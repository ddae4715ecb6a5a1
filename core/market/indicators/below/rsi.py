"""Relative strength index: the share of rises in the movement of the last closes, smoothed as Wilder does."""

from __future__ import annotations

from typing import Final

from core.market.indicators.declaration import CLOSE, Indicator, Ink, Output, Place, period
from core.market.indicators.talib_run import carried
from core.text import translatable

RSI: Final = Indicator(
    id="rsi",
    title=translatable("Indicators", "상대강도지수 (RSI)"),
    short="RSI",
    place=Place.PANE,
    parameters=(period(14),),
    outputs=(Output("rsi", translatable("Indicators", "RSI"), Ink.LINE_4),),
    start=carried("RSI", (CLOSE,), timeperiod="period"),
    warm_up=8,
    levels=(30, 70),
    bounds=(0, 100),
    decimals=2,
)
