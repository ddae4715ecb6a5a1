"""Where moments and prices are on the screen: how a pane shows time and price at one moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from math import floor
from typing import Final, NamedTuple, Protocol

from core.market.candles.units import CandleUnit
from core.market.drawings.drawing import FIRST_MS, LAST_MS, Anchor, anchor

_KEPT_POSITIONS: Final = 1024
"""Maximum number of positions in the cache: each frame of a panned chart needs those of the same anchors."""


class Area(NamedTuple):
    """A rectangle in pixels; its right and lower edges lie outside of it."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def contains(self, x: float, y: float, margin: float = 0.0) -> bool:
        """Whether a point is inside, or not farther than `margin` outside."""
        return self.left - margin <= x < self.right + margin and self.top - margin <= y < self.bottom + margin


class PriceScale(Protocol):
    """Maps prices to pixels; a linear or a logarithmic scale."""

    def y(self, value: float, /) -> float:
        """The position of `value` in pixels from the top of the pane."""
        ...

    def value(self, y: float, /) -> float:
        """The value at `y` pixels from the top of the pane."""
        ...


class TimeScale(Protocol):
    """Maps moments to pixels."""

    @property
    def slot_width(self) -> float:
        """Pixels from one candle to the next."""
        ...

    def x(self, time_ms: float, /) -> float:
        """The position of a moment in pixels from the left edge of the pane."""
        ...

    def time_ms(self, x: float, /) -> float:
        """The moment at `x` pixels from the left edge of the pane."""
        ...

    def middle_ms(self, x: float, /) -> float:
        """The moment in the middle of the candle at `x`."""
        ...


@dataclass(frozen=True, slots=True)
class SlotTimes:
    """A time scale on which every slot of a unit has the same width."""

    unit: CandleUnit
    left: float
    """The slot at the left edge, with its fraction."""
    slot_width: float

    def x(self, time_ms: float) -> float:
        """The position of a moment in pixels from the left edge."""
        return (_position(self.unit, min(max(time_ms, FIRST_MS), LAST_MS)) - self.left) * self.slot_width

    def time_ms(self, x: float) -> float:
        """The moment at `x` pixels from the left edge."""
        return self._moment(self.left + x / self.slot_width)

    def middle_ms(self, x: float) -> float:
        """The moment in the middle of the candle at `x`; of narrow candles, that at `x` itself."""
        position = self.left + x / self.slot_width
        return self._moment(floor(position) + 0.5 if self.slot_width >= 1 else position)

    def _moment(self, position: float) -> float:
        first, last = self.unit.slot(FIRST_MS), self.unit.slot(LAST_MS)
        return self.unit.time_ms(min(max(position, first), last))


@lru_cache(_KEPT_POSITIONS)
def _position(unit: CandleUnit, time_ms: float) -> float:
    return unit.position(time_ms)


def _as_it_is(price: float) -> float:
    return price


@dataclass(frozen=True, slots=True)
class Projection:
    """What a pane shows: an area of the screen, and its scales. Equal ones show everything at the same place."""

    area: Area
    times: TimeScale
    prices: PriceScale
    on_grid: Callable[[float], float] = field(default=_as_it_is, compare=False)
    """Gives the price nearest to one at which the market can trade."""

    def point(self, at: Anchor) -> tuple[float, float]:
        """Where an anchor is, in pixels."""
        return self.area.left + self.times.x(at.time_ms), self.area.top + self.prices.y(at.price)

    def y(self, price: float) -> float:
        """Where a price is, in pixels."""
        return self.area.top + self.prices.y(price)

    def anchor(self, x: float, y: float) -> Anchor:
        """The anchor at a point, in the middle of the candle there and at a price of the market."""
        return self._anchor(self.times.middle_ms(x - self.area.left), y)

    def shifted(self, at: Anchor, right: float, down: float) -> Anchor:
        """An anchor moved by pixels; a direction without any pixels leaves it exactly as it is."""
        x, y = self.point(at)
        moved = self._anchor(self.times.time_ms(x + right - self.area.left), y + down)
        return Anchor(moved.time_ms if right else at.time_ms, moved.price if down else at.price)

    def _anchor(self, time_ms: float, y: float) -> Anchor:
        free = anchor(time_ms, self.prices.value(y - self.area.top))
        return anchor(free.time_ms, self.on_grid(free.price))
