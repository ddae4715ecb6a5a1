"""How values are written on drawings of one market."""

from __future__ import annotations

from typing import Final

from core.market.candles.units import CandleUnit
from core.market.chart.time_ticks import time_label
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.paint.cells import CellText
from widgets.text import formats
from widgets.text.price_steps import tick_size

_PADDING: Final = 4
_DIGITS: Final = 12
_KEPT_LEVELS: Final = 512
"""Texts of levels that are kept while a chart is panned; while one is drawn each move writes others."""


class MarketLettering:
    """Writes prices of a market and moments of a unit, in the font of the present look.

    Args:
        look: font size and time zone.
        code: the market.
        unit: of the candles: a moment is written as exactly as they are long.
    """

    def __init__(self, look: Look, code: str, unit: CandleUnit) -> None:
        self.text = CellText(look, FontRole.SMALL)
        self._code, self._unit, self._zone = code, unit, look.zone
        self._height = self.text.metrics.height()
        self._levels: dict[tuple[float, float], str] = {}

    def price(self, price: float) -> str:
        """Write a price."""
        return formats.price(self._code, price)

    def time(self, time_ms: int) -> str:
        """Write the candle of a moment as the crosshair does."""
        return time_label(self._unit, self._unit.start_ms(self._unit.slot(time_ms)), self._zone)

    def change(self, before: float, after: float) -> str:
        """Write the difference of two prices, and how much of the first it is."""
        difference = formats.price_change(self._code, after - before, (before, after))
        sign = "+" if after > before else "-" if after < before else ""
        return f"{sign}{difference} ({formats.percent((after - before) / before)})"

    def level(self, share: float, price: float) -> str:
        """Write a level of a retracement, at the nearest price of the market."""
        found = self._levels.get((share, price))
        if found is None:
            if len(self._levels) >= _KEPT_LEVELS:
                self._levels.clear()
            found = self._levels[share, price] = f"{share:g} ({self.price(on_grid(self._code, price))})"
        return found

    def size(self, text: str) -> tuple[float, float]:
        """Return the size of a text with a little room around it."""
        return self.text.width(text) + 2 * _PADDING, self._height


def on_grid(code: str, price: float) -> float:
    """Return the price nearest to `price` at which the market trades; at least one step."""
    tick = tick_size(code, price)
    return float(f"{max(round(price / tick), 1) * tick:.{_DIGITS}g}")
