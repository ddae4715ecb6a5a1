"""The button of the kinds of bars above a chart."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu

from core.market.chart.bar_kind import BarKind
from widgets.chart.bar_choice.button import BarKindButton
from widgets.chart.bar_kinds.names import kind_name
from widgets.chart.panel import ChartPanel


@pytest.fixture
def panel(application, desk):
    made = ChartPanel(desk.context, "KRW-BTC", "1m")
    made.resize(700, 420)
    made.show()
    yield made
    made.release()
    made.close()


def opened(panel) -> QMenu:
    panel.bar_button.open_menu()
    return next(menu for menu in panel.findChildren(QMenu) if menu.isVisible())


def test_the_menu_has_a_picture_and_a_name_for_each_kind(panel) -> None:
    menu = opened(panel)
    kinds = [action for action in menu.actions() if action.data() is not None]
    assert [action.text() for action in kinds] == [kind_name(kind) for kind in BarKind]
    assert not any(action.icon().isNull() for action in kinds)
    assert [action.data() for action in kinds if action.isChecked()] == ["candles"]
    menu.close()


def test_keys_alone_choose_a_kind(panel) -> None:
    menu = opened(panel)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(menu, key)
    assert panel.bars.kind is BarKind.LINE
    menu = opened(panel)
    QTest.keyClick(menu, Qt.Key.Key_Up)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert panel.bars.kind is BarKind.BARS
    QTest.keyClick(opened(panel), Qt.Key.Key_Escape)
    assert panel.bars.kind is BarKind.BARS


def test_the_menu_turns_the_holes(panel) -> None:
    menu = opened(panel)
    menu.actions()[-1].trigger()
    assert not panel.bars.has_flat_holes
    menu.close()


def test_the_button_shows_the_present_kind_and_tells_it(panel) -> None:
    button = panel.findChild(BarKindButton)
    before = button.icon().cacheKey()
    panel.bars.choose(BarKind.AREA)
    assert button.icon().cacheKey() != before
    assert button.accessibleName() == "봉 모양: 영역"
    assert button.toolTip().startswith("봉 모양: 영역")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    (menu,) = (each for each in panel.findChildren(QMenu) if each.isVisible())
    menu.close()


def test_its_tip_names_the_keys_that_the_user_has_chosen(application, desk) -> None:
    window = QMainWindow()
    keys = QAction(window)
    keys.setObjectName("chart-bars")
    keys.setShortcut("Ctrl+B")
    window.addAction(keys)
    panel = ChartPanel(desk.context, "KRW-BTC", "1m")
    window.setCentralWidget(panel)
    window.show()
    button = panel.findChild(BarKindButton)
    assert button.toolTip() == "봉 모양: 캔들 (Ctrl+B)"
    keys.setShortcut("Ctrl+K")
    QApplication.sendEvent(button, QHelpEvent(QEvent.Type.ToolTip, QPoint(2, 2), button.mapToGlobal(QPoint(2, 2))))
    assert button.toolTip() == "봉 모양: 캔들 (Ctrl+K)"
    panel.release()
    window.close()
