"""The watchlist's table: the chosen columns, as many as fit, the order of the rows, and its keys."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView

from core.market.watchlist import SortKey
from widgets.guard.guard import guarded, guarded_or
from widgets.look.look import Look
from widgets.paint.cells import HEADER_HEIGHT
from widgets.panel.entry_menu import EntryMenu
from widgets.watchlist.table.column_choice import ColumnChoice
from widgets.watchlist.table.column_layout import ColumnLayout
from widgets.watchlist.table.column_widths import LEAST_ROOM
from widgets.watchlist.table.columns import PLACE_OF
from widgets.watchlist.table.menu import column_entries, sort_entries
from widgets.watchlist.table.model import WatchlistModel
from widgets.watchlist.table.row_view import RowView

_STEPS: Final[dict[int, int]] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ENDS: Final[tuple[int, ...]] = (Qt.Key.Key_Home, Qt.Key.Key_End)
_PAGES: Final[dict[int, QAbstractItemView.CursorAction]] = {
    Qt.Key.Key_PageUp: QAbstractItemView.CursorAction.MovePageUp,
    Qt.Key.Key_PageDown: QAbstractItemView.CursorAction.MovePageDown,
}

_INSTEAD: Final = (SortKey.TURNOVER, SortKey.CHANGE, SortKey.PRICE)
"""What the rows are sorted by once the sorted column is no longer shown: the first of these that is."""


class WatchlistTable(RowView):
    """Shows a `WatchlistModel` in the columns that the user chose.

    Signals:
        chosen: a market was chosen by Enter.
        columns_chosen: other columns are shown, or in another order.
    """

    chosen = Signal(str)
    columns_chosen = Signal()

    def __init__(self, look: Look, model: WatchlistModel) -> None:
        super().__init__(look, model)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # the columns always fit
        self._columns = ColumnLayout(self, model, look)
        self._measure_titles()
        titles = self._columns.header
        titles.setSortIndicator(*_indicator(*model.sorting))
        self.setSortingEnabled(True)
        titles.sortIndicatorChanged.connect(self._lay_out_columns)
        titles.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        titles.customContextMenuRequested.connect(self._show_titles_menu)
        self._columns.chosen.connect(self._on_columns_chosen)
        model.modelReset.connect(self._lay_out_columns)

    def choose_current(self) -> None:
        """Choose the selected market, if there is one; an Enter without a selection must not change linked panels."""
        if code := self.current_code:
            self.chosen.emit(code)

    def walk(self, key: int) -> bool:
        """Select the first or last row on Home or End, or a row one page away on Page Up or Page Down.

        Returns:
            Whether `key` was one of these.
        """
        if key in _ENDS:  # Qt's own keys go to the ends of the row, but whole rows are selected
            row = 0 if key == Qt.Key.Key_Home else self._model.rowCount() - 1
            self.setCurrentIndex(self._model.index(row, 0))
        elif (action := _PAGES.get(key)) is not None:
            self.setCurrentIndex(self.moveCursor(action, Qt.KeyboardModifier.NoModifier))
        else:
            return False
        return True

    def sort_by(self, key: SortKey, *, is_descending: bool) -> None:
        """Sort as if the user had clicked the column's title; if that column is not shown, another one sorts."""
        if key is not SortKey.OWN and key not in self.choice.keys:
            key, is_descending = next(each for each in _INSTEAD if each in self.choice.keys), True
        self.sortByColumn(*_indicator(key, is_descending))

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose on Enter, star on Space, move the row on Alt+Up and Alt+Down; move on Home, End and page keys."""
        is_alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.choose_current()
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            if code := self.current_code:
                self.starred.emit(code)
        elif self._sort_by_key(event):
            event.accept()
        elif is_alt and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._move_current(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Down and not (is_alt or self.current_code) and self._model.rowCount():
            self.setCurrentIndex(self._model.index(0, 0))  # Qt would begin with the second row
        elif not self.walk(event.key()):
            super().keyPressEvent(event)

    def turn_order(self) -> None:
        """Sort the other way round, as a second click on the title does."""
        key, is_descending = self._model.sorting
        if key is not SortKey.OWN:
            self.sort_by(key, is_descending=not is_descending)

    def sort_by_column(self, key: SortKey) -> None:
        """Sort by a column the way a first click on its title does."""
        self.sort_by(key, is_descending=key not in {SortKey.NAME, SortKey.OWN})

    def _sort_by_key(self, event: QKeyEvent) -> bool:
        """Sort by the next column on Left or Right, move the sorted one with Shift, turn the order on `/`."""
        step = _STEPS.get(event.key(), 0)
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key, _ = self._model.sorting
        if step and modifiers == Qt.KeyboardModifier.ShiftModifier:
            self.choose_columns(self.choice.moved(key, step))
        elif step and not modifiers:
            shown = self._columns.header.visible_keys()
            place = shown.index(key) + step if key in shown else 0
            self.sort_by_column(shown[place % len(shown)])
        elif event.key() == Qt.Key.Key_Slash:
            self.turn_order()
        else:
            return False
        return True

    def allow_own_order(self, *, is_allowed: bool) -> None:
        """Set whether a third click on a title returns to the order that the user gave the rows."""
        self.horizontalHeader().setSortIndicatorClearable(is_allowed)

    @property
    def has_own_order(self) -> bool:
        """Whether the rows shown have an order that the user gave them."""
        return self.horizontalHeader().isSortIndicatorClearable()

    def _show_titles_menu(self, place: QPoint) -> None:
        EntryMenu(self, column_entries(self, self._model), sort_entries(self, self._model)[-1:]).popup(
            self._columns.header.mapToGlobal(place)
        )

    def _move_current(self, step: int) -> None:
        """Move the selected row one row up or down in the user's own order."""
        row = self.currentIndex().row() + step
        if self._model.is_own_order and self.current_code and 0 <= row < self._model.rowCount():
            self.moved.emit(self.current_code, self._model.watch_row(self._model.index(row, 0)).code)

    @guarded_or(QSize())
    def minimumSizeHint(self) -> QSize:
        """Return room for a name and its whole price: a clipped price would be misread."""
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self._look.px(LEAST_ROOM) + bar + 2 * self.frameWidth(), super().minimumSizeHint().height())

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Update the columns for the new width."""
        super().resizeEvent(event)
        self._lay_out_columns()

    def _on_look_changed(self) -> None:
        super()._on_look_changed()
        self._measure_titles()
        self._lay_out_columns()
        self.updateGeometry()

    def _measure_titles(self) -> None:
        self.horizontalHeader().setFixedHeight(self._look.px(HEADER_HEIGHT))

    def _lay_out_columns(self) -> None:
        self._cells.shows_arrows = SortKey.CHANGE not in self._columns.fit(self)

    @property
    def choice(self) -> ColumnChoice:
        """The columns that the user chose."""
        return self._columns.choice

    @property
    def unseen(self) -> frozenset[SortKey]:
        """The columns that the user chose and that are not shown: for want of room, or of anything to show."""
        return self._columns.unseen

    def choose_columns(self, choice: ColumnChoice) -> None:
        """Show other columns, or in another order; if the sorted one is removed, another one sorts."""
        self._columns.choose(choice)

    def _on_columns_chosen(self) -> None:
        key, _ = self._model.sorting
        if key is not SortKey.OWN and key not in self.choice.keys:
            self.sort_by(key, is_descending=True)
        self._lay_out_columns()
        self.viewport().update()
        self.columns_chosen.emit()


def _indicator(key: SortKey, is_descending: bool) -> tuple[int, Qt.SortOrder]:
    if key is SortKey.OWN:
        return -1, Qt.SortOrder.AscendingOrder
    return PLACE_OF[key], Qt.SortOrder.DescendingOrder if is_descending else Qt.SortOrder.AscendingOrder
