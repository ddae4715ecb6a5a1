"""The positions of widgets, for tests of layouts."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget


def place(part: QWidget, whole: QWidget) -> tuple[int, int, int, int]:
    """Left, top, width and height of `part`, in the pixels of `whole`."""
    at = part.mapTo(whole, QPoint())
    return at.x(), at.y(), part.width(), part.height()
