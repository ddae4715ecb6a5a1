from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from widgets.market_header.fields import IMPORTANCE, Subject
from widgets.market_header.folding import GAP, Place, Widths, fold

FIELDS = [
    Widths(Subject.PRICE, 150, 100),
    Widths(Subject.RANGE, 120),
    Widths(Subject.AMOUNT, 170, 140),
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
    fields = [Widths(Subject.PRICE, 100), Widths(Subject.AMOUNT, 300), Widths(Subject.CLOCK, 80)]
    assert list(fold(fields, 200, 1)) == [Subject.PRICE, Subject.CLOCK]


def test_the_price_stays_whatever_the_width():
    assert fold(FIELDS, 100, 1) == {Subject.PRICE: Place(0, 0, is_short=True)}
    assert fold(FIELDS, 3, 1) == {Subject.PRICE: Place(0, 0, is_short=True)}
    assert fold([], 3, 1) == {}


def test_more_rows_show_what_one_has_no_room_for():
    assert len(fold(FIELDS, 300, 1)) < len(fold(FIELDS, 300, 4)) == len(FIELDS)


@given(
    st.lists(st.tuples(st.sampled_from(list(Subject)), st.integers(1, 300)), unique_by=lambda each: each[0]),
    st.integers(1, 1500),
    st.integers(1, 5),
)
def test_nothing_is_cut_and_nothing_overlaps(drawn, width, rows):
    others = [Widths(subject, full, full // 2 or None) for subject, full in drawn if subject is not Subject.PRICE]
    fields = [Widths(Subject.PRICE, 120, 80), *sorted(others, key=lambda each: each.subject.value)]
    places = fold(fields, width, rows)
    if list(places) == [Subject.PRICE]:
        return
    ends = dict.fromkeys(range(rows), -GAP)
    for subject, full, short in fields:
        if (place := places.get(subject)) is None:
            continue
        assert place.left >= ends[place.row] + (GAP if place.left else 0)
        ends[place.row] = place.left + (short if place.is_short and short else full)
        assert ends[place.row] <= width
