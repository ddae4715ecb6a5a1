"""The search for a market: what is listed, what keys and clicks do, and odd texts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.model.markets import Market, MarketList
from desk_in_hand import MARKETS
from widgets.look.look import Look
from widgets.markets.directory import MarketDirectory
from widgets.markets.search import MarketSearch


class Heard:
    """A search, and what it said."""

    def __init__(self, markets=MARKETS):
        self.directory = MarketDirectory()
        if markets is not None:
            self.directory.fill(markets)
        self.box = MarketSearch(Look(), self.directory)
        self.chosen, self.left = [], []
        self.box.chosen.connect(self.chosen.append)
        self.box.left.connect(lambda: self.left.append(1))
        self.box.begin()
        self.box.activateWindow()

    def type(self, text):
        QTest.keyClicks(self.box, text)

    def press(self, *keys):
        for key in keys:
            QTest.keyClick(self.box, key)

    @property
    def listed(self):
        found = self.box._found
        return [found.item(row).text() for row in range(found.rowCount())]


@pytest.fixture
def search(application):
    made = Heard()
    yield made
    made.box.deleteLater()


def test_it_begins_empty_and_lists_what_matches(search):
    assert search.listed == []
    assert not search.box.is_list_open
    search.type("eth")
    assert search.listed == ["이더리움 ETH/KRW", "이더리움 ETH/BTC"]
    assert search.box.is_list_open
    assert search.box.hasFocus() or QApplication.focusWidget() is None, "the list never takes the keyboard"
    search.press(Qt.Key.Key_Backspace, Qt.Key.Key_Backspace, Qt.Key.Key_Backspace)
    assert not search.box.is_list_open


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_takes_the_best_or_the_one_to_which_the_arrows_went(search, key):
    search.type("eth")
    search.press(key)
    search.press(Qt.Key.Key_Down, key)
    search.press(Qt.Key.Key_Up, key)
    search.press(Qt.Key.Key_PageDown, key)
    search.press(Qt.Key.Key_PageUp, Qt.Key.Key_Up, key)
    assert search.chosen == ["KRW-ETH", "BTC-ETH", "KRW-ETH", "BTC-ETH", "KRW-ETH"]
    assert search.box.text() == "eth", "walking changes no text"


def test_down_opens_the_list_again(search):
    search.type("eth")
    search.box._close_list()
    search.press(Qt.Key.Key_Down)
    assert search.box.is_list_open


def test_a_click_takes_a_market(search):
    search.type("eth")
    shown = search.box._list
    place = shown.visualRect(shown.model().index(1, 0)).center()
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert search.chosen == ["BTC-ETH"]


def test_nothing_found_is_said_and_cannot_be_taken(search):
    search.type("zzz")
    assert search.listed == ["결과 없음"]
    search.press(Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert search.chosen == []


def test_a_syllable_that_is_not_finished_is_searched_for(search):
    QApplication.sendEvent(search.box, QInputMethodEvent("이덜", []))
    assert search.listed[0] == "이더리움 ETH/KRW"


def test_without_a_list_of_markets_a_code_is_taken_as_it_is(application):
    search = Heard(markets=None)
    search.type("krw-eth")
    search.press(Qt.Key.Key_Return)
    assert search.chosen == ["KRW-ETH"]
    search.box.deleteLater()


def test_what_was_typed_before_the_list_of_markets_was_there_is_found_when_it_is(application):
    search = Heard(markets=None)
    event = QInputMethodEvent()
    event.setCommitString("이더")
    QApplication.sendEvent(search.box, event)
    assert search.listed == ["종목 목록을 불러오는 중"]
    search.directory.fill(MARKETS)
    assert search.listed == ["이더리움 ETH/KRW", "이더리움 ETH/BTC"]
    search.box.hide()
    search.box.clear()
    search.directory.fill(MarketList([Market("KRW-ETH", "이더리움")]))
    assert not search.box.is_list_open
    search.box.deleteLater()


def test_it_leaves_on_escape_and_when_the_keyboard_goes_elsewhere_but_not_for_its_own_menu(search):
    search.press(Qt.Key.Key_Escape)
    assert search.left == [1]
    QApplication.sendEvent(search.box, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.PopupFocusReason))
    assert search.left == [1]
    for reason in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.TabFocusReason):
        QApplication.sendEvent(search.box, QFocusEvent(QEvent.Type.FocusOut, reason))
    assert search.left == [1, 1, 1]


def test_the_list_goes_with_the_line_and_a_new_search_is_empty(search):
    search.type("eth")
    search.box.hide()
    assert not search.box.is_list_open
    search.box.begin()
    assert (search.box.text(), search.listed) == ("", [])


@pytest.mark.parametrize("percent", [90, 100, 150])
def test_all_that_is_found_is_seen_without_scrolling(application, percent):
    search = Heard()
    search.box._look.set_font_percent(percent)
    search.type("krw")
    shown = search.box._list
    assert len(search.listed) == 4
    assert all(shown.viewport().rect().contains(shown.visualRect(shown.model().index(row, 0))) for row in range(4))
    search.box.deleteLater()


@pytest.mark.parametrize("text", ["<b>굵게</b>", "가" * 300, "줄\n바꿈\t탭", "%s {0}", "\x00\x1b[31m", "🚀", " "])
def test_any_text_is_a_search(search, text):
    QApplication.clipboard().setText(text)
    search.box.paste()
    search.box._look_up()
    search.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert search.chosen == []
