"""Paints the table's whole rows, only those cells that changed; and fades the tint of a price that rose or fell."""

from __future__ import annotations

from weakref import ref

from PySide6.QtCore import QObject, QRect, Qt, QTimer
from PySide6.QtGui import QPainter, QRegion
from PySide6.QtWidgets import QTableView

from core.market.watchlist import SortKey
from widgets.look.look import Look
from widgets.paint.repaint import schedule_repaint, stretches
from widgets.watchlist.table.cells import WATCH_ROW_HEIGHT, Place, WatchlistCells
from widgets.watchlist.table.columns import COLUMNS, PLACE_OF
from widgets.watchlist.table.model import WatchlistModel
from widgets.watchlist.table.tints import STEP_MS


class RowRepaint(QObject):
    """The repaints of one table.

    Args:
        table: the table, which owns this; it is held weakly.
        model: what the table shows.
        look: the size of the font.
    """

    def __init__(self, table: QTableView, model: WatchlistModel, look: Look) -> None:
        super().__init__(table)
        self._table = ref(table)
        self._model = model
        self._look = look
        self.fading = QTimer(self)
        """Runs while a price has a tint."""
        self.fading.setSingleShot(True)
        self.fading.setInterval(STEP_MS)
        self.fading.timeout.connect(self.fade)
        table.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def whole_rows(self) -> QRect:
        """Where in the viewport whole rows lie: half a row would be half a name and half a price.

        At the end of the list Qt puts the last row, not the first one in sight, at the edge of the viewport.
        """
        if (table := self._table()) is None:
            return QRect()
        height, place = self._look.px(WATCH_ROW_HEIGHT), table.viewport().rect()
        if place.height() >= height:
            place.setTop(table.rowViewportPosition(0) % height)
            place.setHeight(place.height() // height * height)
        return place

    def paint(self, cells: WatchlistCells, region: QRegion) -> None:
        """Paint the cells that `region` touches, each once: a text painted twice would be bolder."""
        if (table := self._table()) is None:
            return
        painter = QPainter(table.viewport())
        height, first = self._look.px(WATCH_ROW_HEIGHT), table.rowViewportPosition(0)
        count = self._model.rowCount()
        spans: dict[int, tuple[int, int]] = {}
        for area in region:  # type: ignore[attr-defined] # PySide's stubs lack it
            painter.fillRect(area, self._look.theme.panel)
        for area in region & self.whole_rows:  # type: ignore[attr-defined] # as above
            left, right = area.left(), area.right()
            for row in range((area.top() - first) // height, min((area.bottom() - first) // height + 1, count)):
                before = spans.get(row, (left, right))
                spans[row] = min(left, before[0]), max(right, before[1])
        rows_of: dict[tuple[int, int], list[int]] = {}
        for row, span in spans.items():
            rows_of.setdefault(span, []).append(row)
        columns = self._places(table)
        # Not the current row: Qt gives one to a table that gets the keyboard.
        lit = table.selectionModel().selectedRows()
        selected = self._model.watch_row(lit[0]) if lit else None
        for (left, right), rows in rows_of.items():
            places = [each for each in columns if each.left <= right and left < each.left + each.width]
            tops = [(self._model.row_at(row), first + row * height) for row in rows]
            cells.paint(painter, self._model, tops, places, selected)
        painter.end()

    def _places(self, table: QTableView) -> list[Place]:
        """Return the visible columns, from the left."""
        header = table.horizontalHeader()
        return [
            Place(COLUMNS[at], header.sectionViewportPosition(at), header.sectionSize(at))
            for at in map(header.logicalIndex, range(header.count()))
            if not header.isSectionHidden(at)
        ]

    def repaint_changed(self) -> None:
        """Repaint the visible rows that the model has announced last."""
        if (table := self._table()) is None:
            return
        viewport = table.viewport()
        first, last = table.rowAt(0), table.rowAt(viewport.height() - 1)
        last = last if last >= 0 else self._model.rowCount() - 1
        if self._model.tints and not self.fading.isActive():
            self.fading.start()
        # The name is always the first column, and has no content at its right edge.
        whole = self._model.changed_names
        figures, width = table.columnWidth(PLACE_OF[SortKey.NAME]), viewport.width()
        height, top_of = self._look.px(WATCH_ROW_HEIGHT), table.rowViewportPosition
        shown = sorted({position for position in self._model.changed if first <= position <= last})
        parts = (0, [at for at in shown if at in whole]), (figures, [at for at in shown if at not in whole])
        areas = [
            QRect(left, top_of(place), width - left, count * height)
            for left, rows in parts
            for place, count in stretches(rows)
        ]
        schedule_repaint(viewport, *areas)

    def fade(self) -> None:
        """Repaint the visible prices whose tint is weaker now."""
        if (table := self._table()) is None:
            return
        viewport, column = table.viewport(), PLACE_OF[SortKey.PRICE]
        left, width, height = table.columnViewportPosition(column), table.columnWidth(column), viewport.height()
        row = self._look.px(WATCH_ROW_HEIGHT)
        places = (self._model.position(code) for code in self._model.tints.fade())
        tops = [table.rowViewportPosition(place) for place in places if place is not None]
        schedule_repaint(viewport, *(QRect(left, top, width, row) for top in tops if -row < top < height))
        if self._model.tints:
            self.fading.start()
