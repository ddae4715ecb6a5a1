from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor

from painted import read_part
from widgets.watchlist.table.day_picture import day_line, draw_day

ROOM = QRect(10, 5, 60, 16)
POINTS = st.lists(st.tuples(st.floats(0, 1), st.floats(1e-8, 1e12)), max_size=150).map(sorted)


@given(POINTS)
def test_the_line_stays_in_its_room_the_highest_price_at_its_top(points):
    line = day_line(ROOM, points)
    assert len(line) == (len(points) if len(points) > 1 else 0)
    if line and points[-1][0] > 1e-9:
        assert abs(line[-1].x() - 70) < 1e-6, "it ends now, at the right edge"
    assert all(9.99 <= point.x() <= 70.01 and 5 <= point.y() <= 20 for point in line)
    if line and min(price for _, price in points) < (highest := max(price for _, price in points)):
        assert next(point for point, (_, price) in zip(line, points, strict=True) if price == highest).y() == 5


def test_a_single_price_draws_nothing(application):
    assert not read_part(lambda painter: draw_day(painter, ROOM, [(0.5, 1.0)], QColor("red")), QSize(100, 30)).texts
    assert day_line(ROOM, [(0.0, 5.0), (1.0, 5.0)])[0].y() == 12.5
