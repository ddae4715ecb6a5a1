"""The small line of a day's prices in a row of the watchlist."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QPainter, QPen

_LINE: Final = 1.25
"""Width of the line in pixels."""


def day_line(room: QRect, points: Sequence[tuple[float, float]]) -> list[QPointF]:
    """Return the places of the points: the width is the day so far, the height goes from low to high.

    A width for the whole day would show an hour of a morning as a stroke.
    """
    if len(points) < 2:
        return []
    so_far = max(points[-1][0], 1e-9)
    low, high = min(price for _, price in points), max(price for _, price in points)
    height = max(room.height() - 1, 1)
    return [
        QPointF(
            room.left() + of_day / so_far * room.width(),
            room.top() + (height / 2 if high == low else (high - price) / (high - low) * height),
        )
        for of_day, price in points
    ]


def draw_day(painter: QPainter, room: QRect, points: Sequence[tuple[float, float]], color: QColor) -> None:
    """Draw the day; a single price is no line yet and draws nothing."""
    line = day_line(room, points)
    if not line or room.width() <= 0:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, _LINE))
    painter.drawPolyline(line)
    painter.restore()
