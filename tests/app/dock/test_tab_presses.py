"""A tab that is held while tabs close under it is let go; Qt would drag one that is not there and may crash."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDockWidget, QLabel, QTabBar

from app.window.main_window import MainWindow

TABS = 5


class Hand:
    """A mouse on a window whose docks are tabs of one bar."""

    def __init__(self, window, application):
        self.window = window
        self._application = application
        self.docks = []
        for number in range(TABS):
            dock = QDockWidget(f"dock {number}", window)
            dock.setWidget(QLabel(str(number)))
            window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
            if self.docks:
                window.tabifyDockWidget(self.docks[0], dock)
            self.docks.append(dock)
        self.settle()
        (self.bar,) = (bar for bar in window.findChildren(QTabBar) if bar.isVisible())

    def settle(self):
        for _ in range(3):
            self._application.processEvents()

    def press(self, tab):
        self._at = self.bar.tabRect(tab).center()
        QTest.mousePress(self.bar, Qt.MouseButton.LeftButton, pos=self._at)

    def close(self, dock):
        self.window.removeDockWidget(self.docks[dock])
        self.docks[dock].deleteLater()
        self.settle()

    def drag(self, by):
        """Move over the bar in steps, the button held."""
        for step in range(1, 9):
            QTest.mouseMove(self.bar, self._at + QPoint(step * by // 8, 0))
            self.settle()

    def release(self):
        QTest.mouseRelease(self.bar, Qt.MouseButton.LeftButton, pos=self._at)
        self.settle()

    @property
    def names(self):
        return [self.bar.tabText(tab) for tab in range(self.bar.count())]


@pytest.fixture
def hand(application):
    window = MainWindow()
    window.resize(900, 600)
    window.show()
    yield Hand(window, application)
    window.deleteLater()


@pytest.mark.parametrize("pressed", range(TABS))
@pytest.mark.parametrize("closed", [(4,), (0,), (0, 1), (2, 3, 4), (1, 2, 3, 4), (0, 1, 2, 3, 4)])
def test_tabs_close_under_a_held_mouse(hand, qtlog, pressed, closed):
    hand.press(pressed)
    for dock in closed:
        hand.close(dock)
    hand.drag(-150)
    hand.drag(150)
    hand.release()
    assert [each.message for each in qtlog.records if "QPainter" in each.message] == []
    left = [f"dock {number}" for number in range(TABS) if number not in closed]
    if len(left) > 1:
        assert hand.names == left, "nothing was dragged"


def test_a_tab_is_dragged_as_ever_while_none_closes(hand):
    hand.press(0)
    hand.drag(hand.bar.tabRect(1).width() + 10)
    hand.release()
    assert hand.names == ["dock 1", "dock 0", "dock 2", "dock 3", "dock 4"]
    hand.close(1)
    hand.press(0)
    hand.drag(hand.bar.tabRect(1).width() + 10)
    hand.release()
    assert hand.names == ["dock 2", "dock 0", "dock 3", "dock 4"]
