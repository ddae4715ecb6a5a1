from __future__ import annotations

import pytest

from core.market.watchlist import SortKey, Watchlist
from desk_in_hand import MARKETS
from looks import LOOK
from widgets.watchlist.table.column_choice import ColumnChoice
from widgets.watchlist.table.columns import TurnoverUnit
from widgets.watchlist.table.menu import column_entries, list_entries, sort_entries
from widgets.watchlist.table.model import WatchlistModel
from widgets.watchlist.table.table import WatchlistTable


@pytest.fixture
def table(application, qtbot) -> WatchlistTable:
    model = WatchlistModel()
    model.fill(Watchlist(MARKETS))
    model.choose("KRW", "")
    made = WatchlistTable(LOOK, model)
    qtbot.addWidget(made)
    made.resize(1500, 300)
    made.show()
    return made


def entry(entries, title):
    return next(each for each in entries if each.title == title)


def test_every_column_can_be_chosen_and_left_but_name_and_price(table):
    model = table.model()
    titles = [each.title for each in column_entries(table, model)]
    assert "종목" not in titles
    assert "현재가" not in titles
    for title in titles[:-2]:
        was = entry(column_entries(table, model), title).is_checked
        for expected in (not was, was):
            entry(column_entries(table, model), title).run()
            assert entry(column_entries(table, model), title).is_checked is expected
    entry(column_entries(table, model), "거래량").run()
    entry(column_entries(table, model), "기본 열로").run()
    assert table.choice == ColumnChoice()


def test_the_unit_of_the_turnover_is_chosen(table):
    model = table.model()
    units = entry(column_entries(table, model), "거래대금 단위").entries
    assert [each.is_checked for each in units] == [True, False]
    entry(units, "백만 원").run()
    assert table.choice.unit is TurnoverUnit.MILLION
    assert model.title_with_unit(SortKey.TURNOVER) == "대금(백만)"


def test_every_chosen_column_sorts_and_the_order_turns(table):
    model = table.model()
    for each in sort_entries(table, model)[:-1]:
        each.run()
        assert entry(sort_entries(table, model), each.title).is_checked
    _, before = model.sorting
    entry(sort_entries(table, model), "반대 순서로").run()
    assert model.sorting[1] is not before


def test_the_users_own_order_is_offered_where_there_is_one(table):
    model = table.model()
    assert "내 순서" not in [each.title for each in sort_entries(table, model)]
    table.allow_own_order(is_allowed=True)
    entry(sort_entries(table, model), "내 순서").run()
    assert model.sorting[0] is SortKey.OWN
    assert [each.title for each in list_entries(table, model)] == ["정렬", "열"]
