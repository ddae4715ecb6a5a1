"""On-balance volume: the volume of candles that closed higher, less that of candles that closed lower."""

from __future__ import annotations

from typing import Final

from core.market.indicators.declaration import CLOSE, VOLUME, Indicator, Ink, Output, Place
from core.market.indicators.talib_run import carried
from core.text import translatable

OBV: Final = Indicator(
    id="obv",
    title=translatable("Indicators", "거래량 균형 (OBV)"),
    short="OBV",
    place=Place.PANE,
    parameters=(),
    outputs=(Output("obv", translatable("Indicators", "OBV"), Ink.LINE_6),),
    start=carried("OBV", (CLOSE, VOLUME)),
    is_amount=True,
    words=("On Balance Volume",),
)
