"""The palette by keys, mouse and input method, on a real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from app.palette.palette import ROWS, Palette
from app.settings.declared import LANGUAGE, SHORTCUTS, THEME
from app.settings_window.window import SettingsWindow
from core.market.watchlist import Watchlist
from waiting import eventually
from widgets.text.language import speak


def listed(palette):
    return [palette.model.index(row).data() for row in range(palette.model.rowCount())]


def words(hand):
    return [str(dock.spec) for dock in hand.desk.docks()]


async def test_eth_and_enter_opens_ethereum(hand, palette):
    hand.open("chart:KRW-BTC:1m", "orderbook:KRW-BTC")
    QTest.keyClicks(palette.field, "eth")
    assert palette.chosen.id == "market:KRW-ETH"
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert words(hand) == ["chart:KRW-ETH:1m", "orderbook:KRW-ETH"]
    await eventually(lambda: not isValid(palette))


async def test_control_enter_opens_a_chart_beside(hand, palette):
    hand.open("chart:KRW-BTC:1m")
    QTest.keyClicks(palette.field, "eth")
    QTest.keyClick(palette.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert words(hand) == ["chart:KRW-BTC:1m", "chart:KRW-ETH:1m"]


async def test_what_an_input_method_composes_is_searched(hand, palette):
    QApplication.sendEvent(palette.field, QInputMethodEvent("빝", []))
    assert palette.chosen.id == "market:KRW-BTC"
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert words(hand) == ["chart:KRW-BTC:1m"]


async def test_headings_keep_groups_apart(hand, open_palette):
    hand.open("chart:KRW-ETH:1m")
    palette = open_palette()
    palette.field.setText("eth")
    assert [text for text in listed(palette) if text in {"종목", "열린 패널"}] == ["종목", "열린 패널"]


async def test_nothing_found(hand, palette):
    QTest.keyClicks(palette.field, "nonsense")
    assert listed(palette) == ["결과 없음"]
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.isVisible()
    assert palette.chosen is None


async def test_arrows_pass_headings_and_go_round(hand, palette):
    palette.field.setText("테마")
    rows = palette.model.selectable()
    assert 0 not in rows
    assert len(rows) < palette.model.rowCount() - 1, "two headings"
    seen = []
    for _ in rows:
        seen.append(palette.list.currentIndex().row())
        QTest.keyClick(palette.field, Qt.Key.Key_Down)
    assert seen == rows
    assert palette.list.currentIndex().row() == rows[0]
    QTest.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == rows[-1]
    assert palette.field.accessibleDescription() == palette.list.currentIndex().data()


async def test_pages_stop_at_the_ends(hand, palette):
    palette.field.setText("trial")
    rows = palette.model.selectable()
    QTest.keyClick(palette.field, Qt.Key.Key_PageDown)
    assert palette.list.currentIndex().row() == rows[ROWS - 2]
    for _ in rows:
        QTest.keyClick(palette.field, Qt.Key.Key_PageDown)
    assert palette.list.currentIndex().row() == rows[-1]
    for _ in rows:
        QTest.keyClick(palette.field, Qt.Key.Key_PageUp)
    assert palette.list.currentIndex().row() == rows[0]


async def test_a_click_does_it_and_one_on_a_heading_nothing(hand, palette, settings):
    palette.field.setText("밝게")
    place = palette.list.visualRect(palette.model.index(0)).center()
    QTest.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert palette.isVisible()
    place = palette.list.visualRect(palette.model.index(1)).center()
    QTest.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert settings[THEME] == "light"
    assert not palette.isVisible()


@pytest.mark.parametrize("way", ["escape", "keys", "jamo", "away", "command", "source"])
async def test_ways_to_close_it(hand, menus, palette, way):
    if way == "escape":
        QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    elif way == "keys":
        palette.activateWindow()
        await eventually(palette.isActiveWindow)
        QTest.keyClick(palette.field, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    elif way == "jamo":
        palette.activateWindow()
        await eventually(palette.isActiveWindow)
        control = Qt.KeyboardModifier.ControlModifier
        QTest.sendKeyEvent(QTest.KeyAction.Click, palette.field, Qt.Key(ord("ㅏ")), "ㅏ", control)
    elif way == "away":
        QApplication.sendEvent(palette, QEvent(QEvent.Type.WindowDeactivate))
    elif way == "command":
        menus.commands["palette"].trigger()
    else:
        hand.desk.move_out()
    assert not palette.isVisible()
    await eventually(lambda: not isValid(palette))


async def test_between_two_sources_it_cannot_be_opened(hand, menus):
    hand.desk.move_out()
    menus.commands["palette"].trigger()
    assert not hand.window.findChildren(Palette)


async def test_what_was_chosen_is_offered_first_next_time(hand, palette, open_palette):
    QTest.keyClicks(palette.field, "xrp")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert listed(open_palette())[:2] == ["최근에 고른 것", "엑스알피(리플) XRP/KRW"]


async def test_a_setting_is_shown_with_the_keyboard_in_its_editor(hand, palette):
    QTest.keyClicks(palette.field, "theme")
    assert palette.chosen.id == "setting:theme"
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    (window,) = hand.window.findChildren(SettingsWindow)
    row = window.row_of(THEME)
    assert window.focusWidget() is row.editor.widget
    assert window._area.viewport().rect().contains(row.mapTo(window._area.viewport(), row.rect().center()))
    window.close()


async def test_the_keys_shown_are_those_in_use(hand, settings, open_palette):
    settings.choose(SHORTCUTS["settings"], "Ctrl+F2")
    palette = open_palette()
    palette.field.setText("설정…")
    assert "설정… Ctrl+F2" in listed(palette)


async def test_a_new_language_changes_it_in_place(hand, palette):
    palette.field.setText("다음 테마")
    speak("en")
    try:
        QApplication.sendEvent(palette, QEvent(QEvent.Type.LanguageChange))
        assert palette.field.text() == "다음 테마"
        assert palette.chosen.id == "command:next-theme"
    finally:
        speak("ko")
    assert LANGUAGE.default == "system"


async def test_prices_that_change_are_painted_again_and_others_not(hand, palette):
    watchlist = Watchlist(hand.markets.markets)
    hand.markets.offer_figures(watchlist)
    watchlist.row("KRW-ETH").price = 1.0
    palette.field.setText("eth")
    await eventually(palette.list.isVisible)
    painted = []
    palette._delegate.paint = lambda *_: painted.append(True)
    before = palette._shown_figures
    palette._refresh_figures()
    assert palette._shown_figures is before
    watchlist.row("KRW-ETH").price = 2.0
    palette._refresh_figures()
    assert palette._shown_figures is not before


@pytest.mark.parametrize("size", [(1366, 768), (640, 400)])
@pytest.mark.parametrize("percent", [100, 150])
async def test_it_fits_into_the_window(hand, palette, size, percent):
    hand.window.resize(*size)
    hand.window.look.set_font_percent(percent)
    palette._measure()
    assert palette.width() <= hand.window.width()
    assert palette.height() <= hand.window.height()
    assert hand.window.geometry().contains(palette.geometry())
