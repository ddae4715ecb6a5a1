from __future__ import annotations

import pytest

from core.market.watchlist import SortKey, Watchlist
from core.model.markets import Market
from desk_in_hand import MARKETS
from looks import LOOK
from widgets.watchlist.table.column_choice import ColumnChoice
from widgets.watchlist.table.columns import COLUMNS, PLACE_OF, TurnoverUnit
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


@pytest.mark.parametrize("quote", ["KRW", "BTC"])
def test_a_chosen_column_without_room_says_so_and_can_be_left(table, quote):
    model = table.model()
    model.fill(Watchlist([*MARKETS, Market("BTC-ETH", "이더리움")]))
    model.choose(quote, "")
    assert model.is_converted is (quote == "BTC")
    for width in range(150, 1500, 50):
        table.resize(width, 300)
        entries = column_entries(table, model)
        for column in COLUMNS:
            name = model.name_of(column.key)
            is_seen = not table.isColumnHidden(PLACE_OF[column.key])
            is_chosen = column.key in table.choice.keys and (column.key is not SortKey.WON or model.is_converted)
            said = [each for each in entries if each.title == f"{name} (자리 부족)"]
            assert bool(said) is (is_chosen and not is_seen)
            assert column.key is not SortKey.WON or model.is_converted or name not in {each.title for each in entries}
            assert all(each.is_checked for each in said)
    table.resize(150, 300)
    entry(column_entries(table, model), "고가 (자리 부족)").run()
    assert SortKey.HIGH not in table.choice.keys
    assert entry(column_entries(table, model), "고가").is_checked is False
