"""The dialogs open when they are asked for, and the settings window only once."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox
from shiboken6 import delete

from app.about.dialog import AboutDialog
from app.panels.spec import PanelSpec
from app.settings.declared import DEFAULT_MARKET, SHOW_TOUR, THEME
from app.settings.store import Settings
from app.settings_window.window import SettingsWindow
from app.tour.tour import Tour
from app.window.dialogs import Dialogs
from app.window.key_list import KeyList
from app.window.menus import Menus
from core.market.alerts.alert import Alert, AlertKind
from desk_in_hand import MARKETS
from waiting import eventually
from widgets.alerts.form import AlertForm
from widgets.alerts.ways import WaysDialog
from widgets.markets.directory import MarketDirectory


@pytest.fixture
def dialogs(hand):
    Menus(hand.window, hand.desk, Settings(), lambda: None)
    return hand.window.findChild(Dialogs)


@pytest.mark.parametrize(("method", "kind"), [("show_keys", KeyList), ("show_about", AboutDialog)])
async def test_a_dialog_is_shown(hand, dialogs, method, kind):
    getattr(dialogs, method)()
    (shown,) = hand.window.findChildren(kind)
    assert shown.isVisible()
    shown.close()


async def test_there_is_one_settings_window(hand, dialogs):
    dialogs.show_settings()
    dialogs.show_settings()
    (shown,) = hand.window.findChildren(SettingsWindow)
    assert shown.isVisible()
    shown.showMinimized()
    assert shown.isMinimized()
    dialogs.show_settings()
    assert not shown.isMinimized()
    shown.account.button.click()
    assert [dock.kind for dock in hand.desk.docks()] == ["assets"]
    shown.close()


async def test_defaults_of_all_settings_are_undone_by_the_command_too_and_only_once(hand, dialogs):
    settings, undo = dialogs._settings, hand.window.findChild(QAction, "reopen-panel")
    settings.choose(THEME, "light")
    hand.open("trades")[0].close()
    shown = dialogs.show_settings()

    def reset():
        shown.resets.reset.click()
        box = shown.findChildren(QMessageBox)[-1]
        next(each for each in box.buttons() if box.buttonRole(each) is QMessageBox.ButtonRole.AcceptRole).click()
        assert settings[THEME] == "dark"

    reset()
    undo.trigger()
    assert (settings[THEME], shown.resets.undo.isVisible()) == ("light", False)
    reset()
    shown.resets.undo.click()
    reset()
    shown.close()
    undo.trigger()
    assert settings[THEME] == "light", "also once the window is closed"
    undo.trigger()
    assert [dock.kind for dock in hand.desk.docks()] == ["trades"], "what was undone by the button is no step"


async def test_the_settings_open_between_two_sources_and_judge_the_market_by_the_next(hand, dialogs):
    dialogs._settings.choose(DEFAULT_MARKET, "KRW-XYZZ")
    hand.desk.move_out()
    delete(hand.desk.markets)  # the source has ended
    shown = dialogs.show_settings()
    row = shown.row_of(DEFAULT_MARKET)
    assert row.problem == ""
    hand.desk.move_in(replace(hand.desk._context, markets=MarketDirectory(hand.window)), "KRW-BTC")
    hand.desk.markets.fill(MARKETS)
    assert "KRW-XYZZ" in row.problem
    shown.close()


@pytest.mark.parametrize("code", ["", "KRW-ETH"])
async def test_a_new_alert_that_needs_a_market_gets_the_one_at_hand(hand, dialogs, code):
    hand.open("trades:KRW-XRP")
    hand.desk.alerts.asked.connect(dialogs.show_alert)
    hand.desk.alerts.ask(AlertKind.PRICE, code)
    (form,) = hand.window.findChildren(AlertForm)
    assert form.edited().code == (code or "KRW-XRP")
    form.reject()
    hand.desk.alerts.ask(AlertKind.FILL, "")
    *_, form = hand.window.findChildren(AlertForm)
    assert form.edited().code == "", "it is about all markets"
    form.reject()


async def test_the_line_of_notices_is_read_and_closed_by_command(hand, dialogs):
    dialogs.show_notice()
    assert not details_of(hand)
    hand.window.notice.show_text("한 줄", "이야기")
    dialogs.show_notice()
    (shown,) = details_of(hand)
    shown.close()
    dialogs.close_notice()
    assert hand.window.notice.text == ""


def details_of(hand):
    return [each for each in hand.window.findChildren(QDialog) if each.isVisible()]


async def test_how_alerts_are_told_is_shown_by_command(hand, dialogs):
    dialogs.show_alert_ways()
    (shown,) = hand.window.findChildren(WaysDialog)
    assert shown.isVisible()
    shown.close()


@pytest.mark.parametrize("is_floating", [True, False])
@pytest.mark.parametrize(
    "show",
    [
        Dialogs.show_keys,
        Dialogs.show_about,
        Dialogs.show_alert_ways,
        lambda dialogs: dialogs.show_alert(Alert("a", AlertKind.PRICE, "KRW-BTC")),
    ],
)
async def test_a_dialog_belongs_to_the_window_that_the_user_is_in(hand, dialogs, show, is_floating):
    dock = hand.desk.open(PanelSpec("alerts"))
    dock.setFloating(is_floating)
    owner = dock if is_floating else hand.window
    await eventually(lambda: owner.windowFlags() & Qt.WindowType.WindowType_Mask == Qt.WindowType.Window)
    with pytest.deprecated_call():  # the off-screen platform lets no floating panel be active otherwise
        QApplication.setActiveWindow(owner)
    assert QApplication.activeWindow() is owner
    show(dialogs)
    (shown,) = (each for each in hand.window.findChildren(QDialog) if each.isVisible())
    assert shown.parentWidget() is owner
    shown.close()


async def test_the_tour_is_shown_as_often_as_wanted_and_gives_the_keyboard_back(hand, dialogs):
    _, second = hand.open("trades:KRW-BTC", "engine")
    await hand.laid_out()
    hand.window.activateWindow()
    await eventually(hand.window.isActiveWindow)
    hand.desk.bring_forward(second)
    await eventually(lambda: second.has_keyboard)
    for _ in range(2):
        hand.desk.command_action("tour").trigger()
        (tour,) = (each for each in hand.window.findChildren(Tour) if each.isVisible())
        await eventually(tour.hasFocus)
        QTest.keyClick(tour, Qt.Key.Key_Return)
        assert "2 / " in tour._count.text()
        QTest.keyClick(tour, Qt.Key.Key_Escape)
        await eventually(lambda: second.has_keyboard)
        assert not dialogs._settings[SHOW_TOUR]


async def test_the_tour_begins_anew_while_it_is_shown_and_leaves_the_keyboard_to_a_panel_that_is_there(hand, dialogs):
    first, second = hand.open("trades:KRW-BTC", "engine")
    await hand.laid_out()
    hand.window.activateWindow()
    await eventually(hand.window.isActiveWindow)
    hand.desk.bring_forward(second)
    dialogs.show_tour()
    hand.window.findChild(Tour).go_on()
    dialogs.show_tour()
    (tour,) = (each for each in hand.window.findChildren(Tour) if each.isVisible())
    await eventually(tour.hasFocus)
    assert "1 / " in tour._count.text()
    second.close()
    tour.end()
    await eventually(lambda: first.has_keyboard)
