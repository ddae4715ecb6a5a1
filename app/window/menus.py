"""The menus and their keyboard shortcuts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QMessageBox

from app.panels.kinds import KINDS
from app.panels.spec import PanelSpec
from app.settings.commands import COMMANDS_BY_ID, PANEL_KEYS
from app.settings.declared import SHORTCUTS
from app.window.add_panel_dialog import AddPanelDialog
from core.text import Text, composed, joined, translatable
from widgets.paint.message_box import MessageBox
from widgets.text.language import when_language_changes, wording

if TYPE_CHECKING:
    from app.desk.desk import Desk
    from app.settings.store import Settings
    from app.source_selection.selector import SourceActions
    from app.window.main_window import MainWindow


_PORTABLE: Final = QKeySequence.SequenceFormat.PortableText


class Menus(QObject):
    """The menu bar's actions.

    Args:
        window: owner of the menu bar.
        desk: carries out the actions.
        settings: the shortcuts of the commands.
        reset: replaces the open panels by the default desk.
        sources: for the menu that switches the source; None if there is nothing to switch.
    """

    def __init__(
        self,
        window: MainWindow,
        desk: Desk,
        settings: Settings,
        reset: Callable[[], object],
        sources: SourceActions | None = None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._settings = settings
        self._reset = reset
        self._commands: dict[str, QAction] = {}
        self._titles: list[tuple[QAction, Text]] = []
        self._needs_desk: list[QAction] = []
        self._fill_panels(self._add_menu(window.menu_bar, translatable("Menus", "패널(&P)")))
        self._fill_view(self._add_menu(window.menu_bar, translatable("Menus", "보기(&V)")))
        if sources is not None:
            sources.fill(self._add_menu(window.menu_bar, translatable("Menus", "거래소(&X)")))
        self._fill_help(self._add_menu(window.menu_bar, translatable("Menus", "도움말(&H)")))
        self._set_texts()
        self._set_shortcuts()
        when_language_changes(window, self._set_texts)
        for shortcut in SHORTCUTS.values():
            settings.follow(shortcut, self._set_shortcuts)
        desk.vacancy_changed.connect(self._on_vacancy)

    def _on_vacancy(self) -> None:
        """Disable what needs panels between two sources, shortcuts included."""
        for action in self._needs_desk:
            action.setEnabled(not self._desk.is_vacant)
        if self._desk.is_vacant:
            for dialog in self._window.findChildren(AddPanelDialog):
                dialog.close()  # it offers the markets of the source that is left

    def _fill_panels(self, menu: QMenu) -> None:
        self._add_of_desk(menu, "add-panel", self.ask_for_panel)
        menu.addSeparator()
        for kind in KINDS:
            action = menu.addAction("")
            self._titles.append((action, KINDS[kind].title))
            action.setData(kind)
            action.triggered.connect(self._open_kind)
            self._needs_desk.append(action)
        menu.addSeparator()
        self._add_of_desk(menu, "close-panel", self._desk.close_active)
        self._add_of_desk(menu, "reopen-panel", self._desk.reopen)
        menu.addSeparator()
        self._add(menu, "quit", self._window.close)

    def _fill_view(self, menu: QMenu) -> None:
        self._open_panels = self._add_menu(menu, translatable("Menus", "열린 패널"))
        self._open_panels.aboutToShow.connect(self._list_open_panels)
        self._add_of_desk(menu, "fit-panels", self._desk.spread)
        self._add_of_desk(menu, "default-desk", self._reset_desk)
        self._add_of_desk(menu, "find-market", self._desk.search_market)
        self._add_of_desk(menu, "reload-markets", self._reload_markets)
        menu.addSeparator()
        self._add_of_desk(menu, "engine-monitor", self.show_engine_monitor)
        self._add(menu, "full-screen", self._toggle_full_screen)
        self._add(menu, "settings", self._show_settings)
        for number, keys in enumerate(PANEL_KEYS):
            action = QAction(self._window)
            action.setShortcut(_keys(keys))
            action.setData(number)
            action.triggered.connect(self._show_numbered)
            self._window.addAction(action)

    def _show_settings(self) -> None:
        from app.settings_window.window import SettingsWindow  # noqa: PLC0415 - nobody asks while the desk is starting

        if (shown := self._window.findChild(SettingsWindow)) is None:
            shown = SettingsWindow(self._settings, self._window.look, self._window)
            shown.keys_wanted.connect(self._show_keys_of_account)
            shown.show()
        shown.raise_()
        shown.activateWindow()

    def _show_keys_of_account(self) -> None:
        """Bring the panel forward that has the form for API keys."""
        self._show_only("assets")

    def show_engine_monitor(self) -> None:
        """Bring the engine monitor forward; open it if there is none."""
        self._show_only("engine")

    def _show_only(self, kind: str) -> None:
        """Bring the first panel of a kind forward; open one if there is none."""
        if not self._desk.is_vacant:
            spec = PanelSpec(kind)
            self._desk.bring_forward(self._desk.find(spec) or self._desk.open(spec))

    def _fill_help(self, menu: QMenu) -> None:
        self._add(menu, "key-list", self._show_keys)
        self._add(menu, "about", self._show_about)

    def _add_menu(self, above: QMenu | QMenuBar, title: Text) -> QMenu:
        menu = above.addMenu("")
        self._titles.append((menu.menuAction(), title))
        return menu

    def _set_texts(self) -> None:
        for action, title in self._titles:
            action.setText(wording(title))

    def _add(self, menu: QMenu, command: str, slot: Callable[[], object]) -> QAction:
        action = self._commands[command] = menu.addAction("")
        self._titles.append((action, COMMANDS_BY_ID[command].title))
        action.triggered.connect(slot)
        return action

    def _add_of_desk(self, menu: QMenu, command: str, slot: Callable[[], object]) -> None:
        """Add an entry that needs the desk."""
        self._needs_desk.append(self._add(menu, command, slot))

    def _set_shortcuts(self) -> None:
        """Give each command its keys; of two with the same keys Qt would perform neither.

        The window of the settings refuses such keys, but a file that was edited can have them, or one of another
        version, whose defaults were others. What the user chose comes before a default.
        """
        taken = set(PANEL_KEYS)
        by_default = {command: self._settings.is_default(SHORTCUTS[command]) for command in self._commands}
        for command in sorted(self._commands, key=by_default.__getitem__):
            keys = _keys(self._settings[SHORTCUTS[command]])
            name = keys.toString(_PORTABLE)
            self._commands[command].setShortcut(QKeySequence() if not name or name in taken else keys)
            taken.add(name)

    def ask_for_panel(self) -> None:
        """Open the dialog that adds a panel."""
        dialog = AddPanelDialog(self._desk.markets, self._desk.market, self._window)
        dialog.chosen.connect(self._open)
        dialog.open()

    def _open_kind(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        kind = str(action.data())
        code = self._desk.market if KINDS[kind].has_market else ""
        self._open(PanelSpec(kind, code))

    def _open(self, spec: PanelSpec) -> None:
        self._desk.bring_forward(self._desk.open(spec))

    def _show_numbered(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        docks = self._desk.docks()
        if (number := int(action.data())) < len(docks):
            self._desk.bring_forward(docks[number])

    def _list_open_panels(self) -> None:
        self._open_panels.clear()
        for number, dock in enumerate(self._desk.docks()):
            keys = f"\t{PANEL_KEYS[number]}" if number < len(PANEL_KEYS) else ""
            action = self._open_panels.addAction(dock.windowTitle() + keys)
            action.setData(number)
            action.triggered.connect(self._show_numbered)

    def _reset_desk(self) -> None:
        self._reset()

    def _reload_markets(self) -> None:
        self._desk.markets.reload_requested.emit()

    def _toggle_full_screen(self) -> None:
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _show_keys(self) -> None:
        listed = [(command, action) for command, action in self._commands.items() if not action.shortcut().isEmpty()]
        self._show_text(
            COMMANDS_BY_ID["key-list"].title,
            joined(
                "\n",
                *(_listed(action.shortcut(), COMMANDS_BY_ID[command].title) for command, action in listed),
                translatable("Menus", "Alt+1 … 9\t열린 패널 앞으로"),
                translatable("Menus", "Enter\t선택한 종목 열기"),
                translatable("Menus", "Home End\t목록 처음으로, 끝으로"),
                translatable("Menus", "← →\t차트 이동"),
                translatable("Menus", "Home End\t차트 처음으로, 최신으로"),
                translatable("Menus", "+ -\t차트 확대, 축소"),
                translatable("Menus", "PgUp PgDn\t차트 봉 단위 바꾸기"),
                translatable("Menus", "Home\t호가 가운데로, 체결 최신으로"),
                translatable("Menus", "Shift+F10\t패널 메뉴"),
            ),
        )

    def _show_about(self) -> None:
        from app.about.dialog import AboutDialog  # noqa: PLC0415 - nobody asks while the desk is starting

        AboutDialog(self._window).open()

    def _show_text(self, title: Text, text: Text) -> None:
        MessageBox(QMessageBox.Icon.NoIcon, title, text, QMessageBox.StandardButton.Ok, self._window).open()


def _keys(text: str) -> QKeySequence:
    return QKeySequence(text, _PORTABLE)


def _listed(keys: QKeySequence, title: Text) -> Text:
    return composed("{keys}\t{title}", keys=keys.toString(QKeySequence.SequenceFormat.NativeText), title=title)
