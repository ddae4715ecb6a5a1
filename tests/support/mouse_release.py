"""Releases the mouse buttons that a test left pressed: Qt remembers them for the whole process."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

_BUTTON: Final = Qt.MouseButton


def release_mouse() -> None:
    """Release every button that Qt takes for pressed."""
    pressed = QGuiApplication.mouseButtons()
    if pressed == _BUTTON.NoButton:
        return
    somewhere = QWidget()
    for button in (
        _BUTTON.LeftButton,
        _BUTTON.RightButton,
        _BUTTON.MiddleButton,
        _BUTTON.BackButton,
        _BUTTON.ForwardButton,
    ):
        if pressed & button:
            QTest.mouseRelease(somewhere, button)
