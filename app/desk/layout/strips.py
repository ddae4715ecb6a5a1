"""Keeps the heights of strips, such as the quote, when a panel of their column closes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QMainWindow
from shiboken6 import isValid

from app.dock.dock import PanelDock
from app.panels.kinds import KINDS


def keep_strips(window: QMainWindow, closing: PanelDock, docks: Iterable[PanelDock]) -> None:
    """Give the strips among `docks` their present heights once Qt has shared out the room of `closing`.

    By itself Qt gives all neighbours a part of it, and a strip has nothing to show in a greater height.
    """
    heights = {dock: dock.height() for dock in docks if KINDS[dock.kind].is_strip and _is_docked(dock)}
    if heights:
        give = partial(_give, window, heights)
        QTimer.singleShot(0, window, give)  # hidden by now
        closing.destroyed.connect(partial(_soon, window, give))  # its separator goes with it


def fit_strips(window: QMainWindow, docks: Iterable[PanelDock]) -> None:
    """Make the docked strips as high as they need."""
    strips = [dock for dock in docks if KINDS[dock.kind].is_strip and _is_docked(dock)]
    window.resizeDocks(strips, [dock.sizeHint().height() for dock in strips], Qt.Orientation.Vertical)


def _soon(window: QMainWindow, give: Callable[[], None], _closed: object = None) -> None:
    if isValid(window):
        QTimer.singleShot(0, window, give)


def _give(window: QMainWindow, heights: Mapping[PanelDock, int]) -> None:
    docks = [dock for dock in heights if isValid(dock) and _is_docked(dock)]
    layout = window.layout()
    if not docks or layout is None:
        return
    layout.activate()
    window.resizeDocks(docks, [heights[dock] for dock in docks], Qt.Orientation.Vertical)


def _is_docked(dock: PanelDock) -> bool:
    return dock.isVisible() and not dock.isFloating()
