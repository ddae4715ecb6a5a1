"""The header over a panel's title bar: what it shows, and what it leaves to the title bar."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from app.desk.panel_menu import EntryMenu
from app.panels.kinds import KINDS
from app.panels.links import Links, has_market_group, has_unit_group
from app.panels.spec import PanelSpec
from core.model.markets import Market, MarketList
from core.model.subscription import Scope
from desk_in_hand import trade
from waiting import eventually
from widgets.look.look import Look
from widgets.text.language import wording

MARKETS = MarketList([Market("KRW-BTC", "비트코인", "Bitcoin"), Market("KRW-ETH", "이더리움", "Ethereum")])


def buttons(dock):
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    return [each for each in dock.findChildren(QAbstractButton, options=direct) if each.isVisible()]


@pytest.mark.parametrize("kind", KINDS)
async def test_each_kind_has_what_it_can_be_linked_by(hand, kind):
    (dock,) = hand.open(kind)
    await hand.laid_out()
    header = dock.header
    if header is None:
        assert not has_market_group(kind)
        return
    assert header.market_chip.isVisible()
    assert header.unit_chip.isVisible() == has_unit_group(kind)
    assert header.field.isVisible() == header.pin.isVisible() == KINDS[kind].has_market
    for each in (header.market_chip, header.unit_chip, header.pin):
        assert each.accessibleName()
        assert each.toolTip()


async def test_it_shows_the_market_and_follows_it(hand):
    hand.markets.fill(MARKETS)
    (dock,) = hand.open("trades:KRW-BTC")
    assert dock.header.field.text == "비트코인 BTC/KRW"
    dock.panel.set_market("KRW-ETH")
    assert dock.header.field.text == "이더리움 ETH/KRW"


@pytest.mark.parametrize("percent", [90, 100, 150])
async def test_it_lies_over_the_text_of_the_title_and_beside_its_buttons(hand, application, percent):
    look = Look()
    look.dress(application)
    look.set_font_percent(percent)
    try:
        docks = hand.open("chart:KRW-BTC", "trades:KRW-BTC", "trades:KRW-ETH", "watchlist")
        hand.window.tabifyDockWidget(docks[1], docks[2])
        docks[2].raise_()
        await hand.laid_out()
        for dock in (docks[0], docks[2], docks[3]):
            header = dock.header.geometry()
            assert header.bottom() < dock.widget().y()
            assert header.height() == dock.widget().y()
            assert len(buttons(dock)) == 2
            assert all(header.right() < button.x() for button in buttons(dock))
            chip = dock.header.market_chip
            assert chip.height() <= header.height()
            assert chip.width() >= 14
    finally:
        look._application = None
        Look().dress(application)


async def test_a_floating_panel_has_it_too_and_nothing_of_the_panel_is_below_it(hand):
    (dock,) = hand.open("orderbook:KRW-BTC")
    dock.setFloating(True)
    await eventually(lambda: dock.isFloating() and dock.header.isVisible() and dock.header.height() > 10)
    await hand.laid_out()
    controls, canvas = dock.panel._controls, dock.panel._canvas  # all of the panel, from its top
    assert controls.mapTo(dock, QPoint(0, 0)).y() > dock.header.geometry().bottom() - 1
    assert canvas.y() == controls.geometry().bottom() + 1
    dock.setFloating(False)
    await hand.laid_out()
    assert dock.panel.contentsMargins().top() == 0
    assert controls.mapTo(dock, QPoint(0, 0)).y() == dock.widget().y()
    assert canvas.y() == controls.geometry().bottom() + 1


def send(widget, kind, place, button=Qt.MouseButton.LeftButton):
    held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else button
    at = QPointF(place)
    event = QMouseEvent(kind, at, widget.mapToGlobal(at), button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)


async def test_a_double_click_beside_the_fields_floats_the_panel_and_docks_it_again(hand):
    (dock, _) = hand.open("trades:KRW-BTC", "chart:KRW-BTC")
    await hand.laid_out()
    send(dock.header._title, QEvent.Type.MouseButtonDblClick, dock.header._title.rect().center())
    await eventually(dock.isFloating)


async def test_the_buttons_of_the_title_bar_still_float_and_close(hand):
    (dock, _) = hand.open("trades:KRW-BTC", "chart:KRW-BTC")
    await hand.laid_out()
    floating, _closing = sorted(buttons(dock), key=lambda button: button.x())
    QTest.mouseClick(floating, Qt.MouseButton.LeftButton)
    await eventually(dock.isFloating)
    dock.setFloating(False)
    await hand.laid_out()
    _floating, closing = sorted(buttons(dock), key=lambda button: button.x())
    QTest.mouseClick(closing, Qt.MouseButton.LeftButton)
    assert dock.is_closed


async def test_a_press_on_the_market_is_one_of_the_title_so_a_drag_can_begin_there(hand):
    (dock, _) = hand.open("trades:KRW-BTC", "chart:KRW-BTC")
    await hand.laid_out()
    field = dock.header.field._shown
    start = field.rect().center()
    press = QMouseEvent(
        QEvent.Type.MouseButtonPress,
        QPointF(start),
        field.mapToGlobal(QPointF(start)),
        Qt.MouseButton.LeftButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    field.mousePressEvent(press)
    assert not press.isAccepted()
    send(field, QEvent.Type.MouseButtonRelease, start + QPoint(3 * QApplication.startDragDistance(), 0))
    assert not dock.header.field.is_searching, "it was a drag"


async def test_a_click_on_the_market_and_typing_and_enter_move_the_group(hand):
    hand.markets.fill(MARKETS)
    chart, trades = hand.open("chart:KRW-BTC", "trades:KRW-BTC")
    await hand.laid_out()
    QTest.mouseClick(trades.header.field._shown, Qt.MouseButton.LeftButton)
    assert trades.header.field.is_searching
    QTest.keyClicks(trades.header.field._search, "eth")
    QTest.keyClick(trades.header.field._search, Qt.Key.Key_Return)
    assert (chart.panel.code, trades.panel.code) == ("KRW-ETH", "KRW-ETH")
    assert not trades.header.field.is_searching


def menu_of(dock):
    (menu,) = (menu for menu in dock.findChildren(EntryMenu) if menu.isVisible())
    return menu


async def test_a_chip_offers_the_groups_and_shows_the_one_chosen(hand):
    hand.markets.fill(MARKETS)
    chart, trades = hand.open("chart:KRW-BTC", "trades:KRW-ETH")
    await hand.laid_out()
    assert (chart.header.market_chip.shown_group, trades.header.market_chip.shown_group) == ("A", "")
    QTest.mouseClick(trades.header.market_chip, Qt.MouseButton.LeftButton)
    menu = menu_of(trades)
    assert [action.text() for action in menu.actions()][:3] == ["연결 없음", "그룹 A · 비트코인 BTC/KRW", "그룹 B"]
    assert [action.isChecked() for action in menu.actions()] == [True] + [False] * 6
    menu.actions()[1].trigger()
    menu.close()
    assert trades.header.market_chip.shown_group == "A"
    assert trades.panel.code == "KRW-BTC"
    QTest.mouseClick(chart.header.unit_chip, Qt.MouseButton.LeftButton)
    menu_of(chart).actions()[2].trigger()
    menu_of(chart).close()
    assert chart.links == Links("A", "2")
    assert chart.header.unit_chip.shown_group == "2"


async def test_the_pin_keeps_the_market(hand):
    (dock,) = hand.open("trades:KRW-BTC")
    await hand.laid_out()
    QTest.mouseClick(dock.header.pin, Qt.MouseButton.LeftButton)
    assert dock.links.is_pinned
    assert dock.header.pin.isChecked()
    QTest.keyClick(dock.header.pin, Qt.Key.Key_Space)
    assert not dock.links.is_pinned
    assert not dock.header.pin.isChecked()


async def test_it_shows_whether_the_panel_has_the_keyboard(hand):
    (dock,) = hand.open("trades:KRW-BTC")
    await hand.laid_out()
    without = dock.header.grab().toImage()
    dock.mark_keyboard(has_keyboard=True)
    assert dock.header.grab().toImage() != without


async def test_all_of_it_is_reached_by_keys(hand):
    hand.markets.fill(MARKETS)
    chart, _trades = hand.open("chart:KRW-BTC", "trades:KRW-BTC")
    hand.window.activateWindow()
    hand.desk.bring_forward(chart)
    hand.desk.linking.change_market()
    assert chart.header.field.is_searching
    QTest.keyClick(chart.header.field._search, Qt.Key.Key_Escape)
    assert not chart.header.field.is_searching
    hand.desk.linking.ask_for_group()
    menu_of(chart).close()
    hand.desk.linking.ask_for_unit_group()
    menu_of(chart).close()
    hand.desk.linking.toggle_active_pin()
    assert chart.links.is_pinned
    for widget in (chart.header.market_chip, chart.header.unit_chip, chart.header.pin, chart.header.field._shown):
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus


COMMANDS = {
    "change_market": lambda kind: KINDS[kind].has_market,
    "ask_for_group": has_market_group,
    "ask_for_unit_group": has_unit_group,
    "toggle_active_pin": lambda kind: KINDS[kind].has_market,
}


@pytest.mark.parametrize("kind", KINDS)
async def test_a_command_acts_on_the_active_panel_or_says_why_not_and_on_no_other(hand, kind):
    hand.markets.fill(MARKETS)
    others = hand.open("chart:KRW-BTC", "watchlist")
    dock = hand.desk.open(PanelSpec(kind, "KRW-ETH" if KINDS[kind].has_market else ""))
    await hand.laid_out()
    hand.window.activateWindow()
    refused, before, links = [], [each.links for each in others], dock.links
    hand.desk.linking.refused.connect(refused.append)
    for command, suits in COMMANDS.items():
        hand.desk.bring_forward(dock)
        await eventually(lambda: hand.desk.active() is dock)
        refused.clear()
        getattr(hand.desk.linking, command)()
        assert bool(refused) is not suits(kind), command
        assert acted(dock, links) is suits(kind), command
        assert hand.desk.active() is dock, command
        assert [each.links for each in others] == before, command
        assert not any(menu.isVisible() for each in others for menu in each.findChildren(EntryMenu)), command
        await undo(dock, links)
        assert not acted(dock, links), command


def acted(dock, links):
    """Whether a command has shown a menu or a search, or pinned the panel."""
    has_menu = any(menu.isVisible() for menu in dock.findChildren(EntryMenu))
    return has_menu or is_searching(dock) or dock.links != links


def is_searching(dock):
    return dock.header is not None and dock.header.field is not None and dock.header.field.is_searching


async def undo(dock, links):
    """Let the panel be as before the command."""
    for menu in dock.findChildren(EntryMenu):
        menu.close()
    if is_searching(dock):
        QTest.keyClick(dock.header.field._search, Qt.Key.Key_Escape)
    if dock.links != links:
        QTest.mouseClick(dock.header.pin, Qt.MouseButton.LeftButton)
    await eventually(lambda: not any(menu.isVisible() for menu in dock.findChildren(EntryMenu)))


async def test_while_no_panel_is_active_a_command_acts_on_the_first_in_sight_that_suits(hand):
    _engine, chart = hand.open("engine", "chart:KRW-BTC")
    await hand.laid_out()
    if (focused := QApplication.focusWidget()) is not None:
        focused.clearFocus()
    for dock in hand.desk.docks():
        dock.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    assert hand.desk.active() is None
    hand.desk.linking.toggle_active_pin()
    assert chart.links.is_pinned
    hand.desk.linking.ask_for_unit_group()
    menu_of(chart).close()


async def test_a_command_does_nothing_where_no_panel_suits(hand):
    hand.open("engine")
    for command in COMMANDS:
        getattr(hand.desk.linking, command)()
    assert hand.desk.docks()[0].links == Links()


async def test_the_age_of_the_data_stands_beside_the_kind_while_it_is_wanted(hand):
    (dock,) = hand.open("trades:KRW-BTC")
    ages = dock.panel.context.ages
    assert dock.header._title.text() == "체결"
    ages.show_ages(True)
    assert dock.header._title.text() == "체결 · 받은 것 없음"
    hand.engine.receive(Scope.PUBLIC, msgspec.json.encode(trade(1)))
    dock.panel.frame()
    ages.beat.emit()
    assert dock.header._title.text().startswith("체결 · 방금")
    ages.show_ages(False)
    assert dock.header._title.text() == "체결"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if KINDS[kind].has_market])
async def test_a_narrow_title_shows_the_age_rather_than_the_kind(hand, kind):
    (dock,) = hand.open(f"{kind}:KRW-BTC")
    await hand.laid_out()
    ages, title = dock.panel.context.ages, dock.header._title
    ages.show_ages(True)
    age = dock.panel.freshness_text
    for width in range(0, 400, 20):
        title.resize(width, title.height())
        ages.beat.emit()
        has_room = title.fontMetrics().horizontalAdvance(f"{wording(KINDS[kind].title)} · {age}") <= width
        assert title.text() == (f"{wording(KINDS[kind].title)} · {age}" if has_room else age)
    ages.show_ages(False)
    assert title.text() == wording(KINDS[kind].title)
