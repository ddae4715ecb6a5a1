"""The market field: it shows a market, and is a search while the user looks for another one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.process.language import Language
from desk_in_hand import MARKETS
from painted import read
from widgets.look.look import Look
from widgets.markets.directory import MarketDirectory
from widgets.markets.field import MarketField


@pytest.fixture
def field(application):
    markets = MarketDirectory()
    markets.fill(MARKETS)
    made = MarketField(Look(), markets)
    made.show_market("비트코인 BTC/KRW")
    made.resize(220, 26)
    made.show()
    made.activateWindow()
    yield made
    made.close()
    made.deleteLater()


def test_it_shows_the_market_as_text_and_to_assistive_tools(field):
    assert field.text == "비트코인 BTC/KRW"
    assert [text.text for text in read(field._shown).texts] == ["비트코인 BTC/KRW"]
    assert field._shown.accessibleDescription() == "비트코인 BTC/KRW"
    assert field._shown.toolTip() == "비트코인 BTC/KRW"
    field.show_market("비트코인 BTC/KRW [주의]", ("주의 종목: 글로벌 시세 차이",))
    assert field._shown.toolTip() == "비트코인 BTC/KRW [주의]\n주의 종목: 글로벌 시세 차이"
    field.set_names("종목")
    assert field._shown.accessibleName() == field._search.accessibleName() == "종목"


@pytest.mark.parametrize("percent", [90, 100, 150])
def test_its_own_size_has_room_for_the_whole_name_and_a_narrow_one_shortens_it(application, percent):
    look = Look()
    look.set_font_percent(percent)
    field = MarketField(look, MarketDirectory())
    field.show_market("엑스알피(리플) XRP/KRW [유의 · 거래 정지]")
    field.resize(field.sizeHint())
    field.layout().activate()
    assert [text.text for text in read(field._shown).texts] == [field.text]
    field._shown.resize(80, 20)
    (text,) = read(field._shown).texts
    assert text.text.endswith("…")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2])
def test_keys_begin_a_search(field, key):
    QTest.keyClick(field._shown, key)
    assert field.is_searching
    assert not field._shown.isVisible()
    assert field._search.hasFocus()


def test_a_click_begins_a_search_and_another_button_or_key_does_not(field):
    QTest.mouseClick(field._shown, Qt.MouseButton.RightButton)
    QTest.keyClick(field._shown, Qt.Key.Key_A)
    assert not field.is_searching
    QTest.mouseClick(field._shown, Qt.MouseButton.LeftButton)
    assert field.is_searching


def test_a_press_is_left_to_the_title_below_and_a_drag_begins_no_search(field):
    middle, shown = field._shown.rect().center(), field._shown

    def event(kind, place, held):
        at = QPointF(place)
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        return QMouseEvent(kind, at, shown.mapToGlobal(at), left, held, none)

    press = event(QMouseEvent.Type.MouseButtonPress, middle, Qt.MouseButton.LeftButton)
    shown.mousePressEvent(press)
    assert not press.isAccepted()
    away = middle + QPoint(2 * QApplication.startDragDistance(), 0)
    shown.mouseReleaseEvent(event(QMouseEvent.Type.MouseButtonRelease, away, Qt.MouseButton.NoButton))
    assert not field.is_searching


def test_what_is_chosen_is_told_and_the_field_shows_a_market_again(field):
    chosen, left = [], []
    field.chosen.connect(chosen.append)
    field.left.connect(lambda: left.append(1))
    field.start_search()
    QTest.keyClicks(field._search, "eth")
    QTest.keyClick(field._search, Qt.Key.Key_Return)
    assert chosen == ["KRW-ETH"]
    assert left == [1], "the keyboard goes back to the panel"
    assert not field.is_searching
    assert field._shown.isVisible()


def test_escape_leaves_without_a_choice(field):
    chosen, left = [], []
    field.chosen.connect(chosen.append)
    field.left.connect(lambda: left.append(1))
    field.start_search()
    QTest.keyClicks(field._search, "eth")
    QTest.keyClick(field._search, Qt.Key.Key_Escape)
    assert (chosen, left) == ([], [1])
    assert not field.is_searching


@pytest.mark.parametrize("code", ["ko", "en"])
@pytest.mark.parametrize("percent", [90, 100, 150])
def test_a_search_is_as_wide_as_what_it_says_of_itself_also_in_place_of_a_short_name(application, percent, code):
    look, language = Look(), application.findChild(Language) or Language(application)
    language.switch(code)
    try:
        look.dress(application)
        look.set_font_percent(percent)
        field = MarketField(look, MarketDirectory())
        field.show_market("AA")
        field.start_search()
        field.resize(field.sizeHint())
        field.layout().activate()
        search = field._search
        around = search.width() - search.fontMetrics().horizontalAdvance(search.placeholderText())
        assert around >= 16
    finally:
        language.switch("ko")
        look._application = None
        Look().dress(application)
