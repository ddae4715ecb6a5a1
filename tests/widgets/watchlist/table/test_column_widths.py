from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.watchlist import SortKey
from widgets.watchlist.table.column_widths import ARROW, LEAST_ROOM, LEAST_SORTED, NAME_WITH_PAIR, fitted_widths
from widgets.watchlist.table.columns import COLUMNS, column_of

SHORT = 80
"""Pixels for a name where room is short."""

OTHERS = [column.key for column in COLUMNS[1:]]
CHOSEN = (
    st.lists(st.sampled_from(OTHERS), unique=True)
    .map(lambda keys: keys if SortKey.PRICE in keys else [SortKey.PRICE, *keys])
    .map(lambda keys: [SortKey.NAME, *keys])
)
USUAL = (SortKey.NAME, SortKey.PRICE, SortKey.CHANGE, SortKey.TURNOVER, SortKey.HIGH, SortKey.LOW)


@given(st.integers(LEAST_ROOM, 2500), CHOSEN, st.data())
def test_columns_fill_the_room_in_their_order_and_none_is_too_narrow(room, keys, data):
    sorted_by = data.draw(st.sampled_from(keys))
    widths = fitted_widths(room, keys, sorted_by)
    assert {SortKey.NAME, SortKey.PRICE} <= widths.keys()
    assert list(widths) == [key for key in keys if key in widths]
    least = {key: column_of(key).least for key in widths} | {SortKey.NAME: SHORT if sorted_by in widths else 96}
    assert all(width >= least[key] for key, width in widths.items())
    assert sum(widths.values()) == room
    if sorted_by in widths:
        assert widths[sorted_by] >= LEAST_SORTED


@given(st.integers(LEAST_ROOM, 2500), CHOSEN, st.data())
def test_a_sorted_column_is_hidden_only_where_nothing_else_but_the_price_is_left_or_before_the_change(room, keys, data):
    sorted_by = data.draw(st.sampled_from(keys))
    widths = fitted_widths(room, keys, sorted_by)
    if sorted_by not in widths:
        left = widths.keys() - {SortKey.NAME, SortKey.PRICE}
        assert left <= ({SortKey.CHANGE, SortKey.WON} if sorted_by is SortKey.TURNOVER else set())


@pytest.mark.parametrize("sorted_by", USUAL)
def test_light_columns_go_before_a_name_is_cut_and_the_change_goes_after_the_turnover(sorted_by):
    for room in range(LEAST_ROOM, 900):
        widths = fitted_widths(room, USUAL, sorted_by)
        if {SortKey.HIGH, SortKey.LOW} - {sorted_by} & widths.keys():
            assert widths[SortKey.NAME] >= NAME_WITH_PAIR
        if SortKey.TURNOVER in widths and sorted_by is not SortKey.CHANGE:
            assert SortKey.CHANGE in widths


def test_on_the_first_desk_of_a_laptop_at_150_percent_price_and_change_are_shown():
    """Scaled, 1366 pixels give the list 258 of its own."""
    assert set(fitted_widths(258, USUAL, SortKey.TURNOVER)) == {SortKey.NAME, SortKey.PRICE, SortKey.CHANGE}


@pytest.mark.parametrize("sorted_by", [SortKey.CHANGE, SortKey.PRICE, SortKey.NAME])
def test_there_the_change_is_shown_also_when_it_is_sorted_by(sorted_by):
    assert SortKey.CHANGE in fitted_widths(258, USUAL, sorted_by)


@pytest.mark.parametrize(("room", "hidden"), [(391, set()), (334, {SortKey.TURNOVER})])
def test_a_value_in_won_stands_beside_prices_in_another_currency_on_the_first_desk(room, hidden):
    """A window of 1600 and of 1366 pixels."""
    keys = (SortKey.NAME, SortKey.PRICE, SortKey.WON, SortKey.CHANGE, SortKey.TURNOVER, SortKey.HIGH, SortKey.LOW)
    assert set(keys[:5]) - fitted_widths(room, keys, SortKey.TURNOVER).keys() == hidden


def test_a_price_has_room_for_its_arrow_where_there_is_no_change():
    keys = (SortKey.NAME, SortKey.PRICE)
    assert fitted_widths(LEAST_ROOM, keys, SortKey.NAME)[SortKey.PRICE] == column_of(SortKey.PRICE).least + ARROW
