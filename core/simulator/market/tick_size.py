"""The exchange's price grid, counted in steps.

All prices of the synthetic market are whole numbers of steps from zero, so they are on the grid by construction and a
path may cross from one tick size to the next without care. Source: Upbit trading rules, KRW table in force since
2025-07-31; BTC and USDT quotes.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from core.simulator.market.noise import FloatArray, IntArray

_MAX_LEVELS: Final = 5


class TickGrid:
    """Steps to prices and back, for one quote currency.

    Args:
        *bands: lower bound of the price (inclusive) and tick size above it, as decimal text, ascending from "0".
    """

    def __init__(self, *bands: tuple[str, str]) -> None:
        floors = [Fraction(floor) for floor, _ in bands]
        ticks = [Fraction(tick) for _, tick in bands]
        offsets = [0]
        for floor, ceiling, tick in zip(floors, floors[1:], ticks, strict=False):
            offsets.append(offsets[-1] + int((ceiling - floor) / tick))
        scales = [tick.denominator for tick in ticks]
        self._floors: FloatArray = np.array([float(floor) for floor in floors])
        self._ticks: FloatArray = np.array([float(tick) for tick in ticks])
        self._offsets: IntArray = np.array(offsets)
        # A price is one correctly rounded division of whole numbers: exactly the float its decimal text reads as.
        self._scales: FloatArray = np.array([float(scale) for scale in scales])
        self._tick_units: FloatArray = np.array([float(tick.numerator) for tick in ticks])
        self._base_units: FloatArray = np.array(
            [float(floor * scale) for floor, scale in zip(floors, scales, strict=True)]
        )

    def prices(self, steps: IntArray) -> FloatArray:
        """The price of each step."""
        if not steps.size:
            return np.zeros(steps.shape)
        bands = np.searchsorted(self._offsets, (steps.min(), steps.max()), side="right") - 1
        # Most stretches of prices lie in one band, which is much cheaper.
        band = bands[0] if bands[0] == bands[1] else np.searchsorted(self._offsets, steps, side="right") - 1
        units = self._base_units[band] + (steps - self._offsets[band]) * self._tick_units[band]
        return np.asarray(units / self._scales[band], dtype=np.float64)

    def price(self, step: int) -> float:
        """The price of one step."""
        return float(self.prices(np.array([step]))[0])

    def steps(self, prices: FloatArray) -> IntArray:
        """The step nearest to each price."""
        band = np.searchsorted(self._floors, prices, side="right") - 1
        return self._offsets[band] + np.rint((prices - self._floors[band]) / self._ticks[band]).astype(np.int64)

    def step(self, price: float) -> int:
        """The step nearest to one price."""
        return int(self.steps(np.array([price]))[0])

    def tick(self, price: float) -> float:
        """The tick size in force at `price`."""
        return float(self._ticks[np.searchsorted(self._floors, price, side="right") - 1])


GRIDS: Final = {
    "KRW": TickGrid(
        ("0", "0.00000001"),
        ("0.00001", "0.0000001"),
        ("0.0001", "0.000001"),
        ("0.001", "0.00001"),
        ("0.01", "0.0001"),
        ("0.1", "0.001"),
        ("1", "0.01"),
        ("10", "0.1"),
        ("100", "1"),
        ("5000", "5"),
        ("10000", "10"),
        ("50000", "50"),
        ("100000", "100"),
        ("500000", "500"),
        ("1000000", "1000"),
    ),
    "BTC": TickGrid(("0", "0.00000001")),
    "USDT": TickGrid(
        ("0", "0.00000001"),
        ("0.0001", "0.0000001"),
        ("0.001", "0.000001"),
        ("0.01", "0.00001"),
        ("0.1", "0.0001"),
        ("1", "0.001"),
        ("10", "0.01"),
    ),
}
"""The grid of each quote currency."""


def supported_levels(quote: str, price: float) -> tuple[float, ...]:
    """The steps a book at `price` may be grouped by, 0 (none) first: ten-fold multiples of the tick, up to the price.

    Only KRW books can be grouped. Source: Upbit order book instruments page (KRW-BTC: 0, 10,000 ... 100,000,000).
    """
    if quote != "KRW":
        return (0.0,)
    tick = Fraction(str(GRIDS[quote].tick(price)))
    levels = [float(tick * 10**power) for power in range(1, _MAX_LEVELS + 1)]
    return (0.0, *(level for level in levels if level <= price))
