"""One Qt action for each command: bound to what it does, enabled while that can be done, with the user's keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from app.settings.command import Command, Needs
from app.settings.commands import COMMANDS, COMMANDS_BY_ID
from app.settings.declared import SHORTCUTS
from app.settings.fixed_keys import FIXED_KEYS
from widgets.text.hangul_keys import with_hangul
from widgets.text.language import when_language_changes, wording

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from app.desk.desk import Desk
    from app.settings.store import Settings

_PORTABLE: Final = QKeySequence.SequenceFormat.PortableText


class CommandActions(QObject):
    """The actions of a window, by their commands' ids.

    Each action carries its command's id as `objectName`, so that parts of the window find it there.

    Args:
        window: its keys perform the actions.
        desk: what commands need.
        settings: the shortcuts.
        parts: the objects that perform, by the name that `Command.does` begins with. A command whose part is missing
            has no action.
    """

    def __init__(self, window: QMainWindow, desk: Desk, settings: Settings, parts: Mapping[str, object]) -> None:
        super().__init__(window)
        self._desk = desk
        self._settings = settings
        self._runs: dict[str, Callable[..., object]] = {}
        self._actions: dict[str, QAction] = {}
        for command in COMMANDS:
            if (run := performed_by(command, parts)) is not None:
                self._runs[command.id] = run
                self._actions[command.id] = self._add(window, command)
        self._set_texts()
        self._set_shortcuts()
        self._enable()
        when_language_changes(window, self._set_texts)
        for shortcut in SHORTCUTS.values():
            settings.follow(shortcut, self._set_shortcuts)
        desk.vacancy_changed.connect(self._enable)
        desk.opened.connect(self._enable)
        desk.emptied.connect(self._enable)

    def __getitem__(self, command: str) -> QAction:
        return self._actions[command]

    def __contains__(self, command: object) -> bool:
        return command in self._actions

    def listed(self) -> list[tuple[Command, QAction]]:
        """Return all commands with their actions, in the order of the table."""
        return [(COMMANDS_BY_ID[name], action) for name, action in self._actions.items()]

    def _add(self, window: QMainWindow, command: Command) -> QAction:
        action = QAction(window)
        action.setObjectName(command.id)
        action.setMenuRole(QAction.MenuRole.NoRole)
        action.triggered.connect(self._on_triggered)
        if command.is_everywhere:
            action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        window.addAction(action)  # its keys work, also if no menu lists it
        return action

    def _on_triggered(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        command = COMMANDS_BY_ID[action.objectName()]
        run = self._runs[command.id]
        _ = run(command.argument) if command.argument else run()

    def _set_texts(self) -> None:
        for command, action in self.listed():
            action.setText(wording(command.short or command.title))

    def _enable(self) -> None:
        """Enable what can be done now; the shortcut of a disabled action does nothing either."""
        is_there = {
            Needs.NOTHING: True,
            Needs.DESK: not self._desk.is_vacant,
            Needs.PANEL: self._desk.has_panels and not self._desk.is_vacant,
        }
        for command, action in self.listed():
            action.setEnabled(is_there[command.needs])

    def _set_shortcuts(self) -> None:
        """Give each command its keys; of two with the same keys Qt would perform neither.

        The window of the settings refuses such keys, but a file that was edited can have them, or one of another
        version, whose defaults were others. What the user chose comes before a default.
        """
        taken = {keys for fixed in FIXED_KEYS for keys in fixed.keys}
        by_default = {command: self._settings.is_default(SHORTCUTS[command]) for command in self._actions}
        for command in sorted(self._actions, key=by_default.__getitem__):
            keys = QKeySequence(self._settings[SHORTCUTS[command]], _PORTABLE)
            name = keys.toString(_PORTABLE)
            self._actions[command].setShortcuts([] if name in taken else with_hangul(keys))
            taken.add(name)


def performed_by(command: Command, parts: Mapping[str, object]) -> Callable[..., object] | None:
    """Return what performs a command; None if its part is not there."""
    name, _, method = command.does.partition(".")
    part = parts.get(name)
    if part is None:
        return None
    run: Callable[..., object] = getattr(part, method) if method else part  # type: ignore[assignment]
    return run
