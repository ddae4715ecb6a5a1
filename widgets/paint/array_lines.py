"""Lines for Qt, from numpy arrays at once: point by point in Python they would take longer to make than to draw."""

from __future__ import annotations

from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QDataStream
from PySide6.QtGui import QPainterPath, QPolygonF
from shiboken6 import VoidPtr

Floats = NDArray[np.float64]

_POINT_BYTES: Final = 16
_pointer = cast(Any, VoidPtr)
"""It takes an object of Qt, the bytes from there, and whether they are written; it is declared otherwise."""
_ELEMENT: Final = np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])
"""One element of a path as Qt writes it to a stream: 0 moves to a point, 1 draws a line to it."""
_COUNT_BYTES, _END_BYTES = 4, 8
"""Before the elements their number, behind them where the last part begins and how the path is filled."""


def polygon(x: Floats, y: Floats) -> QPolygonF:
    """Return the points as Qt's polygon, whose memory is filled directly."""
    made = QPolygonF()
    if count := len(x):
        made.resize(count)
        memory = np.frombuffer(_pointer(made.data(), _POINT_BYTES * count, True), np.float64)
        memory[0::2] = x
        memory[1::2] = y
    return made


def broken_line(x: Floats, y: Floats, is_joined: NDArray[np.bool_]) -> QPainterPath:
    """Return lines from each point to the next where they are joined; the last one's value means nothing.

    Qt reads a path from a stream in one call.
    """
    made, count = QPainterPath(), len(x)
    if not count:
        return made
    stream = np.zeros(_COUNT_BYTES + count * _ELEMENT.itemsize + _END_BYTES, np.uint8)
    stream[:_COUNT_BYTES].view(">i4")[0] = count
    elements = stream[_COUNT_BYTES:-_END_BYTES].view(_ELEMENT)
    elements["x"], elements["y"] = x, y
    elements["kind"][1:] = is_joined[:-1]
    QDataStream(QByteArray(stream.tobytes())) >> made
    return made
