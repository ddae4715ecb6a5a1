"""Brings a window to the front, out of the task bar too: activating a minimised window leaves it there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def restore_minimized(window: QWidget) -> None:
    """Show a minimised window again, as large as it was; any other stays as it is."""
    if window.isMinimized():
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)


def bring_to_front(window: QWidget) -> None:
    """Show a window in front of the others of this program, with the keyboard."""
    window.show()
    restore_minimized(window)
    window.raise_()
    window.activateWindow()
