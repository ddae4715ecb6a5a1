"""Which docks of open panels a window has, and which of them have a place in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow

from app.dock.dock import PanelDock


def open_docks(window: QMainWindow) -> list[PanelDock]:
    """Return the docks of the open panels, floating and hidden ones too."""
    # Direct children only: a search through every widget of every panel takes milliseconds on a large desk.
    found = window.findChildren(PanelDock, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [dock for dock in found if not dock.is_closed]


def docks_in_sight(window: QMainWindow) -> dict[str, PanelDock]:
    """Return by their names the docks that are docked or float; behind another tab is in sight."""
    return {dock.objectName(): dock for dock in open_docks(window) if not dock.isHidden()}


def docked(window: QMainWindow) -> dict[str, PanelDock]:
    """Return by their names the docks that have a place in the window now."""
    return {name: dock for name, dock in docks_in_sight(window).items() if not dock.isFloating()}
