"""How the menus of panels are asked for."""

from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QTabBar
from shiboken6 import isValid

from app.desk.panel_menu import PanelMenu


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
