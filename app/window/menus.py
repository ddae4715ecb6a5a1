"""The menu bar: what the table of commands says, the open panels, and the sources."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QMenuBar

from app.settings.command import Menu
from app.settings.fixed_keys import PANEL_KEYS
from app.settings.quick_changes import QuickChanges
from app.window.chart_commands import ChartCommands
from app.window.command_actions import CommandActions
from app.window.dialogs import Dialogs
from app.window.panel_commands import PanelCommands
from app.window.workspace_commands import WorkspaceCommands
from app.window.workspace_menu import WorkspaceMenu
from core.text import Text, translatable
from widgets.text.hangul_keys import with_hangul
from widgets.text.language import when_language_changes, wording

if TYPE_CHECKING:
    from app.desk.desk import Desk
    from app.settings.store import Settings
    from app.source_selection.selector import SourceActions
    from app.window.main_window import MainWindow
    from app.workspaces.workspaces import Workspaces


class Menus(QObject):
    """The menus, the actions of all commands, and what performs these.

    Args:
        window: owner of the menu bar.
        desk: its panels.
        settings: the shortcuts of the commands, and what some commands change.
        reset: replaces the open panels by the default desk.
        sources: for the menu that switches the source; None if there is nothing to switch.
        workspaces: for the menu that switches them; None if there is only one desk.
    """

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        settings: Settings,
        reset: Callable[[], object],
        sources: SourceActions | None = None,
        workspaces: Workspaces | None = None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._panels = PanelCommands(window, desk)
        self._titles: list[tuple[QAction, Text]] = []
        charts = ChartCommands(window, desk)
        charts.refused.connect(window.notice.show_passing)
        desk.usual.replaced.connect(window.notice.show_text)
        self.dialogs = dialogs = Dialogs(window, desk, settings)
        self.commands = CommandActions(
            window,
            desk,
            settings,
            {
                "desk": desk,
                "linking": desk.linking,
                "window": window,
                "panels": self._panels,
                "charts": charts,
                "dialogs": dialogs,
                "quick_changes": QuickChanges(settings),
                "start_over": reset,
                "sources": sources,
                "workspaces": WorkspaceCommands(window, workspaces) if workspaces is not None else None,
            },
        )
        dialogs.commands = self.commands
        dialogs.keys_wanted.connect(self._show_keys_of_account)
        self._fill(self._add_menu(window.menu_bar, translatable("Menus", "패널(&P)")), Menu.PANELS)
        self._fill_view(self._add_menu(window.menu_bar, translatable("Menus", "보기(&V)")))
        menu = self._add_menu(window.menu_bar, translatable("Menus", "작업 공간(&W)"))
        self._fill(menu, Menu.WORKSPACES)
        self.workspaces = WorkspaceMenu(window, menu, workspaces) if workspaces is not None else None
        """The list of workspaces; None if there is only one desk."""
        if self.workspaces is not None:
            dialogs.more.append(self.workspaces.entries)
        if sources is not None:
            sources.fill(self._add_menu(window.menu_bar, translatable("Menus", "거래소(&X)")))
        self._fill(self._add_menu(window.menu_bar, translatable("Menus", "도움말(&H)")), Menu.HELP)
        self._add_panel_keys()
        self._set_texts()
        when_language_changes(window, self._set_texts)

    def _fill(self, menu: QMenu, listed: Menu) -> None:
        """Add the commands of a menu."""
        for command, action in self.commands.listed():
            if command.menu is listed:
                if command.begins_group:
                    menu.addSeparator()
                menu.addAction(action)

    def _fill_view(self, menu: QMenu) -> None:
        self._open_panels = self._add_menu(menu, translatable("Menus", "열린 패널"))
        self._open_panels.aboutToShow.connect(self._list_open_panels)
        self._fill(menu, Menu.VIEW)
        look = self._add_menu(menu, translatable("Menus", "글자, 테마, 언어"))
        self._fill(look, Menu.LOOK)
        menu.insertMenu(self.commands["engine-monitor"], look)

    def _add_panel_keys(self) -> None:
        for number, keys in enumerate(PANEL_KEYS):
            action = QAction(self._window)
            action.setShortcut(QKeySequence(keys, QKeySequence.SequenceFormat.PortableText))
            action.setData(number)
            action.triggered.connect(self._show_numbered)
            self._window.addAction(action)

    def _show_keys_of_account(self) -> None:
        """Bring the panel forward that has the form for API keys."""
        self._panels.show_first("assets")

    def _add_menu(self, above: QMenu | QMenuBar, title: Text) -> QMenu:
        menu = above.addMenu("")
        self._titles.append((menu.menuAction(), title))
        if isinstance(above, QMenuBar):
            self._open_by_jamo(above, menu.menuAction(), title.partition("&")[2][:1])
        return menu

    def _open_by_jamo(self, bar: QMenuBar, menu: QAction, letter: str) -> None:
        """Open a menu by its marked letter on a layout with jamo too; Qt knows the letter itself."""
        _, *jamo = with_hangul(QKeySequence(f"Alt+{letter}", QKeySequence.SequenceFormat.PortableText))
        shortcut = QShortcut(self._window)
        shortcut.setKeys(jamo)
        shortcut.activated.connect(partial(bar.setActiveAction, menu))

    def _set_texts(self) -> None:
        for action, title in self._titles:
            action.setText(wording(title))

    def _show_numbered(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        self._panels.show_numbered(int(action.data()))

    def _list_open_panels(self) -> None:
        self._open_panels.clear()
        for number, dock in enumerate(self._desk.docks()):
            keys = f"\t{PANEL_KEYS[number]}" if number < len(PANEL_KEYS) else ""
            action = self._open_panels.addAction(dock.windowTitle() + keys)
            action.setData(number)
            action.triggered.connect(self._show_numbered)
