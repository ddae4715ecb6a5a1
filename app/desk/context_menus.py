"""Shows the menus of panels: by right click, on a tab, by key, and those of the chips in the header."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QTabBar

from app.desk.link_menu import market_entries, unit_entries
from app.desk.panel_menu import PanelMenu
from app.desk.tabs import dock_of_tab
from app.dock.dock import MARKET
from widgets.guard.guard import guarded_or
from widgets.panel.entry_menu import EntryMenu

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from app.desk.desk import Desk
    from app.dock.dock import PanelDock


class ContextMenus(QObject):
    """The menus of one desk's panels.

    Args:
        window: the owner of the tabs.
        desk: the panels.
    """

    def __init__(self, window: QMainWindow, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        window.installEventFilter(self)
        key = QAction(window)  # Qt knows the Menu key only
        key.setShortcut(QKeySequence("Shift+F10"))
        key.triggered.connect(self.show_by_key)
        window.addAction(key)

    def follow(self, dock: PanelDock) -> None:
        """Show the menus of a panel from now on, when they are asked for."""
        dock.menu_requested.connect(self._show)
        dock.links_requested.connect(self._show_links)

    def show_by_key(self) -> None:
        """Show the menu of the active panel."""
        if (dock := self._desk.active()) is not None:
            self._show(dock, dock.panel.mapToGlobal(dock.panel.rect().center()), dock.panel.market_at(None), None)

    @guarded_or(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Show the menu of the panel whose tab was clicked: tabs belong to the window."""
        if event.type() is QEvent.Type.ContextMenu and isinstance(event, QContextMenuEvent):
            bar = QApplication.widgetAt(event.globalPos())
            if not isinstance(bar, QTabBar):
                return False
            tab = bar.tabAt(bar.mapFromGlobal(event.globalPos()))
            if (dock := dock_of_tab(bar, tab, self._desk.docks())) is not None:
                self._show(dock, event.globalPos(), dock.panel.code, dock.panel.mapFromGlobal(event.globalPos()))
                return True
        return False

    def _show(self, dock: PanelDock, place: QPoint, code: str, in_panel: QPoint | None) -> None:
        PanelMenu(self._desk, dock, code, in_panel).popup(place)

    def _show_links(self, dock: PanelDock, place: QPoint, which: str) -> None:
        entries = market_entries(self._desk, dock) if which == MARKET else unit_entries(self._desk, dock)
        EntryMenu(dock, entries).popup(place)
