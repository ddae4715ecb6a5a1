"""Smooth lines through points, fast, and right also for points far outside of what is drawn."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QColor, QPainter, QPen

from widgets.chart.panes.bars import Floats
from widgets.paint.array_lines import polygon

Flags = NDArray[np.bool_]

_OUTSIDE: Final = 40.0
"""Pixels above and below a pane at which lines are cut off."""


def draw_line(painter: QPainter, x: Floats, y: Floats, color: QColor, width: int = 1) -> None:
    """Draw smooth lines through points, in pieces where `y` is NaN.

    A pen of 0 is one pixel of the screen at any scale, and drawn ten times faster than any other: a wider line is drawn
    several times, each time one pixel lower.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, 0))
    device = painter.device()
    ratio = device.devicePixelRatio()
    pixel, lines = 1 / ratio, max(round(width * ratio), 1)
    top, bottom = -_OUTSIDE, device.height() / ratio + _OUTSIDE
    if lines == 1 and len(y) > 1 and y.min() >= top and y.max() <= bottom:  # never so where one is NaN
        painter.drawPolyline(polygon(x, y))
        return
    known = ~np.isnan(y)
    is_inside = known & (y >= top) & (y <= bottom)
    for line in range(lines):
        shift = (line - (lines - 1) / 2) * pixel
        for first, stop in runs_of(is_inside):
            if stop - first > 1:
                painter.drawPolyline(polygon(x[first:stop], y[first:stop] + shift))
            elif not known[max(first - 1, 0) : stop + 1].sum() > 1:
                painter.drawPoint(QPointF(x[first], y[first] + shift))
        if not is_inside.all():
            painter.drawLines(_crossing(x, y, known & ~is_inside, known, top, bottom, shift))


def _crossing(
    x: Floats, y: Floats, is_outside: Flags, known: Flags, top: float, bottom: float, shift: float
) -> list[QLineF]:
    """Return the lines to and from points far outside, cut off there with their slopes.

    Such a point may lie beyond every coordinate that Qt can draw.
    """
    rows = np.flatnonzero((is_outside[:-1] | is_outside[1:]) & known[:-1] & known[1:])
    x0, x1, y0, y1 = x[rows], x[rows + 1], y[rows], y[rows + 1]
    is_seen = ~((y0 < top) & (y1 < top)) & ~((y0 > bottom) & (y1 > bottom))
    x0, x1, y0, y1 = (ends[is_seen] for ends in (x0, x1, y0, y1))
    slope = (x1 - x0) / np.where(y1 == y0, 1.0, y1 - y0)
    first_y, last_y = np.clip(y0, top, bottom), np.clip(y1, top, bottom)
    first_x, last_x = x0 + (first_y - y0) * slope, x1 + (last_y - y1) * slope
    cut = zip(first_x.tolist(), first_y.tolist(), last_x.tolist(), last_y.tolist(), strict=True)
    return [QLineF(left, above + shift, right, below + shift) for left, above, right, below in cut]


def runs_of(known: Flags) -> list[tuple[int, int]]:
    """Return where each run of known values begins and ends."""
    if known.all():
        return [(0, len(known))] if len(known) else []
    edges = np.flatnonzero(np.diff(np.concatenate(([False], known, [False]))))
    return [(int(first), int(stop)) for first, stop in zip(edges[::2], edges[1::2], strict=True)]
