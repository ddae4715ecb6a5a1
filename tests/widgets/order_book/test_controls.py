from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from widgets.order_book.controls import BookControls, Control

FOUR = [
    Control("가운데", "호가 가운데로"),
    Control("10,000 단위", "x"),
    Control("금액", "y", is_checked=False),
    Control("양쪽", "z", is_checked=True),
]


@pytest.fixture
def controls(application, qtbot) -> BookControls:
    made = BookControls(4)
    qtbot.addWidget(made)
    made.resize(600, made.sizeHint().height())
    made.show()
    made.show_controls(list(FOUR))
    return made


def shown(controls: BookControls) -> list[str]:
    return [button.text() for button in controls.buttons if button.isVisible()]


def test_it_titles_its_buttons_and_marks_what_is_on(controls):
    assert shown(controls) == ["가운데", "10,000 단위", "금액", "양쪽"]
    assert [button.isChecked() for button in controls.buttons] == [False, False, False, True]
    assert [button.toolTip() for button in controls.buttons] == ["호가 가운데로", "x", "y", "z"]


def test_a_press_tells_its_number(controls):
    pressed = []
    controls.pressed.connect(pressed.append)
    for button in controls.buttons:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed == [0, 1, 2, 3]


def test_a_text_that_changes_by_itself_moves_no_button(controls):
    QApplication.processEvents()
    places = []
    for text in ("가운데", "가운데 ▲", "가운데"):
        controls.show_controls([Control(text, "호가 가운데로", widest="가운데 ▲"), *FOUR[1:]])
        QApplication.processEvents()
        places.append([button.geometry().getRect() for button in controls.buttons])
    assert places[0] == places[1] == places[2]


def test_what_is_not_offered_takes_no_room(controls):
    controls.show_controls([FOUR[0], None, *FOUR[2:]])
    assert shown(controls) == ["가운데", "금액", "양쪽"]


def test_where_room_is_short_the_last_go_first_and_none_is_cut(controls):
    for width in range(400, 0, -9):
        controls.resize(width, controls.height())
        QApplication.processEvents()
        names = shown(controls)
        assert names == [control.text for control in FOUR][: len(names)]
        assert controls.more.isVisible() is (len(names) < len(FOUR) and width >= controls.more.sizeHint().width() + 9)
        visible = [button for button in (*controls.buttons, controls.more) if button.isVisible()]
        assert all(button.geometry().right() <= width for button in visible)
    assert shown(controls) == []
    assert controls.minimumSizeHint().width() == 0


def test_the_keyboard_stays_in_the_book(controls):
    assert {button.focusPolicy() for button in controls.buttons} == {Qt.FocusPolicy.NoFocus}
