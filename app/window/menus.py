"""The menus and their keyboard shortcuts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QMessageBox

from app.panels.kinds import KINDS
from app.panels.spec import PanelSpec
from app.window.add_panel_dialog import AddPanelDialog
from core.text import Text, joined, translatable
from widgets.paint.language import when_language_changes, wording
from widgets.paint.message_box import MessageBox

if TYPE_CHECKING:
    from app.desk.desk import Desk
    from app.window.main_window import MainWindow
    from app.window.source_selector import SourceActions

NUMBERED: Final = 9
"""Number of panels that Alt and a digit bring to the front."""


class Menus(QObject):
    """The menu bar's actions.

    Args:
        window: owner of the menu bar.
        desk: carries out the actions.
        reset: replaces the open panels by the default desk.
        sources: for the menu that switches the source; None if there is nothing to switch.
    """

    def __init__(
        self, window: MainWindow, desk: Desk, reset: Callable[[], object], sources: SourceActions | None = None
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._reset = reset
        self._titles: list[tuple[QAction, Text]] = []
        self._needs_desk: list[QAction] = []
        self._fill_panels(self._add_menu(window.menu_bar, translatable("Menus", "패널(&P)")))
        self._fill_view(self._add_menu(window.menu_bar, translatable("Menus", "보기(&V)")))
        if sources is not None:
            sources.fill(self._add_menu(window.menu_bar, translatable("Menus", "거래소(&X)")))
        self._fill_help(self._add_menu(window.menu_bar, translatable("Menus", "도움말(&H)")))
        self._set_texts()
        when_language_changes(window, self._set_texts)
        desk.vacancy_changed.connect(self._on_vacancy)

    def _on_vacancy(self) -> None:
        """Disable what needs panels between two sources, shortcuts included."""
        for action in self._needs_desk:
            action.setEnabled(not self._desk.is_vacant)
        if self._desk.is_vacant:
            for dialog in self._window.findChildren(AddPanelDialog):
                dialog.close()  # it offers the markets of the source that is left

    def _fill_panels(self, menu: QMenu) -> None:
        self._add_of_desk(menu, translatable("Menus", "패널 추가…"), self.ask_for_panel, "Ctrl+N")
        menu.addSeparator()
        for kind in KINDS:
            action = menu.addAction("")
            self._titles.append((action, KINDS[kind].title))
            action.setData(kind)
            action.triggered.connect(self._open_kind)
            self._needs_desk.append(action)
        menu.addSeparator()
        self._add_of_desk(menu, translatable("Menus", "패널 닫기"), self._desk.close_active, "Ctrl+W")
        self._add_of_desk(menu, translatable("Menus", "닫은 패널 다시 열기"), self._desk.reopen, "Ctrl+Shift+T")
        menu.addSeparator()
        self._add(menu, translatable("Menus", "끝내기"), self._window.close, "Ctrl+Q")

    def _fill_view(self, menu: QMenu) -> None:
        self._open_panels = self._add_menu(menu, translatable("Menus", "열린 패널"))
        self._open_panels.aboutToShow.connect(self._list_open_panels)
        self._add_of_desk(menu, translatable("Menus", "패널 크기 맞추기"), self._desk.spread)
        self._add_of_desk(menu, translatable("Menus", "기본 배치로 되돌리기"), self._reset_desk)
        self._add_of_desk(menu, translatable("Menus", "종목 검색"), self._desk.search_market, "Ctrl+F")
        self._add_of_desk(menu, translatable("Menus", "종목 목록 새로 고침"), self._reload_markets, "F5")
        menu.addSeparator()
        self._add(menu, translatable("Menus", "전체 화면"), self._toggle_full_screen, "F11")
        for number in range(1, NUMBERED + 1):
            action = QAction(self._window)
            action.setShortcut(QKeySequence(f"Alt+{number}"))
            action.setData(number - 1)
            action.triggered.connect(self._show_numbered)
            self._window.addAction(action)

    def _fill_help(self, menu: QMenu) -> None:
        self._add(menu, translatable("Menus", "단축키"), self._show_keys, "F1")
        self._add(menu, translatable("Menus", "Hoga 정보"), self._show_about)

    def _add_menu(self, above: QMenu | QMenuBar, title: Text) -> QMenu:
        menu = above.addMenu("")
        self._titles.append((menu.menuAction(), title))
        return menu

    def _set_texts(self) -> None:
        for action, title in self._titles:
            action.setText(wording(title))

    def _add(self, menu: QMenu, title: Text, slot: Callable[[], object], keys: str = "") -> QAction:
        action = menu.addAction("")
        self._titles.append((action, title))
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(slot)
        return action

    def _add_of_desk(self, menu: QMenu, title: Text, slot: Callable[[], object], keys: str = "") -> None:
        """Add an entry that needs the desk."""
        self._needs_desk.append(self._add(menu, title, slot, keys))

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
            keys = f"\tAlt+{number + 1}" if number < NUMBERED else ""
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
        self._show_text(
            translatable("Menus", "단축키"),
            joined(
                "\n",
                translatable("Menus", "Ctrl+N\t패널 추가"),
                translatable("Menus", "Ctrl+W\t패널 닫기"),
                translatable("Menus", "Ctrl+Shift+T\t닫은 패널 다시 열기"),
                translatable("Menus", "Alt+1 … 9\t열린 패널 앞으로"),
                translatable("Menus", "Ctrl+F\t종목 검색"),
                translatable("Menus", "Enter\t선택한 종목 열기"),
                translatable("Menus", "Home End\t목록 처음으로, 끝으로"),
                translatable("Menus", "← →\t차트 이동"),
                translatable("Menus", "Home End\t차트 처음으로, 최신으로"),
                translatable("Menus", "+ -\t차트 확대, 축소"),
                translatable("Menus", "PgUp PgDn\t차트 봉 단위 바꾸기"),
                translatable("Menus", "Home\t호가 가운데로, 체결 최신으로"),
                translatable("Menus", "F5\t종목 목록 새로 고침"),
                translatable("Menus", "F11\t전체 화면"),
                translatable("Menus", "Ctrl+Q\t끝내기"),
            ),
        )

    def _show_about(self) -> None:
        from app.window.about_dialog import AboutDialog  # noqa: PLC0415 - nobody asks while the desk is starting

        AboutDialog(self._window).open()

    def _show_text(self, title: Text, text: Text) -> None:
        MessageBox(QMessageBox.Icon.NoIcon, title, text, QMessageBox.StandardButton.Ok, self._window).open()
