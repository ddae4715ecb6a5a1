"""What the kinds of bars are called on the screen."""

from __future__ import annotations

from core.market.chart.bar_kind import BarKind
from widgets.text.language import translate


def kind_name(kind: BarKind) -> str:
    """Return the name of a kind."""
    names = {
        BarKind.CANDLES: translate("Chart", "캔들"),
        BarKind.HOLLOW: translate("Chart", "빈 캔들"),
        BarKind.BARS: translate("Chart", "바 (OHLC)"),
        BarKind.LINE: translate("Chart", "선"),
        BarKind.AREA: translate("Chart", "영역"),
        BarKind.HEIKIN_ASHI: translate("Chart", "하이킨 아시 (평균봉)"),
    }
    return names[kind]
