"""ADX: how strong the trend is, whatever its direction, and the directional movement up and down that it is made of."""

from __future__ import annotations

from typing import Final

from core.market.indicators.declaration import (
    CLOSE,
    HIGH,
    LOW,
    Candles,
    Indicator,
    Ink,
    Output,
    Place,
    Started,
    Values,
    period,
)
from core.market.indicators.joint_run import side_by_side
from core.market.indicators.talib_run import started
from core.text import translatable


def _start(candles: Candles, values: Values) -> Started:
    return side_by_side(
        [
            started(function, (HIGH, LOW, CLOSE), candles, timeperiod=values["period"])
            for function in ("ADX", "PLUS_DI", "MINUS_DI")
        ]
    )


ADX: Final = Indicator(
    id="adx",
    title=translatable("Indicators", "평균방향지수 (ADX)"),
    short="ADX",
    place=Place.PANE,
    parameters=(period(14),),
    outputs=(
        Output("adx", translatable("Indicators", "ADX"), Ink.LINE_2),
        Output("plus", translatable("Indicators", "+DI"), Ink.RISE),
        Output("minus", translatable("Indicators", "-DI"), Ink.FALL),
    ),
    start=_start,
    warm_up=8,
    levels=(25,),
    decimals=2,
    words=("DMI", "Average Directional Index"),
)
