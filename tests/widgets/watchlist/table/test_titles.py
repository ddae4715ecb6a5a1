"""The titles of the columns."""

from __future__ import annotations

import pytest

from core.market.watchlist import SortKey
from widgets.watchlist.table.columns import ListContext
from widgets.watchlist.table.titles import Titles

CONTEXT = ListContext(frozenset({"KRW"}))


@pytest.fixture
def titles(application) -> Titles:
    return Titles()


@pytest.mark.parametrize(
    ("is_descending", "is_behind", "arrow"),
    [(True, False, "▼"), (False, False, "▲"), (True, True, "▽"), (False, True, "△")],
)
def test_the_sorted_column_has_an_arrow_hollow_while_the_order_waits(titles, is_descending, is_behind, arrow):
    titles.is_behind = is_behind
    plain = titles.with_unit(SortKey.PRICE, CONTEXT)
    assert titles.title(SortKey.PRICE, CONTEXT, (SortKey.PRICE, is_descending)) == f"{plain} {arrow}"
    assert titles.title(SortKey.HIGH, CONTEXT, (SortKey.PRICE, is_descending)) == titles.name_of(SortKey.HIGH)


def test_the_names_tell_the_order_of_a_hidden_column(titles):
    titles.is_order_over_names = True
    assert titles.title(SortKey.NAME, CONTEXT, (SortKey.CHANGE, True)) == f"{titles.name_of(SortKey.CHANGE)}순 ▼"
    assert titles.title(SortKey.NAME, CONTEXT, (SortKey.OWN, False)) == titles.name_of(SortKey.NAME)


def test_the_names_say_that_the_order_waits(titles):
    titles.is_behind = True
    assert titles.title(SortKey.NAME, CONTEXT, (SortKey.CHANGE, True)) == "순서 멈춤"
    assert titles.title(SortKey.NAME, CONTEXT, (SortKey.NAME, False)) == "순서 멈춤 △"


def test_the_tip_says_why_the_order_waits_over_the_names_and_the_sorted_column_only(titles):
    waits = "마우스로 보고 있는 동안 순서를 바꾸지 않습니다"
    assert all(waits not in titles.tip(key, CONTEXT, SortKey.PRICE) for key in (SortKey.NAME, SortKey.PRICE))
    titles.is_behind = True
    told = {
        key for key in (SortKey.NAME, SortKey.PRICE, SortKey.HIGH) if waits in titles.tip(key, CONTEXT, SortKey.PRICE)
    }
    assert told == {SortKey.NAME, SortKey.PRICE}
