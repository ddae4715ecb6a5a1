"""The units in the header."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from core.market.candles.units import CandleUnit
from widgets.chart.controls.header import ChartHeader
from widgets.panel.entry_menu import EntryMenu
from widgets.text.language import speak


def test_every_unit_has_a_korean_button_and_one_is_marked(application):
    header = ChartHeader(CandleUnit.MINUTE_60)
    buttons = [button for button in header.findChildren(QPushButton) if button.isCheckable()]
    assert [button.text() for button in buttons] == [
        "1초", "1분", "3분", "5분", "10분", "15분", "30분", "1시간", "4시간", "일", "주", "월",
    ]  # fmt: skip
    assert [button.text() for button in buttons if button.isChecked()] == ["1시간"]


def test_pressing_a_unit_says_which(application):
    header = ChartHeader(CandleUnit.MINUTE_1)
    chosen = []
    header.unit_chosen.connect(chosen.append)
    QTest.mouseClick(header.findChild(QPushButton, "day"), Qt.MouseButton.LeftButton)
    assert chosen == ["day"]


def test_the_button_of_the_indicators_asks_for_them(application):
    header = ChartHeader(CandleUnit.MINUTE_1)
    asked = []
    header.indicators_wanted.connect(lambda: asked.append(True))
    button = header.findChild(QPushButton, "indicators")
    assert button.text() == "지표"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == [True]


def test_the_button_of_the_indicators_makes_no_panel_wider_and_is_whole_or_not_there(application):
    header = ChartHeader(CandleUnit.MINUTE_1)
    header.show()
    button = header.findChild(QPushButton, "indicators")
    least = sum(each.sizeHint().width() + 1 for each in header.findChildren(QPushButton) if each.isCheckable()) + 10
    assert header.minimumSizeHint().width() <= least + 2
    seen = set()
    for width in (*range(least, least + 120, 7), *range(least + 120, least, -7)):
        header.resize(width, 30)
        QApplication.processEvents()
        seen.add(button.isVisible())
        assert not button.isVisible() or button.width() >= button.sizeHint().width()
    assert seen == {False, True}


def test_the_note_never_makes_the_panel_wider(application):
    header = ChartHeader(CandleUnit.MINUTE_1)
    width = header.minimumSizeHint().width()
    header.show_text("과거 봉 불러오는 중 · 123,456,789개")
    assert header.minimumSizeHint().width() == width


def test_a_note_without_room_is_cut_at_its_end_and_whole_again_with_it(application):
    header = ChartHeader(CandleUnit.MONTH)
    header.show()
    note = "처음까지 불러옴 · 111개"
    header.resize(1200, 30)
    header.show_text(note)
    whole = header._note.text()
    header.resize(header.sizeHint().width() + 60, 30)
    cut = header._note.text()
    assert whole == note == header.note
    assert cut.endswith("…")
    assert note.startswith(cut[:-1])
    header.resize(1200, 30)
    assert header._note.text() == note


@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_has_no_room_beside_the_units_is_in_their_menu_at_every_width(application, language):
    speak(language)
    try:
        header = ChartHeader(CandleUnit.MINUTE_1)
        asked = []
        header.indicators_wanted.connect(lambda: asked.append(True))
        button = header.findChild(QPushButton, "indicators")
        header.show()
        seen = set()
        for width in range(header.minimumSizeHint().width(), 720, 3):
            header.resize(width, 30)
            QApplication.processEvents()
            seen.add(button.isVisible())
            assert button.isVisible() or header.units.others.isVisible()
            shown = [each for each in header.findChildren(QPushButton) if each.isVisible()]
            assert all(each.width() >= each.sizeHint().width() for each in shown), width
        assert seen == {False, True}
        header.resize(200, 30)
        QApplication.processEvents()
        header.units.open_menu()
        (menu,) = header.units.findChildren(EntryMenu)
        titles = [action.text() for action in menu.actions()]
        assert titles[-1] == button.text()
        menu.actions()[-1].trigger()
        assert asked == [True]
        menu.close()
    finally:
        speak("ko")
