"""Docks that lie behind each other: the panel of a tab, the one in front, and the keyboard for the one chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QChildEvent, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QTabBar
from shiboken6 import getCppPointer, isValid

from app.dock.dock import PanelDock
from widgets.guard.guard import guarded, guarded_or

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


def dock_of_tab(bar: QTabBar, tab: int, docks: Iterable[PanelDock]) -> PanelDock | None:
    """Return the dock of a tab; None if it is no tab of a dock."""
    address = bar.tabData(tab)  # Qt keeps that of the dock
    return next((dock for dock in docks if getCppPointer(dock)[0] == address), None)


def in_front_of(dock: PanelDock) -> PanelDock:
    """Return the dock whose tab hides `dock`; `dock` itself if none does.

    Qt leaves the keyboard in a dock that another tab hides: it only moves it out of the window.
    """
    window = dock.parent()
    if not isinstance(window, QMainWindow) or dock.isFloating() or not dock.visibleRegion().isEmpty():
        return dock
    tabs = (each for each in window.tabifiedDockWidgets(dock) if isinstance(each, PanelDock))
    return next((each for each in tabs if not each.visibleRegion().isEmpty()), dock)


class TabChoice(QObject):
    """Gives the keyboard to the panel that a tab brings to the front.

    Without this, keys and commands would go on to act on a panel that the tab has hidden, or on one elsewhere. A bar
    that has the keyboard itself keeps it, so that the user can go on along the tabs.

    Args:
        window: owner of the docks and of the bars.
        docks: returns the open panels.
    """

    def __init__(self, window: QMainWindow, docks: Callable[[], Sequence[PanelDock]]) -> None:
        super().__init__(window)
        self._window = window
        self._docks = docks
        self._used: QTabBar | None = None
        """The bar that the mouse has just used."""
        self._before: int | None = None
        """The tab it had in front, if only another one counts."""
        self._soon = QTimer(self)
        self._soon.setInterval(0)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._give_keyboard)
        window.installEventFilter(self)
        window.tabifiedDockWidgetActivated.connect(self._soon.start)

    @guarded_or(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Hear of new bars, and of what the mouse does to one; Qt brings the dock to the front afterwards."""
        if isinstance(event, QChildEvent):
            if event.polished() and isinstance(bar := event.child(), QTabBar):
                bar.installEventFilter(self)
        elif isinstance(watched, QTabBar):
            if event.type() is QEvent.Type.Wheel:
                self._used, self._before = watched, watched.currentIndex()
                self._soon.start()
            elif isinstance(event, QMouseEvent) and _is_left_press(event):
                self._used, self._before = watched, None
                self._soon.start()
        return False

    @guarded
    def _give_keyboard(self) -> None:
        used, self._used = self._used, None
        chosen: PanelDock | None = None
        if used is not None and isValid(used):
            if used.currentIndex() != self._before:
                chosen = dock_of_tab(used, used.currentIndex(), self._docks())
        elif not isinstance(QApplication.focusWidget(), QTabBar):
            behind = (dock for dock in self._docks() if dock.has_keyboard and in_front_of(dock) is not dock)
            chosen = next(map(in_front_of, behind), None)
        if chosen is not None:
            chosen.panel.setFocus(Qt.FocusReason.OtherFocusReason)


def _is_left_press(event: QMouseEvent) -> bool:
    return event.type() is QEvent.Type.MouseButtonPress and event.button() is Qt.MouseButton.LeftButton
