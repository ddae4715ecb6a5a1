"""Every command of the table has an action that does what the table says, with keys of its own."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

from app.panels.kinds import KINDS
from app.settings.command import Needs
from app.settings.commands import COMMANDS
from app.settings.declared import SHORTCUTS
from app.settings.fixed_keys import FIXED_KEYS
from app.settings.store import Settings
from app.source.choice import SourceChoice
from app.source.source import EMBEDDED, REAL
from app.source_selection.selector import SourceActions
from app.window.command_actions import performed_by
from app.window.menus import Menus
from waiting import eventually


@pytest.fixture
def choice(hand):
    return SourceChoice(EMBEDDED)


@pytest.fixture
def menus(hand, choice):
    return Menus(hand.window, hand.desk, Settings(), lambda: None, SourceActions(choice, hand.window))


def test_each_command_has_an_action_that_is_bound(menus):
    expected = [command.id for command in COMMANDS if not command.does.startswith("workspaces.")]
    assert [command.id for command, _ in menus.commands.listed()] == expected, "this window has one desk only"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_each_command_is_performed_by_its_part(command):
    performed = []

    class Part:
        def __getattr__(self, name):
            return lambda *arguments: performed.append((name, arguments))

        def __call__(self, *arguments):
            performed.append(("", arguments))

    part, _, method = command.does.partition(".")
    run = performed_by(command, {part: Part()})
    run(*filter(None, [command.argument]))
    assert performed == [(method, (command.argument,) if command.argument else ())]


async def test_every_kind_of_panel_has_a_command_that_opens_it(hand, menus):
    for kind in KINDS:
        menus.commands[f"open-{kind}"].trigger()
        assert hand.desk.docks()[-1].kind == kind


async def test_the_source_is_switched_there_and_back(menus, choice):
    menus.commands["switch-source"].trigger()
    assert choice.wanted in REAL
    menus.commands["switch-source"].trigger()
    assert choice.wanted == EMBEDDED


def dialog(hand):
    made = QDialog(hand.window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
    QLineEdit(made)
    return made


def popup(hand):
    made = QWidget(hand.window, Qt.WindowType.Popup)
    QLineEdit(made)
    return made


def floating_panel(hand):
    (dock,) = hand.open("trades:KRW-BTC")
    dock.setFloating(True)
    return dock


@pytest.mark.parametrize("made", [dialog, popup, floating_panel])
async def test_the_keys_that_end_the_program_work_in_every_window_and_once(hand, menus, made):
    told = []
    menus.commands["quit"].triggered.connect(lambda: told.append("quit"))
    hand.window.close = lambda: None
    over = made(hand)
    over.show()
    for _ in range(20):
        await asyncio.sleep(0)  # a floating panel becomes a window of its own, with the actions of the main window
    hand.window.activateWindow()
    await eventually(lambda: QApplication.activeWindow() is hand.window)
    over.activateWindow()
    await eventually(lambda: over in (QApplication.activeWindow(), QApplication.activePopupWidget()))
    QTest.keyClick(next(iter(over.findChildren(QLineEdit)), over), Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert told == ["quit"]


async def test_a_command_is_enabled_while_it_can_be_done(hand, menus):
    def enabled(needs):
        (states,) = {
            tuple({action.isEnabled()}) for command, action in menus.commands.listed() if command.needs is needs
        }
        return states[0]

    assert (enabled(Needs.NOTHING), enabled(Needs.DESK), enabled(Needs.PANEL)) == (True, True, False)
    (dock,) = hand.open("engine")
    assert enabled(Needs.PANEL)
    dock.close()
    assert not enabled(Needs.PANEL)
    hand.open("engine")
    hand.desk.move_out()
    assert (enabled(Needs.NOTHING), enabled(Needs.DESK), enabled(Needs.PANEL)) == (True, False, False)
    hand.desk.move_in(hand.desk._context, "KRW-BTC")
    assert (enabled(Needs.DESK), enabled(Needs.PANEL)) == (True, False)


def test_the_keys_of_panels_are_taken_from_none_of_them(hand):
    settings = Settings()
    for command, keys in zip(COMMANDS, (keys for fixed in FIXED_KEYS for keys in fixed.keys), strict=False):
        settings.choose(SHORTCUTS[command.id], keys)
    menus = Menus(hand.window, hand.desk, settings, lambda: None)
    used = {action.shortcut().toString() for _, action in menus.commands.listed()}
    assert not used & {keys for fixed in FIXED_KEYS for keys in fixed.keys}


def test_fixed_and_default_keys_are_known_to_qt_and_differ():
    portable = QKeySequence.SequenceFormat.PortableText
    fixed = {keys for each in FIXED_KEYS for keys in each.keys}
    for keys in fixed | {command.keys for command in COMMANDS if command.keys}:
        assert QKeySequence(keys, portable).toString(portable) == keys
    assert not fixed & {command.keys for command in COMMANDS}


def test_parts_of_the_window_find_an_action_by_its_command(hand, menus):
    assert hand.window.findChild(QAction, "close-panel") is menus.commands["close-panel"]
    assert hand.window.findChild(QWidget, "close-panel") is None


async def test_a_command_has_its_keys_although_no_menu_lists_it(hand, menus):
    for _, action in menus.commands.listed():
        assert action in hand.window.actions()
