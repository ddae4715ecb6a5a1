from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QTableView

from core.market.watchlist import SortKey
from looks import LOOK
from widgets.watchlist.table.column_choice import ColumnChoice
from widgets.watchlist.table.columns import COLUMNS, PLACE_OF
from widgets.watchlist.table.header import WatchlistHeader
from widgets.watchlist.table.model import WatchlistModel


@pytest.fixture
def header(application, qtbot) -> WatchlistHeader:
    view = QTableView()
    qtbot.addWidget(view)
    made = WatchlistHeader(LOOK, view)
    view.setHorizontalHeader(made)
    view.setModel(WatchlistModel(view))
    made.view = view
    return made


def test_it_places_any_choice_and_tells_it_back_without_a_word_of_the_user(header, qtbot):
    @given(st.lists(st.sampled_from([column.key for column in COLUMNS])))
    def placed(order: list[SortKey]) -> None:
        choice = ColumnChoice().ordered(order)
        with qtbot.assertNotEmitted(header.reordered):
            header.place(choice)
        assert tuple(header.keys()) == choice.all_keys

    placed()


def test_a_dragged_title_is_told(header, qtbot):
    with qtbot.waitSignal(header.reordered):
        header.moveSection(3, 1)
    assert header.keys()[1] is COLUMNS[3].key
    header.setSectionHidden(PLACE_OF[SortKey.PRICE], True)
    assert SortKey.PRICE not in header.visible_keys()
