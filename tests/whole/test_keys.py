"""Every key of the window: it works on a layout with jamo too, and is never taken from a field that is typed into."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest_asyncio
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QKeySequenceEdit,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from app.dock.dock import PanelDock
from app.settings.commands import COMMANDS
from app.settings.declared import SHORTCUTS
from app.settings.fixed_keys import FIXED_KEYS
from app.settings.store import Settings
from app.settings_window.judging import EDITING
from app.settings_window.window import SettingsWindow
from app.window.add_panel_dialog import AddPanelDialog
from waiting import eventually
from whole_desk import WholeDesk
from widgets.text.hangul_keys import with_hangul

FIELDS = QLineEdit | QAbstractSpinBox | QPlainTextEdit | QTextEdit | QKeySequenceEdit
PERFORMED_ELSEWHERE = {"next-workspace", "previous-workspace"}
"""Commands of the workspaces on disk, which this desk is without."""

TYPED = ("k", "K", "5", "+", "-", ",", " ", "ㅏ", "ㄸ", "가")


@pytest_asyncio.fixture
async def desk(application: QApplication) -> AsyncIterator[WholeDesk]:
    made = WholeDesk()
    made.tour.end()
    for dialog in made.dialogs:
        dialog.close()
    await made.fed()
    made.window.activateWindow()
    await eventually(made.window.isActiveWindow)
    yield made
    await made.stop()


def press(widget: QWidget, keys: QKeySequence) -> None:
    """Press one combination as the system tells it: the key, and no text while Ctrl or Alt is down."""
    pressed = keys[0]
    QTest.sendKeyEvent(QTest.KeyAction.Click, widget, pressed.key(), "", pressed.keyboardModifiers())


def actions(desk: WholeDesk) -> dict[str, QAction]:
    return {command.id: action for command, action in desk.menus.commands.listed()}


async def test_each_command_is_performed_by_its_keys_on_every_layout(desk: WholeDesk):
    heard: list[str] = []
    listed = actions(desk)
    for name, action in listed.items():
        action.triggered.disconnect()
        action.triggered.connect(lambda _checked=False, name=name: heard.append(name))
    with_keys = [command for command in COMMANDS if command.keys]
    assert {command.id for command in with_keys} - listed.keys() == PERFORMED_ELSEWHERE
    for command in with_keys:
        if command.id in listed:
            ways = with_hangul(QKeySequence(command.keys))
            for keys in ways:
                press(desk.window, keys)
            assert heard == [command.id] * len(ways)
            heard.clear()


def fields(window: QWidget) -> Iterator[QWidget]:
    for field in window.findChildren(QWidget):
        if isinstance(field, FIELDS) and field.isEnabled() and not field.objectName().startswith("qt_"):
            yield field


async def test_what_is_typed_into_a_field_never_performs_a_command(desk: WholeDesk):
    settings = desk.settings
    names = [command.id for command in COMMANDS if command.id in actions(desk)]
    heard: list[str] = []
    for name, action in actions(desk).items():
        action.triggered.disconnect()
        action.triggered.connect(lambda _checked=False, name=name: heard.append(name))
    for name, typed in zip(names, ("K", "Shift+K", "5", "+", "-", ",", "Space", "Shift+E", "R"), strict=False):
        settings.choose(SHORTCUTS[name], typed)
    press(desk.window, QKeySequence("K"))
    assert heard == [names[0]], "the keys would be heard"
    heard.clear()

    dialogs = [
        AddPanelDialog(desk.hand.markets, "KRW-BTC", desk.window),
        SettingsWindow(Settings(), desk.window.look, desk.window),
    ]
    for dialog in dialogs:
        dialog.show()
    tried = set()
    for window in (desk.window, *dialogs):
        window.activateWindow()
        await eventually(window.isActiveWindow)
        for field in fields(window):
            field.setFocus()
            target = QApplication.focusWidget()
            if target is None or not (target is field or field.isAncestorOf(target)):
                continue
            tried.add(type(field).__name__)
            for text in TYPED:
                key = Qt.Key(ord(text.upper()))
                shift = Qt.KeyboardModifier.ShiftModifier if text.isupper() else Qt.KeyboardModifier.NoModifier
                QTest.sendKeyEvent(QTest.KeyAction.Click, target, key, text, shift)
            assert heard == [], field
    assert {"NumberBox", "QLineEdit", "WatchlistSearch"} <= tried


def test_no_default_key_is_one_that_fields_edit_with(application: QApplication):
    every = (*EDITING, QKeySequence.StandardKey.Delete)
    editing = {keys.toString() for each in every for keys in QKeySequence.keyBindings(each)}
    ours = {command.keys for command in COMMANDS} | {keys for fixed in FIXED_KEYS[:2] for keys in fixed.keys}
    assert not ours & editing


async def test_no_two_keys_of_the_window_are_the_same(desk: WholeDesk):
    """Qt performs neither of two, and tells nobody."""
    taken = [keys.toString() for action in desk.window.actions() for keys in action.shortcuts()]
    taken += [
        keys.toString()
        for shortcut in desk.window.findChildren(QShortcut)
        if shortcut.context() is not Qt.ShortcutContext.WidgetShortcut
        for keys in shortcut.keys()  # noqa: SIM118 - of a shortcut, not of a mapping
    ]
    assert len(taken) == len(set(taken))


async def floated(desk: WholeDesk, dock: PanelDock) -> None:
    """Float a panel, and return when its window is a real one and active."""
    dock.setFloating(True)
    await eventually(lambda: dock.windowType() is Qt.WindowType.Window and dock.isVisible())

    def is_active() -> bool:
        desk.window.activateWindow()  # the new window of the same dock is not told that it is active already
        desk.desk.bring_forward(dock)
        return dock.isActiveWindow() and dock.has_keyboard

    await eventually(is_active)


async def test_alt_and_a_digit_gives_the_keyboard_to_a_panel_wherever_it_is(desk: WholeDesk):
    docks = desk.desk.docks()
    first, second, third = docks[:3]
    desk.window.tabifyDockWidget(first, second)
    first.raise_()
    await floated(desk, third)
    docks[3].hide()
    for _ in range(2):
        for number, dock in enumerate(docks[:9], start=1):
            focus = QApplication.focusWidget() or desk.window
            press(focus, QKeySequence(f"Alt+{number}"))
            await eventually(lambda dock=dock: dock.has_keyboard)
            assert dock.isFloating() or desk.window.rect().contains(dock.geometry().center())


async def test_the_search_is_found_from_every_panel_floating_or_not(desk: WholeDesk):
    for dock in desk.desk.docks():
        for is_floating in (False, True):
            if is_floating:
                await floated(desk, dock)
            else:
                desk.desk.bring_forward(dock)
            for keys in ("Ctrl+F", "Ctrl+ㄹ"):
                desk.desk.bring_forward(dock)
                await eventually(lambda dock=dock: dock.has_keyboard)
                press(QApplication.focusWidget(), QKeySequence(keys))
                await eventually(lambda: type(QApplication.focusWidget()).__name__ == "WatchlistSearch")
        dock.setFloating(False)
        desk.window.activateWindow()  # a window system does that when the active window goes
        await eventually(desk.window.isActiveWindow)
