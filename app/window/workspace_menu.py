"""The list of workspaces in the menu bar, with their keys, and the button that shows which one is on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton

from app.palette.entry import Entry, Group
from app.settings.fixed_keys import WORKSPACE_KEYS
from app.workspaces.presets import shown_name
from core.market.search import Searchable
from widgets.controls.popups import MouseAfterMenu
from widgets.text.language import when_language_changes, wording

if TYPE_CHECKING:
    from app.window.main_window import MainWindow
    from app.workspaces.workspaces import Workspaces

_LONGEST_SHOWN = 16
"""Characters of a name on the button; the menu row has little room."""


class WorkspaceMenu(QObject):
    """Lists the workspaces at the top of a menu.

    Args:
        window: its keys switch; its menu row shows the button.
        menu: has the commands already.
        workspaces: what is listed.
    """

    def __init__(self, window: MainWindow, menu: QMenu, workspaces: Workspaces) -> None:
        super().__init__(window)
        self._menu = menu
        self.of = workspaces
        """The workspaces that are listed."""
        self._below = menu.actions()[0] if menu.actions() else None
        self._listed: list[QAction] = []
        self.button = QToolButton()
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.button.setAutoRaise(True)
        self.button.setMenu(menu)
        MouseAfterMenu(menu)
        window.show_beside_menu(self.button)
        for number, keys in enumerate(WORKSPACE_KEYS):
            action = QAction(window)
            action.setShortcut(QKeySequence(keys, QKeySequence.SequenceFormat.PortableText))
            action.setData(number)
            action.triggered.connect(self._switch)
            window.addAction(action)
        self._list()
        workspaces.changed.connect(self._list)
        when_language_changes(window, self._list)

    def _list(self) -> None:
        for action in self._listed:
            self._menu.removeAction(action)
            action.deleteLater()
        self._listed = [self._action(number, name) for number, name in enumerate(self.of.names)]
        separator = QAction(self)
        separator.setSeparator(True)
        self._listed.append(separator)
        for action in self._listed:
            if self._below is not None:
                self._menu.insertAction(self._below, action)
            else:
                self._menu.addAction(action)
        name = wording(shown_name(self.of.name))
        short = name if len(name) <= _LONGEST_SHOWN else name[: _LONGEST_SHOWN - 1] + "…"
        self.button.setText(short.replace("&", "&&"))
        self.button.setAccessibleName(self.tr("작업 공간: {name}").format(name=name))

    def _action(self, number: int, name: str) -> QAction:
        keys = f"\t{WORKSPACE_KEYS[number]}" if number < len(WORKSPACE_KEYS) else ""
        action = QAction(wording(shown_name(name)).replace("&", "&&") + keys, self)
        action.setCheckable(True)
        action.setChecked(name == self.of.name)
        action.setData(number)
        action.triggered.connect(self._switch)
        return action

    def entries(self) -> Iterator[tuple[Searchable, Entry]]:
        """Yield the workspaces for the palette."""
        for number, name in enumerate(self.of.names):
            shown = shown_name(name)
            keys = WORKSPACE_KEYS[number] if number < len(WORKSPACE_KEYS) else ""
            run = partial(self.of.switch_to, name)
            entry = Entry(
                f"workspace:{name}",
                Group.WORKSPACES,
                wording(shown),
                run,
                keys="●" if name == self.of.name else keys,
            )
            yield Searchable((entry.title, str(shown)), words=("작업 공간 workspace",)), entry

    def _switch(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        if action.isCheckable():
            action.setChecked(action.data() == self._number)  # the mark moves with the workspace
        self.of.switch_number(int(action.data()))

    @property
    def _number(self) -> int:
        names = self.of.names
        return names.index(self.of.name) if self.of.name in names else -1
