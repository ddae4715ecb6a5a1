"""The rows of the watchlist: how they are painted, and what the mouse does to them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from widgets.controls.pointing import Pointing
from widgets.guard.guard import guarded, guarded_or, guarded_paint
from widgets.look.look import Look
from widgets.watchlist.table.cells import STAR, WATCH_ROW_HEIGHT, WatchlistCells
from widgets.watchlist.table.model import Index, WatchlistModel
from widgets.watchlist.table.row_grip import RowGrip
from widgets.watchlist.table.row_repaint import RowRepaint

HELD_SECONDS: Final = 3.0
"""Seconds after the last mouse movement within which a click may follow."""


class RowView(QTableView):
    """Shows the rows of a `WatchlistModel`; columns, sorting and keys are the subclass's.

    Signals:
        starred: the star of a market was clicked, or Space pressed on it.
        moved: in the user's own order, a market goes to the place of another one.
        pointed: a market was clicked.
        opened: a market was double-clicked.
    """

    starred = Signal(str)
    moved = Signal(str, str)
    pointed = Signal(str)
    opened = Signal(str)

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
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(look.px(WATCH_ROW_HEIGHT))
        self._repaint = RowRepaint(self, model, look)
        look.changed.connect(self._on_look_changed)
        self._pointing = Pointing(self.viewport())
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
        """The selected market; empty without a selection. Qt makes a row current, unseen, when the keyboard comes."""
        index = self.currentIndex()
        is_seen = index.isValid() and self.selectionModel().isSelected(index)
        return self._model.watch_row(index).code if is_seen else ""

    def code_at(self, place: QPoint) -> str:
        """Return the market of the row at `place` of the viewport; empty beside the rows."""
        index = self.indexAt(place) if self.viewport().rect().contains(place) else QModelIndex()
        return self._model.watch_row(index).code if index.isValid() else ""

    @property
    def is_in_hand(self) -> bool:
        """Whether the user is pointing at a row now; a resting pointer does not count."""
        return self._pointing.is_on and time.monotonic() - self._moved_at < HELD_SECONDS

    def select(self, code: str) -> None:
        """Select a market, if it is shown."""
        if (position := self._model.position(code)) is not None:
            self.setCurrentIndex(self._model.index(position, 0))

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
        self.verticalHeader().setDefaultSectionSize(self._look.px(WATCH_ROW_HEIGHT))
        if first >= 0:  # the rows have another height: keep the first one where it is
            self.scrollTo(self._model.index(first, 0), QAbstractItemView.ScrollHint.PositionAtTop)
        self.viewport().update()

    def _on_clicked(self, index: Index) -> None:
        self.pointed.emit(self._model.watch_row(index).code)

    def _on_double_clicked(self, index: Index) -> None:
        self.opened.emit(self._model.watch_row(index).code)
