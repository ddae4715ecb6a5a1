from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.market.watchlist import ListFilter
from widgets.text.language import speak
from widgets.watchlist.filter_box import FilterBox, filter_names, nothing_passes


def test_each_filter_is_chosen_by_word_and_by_key(qtbot):
    box = FilterBox()
    qtbot.addWidget(box)
    assert box.kind is ListFilter.ALL
    for kind in (*list(ListFilter)[1:], ListFilter.ALL):
        with qtbot.waitSignal(box.chosen):
            box.choose(kind)
        assert box.kind is kind
        assert box.currentText() == filter_names()[kind]
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.kind is ListFilter.RISING


def test_another_language_changes_the_words_only(qtbot):
    box = FilterBox()
    qtbot.addWidget(box)
    box.choose(ListFilter.FALLING)
    speak("en")
    try:
        with qtbot.assertNotEmitted(box.chosen):
            box.set_texts()
    finally:
        speak("ko")
    assert box.kind is ListFilter.FALLING


def test_each_filter_but_all_says_why_nothing_is_left():
    assert [bool(nothing_passes(kind)) for kind in ListFilter] == [False, True, True, True]
