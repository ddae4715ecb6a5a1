"""The watchlist's table view: the chosen columns, as many as fit."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from core.market.watchlist import SortKey
from widgets.guard.guard import guarded, guarded_or, guarded_paint
from widgets.look.look import Look
from widgets.paint.cells import HEADER_HEIGHT
from widgets.panel.entry_menu import EntryMenu
from widgets.watchlist.table.cells import STAR, WATCH_ROW_HEIGHT, WatchlistCells
from widgets.watchlist.table.column_choice import ColumnChoice
from widgets.watchlist.table.column_layout import ColumnLayout
from widgets.watchlist.table.column_widths import LEAST_ROOM
from widgets.watchlist.table.columns import PLACE_OF
from widgets.watchlist.table.menu import column_entries, sort_entries
from widgets.watchlist.table.model import Index, WatchlistModel
from widgets.watchlist.table.row_grip import RowGrip
from widgets.watchlist.table.row_repaint import RowRepaint

HELD_SECONDS: Final = 3.0
"""Seconds after the last mouse movement within which a click may follow."""

_STEPS: Final[dict[int, int]] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ENDS: Final[tuple[int, ...]] = (Qt.Key.Key_Home, Qt.Key.Key_End)
_PAGES: Final[dict[int, QAbstractItemView.CursorAction]] = {
    Qt.Key.Key_PageUp: QAbstractItemView.CursorAction.MovePageUp,
    Qt.Key.Key_PageDown: QAbstractItemView.CursorAction.MovePageDown,
}

_INSTEAD: Final = (SortKey.TURNOVER, SortKey.CHANGE, SortKey.PRICE)
"""What the rows are sorted by once the sorted column is no longer shown: the first of these that is."""


class WatchlistTable(QTableView):
    """Shows a `WatchlistModel`.

    Signals:
        chosen: a market was chosen by Enter.
        starred: the star of a market was clicked, or Space pressed on it.
        moved: in the user's own order, a market goes to the place of another one.
        pointed: a market was clicked.
        opened: a market was double-clicked.
        columns_chosen: other columns are shown, or in another order.
    """

    starred = Signal(str)
    moved = Signal(str, str)
    chosen = Signal(str)
    pointed = Signal(str)
    opened = Signal(str)
    columns_chosen = Signal()

    def __init__(self, look: Look, model: WatchlistModel) -> None:
        super().__init__()
        self._look = look
        self._model = model
        self.setModel(model)
        self._cells = WatchlistCells(look)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # the columns always fit
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._columns = ColumnLayout(self, model, look)
        self._repaint = RowRepaint(self, model, look)
        self._measure()
        look.changed.connect(self._on_look_changed)
        titles = self._columns.header
        titles.setSortIndicator(*_indicator(*model.sorting))
        self.setSortingEnabled(True)
        titles.sortIndicatorChanged.connect(self._lay_out_columns)
        titles.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        titles.customContextMenuRequested.connect(self._show_titles_menu)
        self._columns.chosen.connect(self._on_columns_chosen)
        model.modelReset.connect(self._lay_out_columns)
        self.viewport().setMouseTracking(True)
        self._pointer = QPoint()
        self._moved_at = -HELD_SECONDS
        self._grip = RowGrip()
        self._pressed_star = ""
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._on_double_clicked)

    def language_changed(self) -> None:
        """Show titles, names and badges in the new language."""
        self._cells.set_texts()
        self._model.language_changed()
        self.viewport().update()

    @property
    def current_code(self) -> str:
        """The selected market; empty without a selection."""
        index = self.currentIndex()
        return self._model.watch_row(index).code if index.isValid() else ""

    def code_at(self, place: QPoint) -> str:
        """Return the market of the row at `place` of the viewport; empty beside the rows."""
        index = self.indexAt(place) if self.viewport().rect().contains(place) else QModelIndex()
        return self._model.watch_row(index).code if index.isValid() else ""

    @property
    def is_in_hand(self) -> bool:
        """Whether the user is pointing at a row now; a resting pointer does not count."""
        return self.viewport().underMouse() and time.monotonic() - self._moved_at < HELD_SECONDS

    def select(self, code: str) -> None:
        """Select a market, if it is shown."""
        if (position := self._model.position(code)) is not None:
            self.setCurrentIndex(self._model.index(position, 0))

    def choose_current(self) -> None:
        """Choose the selected market, or else the first one."""
        if not self.currentIndex().isValid() and self._model.rowCount():
            self.setCurrentIndex(self._model.index(0, 0))
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
        """Sort as if the user had clicked the column's title; a column that is not chosen leaves it to another one."""
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

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Press a star, which selects nothing, or take hold of a row that can be moved."""
        place = event.position().toPoint()
        self._pressed_star = ""
        self._grip.let_go()
        if event.button() is Qt.MouseButton.LeftButton and (code := self.code_at(place)):
            if self._is_at_star(place):
                self._pressed_star = code
                event.accept()
                return
            if self._model.is_own_order:
                self._grip.take(code, place)
        super().mousePressEvent(event)

    @guarded
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the second click on a star as a press like the first."""
        place = event.position().toPoint()
        if event.button() is Qt.MouseButton.LeftButton and self._is_at_star(place):
            self._pressed_star = self.code_at(place)
            event.accept()
            return
        super().mouseDoubleClickEvent(event)

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Toggle the star that was pressed; let go of the row."""
        place = event.position().toPoint()
        pressed, self._pressed_star = self._pressed_star, ""
        if pressed:
            if self._is_at_star(place) and self.code_at(place) == pressed:
                self.starred.emit(pressed)
            return
        if self._grip.let_go():
            self.unsetCursor()
            return
        super().mouseReleaseEvent(event)

    def _is_at_star(self, place: QPoint) -> bool:
        left = self.columnViewportPosition(0)
        return left <= place.x() < left + self._look.px(STAR)

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells without a delegate: Qt would describe each of them to it, which took longer than painting."""
        self._repaint.paint(self._cells, event.region())

    @guarded
    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's name
        """Paint all rows again: what Qt moves with them is also the place of a row that was not whole."""
        super().scrollContentsBy(dx, dy)
        self.viewport().update()

    @guarded_or(QModelIndex())
    def indexAt(self, place: QPoint) -> QModelIndex:  # noqa: N802 - Qt's name
        """Return the cell at `place` of the viewport; none in half a row, which is not painted."""
        return super().indexAt(place) if self._repaint.whole_rows.contains(place) else QModelIndex()

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

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Note that the mouse moved; Qt also sends this event when rows move under a resting pointer."""
        if (at := event.globalPosition().toPoint()) != self._pointer:
            self._pointer, self._moved_at = at, time.monotonic()
        if self._pressed_star:
            return
        if code := self._grip.code:
            place = event.position().toPoint()
            rows = self._repaint.whole_rows
            inside = QPoint(1, min(max(place.y(), rows.top()), rows.bottom()))
            if to := self._grip.move(place, self.code_at(inside)):
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self.moved.emit(code, to)
                self.scrollTo(self.currentIndex())
            return
        super().mouseMoveEvent(event)

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Note the time: while the user scrolls, rows keep their places."""
        self._moved_at = time.monotonic()
        super().wheelEvent(event)

    @guarded
    def dataChanged(  # noqa: N802 - Qt's name
        self, top_left: Index, bottom_right: Index, roles: Sequence[int] = ()
    ) -> None:
        """Repaint only the changed rows; Qt would repaint all rows between the first and the last."""
        self._repaint.repaint_changed()

    def _on_look_changed(self) -> None:
        first = self.rowAt(0)
        self._cells.measure()
        self._measure()
        self._lay_out_columns()
        if first >= 0:  # the rows have another height: keep the first one where it is
            self.scrollTo(self._model.index(first, 0), QAbstractItemView.ScrollHint.PositionAtTop)
        self.updateGeometry()
        self.viewport().update()

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._look.px(WATCH_ROW_HEIGHT))
        self.horizontalHeader().setFixedHeight(self._look.px(HEADER_HEIGHT))

    def _lay_out_columns(self) -> None:
        self._cells.shows_arrows = SortKey.CHANGE not in self._columns.fit(self)

    @property
    def choice(self) -> ColumnChoice:
        """The columns that the user chose."""
        return self._columns.choice

    def choose_columns(self, choice: ColumnChoice) -> None:
        """Show other columns, or in another order; a sorted column that leaves gives the order to another one."""
        self._columns.choose(choice)

    def _on_columns_chosen(self) -> None:
        key, _ = self._model.sorting
        if key is not SortKey.OWN and key not in self.choice.keys:
            self.sort_by(key, is_descending=True)
        self._lay_out_columns()
        self.viewport().update()
        self.columns_chosen.emit()

    def _on_clicked(self, index: Index) -> None:
        self.pointed.emit(self._model.watch_row(index).code)

    def _on_double_clicked(self, index: Index) -> None:
        self.opened.emit(self._model.watch_row(index).code)


def _indicator(key: SortKey, is_descending: bool) -> tuple[int, Qt.SortOrder]:
    if key is SortKey.OWN:
        return -1, Qt.SortOrder.AscendingOrder
    return PLACE_OF[key], Qt.SortOrder.DescendingOrder if is_descending else Qt.SortOrder.AscendingOrder
