"""The labels of the time axis."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, Final

from core.market.chart.time_ticks import time_ticks
from widgets.chart.panes.axis import Label

if TYPE_CHECKING:
    from core.market.chart.time_window import TimeWindow
    from widgets.look.look import Look

_SPACING: Final = 74
"""Minimum pixels between two labels at a font size of 100 %."""


def time_labels(look: Look, window: TimeWindow) -> list[Label]:
    """Return the labels, each at the middle of its slot."""
    ticks = time_ticks(window.unit, window.left, window.right, look.px(_SPACING) / window.bar_width, look.zone)
    return [Label(floor(window.x(tick.slot + 0.5)), tick.label, tick.is_major) for tick in ticks]
