"""Upright lines where the exchange's days begin, at 09:00 KST, below all that a pane draws."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, Final

from core.market.chart.marks import day_starts
from widgets.chart.panes.layer import Layer

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from core.market.chart.price_scale import Scale
    from widgets.chart.panes.sight import Sight
    from widgets.look.look import Look

_LEAST_APART: Final = 40
"""Pixels between two lines from which they tell days apart."""


class DaysLayer(Layer):
    """Draws the lines of the days in sight."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.pixels: list[int] = []
        """Where the lines are, from the left."""
        self._is_shown = True
        self._is_other = False

    def show(self, *, is_shown: bool) -> None:
        """Draw the lines from the next redraw on, or no longer."""
        self._is_other |= is_shown is not self._is_shown
        self._is_shown = is_shown

    def prepare(self, sight: Sight) -> int | None:
        """Find the days in sight; they are others only where another part of time is visible."""
        super().prepare(sight)
        unit, is_other, self._is_other = sight.series.unit, self._is_other, False
        starts = day_starts(unit, sight.left, sight.right, _LEAST_APART / sight.bar_width) if self._is_shown else []
        self.pixels = [floor((slot - sight.left) * sight.bar_width) for slot in starts]
        return 0 if is_other else None

    def paint(self, painter: QPainter, scale: Scale, left: int) -> None:
        """Draw the lines right of `left`."""
        for x in self.pixels:
            if x >= left:
                painter.fillRect(x, 0, 1, scale.height, self.look.theme.border)
