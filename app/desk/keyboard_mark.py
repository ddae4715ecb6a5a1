"""Marks the dock that has the keyboard, so that the user sees which panel a key such as Ctrl+W acts on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QTabBar, QWidget
from shiboken6 import isValid

from app.desk.tabs import dock_of_tab
from app.dock.dock import PanelDock

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow


class KeyboardMark(QObject):
    """Follows the keyboard focus of the application.

    Args:
        window: owner of the docks.
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._marked: PanelDock | None = None
        self.last: int | None = None
        """The number of the dock that had the keyboard last; None once another part of the window has had it."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)
        window.tabifiedDockWidgetActivated.connect(self._on_tab)

    def _on_tab(self) -> None:
        if isinstance(now := QApplication.focusWidget(), QTabBar):
            self._on_focus_changed(None, now)

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        dock = self._dock_of(now)
        if dock is not None:
            self.last = dock.number
        elif now is not None and now.window() is self._window:
            self.last = None
        before, self._marked = self._marked, dock
        if before is dock:
            return
        if before is not None and isValid(before):
            before.mark_keyboard(has_keyboard=False)
        if dock is not None:
            dock.mark_keyboard(has_keyboard=True)

    def _dock_of(self, widget: QWidget | None) -> PanelDock | None:
        """Return the dock of this window that contains `widget`, or that of the tab in front of a bar of tabs."""
        if isinstance(widget, QTabBar) and widget.parent() is self._window:
            options = Qt.FindChildOption.FindDirectChildrenOnly
            return dock_of_tab(widget, widget.currentIndex(), self._window.findChildren(PanelDock, options=options))
        while widget is not None:
            if isinstance(widget, PanelDock):
                return widget if widget.parent() is self._window else None
            widget = widget.parentWidget()
        return None
