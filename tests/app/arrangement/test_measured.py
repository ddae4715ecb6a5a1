"""Sizes in pixels: those of parts side by side add up; only the same columns, rows and tabs take them over."""

from hypothesis import given
from hypothesis import strategies as st

from app.arrangement.arrangement import Arrangement, Split, Tabs, tabs_of
from app.arrangement.measured import Ruler, with_sizes_of
from arrangements import random_arrangement

GAP = 4
SIZES = {name: (100 + number, 50 + 3 * number) for number, name in enumerate("abcd")}
A, B, C, D = (Tabs((name,), name) for name in "abcd")


def test_a_part_is_as_wide_as_its_columns_and_the_gaps_between_and_as_high_as_its_highest():
    node = Split(True, (A, Split(False, (B, Split(True, (C, D), (1, 1))), (1, 1))), (1, 1))
    assert Ruler(SIZES, GAP).extent(node) == (100 + GAP + 102 + GAP + 103, 53 + GAP + 59)
    assert Ruler(SIZES, GAP).measured(Arrangement(node)).docked == Split(
        True, (A, Split(False, (B, Split(True, (C, D), (102, 103))), (53, 59))), (100, 209)
    )
    assert Ruler(SIZES, GAP).extent(None) == (0, 0)


def test_a_bar_of_tabs_adds_to_the_height_and_a_floating_panel_takes_no_room_unless_all_beside_it_float():
    node = Split(True, (Tabs(("a", "b"), "b"), Split(False, (C, D), (1, 1))), (1, 1))
    assert Ruler(SIZES, GAP, 25).extent(node) == (101 + GAP + 103, max(53 + 25, 56 + GAP + 59))
    assert Ruler(SIZES, GAP, 25, {"a", "d"}).extent(node) == (101 + GAP + 102, 56)
    assert Ruler(SIZES, GAP, 25, {"c", "d"}).measured(Arrangement(node)).docked.sizes == (101, 103)
    assert Ruler(SIZES, GAP, 25, set("abcd")).extent(node) == Ruler(SIZES, GAP, 25).extent(node)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_sizes_are_taken_over_by_the_same_places_whichever_tab_is_in_front(seed, other_seed):
    before, other = random_arrangement(seed), random_arrangement(other_seed)
    sizes = {name: (len(name) * 10 + number, number + 1) for number, name in enumerate(sorted(before.names()))}
    one = Ruler(sizes, GAP).measured(before)
    turned = with_other_fronts(before)
    again = with_sizes_of(turned, one)
    assert (again is None) == (before.docked is None)
    if again is not None:
        assert again.has_shape_of(turned)
        assert with_sizes_of(before, again) == one
    if before.docked is not None and places(before) != places(other):
        assert with_sizes_of(other, before) is None


def places(arrangement):
    return [set(tabs.names) for tabs in tabs_of(arrangement.docked)]


def with_other_fronts(arrangement):
    def turned(node):
        if isinstance(node, Tabs):
            return Tabs(node.names, node.names[-1])
        return node and Split(node.is_columns, tuple(map(turned, node.parts)), tuple(1 for _ in node.sizes))

    return Arrangement(turned(arrangement.docked), arrangement.floating)
