"""The rows of the watchlist under the pointer, and how they are painted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from core.market.watchlist import SortKey, Watchlist
from core.model.markets import Market, MarketList
from looks import DARK, LOOK
from widgets.guard.error_budget import SLOW_AFTER
from widgets.watchlist.table.cells import WATCH_ROW_HEIGHT, WatchlistCells
from widgets.watchlist.table.table import WatchlistTable
from work import work_for


@pytest.mark.parametrize("rest", range(1, WATCH_ROW_HEIGHT, 4))
@pytest.mark.parametrize("first", [0, 3, 195])
def test_half_a_row_is_neither_painted_nor_pressed_at_top_or_bottom(table, model, first, rest):
    model.fill(Watchlist(MarketList(Market(f"KRW-A{n:03}", f"가{n:03}", f"A{n:03}") for n in range(200))))
    model.choose("KRW", "")
    table.sort_by(SortKey.NAME, is_descending=False)
    bottom = 5 * WATCH_ROW_HEIGHT
    table.resize(620, 300)
    table.resize(620, 300 - table.viewport().height() + bottom + rest)
    QApplication.processEvents()
    bar = table.verticalScrollBar()
    assert bar.maximum() == 195
    bar.setValue(first)
    top = table.rowViewportPosition(first)
    assert top == (rest if first == 195 else 0), "the last rows end at the lower edge"
    view, free = table.viewport(), 0 if top else bottom
    image = view.grab(QRect(0, free, view.width(), rest)).toImage()
    assert {image.pixelColor(x, y).rgb() for x in range(view.width()) for y in range(rest)} == {DARK.panel.rgb()}
    for y, row in ((top, first), (top + bottom - 1, first + 4)):
        assert table.code_at(QPoint(50, y)) == f"KRW-A{row:03}"
    selected = table.current_code
    for y in (free, free + rest - 1):
        assert table.code_at(QPoint(50, y)) == ""
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(50, y))
    assert (table.current_code, bar.value()) == (selected, first)


def test_where_no_row_has_room_the_first_is_seen_in_part(table):
    table.resize(620, 300 - table.viewport().height() + WATCH_ROW_HEIGHT // 2)
    assert table.code_at(QPoint(50, 2))


def test_a_click_points_at_a_market_and_a_double_click_opens_it(table, model, qtbot):
    where = table.visualRect(model.index(model.position("KRW-ETH"), 1)).center()
    with qtbot.assertNotEmitted(table.pointed):
        QTest.mouseClick(table.viewport(), Qt.MouseButton.RightButton, pos=where)
    with qtbot.waitSignal(table.pointed) as pointed, qtbot.assertNotEmitted(table.opened):
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert pointed.args == ["KRW-ETH"]
    with qtbot.waitSignal(table.opened) as opened:
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert opened.args == ["KRW-ETH"]
    assert table.current_code == "KRW-ETH"


def test_rows_that_take_long_together_are_reported(model, qtbot):
    """A single row is fast; only all rows together are slow."""

    class Toiling(WatchlistCells):
        def paint(self, painter, model, rows, places, selected=None):
            for _ in rows:
                work_for(SLOW_AFTER / 2)

    class Sheet(QWidget):
        def __init__(self):
            super().__init__()
            self.slow = []

        def failed(self, error):
            raise error

        def was_slow(self, seconds):
            self.slow.append(seconds)

        def painting_took(self, seconds):
            pass

    sheet = Sheet()
    qtbot.addWidget(sheet)
    table = WatchlistTable(LOOK, model)
    QVBoxLayout(sheet).addWidget(table)
    table._cells = Toiling(LOOK)
    sheet.resize(620, 300)
    sheet.grab()
    assert sheet.slow
