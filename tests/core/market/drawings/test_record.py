from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.drawings.drawing import ANCHORS, LONGEST_TEXT, USUAL_STYLES, Dash, Kind, Style
from core.market.drawings.record import MOST, read, to_record
from drawings_in_hand import drawings, sample


@given(st.lists(drawings(), max_size=5), st.booleans())
def test_what_is_kept_comes_back(some, is_hidden):
    some = [replace(each, id=number, is_hidden=is_hidden) for number, each in enumerate(some, 1)]
    kept = json.loads(json.dumps([to_record(each) for each in some]))
    assert read(kept) == (tuple(some), 0)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(list(Kind)),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["kind", "anchors", "color", "width", "dash", "text", "locked", "hidden"]),
            inner,
            max_size=8,
        )
    ),
    max_leaves=30,
)


@given(values)
def test_values_of_any_kind_never_raise(value):
    done = read(value)
    assert all(len(each.anchors) == ANCHORS[each.kind] for each in done.drawings)
    if isinstance(value, list):
        assert len(done.drawings) + done.dropped == len(value)


GOOD = to_record(sample(Kind.TREND))


@pytest.mark.parametrize(
    "broken",
    [
        {"kind": "circle"},
        {"kind": None},
        {"kind": ["trend"]},
        {"anchors": None},
        {"anchors": GOOD["anchors"][:1]},
        {"anchors": [*GOOD["anchors"], GOOD["anchors"][0]]},
        {"anchors": [GOOD["anchors"][0], [1, 2, 3]]},
        {"anchors": [GOOD["anchors"][0], [True, 5.0]]},
        {"anchors": [GOOD["anchors"][0], ["1", 5.0]]},
        {"anchors": [GOOD["anchors"][0], [1, math.nan]]},
        {"anchors": [GOOD["anchors"][0], [math.inf, 5.0]]},
        {"anchors": [GOOD["anchors"][0], [10**400, 5.0]]},
        {"anchors": [GOOD["anchors"][0], [1, 0]]},
        {"kind": "text", "anchors": GOOD["anchors"][:1], "text": " \n"},
    ],
)
def test_a_drawing_without_a_kind_or_a_place_is_dropped_and_its_neighbours_stay(broken):
    done = read([GOOD, {**GOOD, **broken}, "x", GOOD])
    assert [each.kind for each in done.drawings] == [Kind.TREND, Kind.TREND]
    assert [each.id for each in done.drawings] == [1, 2]
    assert done.dropped == 2


@pytest.mark.parametrize("name", ["color", "width", "dash"])
@pytest.mark.parametrize("value", [None, 7, "thick", [], {}, True, "solid "])
def test_a_style_that_makes_no_sense_is_the_usual_one(name, value):
    (done,) = read([{**GOOD, name: value}]).drawings
    assert getattr(done.style, name) == getattr(USUAL_STYLES[Kind.TREND], name)
    other = {"color", "width", "dash"} - {name}
    assert all(getattr(done.style, each) == GOOD[each] for each in other)


def test_a_style_of_ones_own_is_kept():
    (done,) = read([{**GOOD, "color": "#00ff00", "width": 4, "dash": "dotted"}]).drawings
    assert done.style == Style("#00ff00", 4, Dash.DOTTED)


def test_a_text_is_one_line_of_bounded_length():
    record = {**to_record(sample(Kind.TEXT)), "text": "가\n나\u202e" + "x" * 1000}
    (done,) = read([record]).drawings
    assert done.text.startswith("가 나x")
    assert len(done.text) == LONGEST_TEXT


def test_there_is_a_limit():
    done = read([GOOD] * (MOST + 3))
    assert (len(done.drawings), done.dropped) == (MOST, 3)


@pytest.mark.parametrize(("records", "dropped"), [(None, 0), ({}, 1), ("trend", 1), (5, 1), ([], 0)])
def test_what_is_no_list_has_no_drawings(records, dropped):
    assert read(records) == ((), dropped)
