"""The values of a chart's indicators as columns of its table, each beside the candle it is computed at."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from widgets.chart.indicators.naming import short_name
from widgets.chart.values import Column
from widgets.text import formats
from widgets.text.language import wording

if TYPE_CHECKING:
    from core.market.candles.series import CandleSeries
    from core.market.indicators.choice import Chosen
    from core.market.indicators.declaration import Floats, Indicator
    from widgets.chart.indicators.shown import ShownIndicators


def indicator_columns(shown: ShownIndicators, series: CandleSeries, price_text: Callable[[float], str]) -> list[Column]:
    """Return a column for each output that is drawn.

    Args:
        shown: the indicators of the chart.
        series: its candles.
        price_text: writes a price.
    """
    return [
        Column(_title(chosen, place), partial(_text, live.columns[place], _writer(chosen.indicator, price_text)))
        for chosen, live in shown.computed(series)
        for place, output in enumerate(chosen.indicator.outputs)
        if chosen.styles[output.key].is_shown
    ]


def _title(chosen: Chosen, place: int) -> str:
    name = short_name(chosen)
    outputs = chosen.indicator.outputs
    return name if len(outputs) == 1 else f"{name} {wording(outputs[place].title)}"


def _writer(indicator: Indicator, price_text: Callable[[float], str]) -> Callable[[float], str]:
    if indicator.is_amount:
        return formats.volume
    return price_text if indicator.decimals is None else partial(_fixed, indicator.decimals)


def _fixed(decimals: int, value: float) -> str:
    return f"{value:,.{decimals}f}"


def _text(values: Floats, write: Callable[[float], str], place: int) -> str:
    value = float(values[place])
    return write(value) if value == value else ""  # noqa: PLR0124 - NaN
