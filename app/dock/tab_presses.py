"""Lets go of a tab that is held while tabs of its bar close, as they do when a workspace or a source changes.

Qt keeps the number of the tab that was pressed, and does not change it when tabs are removed. The next move of the
mouse would drag a tab that is not there: Qt reads beyond the end of its list and may crash (6.11, `setupMovableTab`).
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QTabBar

from widgets.guard.guard import guarded_or


class TabPresses(QObject):
    """Follows the mouse on bars of tabs."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._tabs_when_pressed = -1
        """The number of tabs that the bar had; -1 while no tab is held. There is one mouse, so one number will do."""

    def follow(self, bar: QTabBar) -> None:
        """Follow the mouse on a bar whose tabs can be moved."""
        bar.installEventFilter(self)

    @guarded_or(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Turn the first move after tabs were removed or added into a release."""
        if not isinstance(watched, QTabBar) or not isinstance(event, QMouseEvent):
            return False
        if event.type() is QEvent.Type.MouseButtonPress:
            self._tabs_when_pressed = watched.count()
        elif event.type() is QEvent.Type.MouseButtonRelease:
            self._tabs_when_pressed = -1
        elif event.type() is QEvent.Type.MouseMove and self._tabs_when_pressed not in {-1, watched.count()}:
            places = (event.position(), event.scenePosition(), event.globalPosition())
            button, held = Qt.MouseButton.LeftButton, event.modifiers()
            release = QMouseEvent(QEvent.Type.MouseButtonRelease, *places, button, Qt.MouseButton.NoButton, held)
            QApplication.sendEvent(watched, release)
            return True
        return False
