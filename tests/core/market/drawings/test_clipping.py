from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.market.drawings.clipping import MARGIN, clip_line, clip_polygon, extend
from core.market.drawings.projection import Area

AREA = Area(0.0, 0.0, 800.0, 400.0)
anything = st.floats() | st.floats(-1000, 2000)
points = st.tuples(anything, anything)
near = st.tuples(st.floats(-1000, 2000), st.floats(-1000, 1000))


def is_inside(point: tuple[float, float], slack: float = 1e-3) -> bool:
    x, y = point
    return -MARGIN - slack <= x <= 800 + MARGIN + slack and -MARGIN - slack <= y <= 400 + MARGIN + slack


def away(point, start, end) -> float:
    length = math.dist(start, end)
    cross = (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0])
    return abs(cross) / length if length else math.dist(point, start)


def test_a_line_inside_stays_as_it_is():
    assert clip_line((10.0, 20.0), (700.0, 30.0), AREA) == ((10.0, 20.0), (700.0, 30.0))


def test_a_line_across_is_cut_at_both_ends():
    assert clip_line((-1000.0, 200.0), (3000.0, 200.0), AREA) == ((-MARGIN, 200.0), (800.0 + MARGIN, 200.0))


@pytest.mark.parametrize("y", [-9.0, 409.0, math.inf, math.nan])
def test_a_line_beside_is_nothing(y):
    assert clip_line((0.0, y), (800.0, y), AREA) is None


@given(near, near)
def test_what_is_left_of_a_line_lies_on_it_and_inside(start, end):
    cut = clip_line(start, end, AREA)
    if cut is None:
        shares = [number / 200 for number in range(201)]
        between = [(start[0] + (end[0] - start[0]) * s, start[1] + (end[1] - start[1]) * s) for s in shares]
        assert not any(AREA.contains(*point) for point in between)
    else:
        assert all(is_inside(point) and away(point, start, end) < 1e-6 for point in cut)


@given(points, points)
def test_no_line_is_too_far(start, end):
    cut = clip_line(start, end, AREA)
    assert cut is None or all(map(math.isfinite, (*cut[0], *cut[1])))


@given(near, near)
def test_a_ray_leaves_the_area_through_its_second_point(start, through):
    end = extend(start, through, AREA)
    if max(abs(start[0] - through[0]), abs(start[1] - through[1])) < 1e-3:
        return
    assert not AREA.contains(*end)
    scale = max(1.0, math.dist(start, end))
    assert away(through, start, end) < 1e-9 * scale + 1e-6
    # The second point lies between the start and the end.
    assert math.dist(start, through) <= math.dist(start, end) * (1 + 1e-9)


@given(points, points)
def test_no_ray_is_too_long(start, through):
    end = extend(start, through, AREA)
    clip_line(start, end, AREA)


def test_a_ray_of_one_point_is_that_point():
    assert extend((5.0, 5.0), (5.0, 5.0), AREA) == (5.0, 5.0)


def test_a_rectangle_over_everything_is_the_whole_area():
    far = ((-1e9, -1e9), (1e9, -1e9), (1e9, 1e9), (-1e9, 1e9))
    assert set(clip_polygon(far, AREA)) == {
        (x, y) for x in (-MARGIN, 800.0 + MARGIN) for y in (-MARGIN, 400.0 + MARGIN)
    }


@given(st.lists(points, min_size=4, max_size=4))
@example([(-1.7e308, -1.7e308), (1.7e308, -1.7e308), (1.7e308, 1.7e308), (-1.7e308, 1.7e308)])
def test_a_polygon_stays_inside_whatever_its_corners(corners):
    assert all(map(is_inside, clip_polygon(corners, AREA)))


def test_a_polygon_elsewhere_is_nothing():
    assert clip_polygon([(900.0, 0.0), (950.0, 0.0), (950.0, 50.0)], AREA) == ()
    assert clip_polygon([(0.0, math.nan), (950.0, 0.0), (950.0, 50.0)], AREA) == ()


@given(st.tuples(st.floats(0, 800), st.floats(0, 400)), st.tuples(st.floats(0, 800), st.floats(0, 400)))
def test_what_lies_inside_is_left_exactly_as_it_is(one, other):
    assert clip_line(one, other, AREA) == (one, other)
    assert clip_polygon((one, other, (5.0, 5.0)), AREA) == (one, other, (5.0, 5.0))
