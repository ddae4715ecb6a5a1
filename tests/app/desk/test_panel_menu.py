"""The context menu: what it offers where, and that each entry does it."""

from __future__ import annotations

import asyncio
import weakref

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from shiboken6 import isValid

from app.desk.panel_menu import PanelMenu
from app.panels.kinds import KINDS
from app.panels.spec import PanelSpec
from app.settings.declared import SHORTCUTS
from app.settings.store import Settings
from app.window.menus import Menus
from core.market.candles.units import CandleUnit
from core.model.markets import Market, MarketList
from waiting import eventually
from widgets.values.window import ValuesWindow

MARKETS = MarketList(
    [Market("KRW-BTC", "비트코인"), Market("KRW-ETH", "이더리움"), Market("KRW-XRP", "엑스알피(리플)")]
)
EVERY_KIND = tuple(KINDS)
FOLLOWERS = {kind: str(each.title) for kind, each in KINDS.items() if each.follows_market}
OF_EVERY_PANEL = ["띄우기", "패널 크기 맞추기", "패널 닫기"]


def texts(menu):
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def requested(dock, place=None, *, by_key=False):
    """Ask for the menu at a place of the panel's widget under it, as the system does."""
    place = place or dock.panel.rect().center()
    target = (None if by_key else dock.panel.childAt(place)) or dock.panel
    at = target.mapFrom(dock.panel, place)
    reason = QContextMenuEvent.Reason.Keyboard if by_key else QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, at, dock.panel.mapToGlobal(place), Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(target, event)
    return shown(dock)


def shown(dock):
    menus = [menu for menu in dock.findChildren(PanelMenu) if menu.isVisible()]
    assert len(menus) == 1
    return menus[0]


def chosen(menu, text):
    menu.close()
    next(action for action in menu.actions() if action.text() == text).trigger()


@pytest.mark.parametrize("kind", EVERY_KIND)
async def test_every_panel_has_one(hand, kind):
    (dock,) = hand.open(kind)
    await hand.laid_out()
    for by_key in (False, True):
        menu = requested(dock, QPoint(2, 2), by_key=by_key)  # the fields of the key form have their own
        assert texts(menu)[-3:] == OF_EVERY_PANEL, by_key
        await closed(menu)


async def test_that_of_a_chart_moves_it_and_changes_its_unit(hand):
    (dock,) = hand.open("chart")
    await hand.laid_out()
    menu = requested(dock)
    assert texts(menu)[:3] == ["최신으로", "불러온 봉 모두 보기", "봉 단위"]
    units = next(action for action in menu.actions() if action.text() == "봉 단위").menu().actions()
    assert [action.text() for action in units if action.isChecked()] == ["1분"]
    assert len(units) == len(CandleUnit)
    next(action for action in units if action.text() == "1시간").trigger()
    assert dock.panel.option == "60m"


async def test_a_row_offers_the_panels_of_its_market_and_its_code(hand):
    (dock,) = hand.open("watchlist")
    hand.markets.fill(MARKETS)
    await hand.laid_out()
    table = dock.panel._table
    for row, code in enumerate(market.code for market in dock.panel._model.markets):
        place = table.viewport().mapTo(dock.panel, table.visualRect(dock.panel._model.index(row, 0)).center())
        menu = requested(dock, place)
        assert texts(menu) == [
            "정렬",
            "열",
            "거르기",
            "관심 종목",
            "알림 추가…",
            *(f"{each} 열기" for each in FOLLOWERS.values()),
            "코드 복사",
            "종목 연결",
            "표로 보기",
            *OF_EVERY_PANEL,
        ]
        chosen(menu, "코드 복사")
        assert QGuiApplication.clipboard().text() == code
    chosen(requested(dock, place), "호가 열기")
    assert hand.desk.docks()[-1].spec == PanelSpec("orderbook", code)
    table.select("KRW-XRP")
    chosen(requested(dock, by_key=True), "코드 복사")
    assert QGuiApplication.clipboard().text() == "KRW-XRP"


async def test_any_panel_stars_its_market(hand):
    (dock,) = hand.open("orderbook:KRW-ETH")
    await hand.laid_out()
    for starred in (("KRW-ETH",), ()):
        chosen(requested(dock), "관심 종목")
        assert hand.desk.favourites.codes == starred


async def test_beside_the_rows_no_market_is_offered(hand):
    (dock,) = hand.open("watchlist")
    hand.markets.fill(MARKETS)
    await hand.laid_out()
    assert texts(requested(dock, dock.panel.rect().bottomLeft() - QPoint(-40, 10))) == [
        "정렬",
        "열",
        "거르기",
        "종목 연결",
        "표로 보기",
        *OF_EVERY_PANEL,
    ]


async def test_a_panel_does_not_offer_its_own_kind_for_its_own_market(hand):
    assert len(FOLLOWERS) > 2
    for kind in FOLLOWERS:
        (dock,) = hand.open(kind)
        await hand.laid_out()
        offered = [text for text in texts(requested(dock)) if text.endswith("열기")]
        assert offered == [f"{name} 열기" for each, name in FOLLOWERS.items() if each != kind]


async def test_book_and_tape_go_back(hand):
    book, tape = hand.open("orderbook", "trades")
    await hand.laid_out()
    rows = book.panel._canvas.rows
    rows.is_held, rows.top = True, 10_000
    chosen(requested(book), "가운데로")
    assert rows.shows_spread
    assert rows.top < 10_000
    assert "최신으로" in texts(requested(tape))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in {"assets", "my-orders", "faults"}])
async def test_what_a_panel_shows_is_offered_as_a_table(hand, kind):
    """The account has none before there is a key, and faults are fields."""
    (dock,) = hand.open(kind)
    await hand.laid_out()
    chosen(requested(dock), "표로 보기")
    window = dock.findChild(ValuesWindow)
    await eventually(window.isVisible)
    dock.close()
    await eventually(lambda: not isValid(window))


async def test_it_floats_docks_and_closes(hand):
    (dock,) = hand.open("trades")
    await hand.laid_out()
    chosen(requested(dock), "띄우기")
    assert dock.isFloating()
    chosen(requested(dock), "붙이기")
    assert not dock.isFloating()
    chosen(requested(dock), "패널 닫기")
    assert hand.desk.docks() == []


async def test_it_keeps_no_closed_panel(hand):
    (dock,) = hand.open("chart")
    await hand.laid_out()
    panel, menu = weakref.ref(dock.panel), requested(dock)
    dock.close()
    del dock, menu
    await eventually(lambda: panel() is None)


@pytest.mark.parametrize("button", [Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton])
async def test_only_the_left_button_moves_the_tape(hand, button):
    (dock,) = hand.open("trades")
    await hand.laid_out()
    canvas, moved = dock.panel._canvas, []
    canvas.scroll_to = moved.append
    at = QPointF(5, 5)
    for pressed, times in ((button, 0), (Qt.MouseButton.LeftButton, 1)):
        press = QMouseEvent(
            QEvent.Type.MouseButtonPress, at, canvas.mapToGlobal(at), pressed, pressed, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(canvas, press)
        assert len(moved) == times


async def test_entries_that_are_commands_show_the_keys_of_these(hand):
    settings = Settings()
    settings.choose(SHORTCUTS["close-panel"], "Ctrl+F4")
    Menus(hand.window, hand.desk, settings, lambda: None)
    (dock,) = hand.open("engine")
    keys = [entry.text() for entry in requested(dock).actions() if "\t" in entry.text()]
    assert keys == ["표로 보기\tCtrl+T", "띄우기\tCtrl+Shift+F", "패널 닫기\tCtrl+F4"]


def menu_open():
    return [menu for menu in QApplication.topLevelWidgets() if isinstance(menu, QMenu) and menu.isVisible()]


async def closed(menu):
    """Close a menu, which deletes itself then: a hundred that stay would slow down every look at the widgets."""
    menu.close()
    assert not menu_open()
    await asyncio.sleep(0)
    await eventually(lambda: not isValid(menu))


@pytest.mark.parametrize("kind", EVERY_KIND)
async def test_keys_open_a_menu_wherever_the_keyboard_is(hand, kind):
    (dock,) = hand.open(kind)
    hand.markets.fill(MARKETS)
    await hand.laid_out()
    hand.window.activateWindow()
    await eventually(hand.window.isActiveWindow)
    tried = 0
    for part in [dock.panel, *dock.findChildren(QWidget)]:
        if not (part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus):
            continue
        part.setFocus()
        target = QApplication.focusWidget()
        if target is None or not dock.isAncestorOf(target):
            continue
        tried += 1
        for press in (
            lambda target=target: QTest.keyClick(target, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier),
            lambda target=target: by_menu_key(target),
        ):
            press()
            menus = menu_open()
            assert len(menus) == 1, (type(target), menus)
            await closed(*menus)
    assert tried


def by_menu_key(target):
    place = target.rect().center()
    reason = QContextMenuEvent.Reason.Keyboard
    event = QContextMenuEvent(reason, place, target.mapToGlobal(place), Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(target, event)


@pytest.mark.parametrize("kind", EVERY_KIND)
async def test_each_place_of_a_panel_has_a_menu(hand, kind):
    """Title, header rows, rows, and the empty ground below: a right click anywhere opens one menu.

    In a small window more parts of a panel are met at fewer places; the engine's page has ground below in a high one.
    """
    (dock,) = hand.open(kind)
    hand.markets.fill(MARKETS)
    hand.window.resize(500, 900 if kind == "engine" else 400)
    await hand.laid_out()
    width, height = dock.width(), dock.height()
    for x in range(4, width - 4, max(width // 5, 1)):
        for y in range(4, height - 4, 23):
            place = QPoint(x, y)
            target = dock.childAt(place) or dock
            at = target.mapFrom(dock, place)
            event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, dock.mapToGlobal(place))
            QApplication.sendEvent(target, event)
            menus = menu_open()
            assert len(menus) == 1, (type(target), place)
            await closed(*menus)
