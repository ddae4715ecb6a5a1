"""How large a window may begin: no larger than the screen it comes on."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

SHARE: Final = 0.9
"""Of the screen, that a window takes at most: its frame needs room too."""


def on_screen(wanted: QSize, owner: QWidget) -> QSize:
    """Return the size `wanted` for a window of `owner`, limited by the screen that shows the owner."""
    return wanted.boundedTo(owner.screen().availableSize() * SHARE)
