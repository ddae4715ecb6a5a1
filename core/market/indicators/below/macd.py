"""MACD: the distance of a fast and a slow exponential average, the average of that, and the distance of both."""

from __future__ import annotations

from typing import Final

from core.market.indicators.declaration import CLOSE, Indicator, Ink, Kind, Output, Place, period
from core.market.indicators.talib_run import carried
from core.text import translatable

MACD: Final = Indicator(
    id="macd",
    title=translatable("Indicators", "MACD"),
    short="MACD",
    place=Place.PANE,
    parameters=(
        period(12, "fast", translatable("Indicators", "단기 기간")),
        period(26, "slow", translatable("Indicators", "장기 기간")),
        period(9, "signal", translatable("Indicators", "시그널 기간"), least=1),
    ),
    outputs=(
        Output("macd", translatable("Indicators", "MACD"), Ink.LINE_5),
        Output("signal", translatable("Indicators", "시그널"), Ink.LINE_2),
        Output("histogram", translatable("Indicators", "히스토그램"), Ink.RISE, Kind.HISTOGRAM),
    ),
    start=carried("MACD", (CLOSE,), fastperiod="fast", slowperiod="slow", signalperiod="signal"),
    warm_up=8,
    levels=(0,),
    words=("오실레이터",),
)
