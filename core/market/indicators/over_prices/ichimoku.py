"""Ichimoku: middles of the range of 9, 26 and 52 candles, two of them ahead of the price; the close behind it."""

from __future__ import annotations

from typing import Final

from core.market.indicators.declaration import (
    CLOSE,
    HIGH,
    LOW,
    Band,
    Candles,
    Floats,
    Indicator,
    Ink,
    Output,
    Place,
    Started,
    Values,
    period,
)
from core.market.indicators.joint_run import joined
from core.market.indicators.talib_run import started
from core.text import translatable


def _start(candles: Candles, values: Values) -> Started:
    middles = [
        started("MIDPRICE", (HIGH, LOW), candles, timeperiod=values[key]) for key in ("conversion", "base", "span_b")
    ]
    return joined(middles, candles.figures, _columns, _numbers)


def _columns(figures: Floats, conversion: Floats, base: Floats, span_b: Floats) -> tuple[Floats, ...]:
    return conversion, base, (conversion + base) / 2, span_b, figures[CLOSE]


def _numbers(figures: tuple[float, ...], conversion: float, base: float, span_b: float) -> tuple[float, ...]:
    return conversion, base, (conversion + base) / 2, span_b, figures[CLOSE]


def _ahead(values: Values) -> int:
    """The exchange's chart counts the candle itself as the first of the 26."""
    return int(values["displacement"]) - 1


def _behind(values: Values) -> int:
    return 1 - int(values["displacement"])


ICHIMOKU: Final = Indicator(
    id="ichimoku",
    title=translatable("Indicators", "일목균형표"),
    short=translatable("Indicators", "일목"),
    place=Place.PRICES,
    parameters=(
        period(9, "conversion", translatable("Indicators", "전환선 기간")),
        period(26, "base", translatable("Indicators", "기준선 기간")),
        period(52, "span_b", translatable("Indicators", "선행스팬 2 기간")),
        period(26, "displacement", translatable("Indicators", "선행·후행 이동"), least=1),
    ),
    outputs=(
        Output("conversion", translatable("Indicators", "전환선"), Ink.LINE_5),
        Output("base", translatable("Indicators", "기준선"), Ink.LINE_2),
        Output("span_a", translatable("Indicators", "선행스팬 1"), Ink.RISE, shift=_ahead),
        Output("span_b", translatable("Indicators", "선행스팬 2"), Ink.FALL, shift=_ahead),
        Output("lagging", translatable("Indicators", "후행스팬"), Ink.LINE_6, shift=_behind),
    ),
    start=_start,
    bands=(Band("span_a", "span_b", Ink.RISE, Ink.FALL),),
    words=("Ichimoku",),
)
