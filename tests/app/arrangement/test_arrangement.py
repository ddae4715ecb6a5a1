"""Arrangements as plain data: a panel is put back where it was, whatever has been moved since."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.arrangement.arrangement import Arrangement, Place, Split, Tabs, names_of, split_of, tabs_of
from arrangements import random_arrangement

A, B, C, D = (Tabs((name,), name) for name in "abcd")


def columns(*parts):
    return Split(True, tuple(part for part, _ in parts), tuple(size for _, size in parts))


def rows(*parts):
    return Split(False, tuple(part for part, _ in parts), tuple(size for _, size in parts))


@given(st.integers(0, 10**6))
def test_a_panel_is_put_back_exactly_if_nothing_else_was_moved(seed):
    before = random_arrangement(seed)
    for name in sorted(before.names()):
        now = before.only(before.names() - {name})
        back = now.with_panel_of(before, name)
        assert back.has_shape_of(before) or _differs_only_in_front(back, before)
        assert back.floating == before.floating


def _differs_only_in_front(one, other):
    """Of tabs whose front was another panel: that one stays in front."""
    return [each.names for each in tabs_of(one.docked)] == [each.names for each in tabs_of(other.docked)]


@given(st.integers(0, 10**6))
def test_panels_closed_together_are_put_back_together(seed):
    before = random_arrangement(seed)
    names = sorted(before.names())
    closed = random.Random(seed).sample(names, len(names) // 2)
    now = before.only(set(names) - set(closed))
    for name in closed:
        now = now.with_panel_of(before, name)
    assert now.names() == before.names()
    assert len(list(names_of(now.docked))) == len(names), "each once"


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_whatever_was_moved_since_it_is_put_somewhere_and_moves_no_other(seed, other_seed):
    before, now = random_arrangement(seed), random_arrangement(other_seed)
    name = min(before.names())
    left = now.only(now.names() - {name})
    back = left.with_panel_of(before, name)
    if before.names() & left.names():
        assert name in set(names_of(back.docked))
        alone = back.only(back.names() - {name})
        assert [each.names for each in tabs_of(alone.docked)] == [each.names for each in tabs_of(left.docked)]


@pytest.mark.parametrize(
    ("before", "now", "name", "expected"),
    [
        (columns((A, 300), (B, 700)), B, "a", columns((A, 300), (B, 700))),
        (columns((A, 300), (B, 700)), A, "b", columns((A, 300), (B, 700))),
        (columns((A, 100), (B, 200), (C, 300)), columns((A, 250), (C, 350)), "b",
         columns((A, 100), (B, 200), (C, 300))),
        (columns((A, 300), (rows((B, 4), (C, 6)), 700)), columns((A, 300), (C, 700)), "b",
         columns((A, 300), (rows((B, 4), (C, 6)), 700))),
        (columns((A, 300), (rows((B, 4), (C, 6)), 700)), rows((B, 4), (C, 6)), "a",
         columns((A, 300), (rows((B, 4), (C, 6)), 700))),
        (columns((A, 100), (B, 100)), columns((B, 100), (D, 300)), "a", columns((A, 400), (B, 100), (D, 300))),
        (rows((A, 100), (B, 300)), columns((B, 500), (D, 500)), "a",
         columns((rows((A, 100), (B, 300)), 500), (D, 500))),
        (A, None, "a", A),
        (A, B, "z", B),
    ],
)  # fmt: skip
def test_where_a_panel_comes_back(before, now, name, expected):
    assert Arrangement(now).with_panel_of(Arrangement(before), name).docked == expected


def test_a_tab_comes_back_at_its_place_and_in_front_if_it_was():
    before = Arrangement(Tabs(("a", "b", "c"), "b"))
    assert before.only({"a", "c"}).with_panel_of(before, "b").docked == Tabs(("a", "b", "c"), "b")
    assert before.only({"b", "c"}).with_panel_of(before, "a").docked == Tabs(("a", "b", "c"), "b")


def test_a_floating_panel_comes_back_floating_where_it_was():
    before = Arrangement(columns((A, 300), (B, 700)), {"a": Place(10, 20, 300, 200)})
    assert before.only({"b"}).with_panel_of(before, "a") == before


def test_columns_among_columns_are_one_row_of_them_and_keep_their_shares():
    inner = columns((B, 1), (C, 3))
    assert split_of(True, [(A, 600), (inner, 400)]) == columns((A, 600), (B, 100), (C, 300))
    assert split_of(True, [(None, 600), (inner, 400)]) == columns((B, 100), (C, 300))
    assert split_of(False, [(None, 600), (inner, 400)]) == inner
    assert split_of(True, []) is None


def test_a_panel_can_get_another_name():
    before = Arrangement(columns((A, 300), (B, 700)), {"a": Place(10, 20, 300, 200)})
    assert before.renamed("a", "d") == Arrangement(columns((D, 300), (B, 700)), {"d": Place(10, 20, 300, 200)})
    assert before.renamed("a", "a") is before


def test_panels_of_known_sizes_get_these_and_the_others_share_the_rest():
    column = rows((A, 166), (B, 1), (C, 300), (D, 246))
    known = Arrangement(columns((Tabs(("e",), "e"), 300), (column, 700))).with_sizes({"a": (0, 71), "b": (0, 417)})
    assert known.docked == columns((Tabs(("e",), "e"), 300), (rows((A, 71), (B, 417), (C, 123), (D, 101)), 700))
    assert Arrangement(rows((A, 700), (B, 1))).with_sizes({"a": (0, 71), "b": (0, 630)}).docked.sizes == (71, 630)
