"""Which part of a widget is to be painted again so that nothing of what was there before stays.

Where a logical pixel is not one pixel of the screen, the edges of what is painted do not lie where those of the area
to be painted again lie: Qt rounds both, each in its own way, and a pen of one pixel reaches half of it beyond its
line. One logical pixel more on every side covers all of that at any scale.
"""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QWidget


def covering(area: QRect, scale: float) -> QRect:
    """`area`, and what is painted in it may touch beside it where `scale` pixels of the screen are a logical one."""
    return area if scale == 1 or area.isEmpty() else area.adjusted(-1, -1, 1, 1)


def schedule_repaint(widget: QWidget, *areas: QRect) -> None:
    """Have `widget` painted again where `areas` are, at its next frame."""
    scale, region = widget.devicePixelRatio(), QRegion()
    for area in areas:
        region += covering(area, scale)
    widget.update(region)
