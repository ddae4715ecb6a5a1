"""A note of the tour stands beside what it is about and never outside the window."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect

from app.tour.place import GAP, place_beside

ROOM = QRect(0, 0, 1600, 900)


def test_it_stands_to_the_right_where_there_is_room():
    assert place_beside(QRect(0, 100, 300, 600), 340, 150, ROOM).topLeft() == QRect(299 + GAP, 100, 0, 0).topLeft()


def test_else_to_the_left_and_it_slides_to_stay_inside():
    note = place_beside(QRect(1200, 850, 400, 50), 340, 150, ROOM)
    assert note.right() < 1200
    assert note.bottom() == ROOM.bottom()


def test_below_what_is_as_wide_as_the_window_and_above_at_its_bottom():
    assert place_beside(QRect(0, 0, 1600, 30), 340, 150, ROOM).top() == 29 + GAP
    assert place_beside(QRect(0, 870, 1600, 30), 340, 150, ROOM).bottom() < 870


def test_in_the_middle_of_what_fills_the_window():
    assert place_beside(ROOM, 340, 150, ROOM).center() == ROOM.center()


@given(
    st.tuples(st.integers(0, 1599), st.integers(0, 899), st.integers(1, 1600), st.integers(1, 900)),
    st.integers(50, 1600),
    st.integers(20, 900),
)
def test_it_is_always_inside_and_covers_what_it_is_about_only_where_there_is_no_other_room(target, width, height):
    about = QRect(*target).intersected(ROOM)
    note = place_beside(about, width, height, ROOM)
    assert ROOM.contains(note)
    assert not note.intersects(about) or note.center() == ROOM.center()
