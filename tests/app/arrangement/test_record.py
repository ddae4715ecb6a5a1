"""Arrangements in files: what was written is read, and anything else costs no more than itself."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.arrangement.arrangement import DEEPEST, Arrangement, Place, Split, Tabs, names_of
from app.arrangement.record import arrangement_of, record_of
from arrangements import random_arrangement

PAIR = Split(True, (Tabs(("a",), "a"), Tabs(("b",), "b")), (300, 700))


@given(st.integers(0, 10**6))
def test_what_was_written_is_read(seed):
    arrangement = random_arrangement(seed)
    assert arrangement_of(json.loads(json.dumps(record_of(arrangement))), arrangement.names()) == arrangement


def test_it_can_be_read_by_eye():
    assert record_of(Arrangement(PAIR, {"a": Place(1, 2, 3, 4)})) == {
        "docked": {"columns": [{"tabs": ["a"], "front": "a"}, {"tabs": ["b"], "front": "b"}], "sizes": [300, 700]},
        "floating": {"a": [1, 2, 3, 4]},
    }


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["a", "b", "x"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["docked", "floating", "columns", "rows", "tabs", "front", "sizes"]), inner)
    ),
    max_leaves=16,
)


@given(JUNK)
def test_no_record_makes_reading_fail(record):
    found = arrangement_of(record, {"a", "b"})
    assert found is None or found.names() == {"a", "b"}
    if found is not None:
        names = list(names_of(found.docked))
        assert len(names) == len(set(names))


def test_a_panel_without_a_place_makes_it_useless():
    record = record_of(Arrangement(PAIR))
    assert arrangement_of(record, {"a", "b"}) == Arrangement(PAIR)
    assert arrangement_of(record, {"a"}) == Arrangement(Tabs(("a",), "a"))
    assert arrangement_of(record, {"a", "b", "c"}) is None


@pytest.mark.parametrize("sizes", [None, [1], [0, -4], ["x", True], [10**9, 5.5]])
def test_wrong_sizes_are_equal_ones(sizes):
    record = record_of(Arrangement(PAIR))
    record["docked"]["sizes"] = sizes
    found = arrangement_of(record, {"a", "b"})
    assert found.docked.parts == PAIR.parts
    assert found.docked.sizes == (1, 1)


@pytest.mark.parametrize("place", [None, [1, 2, 3], [1, 2, 0, 4], [1, 2, 3, 10**9], [1, 2, 3, True], "1234"])
def test_a_wrong_place_does_not_float(place):
    record = {**record_of(Arrangement(PAIR)), "floating": {"a": place}}
    assert arrangement_of(record, {"a", "b"}) == Arrangement(PAIR)


def test_nesting_has_an_end():
    record = record_of(Arrangement(PAIR))["docked"]
    for _ in range(DEEPEST + 2):
        record = {"rows": [record], "sizes": [1]}
    assert arrangement_of({"docked": record}, {"a", "b"}) is None
