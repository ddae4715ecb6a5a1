"""Where a dock opens that becomes a window: where it was in the main window, and large enough to be read."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QDockWidget, QMainWindow

from app.arrangement.arrangement import tabs_of
from app.arrangement.qt_state import read_state
from app.panels.readable_size import least_size
from widgets.panel.panel import Panel


def opening_place(dock: QDockWidget, docked: QRect | None) -> QRect:
    """Return the place on the screen of the window that a dock becomes; it may reach out of the screen.

    Args:
        dock: has just left the main window, and the others have their places still.
        docked: its place in the main window; None if it never had one.
    """
    window = dock.parentWidget()
    if not isinstance(window, QMainWindow):
        return dock.geometry()
    opened = docked.translated(window.mapToGlobal(QPoint(0, 0))) if docked is not None else None
    if docked is not None and docked.y() < 0:  # Qt puts a dock behind another tab far outside of the main window
        opened = _place_of_tabs(dock, window)
    if opened is None:
        opened = QRect(QPoint(0, 0), dock.sizeHint())
        opened.moveCenter(window.geometry().center())
    if isinstance(panel := dock.widget(), Panel):
        least = QSize(*least_size(panel.kind, panel.context.look.percent))
        opened.setSize(opened.size().expandedTo(least))
    return opened


def _place_of_tabs(dock: QDockWidget, window: QMainWindow) -> QRect | None:
    """Return the place on the screen of the tab that was in front of a dock; None if there is none."""
    if (found := read_state(window.saveState())) is None:
        return None
    names = {name for tabs in tabs_of(found.docked) if dock.objectName() in tabs.names for name in tabs.names}
    for mate in window.findChildren(QDockWidget):
        is_in_front = not (mate.isFloating() or mate.isHidden() or mate.y() < 0)
        if mate is not dock and mate.objectName() in names and is_in_front:
            return QRect(mate.mapToGlobal(QPoint(0, 0)), mate.size())
    return None
