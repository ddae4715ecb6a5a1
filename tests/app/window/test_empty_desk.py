"""The empty desk says how to go on, and only while it is empty."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.settings.store import Settings
from app.window.add_panel_dialog import AddPanelDialog
from app.window.empty_desk import EmptyDesk
from app.window.menus import Menus
from waiting import eventually


@pytest.fixture
def make(hand):
    hand.resets = 0

    def reset():
        hand.resets += 1

    def made():
        menus = Menus(hand.window, hand.desk, Settings(), reset)
        return EmptyDesk(hand.window, hand.desk, menus.commands)

    return made


@pytest.fixture
def empty(hand, make):
    hand.open("engine")
    return make()


def button(empty, text):
    (found,) = [each for each in empty.findChildren(QPushButton) if text in each.text()]
    return found


async def test_it_shows_once_the_last_panel_is_closed_until_one_is_opened(hand, empty):
    (first,) = hand.desk.docks()
    (second,) = hand.open("trades:KRW-BTC")
    first.close()
    assert empty.isHidden()
    second.setFloating(True)
    assert empty.isHidden(), "a floating panel is open"
    second.close()
    assert empty.isVisible()
    hand.open("engine")
    assert empty.isHidden()
    hand.desk.close_all()
    assert empty.isVisible()


async def test_a_desk_that_was_left_empty_shows_it_at_the_start(make):
    assert make().isVisible()


async def test_it_stays_in_the_middle(hand, empty):
    hand.desk.close_all()
    for size in ((900, 500), (1500, 800)):
        hand.window.resize(*size)
        middle = empty.geometry().center() - hand.window.rect().center()
        assert abs(middle.x()) <= 1
        assert abs(middle.y()) <= 1


async def test_its_buttons_do_what_the_menus_do(hand, empty):
    hand.desk.close_all()
    button(empty, "기본 배치").click()
    assert hand.resets == 1
    button(empty, "패널 추가").click()
    (dialog,) = hand.window.findChildren(AddPanelDialog)
    dialog.accept()
    assert empty.isHidden()


async def test_between_two_sources_the_keyboard_cannot_press_its_buttons(hand, empty):
    hand.desk.close_all()
    buttons = empty.findChildren(QPushButton)
    buttons[0].setFocus()
    hand.desk.move_out()
    for each in buttons:
        assert not each.hasFocus()
        each.setFocus()
        QTest.keyClick(each, Qt.Key.Key_Space)
    assert hand.window.findChildren(AddPanelDialog) == []
    assert hand.resets == 0
    hand.desk.move_in(hand.desk._context, "KRW-BTC")
    button(empty, "패널 추가").click()
    assert hand.window.findChildren(AddPanelDialog) != []


async def test_it_has_the_keyboard_once_the_last_panel_has_taken_it_away(hand, empty):
    hand.window.activateWindow()
    (dock,) = hand.desk.docks()
    hand.desk.bring_forward(dock)
    await eventually(lambda: dock.has_keyboard)
    hand.desk.close_active()
    await eventually(lambda: button(empty, "패널 추가").hasFocus())
