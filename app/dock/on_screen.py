"""Keeps a restored window on the screen, also if the screen is smaller or its scale larger than when it was saved."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

FRAME: Final = QSize(2, 40)
"""Approximate size of a window's frame; Qt itself allows for less, and the status bar was off the screen."""

_PLACED_BY_SYSTEM: Final = (
    Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen | Qt.WindowState.WindowMinimized
)


def keep_on_screen(window: QMainWindow) -> None:
    """Move and shrink `window` so that all of it is on its screen."""
    if not window.windowState() & _PLACED_BY_SYSTEM:
        window.setGeometry(fitted(window.geometry(), window.screen().availableGeometry()))


def fitted(place: QRect, available: QRect) -> QRect:
    """Return `place`, a window without its frame, moved and shrunk so that the frame is within `available` too.

    A place that is within `available` is kept, whatever the frame: moving it a little at every start would be worse.
    """
    side = FRAME.width() // 2
    if available.adjusted(side, 0, -side, -side).contains(place):
        return place
    size = place.size().boundedTo(available.size() - FRAME)
    left = max(available.left() + side, min(place.left(), available.right() + 1 - side - size.width()))
    top = max(available.top() + FRAME.height() - side, min(place.top(), available.bottom() + 1 - side - size.height()))
    return QRect(left, top, size.width(), size.height())


def keep_on_desktop(place: QRect) -> QRect:
    """Return `place`, a window without its frame, moved and shrunk onto the screen that shows most of it."""
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]

    def shared(available: QRect) -> tuple[int, int]:
        common = available.intersected(place)
        return common.width() * common.height(), -(available.center() - place.center()).manhattanLength()

    return fitted(place, max(screens, key=shared)) if screens else place
