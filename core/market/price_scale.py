"""What prices, or volumes, a chart's height stands for, and where round ones lie on it."""

from __future__ import annotations

from math import ceil, floor, log10
from typing import Final, NamedTuple

_LOG_ERROR: Final = 1e-9
_ROUND_STEPS: Final = (1, 2, 5, 10)
_FLAT_MARGIN: Final = 0.001
"""Half the height of a scale on which nothing moves, as a share of the price."""


class Scale(NamedTuple):
    """From `low` at the bottom to `high` at the top of `height` pixels."""

    low: float
    high: float
    height: int

    def y(self, value: float) -> float:
        """Pixels from the top."""
        return (self.high - value) / (self.high - self.low) * self.height

    def value(self, y: float) -> float:
        """What `y` pixels from the top stand for."""
        return self.high - y / self.height * (self.high - self.low)

    def resized(self, height: int) -> Scale:
        """The same values on another height."""
        return self._replace(height=max(height, 1))

    def step(self, spacing: int, least: float = 0.0) -> float:
        """The smallest round step that is at least `spacing` pixels high, and at least `least`."""
        return round_step(max((self.high - self.low) * spacing / self.height, least))

    def ticks(self, step: float) -> list[float]:
        """The multiples of `step` on this scale, lowest first."""
        return [index * step for index in range(ceil(self.low / step), floor(self.high / step) + 1)]


def fitted(low: float, high: float, height: int, top: int, bottom: int) -> Scale:
    """A scale on which `low` to `high` fill `height` pixels but for `top` and `bottom` ones."""
    if high <= low:
        low, high = low - abs(low) * _FLAT_MARGIN, high + abs(high) * _FLAT_MARGIN
    if high <= low:
        low, high = 0.0, 1.0
    value_of_pixel = (high - low) / max(height - top - bottom, 1)
    return Scale(low - bottom * value_of_pixel, high + top * value_of_pixel, max(height, 1))


def round_step(least: float) -> float:
    """The smallest of 1, 2, 5, 10, ... (at any power of ten) that is not below `least`."""
    power = 10.0 ** floor(log10(least) + _LOG_ERROR)
    return next((step * power for step in _ROUND_STEPS if step * power >= least * (1 - _LOG_ERROR)), 20 * power)


def decimals_of_step(step: float) -> int:
    """How many decimals tell the multiples of a round step apart."""
    return max(-floor(log10(step) + _LOG_ERROR), 0)
