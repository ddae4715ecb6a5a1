"""Only what changed is repainted."""

from __future__ import annotations

from weakref import ref

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QApplication

from core.market.watchlist import SortKey
from core.model.messages import Ticker
from looks import LOOK
from widgets.watchlist.table.cells import WatchlistCells
from widgets.watchlist.table.table import WatchlistTable


class Watched(WatchlistCells):
    """Notes what it paints."""

    def __init__(self, look):
        super().__init__(look)
        self.painted = []
        self.selected = None

    def paint(self, painter, model, rows, places, selected=None):
        self.painted += [(row.code, place.column.key) for row, _ in rows for place in places]
        self.selected = selected
        super().paint(painter, model, rows, places, selected)


def test_only_rows_that_changed_are_repainted(table, model):
    table._cells = watched = Watched(LOOK)
    table.viewport().repaint()
    order = [model.row_at(row).code for row in range(model.rowCount())]
    assert {code for code, _ in watched.painted} == set(order)
    watched.painted.clear()
    model.apply([Ticker(code=order[0], trade_price=5.0), Ticker(code=order[2], trade_price=6.0)])
    QApplication.processEvents()
    assert {code for code, _ in watched.painted} == {order[0], order[2]}


def test_a_name_is_repainted_only_with_its_marks(table, model):
    table._cells = watched = Watched(LOOK)
    QApplication.processEvents()
    watched.painted.clear()
    model.apply([Ticker(code="KRW-BTC", trade_price=5.0), Ticker(code="KRW-ETH", market_state="DELISTED")])
    QApplication.processEvents()
    assert {code for code, key in watched.painted if key is SortKey.NAME} == {"KRW-ETH"}
    assert {code for code, key in watched.painted if key is SortKey.PRICE} == {"KRW-BTC", "KRW-ETH"}
    assert len(watched.painted) == len(set(watched.painted)), "a text painted twice is bolder"


def test_the_current_row_is_lit_only_if_it_is_selected(table, model):
    """A table that gets the keyboard has a current row, which nobody chose."""
    table._cells = watched = Watched(LOOK)
    table.setFocus()
    table.selectionModel().setCurrentIndex(model.index(1, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
    table.viewport().repaint()
    assert watched.selected is None
    table.select("KRW-ETH")
    table.viewport().repaint()
    assert watched.selected.code == "KRW-ETH"


def test_a_price_that_changed_fades_by_repaints_of_its_cell_until_its_tint_is_gone(table, model, qtbot):
    model.apply([Ticker(code="KRW-BTC", trade_price=100.0)])
    model.apply([Ticker(code="KRW-BTC", trade_price=101.0)])
    assert table._repaint.fading.isActive()
    qtbot.waitUntil(lambda: not model.tints, timeout=3000)
    assert not table._repaint.fading.isActive()


def test_repaints_do_not_keep_a_table_alive(application, model):
    table = WatchlistTable(LOOK, model)
    known = ref(table)
    del table
    assert known() is None
