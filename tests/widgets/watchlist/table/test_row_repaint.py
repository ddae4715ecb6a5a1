"""Only what changed is repainted."""

from __future__ import annotations

from weakref import ref

from PySide6.QtWidgets import QApplication

from core.model.messages import Ticker
from looks import LOOK
from widgets.watchlist.table.delegate import WatchlistDelegate
from widgets.watchlist.table.table import WatchlistTable


def test_only_rows_that_changed_are_repainted(table, model, qtbot):
    painted = []

    class Watched(WatchlistDelegate):
        def paint(self, painter, option, index):
            painted.append(model.watch_row(index).code)
            super().paint(painter, option, index)

    delegate = Watched(LOOK)
    table.setItemDelegate(delegate)
    qtbot.waitUntil(lambda: len(painted) > 0)
    QApplication.processEvents()
    painted.clear()
    order = [model.watch_row(model.index(row, 0)).code for row in range(model.rowCount())]
    model.apply([Ticker(code=order[0], trade_price=5.0), Ticker(code=order[2], trade_price=6.0)])
    qtbot.waitUntil(lambda: len(painted) > 0)
    assert set(painted) == {order[0], order[2]}


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
