"""Where tags on an axis stand so that none hides another."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.market.chart.tag_places import spread

MIDDLES = st.lists(st.integers(-500, 900), min_size=1, max_size=9)


@given(MIDDLES)
def test_no_tag_hides_another_and_they_keep_their_order(middles):
    tops = spread(middles, [18] * len(middles), 0, 400)
    placed = sorted(tops)
    assert all(below - above >= 18 for above, below in pairwise(placed))
    for one, top in zip(middles[1:], tops[1:], strict=True):
        assert (top > tops[0]) is (one >= middles[0])


@given(MIDDLES)
def test_the_first_one_stands_at_its_place_or_at_the_edge_it_is_beyond(middles):
    tops = spread(middles, [18] * len(middles), 0, 400)
    assert tops[0] == min(max(middles[0] - 9, 0), 382)


def test_tags_with_room_stand_where_they_belong():
    assert spread([100, 50, 200], [18, 18, 18], 0, 400) == [91, 41, 191]
    assert spread([100, 105, 95], [36, 18, 18], 0, 400) == [82, 118, 64]
    assert spread([], [], 0, 10) == []
