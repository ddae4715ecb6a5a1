"""The menu of workspaces: all of them with their keys, the present one marked, and the button with its name."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.palette.palette import Palette
from core.market.search import Typed, ranked
from waiting import eventually


def menu_of(menus):
    return menus.workspaces.button.menu()


def listed(menus):
    return [(action.text(), action.isChecked()) for action in menu_of(menus).actions() if action.isCheckable()]


async def test_it_lists_all_with_their_keys_and_marks_the_present_one(menus):
    assert listed(menus) == [("트레이더\tCtrl+1", True), ("스캘퍼\tCtrl+2", False), ("관찰\tCtrl+3", False)]
    assert menus.workspaces.button.text() == "트레이더"
    assert "트레이더" in menus.workspaces.button.accessibleName()


async def test_a_click_and_a_key_switch(menus, hand):
    entry = next(action for action in menu_of(menus).actions() if action.text().startswith("관찰"))
    entry.trigger()
    await eventually(lambda: menus.of_workspaces.name == "관찰")
    assert menus.workspaces.button.text() == "관찰"
    assert listed(menus)[2] == ("관찰\tCtrl+3", True)
    hand.window.activateWindow()
    QTest.keyClick(hand.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    await eventually(lambda: menus.of_workspaces.name == "스캘퍼")
    QTest.keyClick(hand.window, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    assert menus.of_workspaces.name == "스캘퍼", "there is no ninth"


async def test_the_present_one_chosen_again_stays_marked(menus):
    entry = next(action for action in menu_of(menus).actions() if action.text().startswith("트레이더"))
    entry.trigger()
    assert listed(menus)[0] == ("트레이더\tCtrl+1", True)


async def test_names_are_shown_as_they_are_and_not_too_long(menus):
    menus.of_workspaces.rename("A & B " + "x" * 30)
    assert listed(menus)[0][0].startswith("A && B xxx")
    assert len(menus.workspaces.button.text().replace("&&", "&")) <= 16
    assert menus.workspaces.button.accessibleName().endswith("x")


async def test_the_palette_lists_them_and_switches(menus, hand):
    def found(typed):
        return [entry for _, entry in ranked(menus.workspaces.entries(), Typed(typed))]

    assert [(entry.title, entry.keys) for entry in found("workspace")] == [
        ("트레이더", "●"),
        ("스캘퍼", "Ctrl+2"),
        ("관찰", "Ctrl+3"),
    ]
    menus.commands["palette"].trigger()
    palette = hand.window.findChild(Palette)
    palette.field.setText("ㅅㅋㅍ")
    assert palette.chosen.id == "workspace:스캘퍼"
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    await eventually(lambda: menus.of_workspaces.name == "스캘퍼")
