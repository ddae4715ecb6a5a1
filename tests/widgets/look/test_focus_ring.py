"""The ring around the control that has the keyboard."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDockWidget,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from waiting import eventually
from widgets.look.focus_ring import WIDTH, FocusRing
from widgets.look.look import Look

LEFT = Qt.MouseButton.LeftButton


class Window(QWidget):
    """A button, tabs and a dock with a main part."""

    def __init__(self) -> None:
        super().__init__()
        self.look: Look
        self.button, self.tabs, self.part, self.main = QPushButton("가"), QTabBar(), QDockWidget(), QWidget()
        self.tabs.addTab("나")
        self.tabs.addTab("다라마바사")
        layout = QVBoxLayout(self)
        self.part.setWidget(self.main)
        self.main.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.main.setMinimumSize(50, 50)
        self.part.setFocusProxy(self.main)
        for each in (self.button, self.tabs, self.part):
            layout.addWidget(each)
        self.ring = FocusRing(self)


@pytest_asyncio.fixture
async def window(application: QApplication) -> AsyncIterator[Window]:
    look = Look()
    look.dress(application)
    made = Window()
    made.look = look
    made.show()
    made.activateWindow()
    await eventually(made.isActiveWindow)
    yield made
    made.close()
    look._application = None


def tab_to(widget: QWidget) -> None:
    for _ in range(4):
        if QApplication.focusWidget() is widget:
            return
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    raise AssertionError(f"{widget} was not reached")


def frames(window: Window) -> list[QWidget]:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return window.findChildren(QWidget, "focusRing")


async def test_tab_moves_the_one_ring_and_a_click_removes_it(window: Window):
    assert window.ring.ringed is None, "nobody has used the keyboard yet"
    tab_to(window.tabs)
    tab_to(window.button)
    assert window.ring.ringed is window.button
    assert [frame.parent() for frame in frames(window)] == [window.button]
    QTest.mousePress(
        window.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, window.main.mapTo(window, QPoint(9, 9))
    )
    QTest.mouseRelease(window.windowHandle(), LEFT)
    assert QApplication.focusWidget() is window.main
    QTest.mousePress(window.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, window.button.geometry().center())
    assert QApplication.focusWidget() is window.button
    assert frames(window) == []
    QTest.mouseRelease(window.windowHandle(), LEFT)
    tab_to(window.tabs)
    assert window.ring.ringed is window.tabs


async def test_a_window_that_comes_back_shows_it_again(window: Window):
    tab_to(window.tabs)
    window.clearFocus()
    window.tabs.clearFocus()
    assert frames(window) == []
    window.tabs.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
    assert window.ring.ringed is window.tabs


async def test_it_surrounds_all_of_the_control_and_covers_nothing_of_it(window: Window):
    tab_to(window.tabs)
    tab_to(window.button)
    window.resize(500, 300)
    await asyncio.sleep(0.02)
    (frame,) = frames(window)
    assert frame.geometry() == window.button.rect()
    middle = frame.rect().center()
    assert frame.mask().contains(QPoint(0, middle.y()))
    assert frame.mask().contains(QPoint(frame.width() - 1, middle.y()))
    assert not frame.mask().contains(middle)
    assert not frame.mask().contains(QPoint(WIDTH, middle.y()))
    assert frame.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


async def test_it_goes_with_the_chosen_tab(window: Window):
    tab_to(window.tabs)
    (frame,) = frames(window)
    assert frame.geometry() == window.tabs.tabRect(0)
    QTest.keyClick(window.tabs, Qt.Key.Key_Right)
    assert frame.geometry() == window.tabs.tabRect(1)


async def test_it_leaves_tabs_quietly_whose_connections_were_cut_and_follows_them_when_it_comes_back(window: Window):
    tab_to(window.tabs)
    window.tabs.currentChanged.disconnect()  # as Qt does with a bar that it puts to another use
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        tab_to(window.button)
        tab_to(window.tabs)
    assert said == []
    QTest.keyClick(window.tabs, Qt.Key.Key_Right)
    (frame,) = frames(window)
    assert frame.geometry() == window.tabs.tabRect(window.tabs.currentIndex())


async def test_the_main_part_of_a_panel_has_none(window: Window):
    tab_to(window.main)
    assert window.ring.ringed is None


async def test_it_dies_with_its_control(window: Window):
    tab_to(window.tabs)
    window.tabs.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    tab_to(window.button)
    assert window.ring.ringed is window.button


@pytest.mark.parametrize("words", ["", "한 번 울리고 끄기"])
@pytest.mark.parametrize("percent", [90, 100, 150])
async def test_it_leaves_the_box_of_a_check_box_in_sight(window: Window, words: str, percent: int):
    window.look.set_font_percent(percent)
    box = QCheckBox(words)
    window.layout().addWidget(box)
    await asyncio.sleep(0.02)
    box.setFocus(Qt.FocusReason.TabFocusReason)
    option = QStyleOptionButton()
    box.initStyleOption(option)
    square = box.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, box)
    assert square.isValid()
    assert box.rect().adjusted(WIDTH, WIDTH, -WIDTH, -WIDTH).contains(square)
