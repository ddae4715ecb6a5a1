from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.market_header.fields import IMPORTANCE, Subject
from widgets.market_header.folding import GAP, Place, Widths, fold

FIELDS = [
    Widths(Subject.PRICE, 150, 100),
    Widths(Subject.RANGE, 120),
    Widths(Subject.AMOUNT, 170, 140, 70),
    Widths(Subject.YEAR, 220, 80),
    Widths(Subject.CLOCK, 90),
    Widths(Subject.WARNING, 260, 60),
]
ALL = sum(each.full for each in FIELDS) + 5 * GAP


def test_with_room_for_all_each_stands_beside_the_one_before():
    places = fold(FIELDS, ALL, 1)
    assert list(places) == [each.subject for each in FIELDS]
    assert [place.left for place in places.values()] == [0, 170, 310, 500, 740, 850]
    assert not any(place.row or place.is_short for place in places.values())


def test_one_pixel_less_shortens_the_least_important_one():
    places = fold(FIELDS, ALL - 1, 1)
    assert [subject for subject, place in places.items() if place.is_short] == [Subject.YEAR]
    assert len(places) == len(FIELDS)


def test_what_is_more_important_stays_where_both_would_take_the_same_room():
    same = [Widths(subject, 100) for subject in Subject]
    for count in range(1, len(Subject) + 1):
        places = fold(same, count * (100 + GAP) - GAP, 1)
        assert set(places) == set(IMPORTANCE[:count])


def test_room_that_a_wide_field_leaves_is_given_to_a_narrow_one():
    fields = [Widths(Subject.PRICE, 100), Widths(Subject.AMOUNT, 80), Widths(Subject.WARNING, 300)]
    assert list(fold(fields, 200, 1)) == [Subject.PRICE, Subject.AMOUNT]


@pytest.mark.parametrize("rows", [1, 2, 3])
@pytest.mark.parametrize("has_warning", [True, False])
@pytest.mark.parametrize("brief", [70, None])
def test_the_time_left_and_the_52_weeks_go_before_any_figure(rows: int, has_warning: bool, brief: int | None):
    """At 150 % the strip told when the day ends, and neither volume nor turnover."""
    fields = [
        each._replace(brief=brief) if each.subject is Subject.AMOUNT else each
        for each in FIELDS
        if has_warning or each.subject is not Subject.WARNING
    ]
    seen = set()
    for width in range(ALL + 1):
        shown = set(fold(fields, width, rows))
        assert not shown & {Subject.CLOCK, Subject.YEAR} or shown >= {Subject.RANGE, Subject.AMOUNT}, width
        seen.add(frozenset(shown))
    assert len(seen) > 3


def test_where_its_whole_has_no_room_the_more_important_half_of_a_field_is_shown():
    fields = [Widths(Subject.PRICE, 100), Widths(Subject.AMOUNT, 170, 140, 70), Widths(Subject.CLOCK, 60)]
    kinds = [fold(fields, width, 1) for width in (189, 190, 259, 260, 270, 290)]
    assert [list(each)[1:] for each in kinds] == [
        [],
        [Subject.AMOUNT],
        [Subject.AMOUNT],
        [Subject.AMOUNT],
        [Subject.AMOUNT],
        [Subject.AMOUNT],
    ]
    forms = [(each[Subject.AMOUNT].is_brief, each[Subject.AMOUNT].is_short) for each in kinds[1:]]
    assert forms == [(True, False), (True, False), (False, True), (False, True), (False, False)]


def test_the_price_stays_whatever_the_width():
    assert fold(FIELDS, 100, 1) == {Subject.PRICE: Place(0, 0, is_short=True)}
    assert fold(FIELDS, 3, 1) == {Subject.PRICE: Place(0, 0, is_short=True)}
    assert fold([], 3, 1) == {}


def test_more_rows_show_what_one_has_no_room_for():
    assert len(fold(FIELDS, 300, 1)) < len(fold(FIELDS, 300, 4)) == len(FIELDS)


@given(
    st.lists(st.tuples(st.sampled_from(list(Subject)), st.integers(3, 300)), unique_by=lambda each: each[0]),
    st.integers(1, 1500),
    st.integers(1, 5),
)
def test_nothing_is_cut_and_nothing_overlaps(drawn, width, rows):
    others = [Widths(subject, full, full // 2, full // 3) for subject, full in drawn if subject is not Subject.PRICE]
    fields = [Widths(Subject.PRICE, 120, 80), *sorted(others, key=lambda each: each.subject.value)]
    places = fold(fields, width, rows)
    if list(places) == [Subject.PRICE]:
        return
    ends = dict.fromkeys(range(rows), -GAP)
    for each in fields:
        if (place := places.get(each.subject)) is None:
            continue
        assert place.left >= ends[place.row] + (GAP if place.left else 0)
        ends[place.row] = place.left + each.at(place)
        assert ends[place.row] <= width
