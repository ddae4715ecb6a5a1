"""Which markets a selection shows, and in which order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.market.watchlist import ListFilter, SortKey, Watchlist
from core.model.messages import Ticker
from desk_in_hand import MARKETS
from widgets.watchlist.table.selection import Selection

TURNOVERS = {"KRW-BTC": 9.0, "KRW-ETH": 1000.0, "KRW-XRP": 80.0, "BTC-ETH": 5000.0}


@pytest.fixture
def watchlist() -> Watchlist:
    made = Watchlist(MARKETS)
    for code, turnover in TURNOVERS.items():
        made.row(code).apply(Ticker(code=code, trade_price=1.0, signed_change_rate=0.1, acc_trade_price_24h=turnover))
    return made


def shown(selection: Selection, watchlist: Watchlist) -> list[str]:
    return [row.code for row in selection.ordered(selection.rows(watchlist), watchlist)]


def test_a_quote_currency_shows_its_markets_the_largest_turnover_first(watchlist):
    assert shown(Selection("KRW"), watchlist) == ["KRW-ETH", "KRW-XRP", "KRW-BTC", "KRW-SHIB"]


def test_without_a_quote_currency_all_are_shown_each_currency_apart(watchlist):
    codes = shown(Selection(), watchlist)
    assert sorted(codes) == sorted(market.code for market in MARKETS)
    quotes = [code.split("-")[0] for code in codes]
    assert list(dict.fromkeys(quotes)) == list(watchlist.quotes)
    assert quotes == sorted(quotes, key=watchlist.quotes.index)


def test_the_chosen_currency_comes_before_the_others_that_a_search_finds(watchlist):
    assert shown(Selection("BTC", "eth"), watchlist)[:2] == ["BTC-ETH", "KRW-ETH"]
    assert shown(Selection("KRW", "eth"), watchlist)[:2] == ["KRW-ETH", "BTC-ETH"]


def test_a_search_of_nothing_but_spaces_is_none(watchlist):
    assert shown(Selection("KRW", "  "), watchlist) == shown(Selection("KRW"), watchlist)


def test_a_filter_leaves_others_out_and_a_search_passes_by_it(watchlist):
    rising = Selection("KRW", kind=ListFilter.RISING)
    assert "KRW-SHIB" not in shown(rising, watchlist)
    assert shown(replace(rising, typed="shib"), watchlist) == ["KRW-SHIB"]
    assert shown(replace(rising, kind=ListFilter.FALLING), watchlist) == []


def test_the_users_own_list_keeps_its_order_until_something_is_searched(watchlist):
    own = Selection(only=("KRW-XRP", "NO-SUCH", "KRW-ETH"), key=SortKey.OWN)
    assert own.is_own_order
    assert shown(own, watchlist) == ["KRW-XRP", "KRW-ETH"]
    searched = replace(own, quote="KRW", typed="krw")
    assert not searched.is_own_order
    assert shown(searched, watchlist) == shown(Selection("KRW", "krw"), watchlist)


def test_the_users_own_list_can_be_sorted_too(watchlist):
    own = Selection(only=("KRW-XRP", "KRW-ETH"), key=SortKey.TURNOVER)
    assert not own.is_own_order
    assert shown(own, watchlist) == ["KRW-ETH", "KRW-XRP"]
    assert shown(replace(own, is_descending=False), watchlist) == ["KRW-XRP", "KRW-ETH"]


def test_only_a_list_of_the_user_has_an_order_of_the_user():
    assert not Selection("KRW", key=SortKey.OWN).is_own_order
