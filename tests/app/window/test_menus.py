"""The menus: each entry has its effect, on the real window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest

from app.about.dialog import AboutDialog
from app.panels.kinds import KINDS
from app.settings.declared import SHORTCUTS
from app.settings.fixed_keys import MENU_KEYS, PANEL_KEYS
from app.settings.store import Settings
from app.window.add_panel_dialog import AddPanelDialog
from app.window.key_list import KeyList
from app.window.menus import Menus
from waiting import eventually
from widgets.look.look import Look
from widgets.text.hangul_keys import with_hangul


@pytest.fixture
def menus(hand):
    hand.resets = 0

    def reset():
        hand.resets += 1

    return Menus(hand.window, hand.desk, Settings(), reset)


def entry(hand, text):
    (action,) = [each for each in hand.window.findChildren(QAction) if each.text() == text]
    return action


def words(hand):
    return [str(dock.spec) for dock in hand.desk.docks()]


async def test_a_kind_opens_with_the_market_at_hand(hand, menus):
    hand.open("orderbook:KRW-ETH")
    entry(hand, "체결").trigger()
    entry(hand, "엔진 모니터").trigger()
    assert words(hand) == ["orderbook:KRW-ETH", "trades:KRW-ETH", "engine"]


async def test_adding_a_panel_asks_without_stopping_the_loop(hand, menus):
    entry(hand, "패널 추가…").trigger()
    (dialog,) = hand.window.findChildren(AddPanelDialog)
    dialog.accept()
    assert words(hand) == ["chart:KRW-BTC:1m"]


async def test_the_panel_with_the_focus_is_closed_and_can_come_back(hand, menus):
    first, second = hand.open("trades:KRW-BTC", "trades:KRW-ETH")
    hand.window.activateWindow()
    second.panel.setFocus()
    await eventually(lambda: hand.desk.active() is second)
    entry(hand, "패널 닫기").trigger()
    assert words(hand) == ["trades:KRW-BTC"]
    entry(hand, "되돌리기: 닫기·배치·삭제·초기화").trigger()
    assert words(hand) == ["trades:KRW-BTC", "trades:KRW-ETH"]
    assert first.spec.code == "KRW-BTC"


async def test_a_digit_brings_a_panel_forward(hand, menus):
    _, dock = hand.open("trades:KRW-BTC", "trades:KRW-ETH")
    dock.hide()
    (action,) = [each for each in hand.window.actions() if each.shortcut().toString() == "Alt+2"]
    action.trigger()
    assert not dock.isHidden()


def keyboard(hand):
    """The dock that would get the keys if the window were active; off-screen none ever is."""
    focused = hand.window.focusWidget()
    return next((dock for dock in hand.desk.docks() if focused is not None and dock.isAncestorOf(focused)), None)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_digit_gives_every_kind_of_panel_the_keyboard(hand, menus, kind):
    first, dock = hand.open("trades:KRW-BTC", kind)
    hand.desk.bring_forward(first)
    assert keyboard(hand) is first
    (action,) = [each for each in hand.window.actions() if each.shortcut().toString() == "Alt+2"]
    action.trigger()
    assert keyboard(hand) is dock


async def test_a_panel_opened_by_the_user_has_the_keyboard(hand, menus):
    first, second = hand.open("trades:KRW-BTC", "trades:KRW-ETH")
    entry(hand, "차트").trigger()
    assert keyboard(hand).kind == "chart"
    entry(hand, "패널 추가…").trigger()
    (dialog,) = hand.window.findChildren(AddPanelDialog)
    dialog.accept()
    assert keyboard(hand) is hand.desk.docks()[-1]
    second.close()
    hand.desk.bring_forward(first)
    entry(hand, "되돌리기: 닫기·배치·삭제·초기화").trigger()
    assert keyboard(hand) is hand.desk.docks()[-1]


def make_active(dock):
    """Make a panel the active one, in a window that is active after some tests and not after others."""
    dock.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    dock.panel.setFocus()


async def test_a_closed_panel_leaves_the_keyboard_to_one_in_sight(hand, menus):
    first, tab, hidden, last = hand.open("trades:KRW-BTC", "engine", "chart:KRW-BTC:1m", "faults")
    hand.window.tabifyDockWidget(tab, last)
    hidden.hide()
    for dock, heir in ((last, tab), (tab, first), (first, None)):
        make_active(dock)
        entry(hand, "패널 닫기").trigger()
        assert dock.is_closed
        assert keyboard(hand) is heir
    assert words(hand) == ["chart:KRW-BTC:1m"], "a hidden panel is not closed by accident"


async def test_the_search_starts_from_any_panel(hand, menus):
    _, first, second = hand.open("trades:KRW-BTC", "watchlist", "watchlist")
    hand.desk.bring_forward(hand.desk.docks()[0])
    entry(hand, "종목 검색").trigger()
    assert hand.window.focusWidget() is first.panel._search
    first.close()
    entry(hand, "종목 검색").trigger()
    assert hand.window.focusWidget() is second.panel._search


async def test_the_search_opens_a_watchlist_if_there_is_none(hand, menus):
    hand.open("trades:KRW-BTC")
    entry(hand, "종목 검색").trigger()
    assert words(hand) == ["trades:KRW-BTC", "watchlist"]
    assert hand.window.focusWidget() is hand.desk.docks()[-1].panel._search


async def test_the_search_of_the_active_watchlist_is_meant(hand, menus):
    _, second = hand.open("watchlist", "watchlist")
    make_active(second)
    entry(hand, "종목 검색").trigger()
    assert hand.window.focusWidget() is second.panel._search


async def test_open_panels_are_listed_by_title(hand, menus):
    hand.open("trades:KRW-BTC", "engine")
    listing = menus._open_panels
    listing.aboutToShow.emit()
    assert [action.text() for action in listing.actions()] == [
        f"{dock.windowTitle()}\tAlt+{number}" for number, dock in enumerate(hand.desk.docks(), 1)
    ]


async def test_the_default_desk_is_requested(hand, menus):
    entry(hand, "기본 배치로 초기화").trigger()
    assert hand.resets == 1


@pytest.mark.parametrize(("text", "kind"), [("단축키", KeyList), ("Hoga 정보", AboutDialog)])
async def test_help_is_shown_without_stopping_the_loop(hand, menus, text, kind):
    entry(hand, text).trigger()
    (box,) = hand.window.findChildren(kind)
    assert box.isVisible()
    box.close()


async def test_the_keys_of_panels_are_listed_too(hand, menus):
    entry(hand, "단축키").trigger()
    (box,) = hand.window.findChildren(KeyList)
    reported = [line.partition("\t")[0] for line in box.text.splitlines()]
    assert {"Ctrl+F", "Enter", "← →", "Home End", "+ -", "PgUp PgDn", "Home", "Ctrl+N", "Ctrl+Q"} <= set(reported)
    box.close()


async def test_quitting_is_a_request(hand, menus):
    requested = []
    hand.window.closing.connect(lambda: requested.append(True))
    entry(hand, "끝내기").trigger()
    assert requested == [True]


async def test_no_two_entries_share_their_keys(hand, menus):
    keys = [
        action.shortcut().toString() for action in hand.window.findChildren(QAction) if action.shortcut().toString()
    ]
    assert len(keys) == len(set(keys))


async def test_the_engine_monitor_is_one_key_away(hand, menus):
    hand.open("trades:KRW-BTC")
    monitor = [each for each in hand.window.findChildren(QAction) if each.shortcut().toString() == "F12"]
    assert len(monitor) == 1
    monitor[0].trigger()
    assert words(hand) == ["trades:KRW-BTC", "engine"]
    dock = hand.desk.docks()[1]
    dock.hide()
    monitor[0].trigger()
    assert words(hand) == ["trades:KRW-BTC", "engine"]
    assert not dock.isHidden()
    hand.desk.move_out()
    assert not monitor[0].isEnabled()


@pytest.mark.parametrize(
    ("chosen", "in_use"),
    [
        ({"add-panel": "Ctrl+Q"}, {"add-panel": "Ctrl+Q", "quit": ""}),
        ({"quit": "ctrl+n"}, {"quit": "Ctrl+N", "add-panel": ""}),
        ({"about": "F9", "fit-panels": "f9"}, {"fit-panels": "F9", "about": ""}),
        ({"about": "Alt+1", "quit": "Alt+9"}, {"about": "", "quit": ""}),
        ({"about": "Nonsense+Q", "fit-panels": "Ctrl+"}, {"about": "", "fit-panels": "", "quit": "Ctrl+Q"}),
    ],
)
def test_no_two_commands_have_the_same_keys_whatever_the_file_says(hand, chosen, in_use):
    settings = Settings()
    for command, keys in chosen.items():
        settings.choose(SHORTCUTS[command], keys)
    menus = Menus(hand.window, hand.desk, settings, lambda: None)
    have = {
        command: action.shortcut().toString()
        for command, action in ((command.id, action) for command, action in menus.commands.listed())
    }
    assert {command: have[command] for command in in_use} == in_use
    all_keys = [each.shortcut().toString() for each in hand.window.findChildren(QAction)]
    used = [keys for keys in all_keys if keys]
    assert len(set(used)) == len(used) > len(PANEL_KEYS)
    for command in chosen:
        settings.reset(SHORTCUTS[command])
    assert menus.commands["quit"].shortcut().toString() == "Ctrl+Q"


async def test_each_menu_opens_by_its_marked_letter_on_every_layout(hand, menus):
    hand.window.activateWindow()
    await eventually(hand.window.isActiveWindow)
    bar = hand.window.menu_bar
    keys_of = {action.text().partition("&")[2][:1]: action.menu() for action in bar.actions()}
    assert {f"Alt+{letter}" for letter in keys_of} <= set(MENU_KEYS)
    for letter, menu in keys_of.items():
        for keys in with_hangul(QKeySequence(f"Alt+{letter}")):
            pressed = keys[0]
            QTest.sendKeyEvent(QTest.KeyAction.Click, hand.window, pressed.key(), "", pressed.keyboardModifiers())
            assert menu.isVisible(), keys
            menu.close()


LOW_SCREEN = 512
"""Height in pixels of a screen of 768 at 150 %."""


async def test_each_menu_fits_a_low_screen_whole_or_at_least_scrolls_in_one_column(hand, menus, application):
    look = application.findChild(Look) or Look(application)
    look.dress(application)
    bar = [action.menu() for action in hand.window.menu_bar.actions()]
    inside = [action.menu() for menu in bar for action in menu.actions() if action.menu()]
    assert "글자 크게" in [action.text() for menu in inside for action in menu.actions()]
    for menu in (*bar, *inside):
        assert menu.sizeHint().height() <= LOW_SCREEN, menu.title()
    long = bar[0]
    for number in range(200):
        long.addAction(f"명령 {number}")
    long.popup(hand.window.pos())
    assert {long.actionGeometry(action).x() for action in long.actions()} == {
        long.actionGeometry(long.actions()[0]).x()
    }
    long.close()
