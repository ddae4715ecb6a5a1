"""Average true range: how far prices move in a candle, the jump from the close before included."""

from __future__ import annotations

from typing import Final

from core.market.indicators.declaration import CLOSE, HIGH, LOW, Indicator, Ink, Output, Place, period
from core.market.indicators.talib_run import carried
from core.text import translatable

ATR: Final = Indicator(
    id="atr",
    title=translatable("Indicators", "평균 진폭 (ATR)"),
    short="ATR",
    place=Place.PANE,
    parameters=(period(14, least=1),),
    outputs=(Output("atr", translatable("Indicators", "ATR"), Ink.LINE_7),),
    start=carried("ATR", (HIGH, LOW, CLOSE), timeperiod="period"),
    warm_up=8,
    words=("Average True Range", "변동성"),
)
