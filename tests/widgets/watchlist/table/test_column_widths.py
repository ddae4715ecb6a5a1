from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.watchlist import SortKey
from widgets.watchlist.table.column_widths import ARROW, LEAST_ROOM, NAME_WITH_PAIR, fitted_widths, importance
from widgets.watchlist.table.columns import COLUMNS, column_of

SHORT = {SortKey.NAME: 65, SortKey.PRICE: 89}
"""Pixels for a name and a price where room is short."""

OTHERS = [column.key for column in COLUMNS[1:]]
CHOSEN = (
    st.lists(st.sampled_from(OTHERS), unique=True)
    .map(lambda keys: keys if SortKey.PRICE in keys else [SortKey.PRICE, *keys])
    .map(lambda keys: [SortKey.NAME, *keys])
)
USUAL = (SortKey.NAME, SortKey.PRICE, SortKey.CHANGE, SortKey.TURNOVER, SortKey.HIGH, SortKey.LOW)


@given(st.integers(LEAST_ROOM, 2500), CHOSEN)
def test_columns_fill_the_room_in_their_order_and_none_is_too_narrow(room, keys):
    widths = fitted_widths(room, keys)
    assert {SortKey.NAME, SortKey.PRICE} <= widths.keys()
    assert list(widths) == [key for key in keys if key in widths]
    least = {key: column_of(key).least for key in widths} | SHORT
    assert all(width >= least[key] for key, width in widths.items())
    assert sum(widths.values()) == room


@pytest.mark.parametrize("first", [SortKey.CHANGE, SortKey.DAY])
def test_what_is_shown_at_a_width_is_shown_at_every_greater_one_and_the_least_important_goes_first(first):
    for keys in (USUAL, (SortKey.NAME, first, *(key for key in OTHERS if key is not first))):
        coming, before = importance(keys), set()
        assert coming[: min(len(keys), 3)] == [SortKey.NAME, SortKey.PRICE, SortKey.CHANGE]
        for room in range(LEAST_ROOM, 1600):
            now = set(fitted_widths(room, keys))
            assert before <= now
            missing = next((place for place, key in enumerate(coming) if key not in now), len(coming))
            assert now - set(coming[:missing]) <= {SortKey.HIGH, SortKey.LOW}, "these two go together"
            before = now
        assert before == set(keys)


def test_light_columns_go_before_a_name_is_cut():
    for room in range(LEAST_ROOM, 900):
        widths = fitted_widths(room, USUAL)
        if {SortKey.HIGH, SortKey.LOW} & widths.keys():
            assert widths[SortKey.NAME] >= NAME_WITH_PAIR
        assert (SortKey.HIGH in widths) is (SortKey.LOW in widths)


@pytest.mark.parametrize("room", [217, 258])
def test_on_the_first_desk_of_a_laptop_at_150_percent_price_and_change_are_shown(room):
    """Scaled, 1366 pixels give the list 258 of its own, or 217 in the narrower of two first desks."""
    assert set(fitted_widths(room, USUAL)) == {SortKey.NAME, SortKey.PRICE, SortKey.CHANGE}


@pytest.mark.parametrize(("room", "hidden"), [(391, set()), (334, {SortKey.TURNOVER})])
def test_a_value_in_won_stands_beside_prices_in_another_currency_on_the_first_desk(room, hidden):
    """A window of 1600 and of 1366 pixels."""
    keys = (SortKey.NAME, SortKey.PRICE, SortKey.WON, SortKey.CHANGE, SortKey.TURNOVER, SortKey.HIGH, SortKey.LOW)
    assert set(keys[:5]) - fitted_widths(room, keys).keys() == hidden


def test_a_price_has_room_for_its_arrow_where_there_is_no_change():
    keys = (SortKey.NAME, SortKey.PRICE)
    assert fitted_widths(LEAST_ROOM, keys)[SortKey.PRICE] == column_of(SortKey.PRICE).least + ARROW
