"""Fills many rectangles in one call, directly from a numpy array.

Qt draws an array of `QRect` natively, but building one in Python, object by object, would cost more than drawing it. A
`QRect` is four 32-bit integers (left, top, right, bottom, all inclusive), so each row of an int32 array already is a
`QRect`. The idea is pyqtgraph's internal `PrimitiveArray` (MIT).
"""

from __future__ import annotations

from typing import cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QBrush, QPainter
from shiboken6 import Shiboken

Pixels = NDArray[np.int32]


def rects(left: NDArray[np.int64], top: NDArray[np.int64], width: int, bottom: NDArray[np.int64]) -> Pixels:
    """Return one row per rectangle, `width` pixels wide, from `top` to `bottom` inclusive, at least one pixel high."""
    made = np.empty((len(left), 4), np.int32)
    made[:, 0] = left
    made[:, 1] = top
    made[:, 2] = left + (width - 1)
    made[:, 3] = np.maximum(bottom, top)
    return made


def fill_rects(painter: QPainter, brush: QBrush, pixels: Pixels) -> None:
    """Fill `pixels`, rows made by `rects`, with `brush`."""
    if not len(pixels):
        return
    memory = np.ascontiguousarray(pixels, np.int32)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    first = cast(QRect, Shiboken.wrapInstance(memory.__array_interface__["data"][0], QRect))
    painter.drawRects(first, len(memory))
