"""Which columns are visible, and how wide they are."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QHeaderView

from core.market.watchlist import SortKey
from widgets.watchlist.table.columns import COLUMNS, PLACE_OF, column_of
from widgets.watchlist.table.table import WatchlistTable


def shown(table: WatchlistTable) -> list[SortKey]:
    return [column.key for position, column in enumerate(COLUMNS) if not table.isColumnHidden(position)]


def test_columns_are_fixed_and_fill_the_table(table):
    assert table.horizontalHeader().sectionResizeMode(1) is QHeaderView.ResizeMode.Fixed
    assert sum(table.columnWidth(position) for position in range(len(COLUMNS))) == table.viewport().width()


@pytest.mark.parametrize(
    ("width", "last"),
    [
        (900, SortKey.LOW),
        (620, SortKey.LOW),
        (550, SortKey.TURNOVER),
        (430, SortKey.TURNOVER),
        (320, SortKey.CHANGE),
        (275, SortKey.CHANGE),
        (200, SortKey.PRICE),
    ],
)
def test_columns_without_room_go_high_and_low_together(table, width, last):
    table.resize(width, 300)
    assert shown(table)[-1] is last
    assert shown(table)[:2] == [SortKey.NAME, SortKey.PRICE]
    assert table.columnWidth(0) >= 80


def test_at_the_default_desk_of_a_laptop_all_but_high_and_low_are_shown(table):
    """1366 pixels give the watchlist 343."""
    table.setStyleSheet("QTableView { border: none; } QScrollBar:vertical { width: 9px; }")
    table.resize(343, 300)
    assert shown(table) == [SortKey.NAME, SortKey.PRICE, SortKey.CHANGE, SortKey.TURNOVER]
    assert table.columnWidth(0) >= 96, "and a name of four syllables with its mark stays whole"


@pytest.mark.parametrize("width", range(221, 900, 7))
def test_columns_fill_the_table_and_none_is_narrower_than_it_may_be(table, width):
    table.resize(width, 300)
    widths = [table.columnWidth(n) for n in range(len(COLUMNS)) if not table.isColumnHidden(n)]
    least = [column.least for n, column in enumerate(COLUMNS) if not table.isColumnHidden(n)]
    least[:2] = (80, least[1]) if len(widths) > 3 else (65, 89)  # both give way to the change
    assert all(width >= least for width, least in zip(widths, least, strict=True))
    assert sum(widths) == max(table.viewport().width(), sum(least))


def test_a_name_gives_up_its_spare_room_first_then_the_others_theirs(table):
    table.resize(454, 300)
    keys = (SortKey.PRICE, SortKey.CHANGE, SortKey.TURNOVER)
    assert [table.columnWidth(PLACE_OF[key]) for key in keys] == [column_of(key).width for key in keys]
    table.resize(424, 300)
    assert table.columnWidth(0) >= 134
    assert table.columnWidth(PLACE_OF[SortKey.TURNOVER]) < column_of(SortKey.TURNOVER).width


def test_titles_are_dragged_into_another_order_but_the_name_stays_first(table, qtbot):
    table.resize(900, 300)
    header = table.horizontalHeader()
    with qtbot.waitSignal(table.columns_chosen):
        header.moveSection(header.visualIndex(PLACE_OF[SortKey.TURNOVER]), 1)
    assert table.choice.keys[:3] == (SortKey.NAME, SortKey.TURNOVER, SortKey.PRICE)
    assert not header.isFirstSectionMovable()
    header.moveSection(1, 0)
    assert header.logicalIndex(0) == 0, "the name has gone back"
