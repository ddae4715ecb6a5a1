"""Donchian channel: the highest high and the lowest low of the last candles, and their middle."""

from __future__ import annotations

from typing import Final

from core.market.indicators.declaration import HIGH, LOW, Band, Indicator, Ink, Output, Place, period
from core.market.indicators.talib_run import carried
from core.text import translatable

DONCHIAN: Final = Indicator(
    id="donchian",
    title=translatable("Indicators", "돈치안 채널"),
    short="DC",
    place=Place.PRICES,
    parameters=(period(20),),
    outputs=(
        Output("upper", translatable("Indicators", "상단"), Ink.LINE_3),
        Output("middle", translatable("Indicators", "중심"), Ink.LINE_7),
        Output("lower", translatable("Indicators", "하단"), Ink.LINE_3),
    ),
    start=carried("DONCHIAN", (HIGH, LOW), timeperiod="period"),
    bands=(Band("upper", "lower", Ink.LINE_3),),
    words=("Donchian",),
)
