"""The names of candle units on the screen."""

from __future__ import annotations

from core.market.candles.units import CandleUnit
from widgets.text.language import translate


def unit_label(unit: CandleUnit) -> str:
    """Return a unit's short name for the screen."""
    names = {
        CandleUnit.SECOND_1: translate("Chart", "1초"),
        CandleUnit.MINUTE_60: translate("Chart", "1시간"),
        CandleUnit.MINUTE_240: translate("Chart", "4시간"),
        CandleUnit.DAY: translate("Chart", "일"),
        CandleUnit.WEEK: translate("Chart", "주"),
        CandleUnit.MONTH: translate("Chart", "월"),
    }
    return names.get(unit) or translate("Chart", "{minutes}분").format(minutes=unit.value[:-1])
