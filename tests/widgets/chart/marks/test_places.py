"""Where the texts of marks stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect

from widgets.chart.marks.places import Level, Mark, level_places, mark_place
from widgets.look.theme import Ink

PANE = QRect(0, 0, 500, 300)


def mark(x: int, y: int, *, is_above: bool) -> Mark:
    return Mark(x, y, "", Ink.RISE, is_above)


def test_a_mark_stands_above_a_high_and_below_a_low() -> None:
    above = mark_place(mark(200, 100, is_above=True), PANE, 80, 16)
    below = mark_place(mark(200, 100, is_above=False), PANE, 80, 16)
    assert (above.center().x(), above.bottom()) == (199, 96)
    assert (below.center().x(), below.top()) == (199, 104)


@given(st.integers(-2000, 2000), st.integers(-2000, 2000), st.booleans(), st.integers(10, 480))
def test_a_mark_stays_inside_its_pane(x, y, is_above, width) -> None:
    assert PANE.contains(mark_place(mark(x, y, is_above=is_above), PANE, width, 16))


def test_a_mark_stands_further_from_its_candle_where_texts_cover_its_place() -> None:
    words = [QRect(100, 80, 60, 17), QRect(165, 80, 60, 17), QRect(400, 20, 60, 17)]
    assert mark_place(mark(150, 100, is_above=True), PANE, 80, 16, words).bottom() == 79
    assert mark_place(mark(150, 76, is_above=False), PANE, 80, 16, words).top() == 97
    high = [QRect(100, 80 - 17 * row, 60, 17) for row in range(6)]
    assert mark_place(mark(150, 100, is_above=True), PANE, 80, 16, high).left() > 160, "too far up is beside"


def test_a_mark_stands_beside_the_texts_that_cover_its_place_at_the_edge_of_the_pane() -> None:
    words = [QRect(100, 5, 60, 17), QRect(165, 5, 60, 17), QRect(400, 60, 60, 17)]
    place = mark_place(mark(150, 22, is_above=True), PANE, 80, 16, words)
    assert (place.left(), place.top()) == (227, 3)
    assert not any(place.intersects(word) for word in words)
    assert mark_place(mark(480, 22, is_above=True), PANE, 80, 16, [QRect(420, 0, 70, 30)]).right() == 416
    wide = [QRect(0, 0, 450, 90)]
    assert mark_place(mark(150, 100, is_above=True), PANE, 80, 16, wide).isEmpty()
    assert mark_place(mark(150, 100, is_above=False), PANE, 80, 16, wide).top() == 104


def width_of(text: str) -> int:
    return 10 * len(text)


def places(*levels: tuple[int, str]) -> list[QRect]:
    made = [Level(y, text, Ink.DIM) for y, text in levels]
    return [place for _, place in level_places(made, PANE, width_of, 16)]


def test_a_level_has_its_text_at_the_left_in_the_middle_of_its_line() -> None:
    (place,) = places((100, "abc"))
    assert place == QRect(8, 92, 38, 16)


def test_a_level_outside_of_the_pane_has_no_line() -> None:
    assert places((-1, "abc"), (300, "abc")) == []
    assert len(places((0, "abc"), (299, "abc"))) == 2


@given(st.lists(st.tuples(st.integers(-20, 320), st.text("abc", min_size=1, max_size=12)), max_size=30))
def test_no_text_lies_over_another_or_outside(levels) -> None:
    found = [place for place in places(*levels) if not place.isEmpty()]
    assert all(PANE.contains(place) for place in found)
    assert not any(one.intersects(other) for n, one in enumerate(found) for other in found[:n])
    assert len(places(*levels)) == sum(0 <= y < 300 for y, _ in levels)


@given(st.lists(st.tuples(st.integers(0, 299), st.text("abc", min_size=1, max_size=12)), max_size=30))
def test_a_text_is_left_out_only_where_there_is_no_room_right_of_those_before(levels) -> None:
    found = places(*levels)
    for n, ((y, text), place) in enumerate(zip(levels, found, strict=True)):
        if place.isEmpty():
            top, width = min(max(y - 8, 0), 284), width_of(text) + 8
            before = [other for other in found[:n] if not other.isEmpty()]
            for left in (8, *(other.right() + 5 for other in before)):
                free = QRect(left, top, width, 16)
                assert free.right() > PANE.right() or any(free.intersects(other) for other in before)


def test_texts_of_close_levels_stand_side_by_side() -> None:
    first, second = places((100, "abc"), (104, "abc"))
    assert second.left() > first.right()
    assert places((100, "a" * 60)) == [QRect()]


def test_a_level_has_its_text_right_of_others_or_none_at_all() -> None:
    level = Level(100, "abc", Ink.DIM)
    ((_, place),) = level_places([level], PANE, width_of, 16, [QRect(0, 90, 200, 17)])
    assert place.left() > 200
    ((_, place),) = level_places([level], PANE, width_of, 16, [QRect(0, 90, 480, 17)])
    assert place.isEmpty()


@given(
    st.integers(-50, 550),
    st.integers(-50, 350),
    st.booleans(),
    st.lists(st.tuples(st.integers(0, 480), st.integers(0, 290), st.integers(1, 200), st.integers(1, 40)), max_size=6),
)
def test_a_mark_lies_over_no_other_text(x, y, is_above, others) -> None:
    areas = [QRect(*each) for each in others]
    place = mark_place(mark(x, y, is_above=is_above), PANE, 80, 16, areas)
    assert place.isEmpty() or (PANE.contains(place) and not any(place.intersects(area) for area in areas))
    if not areas:
        assert not place.isEmpty()
