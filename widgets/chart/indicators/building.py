"""Makes the layers of an indicator that a chart shows: what is drawn below the candles, and what over them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from core.market.indicators.declaration import Kind, Place
from widgets.chart.indicators.marks import LegendLayer, LevelsLayer
from widgets.chart.indicators.naming import short_name
from widgets.chart.indicators.outputs import (
    IndicatorDots,
    IndicatorHistogram,
    IndicatorLine,
    OfIndicator,
    below_of,
    paint_of,
)
from widgets.chart.indicators.profile import ProfileLayer
from widgets.chart.panes.curves import BandLayer
from widgets.look.look import Look

if TYPE_CHECKING:
    from core.market.candles.series import CandleSeries
    from core.market.indicators.choice import Chosen
    from core.market.indicators.declaration import Band, Floats, Output
    from core.market.indicators.live import LiveIndicator, LiveIndicators
    from widgets.chart.panes.layer import Layer


class Layers(NamedTuple):
    """The layers of one indicator."""

    below: list[Layer]
    """Under the candles: areas."""
    above: list[Layer]
    outputs: list[OfIndicator]
    """Those of them that have a value for each candle."""


def layers_of(look: Look, chosen: Chosen, live: LiveIndicator | None, all_live: LiveIndicators) -> Layers:
    """Return the layers of an indicator.

    Args:
        look: theme and font size.
        chosen: what the user chose.
        live: its values; None if it has none of single candles.
        all_live: brings them up to date.
    """
    indicator = chosen.indicator
    if live is None:
        return Layers([_profile(look, chosen)], [], [])
    outputs = {
        output.key: _output(look, chosen, output, partial(_values, all_live, live, place))
        for place, output in enumerate(indicator.outputs)
        if chosen.styles[output.key].is_shown
    }
    below: list[Layer] = [
        _band(look, chosen, band, all_live, live)
        for band in indicator.bands
        if band.upper in outputs and band.lower in outputs
    ]
    name: Callable[[], str] = partial(short_name, chosen) if indicator.place is Place.PRICES else str
    above: list[Layer] = [LegendLayer(look, name, list(outputs.values()), indicator.decimals)]
    if indicator.levels:
        above.append(LevelsLayer(look, indicator.levels))
    # Bars from zero lie under the lines that they are the distance of.
    drawn = sorted(outputs.values(), key=lambda layer: not isinstance(layer, IndicatorHistogram))
    return Layers(below, [*above, *drawn], list(outputs.values()))


def _values(all_live: LiveIndicators, live: LiveIndicator, place: int, series: CandleSeries) -> Floats:
    all_live.refresh(series)
    values: Floats = live.columns[place]
    return values


def _output(look: Look, chosen: Chosen, output: Output, values: Callable[[CandleSeries], Floats]) -> OfIndicator:
    style, shift = chosen.styles[output.key], output.shift_by(chosen.values)
    made: OfIndicator
    if output.kind is Kind.HISTOGRAM:
        made = IndicatorHistogram(look, values, paint_of(style.color), below=below_of(style.color))
    elif output.kind is Kind.DOTS:
        made = IndicatorDots(look, values, paint_of(style.color))
    else:
        made = IndicatorLine(look, values, paint_of(style.color), width=style.width, shift=shift)
    made.is_over_prices = chosen.indicator.place is Place.PRICES
    return made


def _band(look: Look, chosen: Chosen, band: Band, all_live: LiveIndicators, live: LiveIndicator) -> BandLayer:
    outputs = {output.key: place for place, output in enumerate(chosen.indicator.outputs)}
    shift = chosen.indicator.outputs[outputs[band.upper]].shift_by(chosen.values)
    edges = (
        partial(_values, all_live, live, outputs[band.upper]),
        partial(_values, all_live, live, outputs[band.lower]),
    )
    other = chosen.styles[band.lower].color if band.ink_below is not None else chosen.styles[band.upper].color
    return BandLayer(look, edges, paint_of(chosen.styles[band.upper].color), other=paint_of(other), shift=shift)


def _profile(look: Look, chosen: Chosen) -> ProfileLayer:
    styles = [chosen.styles[output.key] for output in chosen.indicator.outputs]
    rise, fall, peak = (paint_of(style.color) if style.is_shown else None for style in styles)
    return ProfileLayer(look, dict(chosen.values), (rise, fall, peak), partial(short_name, chosen))
