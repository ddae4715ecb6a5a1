from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from looks import LOOK
from painted import read
from widgets.look.look import Look
from widgets.look.theme import Ink
from widgets.paint.cells import HEADER_HEIGHT
from widgets.trades.head import Said, TapeHead

FIGURES = [
    [Said("체결강도"), Said("112.34%", Ink.RISE)],
    [Said("1분"), Said("매수 1.5", Ink.RISE), Said("매도 0.2", Ink.FALL)],
]
NOTES = [Said("1,000만 이상", Ink.ACCENT), Said("▲ 멈춤", Ink.TEXT)]


@pytest.fixture
def head(application) -> TapeHead:
    made = TapeHead(LOOK)
    made.resize(420, HEADER_HEIGHT)
    made.show_texts(FIGURES, NOTES)
    return made


def texts(head: TapeHead) -> list[tuple[str, str]]:
    return [(text.text, text.color) for text in sorted(read(head).texts, key=lambda text: text.left)]


def test_figures_stand_left_and_notes_right_each_in_its_colour(head):
    assert texts(head) == [
        ("체결강도", "DIM_TEXT"), ("112.34%", "RISE"), ("1분", "DIM_TEXT"), ("매수 1.5", "RISE"), ("매도 0.2", "FALL"),
        ("1,000만 이상", "ACCENT"), ("▲ 멈춤", "TEXT"),
    ]  # fmt: skip
    assert head.shown_values().sentence == "체결강도 112.34% · 1분 매수 1.5 매도 0.2 · 1,000만 이상 · ▲ 멈춤"


@pytest.mark.parametrize("width", range(60, 420, 20))
def test_where_room_is_short_figures_go_and_notes_stay_and_nothing_overlaps(head, width):
    head.resize(width, HEADER_HEIGHT)
    shown = sorted(read(head).texts, key=lambda text: text.left)
    assert shown[-1].text == "▲ 멈춤"
    for one, other in pairwise(shown):
        assert one.right <= other.left
    figures = [text.text for text in shown if text.color not in ("ACCENT", "TEXT")]
    assert len(figures) in (0, 2, 5), "a figure is whole or not there"


def test_it_is_painted_only_when_it_says_something_else(application):
    painted = []

    class Watched(TapeHead):
        def paintEvent(self, event):
            painted.append(True)

    head = Watched(LOOK)
    head.show_texts(FIGURES, NOTES)
    head.resize(420, HEADER_HEIGHT)
    head.show()
    QApplication.processEvents()
    painted.clear()
    head.show_texts(FIGURES, NOTES)
    QApplication.processEvents()
    assert painted == []
    head.show_texts(FIGURES, [])
    QApplication.processEvents()
    assert painted == [True]


def test_a_press_asks_for_the_newest_trade(head, qtbot):
    with qtbot.waitSignal(head.pressed):
        QTest.mouseClick(head, Qt.MouseButton.LeftButton)
    with qtbot.assertNotEmitted(head.pressed):
        QTest.mouseClick(head, Qt.MouseButton.RightButton)


def test_its_height_follows_the_font_size(application):
    look = Look()
    head = TapeHead(look)
    before = head.sizeHint().height()
    look.set_font_percent(150)
    assert head.sizeHint().height() == before * 3 // 2
