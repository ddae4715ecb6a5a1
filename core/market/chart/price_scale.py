"""Maps prices or volumes to the height of a chart, and finds round values for labels."""

from __future__ import annotations

from itertools import pairwise
from math import ceil, exp, floor, isfinite, isnan, log, log10
from typing import Final, NamedTuple, TypeGuard

_LOG_ERROR: Final = 1e-9
_FIGURE_ERROR: Final = 1e-6
_ROUND_STEPS: Final = (1, 2, 5, 10)
_FINER_STEPS: Final = (10, 8, 6, 5, 4, 3, 2.5, 2, 1.5, 1)
"""Step sizes whose double is as short a number: with room for two labels, one of these fits two."""
_FLAT_MARGIN: Final = 0.001
"""Half the height of a scale without any movement, as a share of the price."""
_LEAST_SPAN: Final = 1e-12
"""The least height of a scale, as a share of its values, at which two pixels are still two numbers."""
_SMALLEST: Final = 1e-200
_LARGEST: Final = 1e200
"""Within this bound every product and quotient here is finite."""
_LARGEST_STEP: Final = 1e250
"""An upper bound of steps: a scale of the largest values, with margins many times its height, needs larger steps than
any value."""
_MOST_TICKS: Final = 10_000
_FARTHEST_LOG: Final = 600.0
"""Bound of logarithms whose powers are finite."""
_DECADES_OF_PLAIN_STEPS: Final = 0.7
"""A logarithmic scale of fewer decades is labelled in equal steps, a longer one with 1, 2, 5, 10, 20 and so on."""
_LEAST_ZOOMED: Final = 1e-9
"""The least height of a scale that the user stretches, as a share of its values."""


class Scale(NamedTuple):
    """Maps `low` at the bottom to `high` at the top of `height` pixels, or their logarithms, both then above 0."""

    low: float
    high: float
    height: int
    is_log: bool = False

    def y(self, value: float) -> float:
        """The position of `value` in pixels from the top."""
        if self.is_log:
            return log(self.high / max(value, _SMALLEST)) / log(self.high / self.low) * self.height
        return (self.high - value) / (self.high - self.low) * self.height

    def value(self, y: float) -> float:
        """The value at `y` pixels from the top."""
        if self.is_log:
            exponent = log(self.high) - y / self.height * log(self.high / self.low)
            return exp(min(max(exponent, -_FARTHEST_LOG), _FARTHEST_LOG))
        return self.high - y / self.height * (self.high - self.low)

    def resized(self, height: int) -> Scale:
        """The same values for another height."""
        return self._replace(height=max(height, 1))

    def shifted(self, pixels: float) -> Scale:
        """The values moved down by `pixels`."""
        return self._between(self.value(self.height - pixels), self.value(-pixels))

    def stretched(self, factor: float, y: float) -> Scale:
        """The values drawn `factor` times as high, with the one at `y` in place."""
        return self._between(self.value(y + (self.height - y) / factor), self.value(y - y / factor))

    def _between(self, low: float, high: float) -> Scale:
        """A scale of other ends; this one if none could be drawn between them."""
        return self._replace(low=low, high=high) if _can_be_drawn(low, high, self.is_log) else self

    def step(self, spacing: int, least: float = 0.0) -> float:
        """The smallest round step that is at least `spacing` pixels high, and at least `least`."""
        return round_step(max((self.high - self.low) * spacing / self.height, least))

    def ticks(self, step: float) -> list[float]:
        """The multiples of `step` on this scale, lowest first; empty if there would be more than pixels."""
        if not (self.high - self.low) / step <= _MOST_TICKS:
            return []
        return [index * step for index in range(ceil(self.low / step), floor(self.high / step) + 1)]

    def log_ticks(self, spacing: int, least: float = 0.0) -> list[float]:
        """The round values of a logarithmic scale that are at least `spacing` pixels apart, lowest first.

        Args:
            spacing: pixels.
            least: the smallest step between two of them.
        """
        if log10(self.high / self.low) < _DECADES_OF_PLAIN_STEPS:
            densest = self.value(0) - self.value(spacing)
            return self.ticks(round_step(max(densest, least)))
        powers = range(floor(log10(self.low)), ceil(log10(self.high)) + 1)
        for firsts in ((1, 2, 5), (1,)):
            every = (first * 10.0**power for power in powers for first in firsts)
            found = [each for each in every if self.low <= each <= self.high]
            if all(self.y(below) - self.y(above) >= spacing for below, above in pairwise(found)):
                return found
        apart = ceil(spacing * log10(self.high / self.low) / self.height)
        return [10.0**power for power in powers if power % apart == 0 and self.low <= 10.0**power <= self.high]


def fitted(low: float, high: float, height: int, top: int, bottom: int, *, is_log: bool = False) -> Scale:
    """A scale on which `low` to `high` fill `height` pixels except for `top` and `bottom` ones.

    For any arguments the scale can be drawn: it is finite, and high enough to separate two pixels. It is linear where
    `low` is not above 0.
    """
    low, high = _bounded(low), _bounded(high)
    if high - low <= max(abs(low), abs(high)) * _LEAST_SPAN:
        low, high = low - abs(low) * _FLAT_MARGIN, high + abs(high) * _FLAT_MARGIN
    if high - low <= _SMALLEST:
        low, high = 0.0, 1.0
    room = max(height - top - bottom, 1)
    if is_log and low > _SMALLEST:
        log_of_pixel = log(high / low) / room
        ends = (log(low) - bottom * log_of_pixel, log(high) + top * log_of_pixel)
        first, last = (exp(min(max(end, -_FARTHEST_LOG), _FARTHEST_LOG)) for end in ends)
        return Scale(first, last, max(height, 1), is_log=True)
    value_of_pixel = (high - low) / room
    return Scale(low - bottom * value_of_pixel, high + top * value_of_pixel, max(height, 1))


def scale_between(low: object, high: object, *, is_log: bool = False) -> Scale | None:
    """A scale, one pixel high, of two ends from outside; None if nothing could be drawn between them.

    It is linear where `low` is not above 0.
    """
    if not _is_figure(low) or not _is_figure(high):
        return None
    first, last, has_logs = float(low), float(high), is_log and low > 0
    return Scale(first, last, 1, has_logs) if _can_be_drawn(first, last, has_logs) else None


def _can_be_drawn(low: float, high: float, is_log: bool) -> bool:
    """Whether two pixels between two ends are two numbers."""
    most = max(abs(low), abs(high), _SMALLEST)
    return isfinite(most) and most <= _LARGEST and high - low >= most * _LEAST_ZOOMED and not (is_log and low <= 0)


def _is_figure(end: object) -> TypeGuard[float]:
    """Whether something from outside is a number that can be drawn; NaN is within no bounds."""
    return isinstance(end, int | float) and not isinstance(end, bool) and -_LARGEST <= end <= _LARGEST


def round_step(least: float) -> float:
    """The smallest of 1, 2, 5, 10, ... (times any power of ten) that is not below `least`."""
    least = max(_bounded(least, _LARGEST_STEP), _SMALLEST)
    power = 10.0 ** floor(log10(least) + _LOG_ERROR)
    return next((step * power for step in _ROUND_STEPS if step * power >= least * (1 - _LOG_ERROR)), 20 * power)


def round_step_below(most: float) -> float:
    """The largest of 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, ... (times any power of ten) that is not above `most`."""
    most = max(_bounded(most, _LARGEST_STEP), _SMALLEST)
    power = 10.0 ** floor(log10(most) + _LOG_ERROR)
    step = next((step * power for step in _FINER_STEPS if step * power <= most * (1 + _LOG_ERROR)), power)
    return float(f"{step:.2g}")  # 1.5 * 0.1 is a little more than 0.15


def _bounded(value: float, largest: float = _LARGEST) -> float:
    """`value`, or the nearest bound; 0 for NaN."""
    return 0.0 if isnan(value) else min(max(value, -largest), largest)


def decimals_of_step(step: float) -> int:
    """How many decimals the multiples of a round step need: none for 20, one for 0.2, two for 0.25."""
    power = floor(log10(step) + _LOG_ERROR)
    first = step / 10.0**power
    return max(-power, 0) if abs(first - round(first)) < _FIGURE_ERROR else max(1 - power, 0)
