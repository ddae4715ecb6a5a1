"""The table of the values that a panel paints: for the keyboard, for copying, and for who cannot see the panel."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QHideEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QLabel, QTableView, QVBoxLayout, QWidget

from widgets.controls.label import label, set_font_role
from widgets.controls.popups import PopupMenu
from widgets.controls.untrusted_text import title
from widgets.controls.window_front import bring_to_front
from widgets.controls.window_size import on_screen
from widgets.guard.guard import guarded
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.look.size_steps import fix_size_steps
from widgets.look.theme import Ink
from widgets.text.hangul_keys import add_shortcut, with_hangul
from widgets.text.language import when_language_changes
from widgets.text.value_table import HasValues, ValueTable
from widgets.values.model import ValuesModel

INTERVAL_MS: Final = 1000
"""How often the values are read, only while the window is shown: a table that changes faster cannot be read."""

if TYPE_CHECKING:
    from widgets.values.accessible import Titled

_COPY: Final = QKeySequence.StandardKey.Copy
_WIDTH: Final = 520
_HEIGHT: Final = 560
"""Pixels at a font size of 100 %: room for twenty rows; wide tables are given more."""
_EDGES: Final = 40
"""Pixels of the margins and frames around the table."""

_NONE: Final = ValueTable("")


class ValuesWindow(QDialog):
    """Follows the panel whose child it is, and ends with it.

    Args:
        panel: has values and a title.
        look: the size of its font.
    """

    def __init__(self, panel: QWidget, look: Look) -> None:
        super().__init__(panel)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(on_screen(QSize(look.px(_WIDTH), look.px(_HEIGHT)), panel))
        self.table = QTableView()
        self.model = ValuesModel(self.table)
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        set_font_role(self.table, FontRole.NUMBER)
        self.summary = label("", FontRole.TEXT, Ink.TEXT, wraps=True)
        self._hint = label("", FontRole.SMALL, Ink.DIM)
        layout = QVBoxLayout(self)
        for part in (self.summary, self.table, self._hint):
            layout.addWidget(part)
        self._top: Hashable = None
        """The key of the top row when the cursor was put there last, and not by a click."""
        self._copy, self._copy_bare, self._copy_all = (QAction(self.table) for _ in range(3))
        self._copy.setShortcuts([*QKeySequence.keyBindings(_COPY), *with_hangul(QKeySequence("Ctrl+C"))[1:]])
        self._copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # before the table's own, of one cell
        self._copy.triggered.connect(self.copy)
        self._copy_bare.triggered.connect(self.copy_bare)
        self._copy_all.triggered.connect(self.copy_all)
        self.table.addActions([self._copy, self._copy_bare, self._copy_all])
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu)
        add_shortcut(self, "Ctrl+W", self.close)
        add_shortcut(self, "Shift+F10", self._show_menu_at_cursor)  # Qt knows the Menu key only
        add_shortcut(self, "Home", self._to_first)
        add_shortcut(self, "End", self._to_last)
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.read)
        self._set_texts()
        when_language_changes(self, self._set_texts)
        self._begin()

    def read(self) -> None:
        """Show the panel's present values; the row of the cursor stays where it is on the screen.

        But one that is at the top, where newer rows come in, stays at the top until it is moved.
        """
        values = self._values()
        panel = cast("Titled", self.parentWidget())
        said = values.summary or self.tr("아직 받은 값이 없습니다")
        _say(self.summary, "\n".join(filter(None, (panel.status_text, said))))
        if (name := title(self.tr("{panel} · 표").format(panel=panel.panel_title()))) != self.windowTitle():
            self.setWindowTitle(name)
            self.table.setAccessibleName(name)
        above = self._rows_above_cursor()
        are_all_chosen = 1 < self.model.rowCount() == len(self.table.selectionModel().selectedRows())
        is_at_top = self._top is not None and self._top == self._key_of_cursor() and not are_all_chosen
        self.model.show_values(values)
        if are_all_chosen:  # also the rows that came in: whoever copies all must not lack the best price
            self.table.selectAll()
        if is_at_top and above is not None:
            self._to_first()
        elif above is not None and self.table.currentIndex().isValid():
            self.table.verticalScrollBar().setValue(self.table.currentIndex().row() - above)

    def copy(self) -> None:
        """Copy the titles and the selected rows, with tabs between the columns as spreadsheets want them."""
        if chosen := self._chosen():
            _to_clipboard((self.model.titles, *chosen))

    def copy_bare(self) -> None:
        """Copy the selected rows without the titles, to go below rows copied before."""
        if chosen := self._chosen():
            _to_clipboard(chosen)

    def copy_all(self) -> None:
        """Copy the titles and all rows."""
        _to_clipboard((self.model.titles, *(row.texts for row in self.model.rows)))

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        """Follow the panel."""
        super().showEvent(event)
        fix_size_steps(self)
        self._timer.start()

    @guarded
    def hideEvent(self, event: QHideEvent) -> None:
        """Do nothing while hidden."""
        super().hideEvent(event)
        self._timer.stop()

    def _chosen(self) -> list[tuple[str, ...]]:
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.model.rows[row].texts for row in rows]

    def _to_first(self) -> None:
        self.table.selectRow(0)
        self.table.scrollToTop()
        self._top = self._key_of_cursor()

    def _to_last(self) -> None:
        self.table.selectRow(self.model.rowCount() - 1)

    def _show_menu_at_cursor(self) -> None:
        self._show_menu(self.table.visualRect(self.table.currentIndex()).bottomLeft())

    def _show_menu(self, place: QPoint) -> None:
        """Show the menu beside the loop: Qt's own would run one of its own, and the panel may end meanwhile."""
        menu = PopupMenu(self)
        menu.addActions(self.table.actions())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.table.viewport().mapToGlobal(place))

    def _begin(self) -> None:
        """Put the cursor on the row where reading begins, in the middle of the window."""
        self.read()
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)  # one that is stretched keeps its first width, whatever is in it
        self.table.resizeColumnsToContents()
        room = self.table.verticalScrollBar().sizeHint().width() + _EDGES
        self.resize(on_screen(QSize(max(self.width(), header.length() + room), self.height()), self))
        header.setStretchLastSection(True)
        start = self.model.index(self._values().start, 0)
        if start.isValid():
            self.table.setCurrentIndex(start)
            self.table.scrollTo(start, QAbstractItemView.ScrollHint.PositionAtCenter)
            self._top = self._key_of_cursor() if start.row() == 0 else None

    def _values(self) -> ValueTable:
        panel: object = self.parentWidget()
        return (panel.shown_values() if isinstance(panel, HasValues) else None) or _NONE

    def _key_of_cursor(self) -> Hashable:
        current = self.table.currentIndex()
        return self.model.rows[current.row()].key if current.isValid() else None

    def _rows_above_cursor(self) -> int | None:
        """Return how many visible rows are above the cursor; None if the cursor is out of sight."""
        current = self.table.currentIndex()
        if not current.isValid() or not self.table.viewport().rect().intersects(self.table.visualRect(current)):
            return None
        return current.row() - self.table.verticalScrollBar().value()

    def _set_texts(self) -> None:
        self._copy.setText(self.tr("제목과 함께 복사"))
        self._copy_bare.setText(self.tr("제목 없이 복사"))
        self._copy_all.setText(self.tr("제목과 함께 모두 복사"))
        self._hint.setText(self.tr("Ctrl+C 제목과 함께 복사 · Esc 닫기"))
        self.read()


def has_values(panel: QWidget) -> bool:
    """Return whether a panel has values to show; some have none at first."""
    return isinstance(panel, HasValues) and panel.shown_values() is not None


def show_values(panel: QWidget, look: Look) -> ValuesWindow:
    """Open the table of a panel's values, or bring it forward."""
    window = panel.findChild(ValuesWindow) or ValuesWindow(panel, look)
    bring_to_front(window)
    window.table.setFocus()
    return window


def _say(shown: QLabel, text: str) -> None:
    if shown.text() != text:
        shown.setText(text)


def _to_clipboard(rows: Iterable[Sequence[str]]) -> None:
    QGuiApplication.clipboard().setText("\n".join("\t".join(texts) for texts in rows))
