from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.candles.units import CandleUnit
from core.market.drawings.clipping import MARGIN
from core.market.drawings.drawing import ANCHORS, Kind
from core.market.drawings.shapes import LEVELS, Line, Shapes, channel_offset, distance, shapes_of
from drawings_in_hand import PLAIN, drawing, drawings, pane, panes, sample

PANE = pane()


def shapes(kind: Kind, *points: tuple[float, float], is_log: bool = False) -> Shapes:
    return shapes_of(drawing(kind, *points), pane(is_log=is_log), PLAIN)


def ends(line: Line) -> tuple[tuple[float, float], tuple[float, float]]:
    return line.start, line.end


def test_a_horizontal_line_crosses_the_pane_and_tells_its_price():
    made = shapes(Kind.HORIZONTAL, (204.0, 100.0))
    assert [ends(line) for line in made.lines] == [((0.0, 100.0), (800.0, 100.0))]
    assert made.price_tag == (100.0, "175")
    assert made.handles == ((400.0, 100.0),)


def test_a_vertical_line_crosses_the_pane_and_tells_its_time():
    made = shapes(Kind.VERTICAL, (204.0, 100.0))
    assert [ends(line) for line in made.lines] == [((204.0, 0.0), (204.0, 400.0))]
    assert made.time_tag is not None
    assert made.time_tag[0] == 204.0
    assert made.handles == ((204.0, 200.0),)


def test_a_trend_line_ends_at_its_anchors_and_a_ray_does_not():
    points = ((204.0, 100.0), (404.0, 200.0))
    (line,) = shapes(Kind.TREND, *points).lines
    assert ends(line) == points
    (line,) = shapes(Kind.RAY, *points).lines
    assert line.start == points[0]
    assert line.end == pytest.approx((800.0 + MARGIN, 402.0))


def test_the_two_lines_of_a_channel_are_parallel_and_the_second_leads_through_the_third_anchor():
    made = shapes(Kind.CHANNEL, (204.0, 100.0), (404.0, 200.0), (300.0, 248.0))
    assert [ends(line) for line in made.lines] == [
        ((204.0, 100.0), (404.0, 200.0)),
        ((204.0, 200.0), (404.0, 300.0)),
    ]
    assert len(made.fills) == 1


def test_an_upright_channel_is_as_wide_as_its_third_anchor_is_away():
    assert channel_offset((10.0, 0.0), (10.0, 50.0), (30.0, 99.0)) == (20.0, 0.0)


def test_a_rectangle_has_four_edges_and_four_handles():
    made = shapes(Kind.RECTANGLE, (204.0, 100.0), (404.0, 200.0))
    assert len(made.lines) == 4
    assert {point for line in made.lines for point in ends(line)} == set(made.handles)
    assert made.handles == ((204.0, 100.0), (404.0, 200.0), (204.0, 200.0), (404.0, 100.0))


@pytest.mark.parametrize("is_log", [False, True])
def test_a_retracement_has_its_levels_by_price(is_log):
    made = shapes(Kind.FIBONACCI, (204.0, 300.0), (404.0, 100.0), is_log=is_log)
    projection = pane(is_log=is_log)
    before, after = (each.price for each in drawing(Kind.FIBONACCI, (204.0, 300.0), (404.0, 100.0)).anchors)
    heights = [line.start[1] for line in made.lines if not line.is_help]
    assert heights == pytest.approx([projection.y(after + (before - after) * level) for level in LEVELS])
    assert [words.text.split()[0] for words in made.words] == ["0", "0.236", "0.382", "0.5", "0.618", "0.786", "1"]
    assert made.words[0].text == f"0 ({after:g})"
    assert all(line.start[0] == 204.0 and line.end[0] == 404.0 for line in made.lines if not line.is_help)


def test_of_levels_close_together_the_important_ones_have_words():
    made = shapes(Kind.FIBONACCI, (204.0, 160.0), (404.0, 100.0))
    assert [words.text.split()[0] for words in made.words] == ["0", "0.382", "0.618", "1"]
    made = shapes(Kind.FIBONACCI, (204.0, 104.0), (404.0, 100.0))
    assert [words.text.split()[0] for words in made.words] == ["0"]
    assert len(made.lines) == len(LEVELS) + 1


@pytest.mark.parametrize("left", [-396.0, -300.0, -6.0, 4.0, 40.0, 404.0, 784.0, 796.0])
def test_the_words_of_a_retracement_are_whole_where_its_lines_are_in_sight(left):
    made = shapes(Kind.FIBONACCI, (left, 300.0), (left + 400.0, 100.0))
    assert len(made.words) == len(LEVELS)
    assert all(0 <= words.area.left < words.area.right <= PANE.area.right for words in made.words)


@pytest.mark.parametrize("left", [-900.0, -404.0, 804.0, 820.0, 2000.0])
def test_a_retracement_out_of_sight_has_no_words(left):
    assert shapes(Kind.FIBONACCI, (left, 300.0), (left + 400.0, 100.0)).words == ()


def test_a_range_of_prices_tells_its_difference_beyond_its_arrow():
    up = shapes(Kind.RANGE, (204.0, 300.0), (404.0, 100.0))
    assert [words.text for words in up.words] == ["+50"]
    assert up.words[0].area.bottom < 100.0
    down = shapes(Kind.RANGE, (204.0, 100.0), (404.0, 300.0))
    assert [words.text for words in down.words] == ["-50"]
    assert down.words[0].area.top > 300.0


@pytest.mark.parametrize("y", [0.0, 3.0, 14.0, 200.0, 386.0, 397.0, 399.0])
@pytest.mark.parametrize("x", [4.0, 14.0, 404.0, 764.0])
def test_the_words_of_a_range_are_whole_where_its_end_is_in_sight(x, y):
    for start in (y - 60.0, y + 60.0):
        (words,) = shapes(Kind.RANGE, (x, start), (x + 20.0, y)).words
        area = PANE.area
        assert area.left <= words.area.left < words.area.right <= area.right
        assert area.top <= words.area.top < words.area.bottom <= area.bottom


@pytest.mark.parametrize("x", [4.0, 14.0, 404.0, 784.0, 796.0])
def test_the_time_of_an_upright_line_is_whole_where_the_line_is_in_sight(x):
    middle, text = shapes(Kind.VERTICAL, (x, 100.0)).time_tag
    half = PLAIN.size(text)[0] / 2
    assert PANE.area.left <= middle - half
    assert middle + half <= PANE.area.right
    assert abs(middle - x) <= half


def test_a_text_stands_at_its_anchor():
    made = shapes(Kind.TEXT, (204.0, 100.0))
    assert [(words.text, words.area) for words in made.words] == [("지지선", (208.0, 94.0, 226.0, 106.0))]
    assert made.handles == ((204.0, 100.0),)


@pytest.mark.parametrize("kind", Kind)
def test_what_is_hidden_or_elsewhere_is_nothing(kind):
    assert shapes_of(replace(sample(kind), is_hidden=True), PANE, PLAIN) == Shapes()
    far = tuple(each._replace(time_ms=each.time_ms + 10**12, price=each.price * 1e6) for each in sample(kind).anchors)
    made = shapes_of(replace(sample(kind), anchors=far), PANE, PLAIN)
    assert made.lines == made.words == made.fills == ()
    assert made.price_tag is made.time_tag is None
    assert all(handle is None for handle in made.handles)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("unit", CandleUnit)
def test_a_drawing_is_at_the_same_moment_and_price_in_every_unit(kind, unit):
    projection = pane(unit)
    points = [projection.point(each) for each in sample(kind).anchors]
    for point, at in zip(points, sample(kind).anchors, strict=True):
        assert projection.times.time_ms(point[0]) == pytest.approx(at.time_ms, abs=2)
        assert projection.prices.value(point[1]) == pytest.approx(at.price)
    assert len(shapes_of(sample(kind), projection, PLAIN).handles) >= ANCHORS[kind] or kind in {Kind.HORIZONTAL}


@given(drawings(), panes())
def test_whatever_is_drawn_its_shapes_are_finite_and_inside(any_drawing, projection):
    made = shapes_of(any_drawing, projection, PLAIN)
    points = [point for line in made.lines for point in ends(line)]
    points += [point for fill in made.fills for point in fill]
    points += [handle for handle in made.handles if handle is not None]
    for x, y in points:
        assert projection.area.contains(x, y, margin=MARGIN + 0.001)
    assert all(map(math.isfinite, (each for words in made.words for each in words.area)))


@given(st.floats(-500, 500), st.floats(-500, 500))
def test_the_distance_from_a_line_is_that_to_its_nearest_point(x, y):
    line = Line((10.0, 20.0), (110.0, 220.0))
    steps = [(10 + number / 10, 20 + number / 5) for number in range(1001)]
    assert distance(x, y, line) == pytest.approx(min(math.dist((x, y), step) for step in steps), abs=0.2)
    assert distance(x, y, Line((3.0, 4.0), (3.0, 4.0))) == pytest.approx(math.dist((x, y), (3.0, 4.0)))
