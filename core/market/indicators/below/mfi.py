"""Money flow index: as RSI, of the typical price and weighted by the money that changed hands."""

from __future__ import annotations

from typing import Final

from core.market.indicators.declaration import CLOSE, HIGH, LOW, VOLUME, Indicator, Ink, Output, Place, period
from core.market.indicators.talib_run import carried
from core.text import translatable

MFI: Final = Indicator(
    id="mfi",
    title=translatable("Indicators", "자금흐름지수 (MFI)"),
    short="MFI",
    place=Place.PANE,
    parameters=(period(14),),
    outputs=(Output("mfi", translatable("Indicators", "MFI"), Ink.LINE_6),),
    start=carried("MFI", (HIGH, LOW, CLOSE, VOLUME), timeperiod="period"),
    levels=(20, 80),
    bounds=(0, 100),
    decimals=2,
    words=("Money Flow Index",),
)
