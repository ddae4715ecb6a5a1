"""Repaints only those rows of the table that changed, and fades the tint of a price that rose or fell."""

from __future__ import annotations

from weakref import ref

from PySide6.QtCore import QObject, QRect, QTimer
from PySide6.QtWidgets import QTableView

from core.market.watchlist import SortKey
from widgets.look.look import Look
from widgets.paint.repaint import schedule_repaint
from widgets.watchlist.table.columns import PLACE_OF
from widgets.watchlist.table.delegate import WATCH_ROW_HEIGHT
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

    def repaint_changed(self) -> None:
        """Repaint the visible rows that the model has announced last."""
        if (table := self._table()) is None:
            return
        viewport = table.viewport()
        first, last = table.rowAt(0), table.rowAt(viewport.height() - 1)
        last = last if last >= 0 else self._model.rowCount() - 1
        shown = [position for position in self._model.changed if first <= position <= last]
        if self._model.tints and not self.fading.isActive():
            self.fading.start()
        width, height, top_of = viewport.width(), self._look.px(WATCH_ROW_HEIGHT), table.rowViewportPosition
        schedule_repaint(viewport, *(QRect(0, top_of(position), width, height) for position in shown))

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
