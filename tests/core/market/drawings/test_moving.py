from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.drawings.drawing import ANCHORS, Anchor, Kind, is_sound
from core.market.drawings.moving import handle_moved, moved
from core.market.drawings.shapes import shapes_of
from drawings_in_hand import PLAIN, anchors, drawing, drawings, pane, panes, sample

PANE = pane()


def points(it, projection=PANE) -> list[tuple[float, float]]:
    return [projection.point(each) for each in it.anchors]


@pytest.mark.parametrize("kind", Kind)
def test_a_drawing_moves_by_whole_candles_and_keeps_its_form(kind):
    before = sample(kind)
    after = moved(before, 81.0, 40.0, PANE)
    for (x, y), (to_x, to_y) in zip(points(before), points(after), strict=True):
        assert (to_x - x, to_y - y) == (pytest.approx(80.0), pytest.approx(40.0))
    assert moved(before, 3.0, 0.0, PANE) == before, "less than half a candle"


@given(drawings(is_near=True), panes(), st.floats(-300, 300), st.floats(-300, 300))
def test_a_move_and_one_back_lead_to_the_same_place(it, projection, right, down):
    there = moved(it, right, down, projection)
    back = moved(there, -right, -down, projection)
    if any(each.price < 1e-9 for each in there.anchors):
        return  # there are no prices below zero
    for (x, y), (to_x, to_y) in zip(points(it, projection), points(back, projection), strict=True):
        assert (to_x, to_y) == (pytest.approx(x, abs=0.5), pytest.approx(y, abs=0.5))


@given(drawings(), panes(), st.floats(-1e9, 1e9), st.floats(-1e9, 1e9), st.integers(0, 5), anchors())
def test_no_move_is_too_far(it, projection, right, down, handle, to):
    for after in (moved(it, right, down, projection), handle_moved(it, handle, to, projection)):
        assert all(is_sound(*each) for each in after.anchors)
        assert len(after.anchors) == ANCHORS[it.kind]
        assert replace(after, anchors=it.anchors) == it


@given(drawings(is_near=True), panes())
def test_a_move_by_nothing_is_none(it, projection):
    assert moved(it, 0.0, 0.0, projection) == it
    for number, each in enumerate(it.anchors):
        after = handle_moved(it, number, each, projection)
        assert after.anchors[:2] == it.anchors[:2]


@pytest.mark.parametrize("kind", Kind)
def test_a_handle_goes_where_the_hand_goes(kind):
    before = sample(kind)
    count = len(shapes_of(before, PANE, PLAIN).handles)
    to = PANE.anchor(504.0, 52.0)
    for number in range(count):
        made = shapes_of(handle_moved(before, number, to, PANE), PANE, PLAIN)
        x, y = made.handles[number]
        assert kind is Kind.HORIZONTAL or x == pytest.approx(508.0)
        assert kind is Kind.VERTICAL or y == pytest.approx(52.0)
        others = [handle for other, handle in enumerate(made.handles) if other != number]
        if kind in {Kind.RECTANGLE, Kind.RANGE}:
            opposite = {0: 1, 1: 0, 2: 3, 3: 2}[number]
            assert made.handles[opposite] == pytest.approx(shapes_of(before, PANE, PLAIN).handles[opposite])
        assert len(others) == count - 1
    assert handle_moved(before, count, to, PANE) == before


def test_the_second_line_of_a_channel_stays_as_far_from_the_first():
    before = drawing(Kind.CHANNEL, (204.0, 100.0), (404.0, 200.0), (300.0, 248.0))
    after = handle_moved(before, 1, PANE.anchor(404.0, 300.0), PANE)
    first, second = shapes_of(after, PANE, PLAIN).lines
    assert second.start[1] - first.start[1] == pytest.approx(100.0)
    assert second.end[1] - first.end[1] == pytest.approx(100.0)
    upright = handle_moved(before, 1, before.anchors[0]._replace(price=120.0), PANE)
    assert upright.anchors[2] == before.anchors[2]


@pytest.mark.parametrize("kind", Kind)
def test_a_locked_drawing_stays(kind):
    locked = replace(sample(kind), is_locked=True)
    assert moved(locked, 80.0, 80.0, PANE) == locked
    assert handle_moved(locked, 0, Anchor(0, 1.0), PANE) == locked
