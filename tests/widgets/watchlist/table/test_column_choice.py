from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.watchlist import SortKey
from widgets.watchlist.table.column_choice import ColumnChoice, choice_of
from widgets.watchlist.table.columns import COLUMNS, TurnoverUnit

KEYS = [column.key for column in COLUMNS]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from([*KEYS, "own"]),
    lambda inner: st.lists(inner, max_size=15) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=20,
)
STEPS = st.lists(
    st.tuples(st.sampled_from(["toggle", "left", "right", "order"]), st.sampled_from(KEYS), st.permutations(KEYS))
)


def whole(choice: ColumnChoice) -> bool:
    """Whether a choice is one that the table can show."""
    is_first = choice.keys[0] is SortKey.NAME and SortKey.PRICE in choice.keys
    return is_first and len(set(choice.keys)) == len(choice.keys) and sorted(choice.all_keys) == sorted(KEYS)


@given(JSON, JSON)
def test_whatever_was_kept_gives_a_choice_that_can_be_shown(columns, unit):
    choice = choice_of({"columns": columns, "turnover_unit": unit})
    assert whole(choice)
    assert choice_of(json.loads(json.dumps(choice.state()))) == choice


@given(STEPS)
def test_however_it_is_changed_the_name_is_first_the_price_is_there_and_nothing_is_doubled(steps):
    choice = ColumnChoice()
    for what, key, order in steps:
        before = choice
        match what:
            case "toggle":
                choice = choice.toggled(key)
                is_fixed = key in {SortKey.NAME, SortKey.PRICE}
                assert set(before.keys) ^ set(choice.keys) == (set() if is_fixed else {key})
            case "order":
                choice = choice.ordered(order)
                assert set(choice.keys) == set(before.keys)
            case _:
                choice = choice.moved(key, 1 if what == "right" else -1)
                assert set(choice.keys) == set(before.keys)
        assert whole(choice)
        assert choice_of(choice.state()) == choice


@pytest.mark.parametrize(
    ("kept", "keys"),
    [
        (["volume", "name", "nonsense", 7, None, ["price"], "volume", "price"], "name volume price"),
        (["change"], "name price change"),
    ],
)
def test_each_part_of_a_kept_choice_is_salvaged(kept, keys):
    choice = choice_of({"columns": kept, "turnover_unit": "pounds"})
    assert " ".join(choice.keys) == keys
    assert choice.unit is TurnoverUnit.HUNDRED_MILLION
    assert choice_of({"columns": 5, "turnover_unit": "million"}) == ColumnChoice(unit=TurnoverUnit.MILLION)


def test_a_column_comes_back_at_its_usual_place():
    choice = ColumnChoice().toggled(SortKey.CHANGE).toggled(SortKey.CHANGE)
    assert choice == ColumnChoice()


def test_a_column_moves_up_to_the_name_and_to_the_end():
    choice = ColumnChoice()
    assert choice.moved(SortKey.PRICE, -1) == choice
    assert choice.moved(choice.keys[-1], 1) == choice
    assert choice.moved(SortKey.NAME, 1) == choice
    assert choice.moved(SortKey.CHANGE, -1).keys.index(SortKey.CHANGE) == choice.keys.index(SortKey.CHANGE) - 1
