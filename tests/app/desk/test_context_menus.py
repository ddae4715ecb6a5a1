"""How the menus of panels are asked for."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QScrollBar, QTabBar
from shiboken6 import isValid

from app.desk.panel_menu import PanelMenu
from app.panels.kinds import KINDS


def shown(dock):
    """The menu of a panel that is on the screen."""
    (menu,) = (menu for menu in dock.findChildren(PanelMenu) if isValid(menu) and menu.isVisible())
    return menu


def chosen(menu, text):
    (action,) = (action for action in menu.actions() if action.text() == text)
    action.trigger()
    menu.close()


async def test_a_tab_has_the_menu_of_its_panel(hand):
    docks = hand.open("trades:KRW-BTC", "trades:KRW-ETH")
    hand.window.tabifyDockWidget(*docks)
    await hand.laid_out()
    (bar,) = (bar for bar in hand.window.findChildren(QTabBar) if bar.count() == 2 and bar.isVisible())
    for number, dock in enumerate(docks):
        place = bar.mapToGlobal(bar.tabRect(number).center())
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, bar.mapFromGlobal(place), place)
        QApplication.sendEvent(bar, event)
        menu = shown(dock)
        chosen(menu, "코드 복사")
        assert QGuiApplication.clipboard().text() == dock.panel.code


async def test_the_key_shows_that_of_the_active_panel(hand):
    docks = hand.open("chart", "trades")
    await hand.laid_out()
    for dock in docks:
        hand.desk.bring_forward(dock)
        hand.desk.menus.show_by_key()
        shown(dock).close()


STEP = 24


def places_of(dock):
    """A grid over a dock, and the middle of each of its buttons, without what has a menu of its own."""
    grid = [QPoint(x, y) for x in range(2, dock.width(), STEP) for y in range(2, dock.height(), STEP)]
    buttons = [
        button.mapTo(dock, button.rect().center())
        for button in dock.findChildren(QAbstractButton)
        if button.isVisible() and dock.rect().contains(button.mapTo(dock, button.rect().center()))
    ]
    return [place for place in (*grid, *buttons) if not has_own_menu(dock.childAt(place))]


def has_own_menu(widget):
    """A line of text, a scroll bar, and the titles of the columns of the watchlist."""
    if isinstance(widget, QLineEdit | QScrollBar):
        return True
    above = widget.parentWidget() if widget is not None else None
    return above is not None and above.contextMenuPolicy() is Qt.ContextMenuPolicy.CustomContextMenu


@pytest.mark.parametrize("kind", KINDS)
async def test_a_right_click_anywhere_on_a_panel_asks_for_its_menu_also_where_a_button_is_off(hand, kind):
    (dock,) = hand.open(kind)
    hand.window.resize(700, 500)
    await hand.laid_out()
    asked = []
    dock.menu_requested.disconnect()
    dock.menu_requested.connect(lambda *given: asked.append(given))
    at = QPointF(dock.rect().center())
    QApplication.sendEvent(dock, QEnterEvent(at, at, QPointF(dock.mapToGlobal(at.toPoint()))))
    for is_off in (False, True):
        for button in dock.panel.findChildren(QAbstractButton):
            button.setEnabled(button.isEnabled() and not is_off)
        for place in places_of(dock):
            asked.clear()
            hit = dock.childAt(place) or dock
            anywhere = dock.mapToGlobal(place)
            event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, hit.mapFromGlobal(anywhere), anywhere)
            QApplication.sendEvent(hit, event)
            in_panel = dock.panel.mapFromGlobal(anywhere)
            assert [(given[1], given[3]) for given in asked] == [(anywhere, in_panel)], (hit, is_off)
