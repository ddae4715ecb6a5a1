"""The magnet: draws a point to the open, high, low or close of a candle nearby."""

from __future__ import annotations

from collections.abc import Callable
from math import floor, hypot
from typing import Final

from core.market.candles.bar import Bar
from core.market.drawings.drawing import Anchor, anchor
from core.market.drawings.projection import Projection

REACH: Final = 12.0
"""Pixels within which a price attracts a point."""
_MOST_BARS: Final = 25
"""Candles that are looked at; where they are narrower than that, those next to the point."""


def attracted(x: float, y: float, projection: Projection, bar_at: Callable[[float], Bar | None]) -> Anchor | None:
    """The open, high, low or close nearest to a point, in the middle of its candle; None if none is near enough.

    Args:
        x: of the point.
        y: of the point.
        projection: where things are on the screen.
        bar_at: the candle of a moment, if there is one.
    """
    width = max(projection.times.slot_width, 1.0)
    around = min(floor(REACH / width) + 1, _MOST_BARS // 2)
    nearest: tuple[float, Anchor] | None = None
    for step in range(-around, around + 1):
        time_ms = projection.times.middle_ms(x + step * width - projection.area.left)
        bar = bar_at(time_ms)
        if bar is None:
            continue
        for price in (bar.open, bar.high, bar.low, bar.close):
            at = anchor(time_ms, price)
            to_x, to_y = projection.point(at)
            away = hypot(to_x - x, to_y - y)
            if away <= REACH and (nearest is None or away < nearest[0]):
                nearest = away, at
    return nearest[1] if nearest is not None else None
