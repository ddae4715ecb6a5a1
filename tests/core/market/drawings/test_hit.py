from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.drawings.drawing import Kind
from core.market.drawings.hit import HANDLE_REACH, LINE_REACH, WORDS_REACH, Placed, hit
from core.market.drawings.shapes import distance, shapes_of
from drawings_in_hand import PLAIN, drawing, drawings, pane, sample


def placed(*some) -> list[Placed]:
    return [Placed(each, shapes_of(each, pane(), PLAIN)) for each in some]


TREND = drawing(Kind.TREND, (204.0, 100.0), (404.0, 100.0))


@pytest.mark.parametrize("kind", Kind)
def test_every_handle_is_hit_and_so_is_every_line(kind):
    (it,) = placed(sample(kind))
    for number, handle in enumerate(it.shapes.handles):
        assert hit([it], *handle) == (it.drawing, number)
    for line in it.shapes.lines:
        if not line.is_help and distance(300.0, 200.0, line):
            x, y = (line.start[0] * 0.7 + line.end[0] * 0.3, line.start[1] * 0.7 + line.end[1] * 0.3)
            assert hit([it], x, y).drawing == it.drawing
    assert hit([it], 700.0, 395.0) is None


def test_the_end_of_a_line_is_a_handle_and_its_middle_is_the_whole():
    assert hit(placed(TREND), 209.0, 102.0).handle == 0
    assert hit(placed(TREND), 300.0, 100.0 + LINE_REACH).handle is None
    assert hit(placed(TREND), 300.0, 101.0 + LINE_REACH) is None


def test_a_wide_line_is_hit_as_far_as_it_is_painted():
    wide = replace(TREND, style=TREND.style._replace(width=4))
    assert hit(placed(wide), 300.0, 101.0 + LINE_REACH)


def test_a_handle_comes_before_a_nearer_line():
    across = drawing(Kind.HORIZONTAL, (300.0, 104.0), number=2)
    assert hit(placed(TREND, across), 205.0, 104.0) == (TREND, 0)


def test_of_two_the_nearer_is_hit_and_of_two_equal_the_front_one():
    near, front = drawing(Kind.HORIZONTAL, (0.0, 102.0), number=2), drawing(Kind.HORIZONTAL, (0.0, 100.0), number=3)
    assert hit(placed(TREND, near), 300.0, 102.0).drawing.id == 2
    assert hit(placed(near, TREND), 300.0, 100.0).drawing.id == 1
    assert hit(placed(TREND, front), 300.0, 100.0).drawing.id == 3


def test_of_two_handles_that_of_the_selected_drawing_is_hit():
    other = replace(TREND, id=2)
    assert hit(placed(TREND, other), 204.0, 100.0).drawing.id == 2
    assert hit(placed(TREND, other), 204.0, 100.0, selected=1).drawing.id == 1


def test_a_locked_drawing_has_no_handles_to_hold_but_can_be_hit():
    locked = replace(TREND, is_locked=True)
    assert hit(placed(locked), 204.0, 100.0) == (locked, None)


def test_a_hidden_drawing_is_not_hit():
    assert hit(placed(replace(TREND, is_hidden=True)), 300.0, 100.0) is None


def test_a_text_is_hit_anywhere_on_it_and_a_rectangle_on_its_edges_only():
    assert hit(placed(drawing(Kind.TEXT, (204.0, 100.0))), 218.0, 97.0).handle is None
    rectangle = drawing(Kind.RECTANGLE, (204.0, 100.0), (404.0, 300.0))
    assert hit(placed(rectangle), 300.0, 200.0) is None, "a chart is dragged there as elsewhere"
    assert hit(placed(rectangle), 300.0, 300.0).drawing == rectangle


@given(st.lists(drawings(is_near=True), max_size=4), st.floats(0, 800), st.floats(0, 400))
def test_what_is_hit_is_painted_there_and_what_is_painted_there_is_hit(some, x, y):
    all_of_them = placed(*(replace(each, id=number) for number, each in enumerate(some)))
    found = hit(all_of_them, x, y)
    lines = [distance(x, y, line) for each in all_of_them for line in each.shapes.lines]
    if min(lines, default=99.0) <= LINE_REACH:
        assert found is not None
    if found is not None:
        (it,) = [each for each in all_of_them if each.drawing is found.drawing]
        reach = HANDLE_REACH if found.handle is not None else LINE_REACH + it.drawing.style.width / 2
        handles = [((x - a) ** 2 + (y - b) ** 2) ** 0.5 for a, b in filter(None, it.shapes.handles)]
        own = [distance(x, y, line) for line in it.shapes.lines]
        own += [0.0 for words in it.shapes.words if words.area.contains(x, y, WORDS_REACH)]
        assert min(own + handles) <= reach
        assert found.handle is None or not it.drawing.is_locked
