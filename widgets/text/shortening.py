"""Shortens a text to the room that it has."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

_ELLIPSIS: Final = "…"
_JOINTS: Final = " ·,:…"
"""What stands between the parts of a text. Before an ellipsis, which Korean fonts draw as three dots in the middle of
the line, a dot of these reads as a fourth one."""


def shortened(metrics: QFontMetrics, text: str, room: int) -> str:
    """Return `text`, cut and with an ellipsis if it is wider than `room`, in pixels; the cut leaves no separator."""
    cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    if cut == text or not cut.endswith(_ELLIPSIS):
        return cut
    return cut.rstrip(_JOINTS) + _ELLIPSIS
