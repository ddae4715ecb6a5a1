"""Drawing, selecting and moving with a real mouse."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt

from core.market.drawings.draft import NUMBER
from core.market.drawings.drawing import ANCHORS, Kind, is_sound
from drawn_chart import CTRL, LEFT, NO_KEYS, POINTS, RIGHT, SHIFT, DrawnChart
from widgets.chart.drawings.actions import redo, undo
from widgets.chart.drawings.hand import DRAG_FROM

TWO = [kind for kind in Kind if ANCHORS[kind] >= 2]


@pytest.fixture
def chart(application) -> Iterator[DrawnChart]:
    made = DrawnChart()
    yield made
    made.close()


def near(chart: DrawnChart, drawing, number: int, at: QPoint) -> bool:
    """Whether an anchor is where a hand put it: in the middle of the candle there, at a price of the market."""
    x, y = chart.drawings.projection.point(drawing.anchors[number])
    return abs(x - at.x()) <= chart.view.window_of_time.bar_width / 2 + 1 and abs(y - at.y()) <= 4


@pytest.mark.parametrize("kind", Kind)
def test_clicks_draw_it_select_it_and_lead_back_to_selecting(chart, kind):
    drawing = chart.draw(kind)
    assert chart.kinds == [kind]
    assert all(near(chart, drawing, number, POINTS[number]) for number in range(ANCHORS[kind]))
    assert chart.drawings.selected == drawing
    assert chart.drawings.tool is chart.drawings.draft is None
    assert drawing.text == ("지지선" if kind is Kind.TEXT else "")


@pytest.mark.parametrize("kind", TWO)
def test_a_press_and_a_drag_place_two_anchors(chart, kind):
    chart.drawings.choose_tool(kind)
    chart.drag(POINTS[0], QPoint(300, 200), POINTS[1])
    if kind is Kind.CHANNEL:
        assert chart.list == ()
        chart.click(POINTS[2])
    (drawing,) = chart.list
    assert all(near(chart, drawing, number, POINTS[number]) for number in range(ANCHORS[kind]))


@pytest.mark.parametrize("kind", [Kind.HORIZONTAL, Kind.VERTICAL])
def test_of_one_anchor_the_release_counts(chart, kind):
    chart.drawings.choose_tool(kind)
    chart.drag(POINTS[0], POINTS[2], POINTS[1])
    (drawing,) = chart.list
    assert near(chart, drawing, 0, POINTS[1])


def test_the_last_anchor_follows_the_pointer_until_it_is_released(chart):
    chart.drawings.choose_tool(Kind.TREND)
    chart.click(POINTS[0])
    chart.move(POINTS[2])
    assert chart.list == ()
    chart.drag(POINTS[2], POINTS[1])
    assert near(chart, chart.list[0], 1, POINTS[1])


@pytest.mark.parametrize("kind", Kind)
def test_what_is_being_drawn_is_shown_and_not_kept(chart, kind):
    chart.drawings.choose_tool(kind)
    chart.press(POINTS[0])
    chart.mouse(QEvent.Type.MouseMove, POINTS[1], LEFT)
    chart.view.grab()
    assert len(chart.drawings.layer.placed(chart.view.prices.scale)) == 1
    assert chart.list == ()
    assert chart.everything.count == 0
    chart.release(POINTS[1])


@pytest.mark.parametrize("kind", Kind)
def test_escape_gives_up_what_is_being_drawn_then_the_tool(chart, kind):
    chart.drawings.choose_tool(kind)
    chart.press(POINTS[0])
    chart.key(Qt.Key.Key_Escape)
    chart.release(POINTS[0])
    assert (chart.list, chart.drawings.draft, chart.drawings.tool) == ((), None, kind)
    chart.key(Qt.Key.Key_Escape)
    assert chart.drawings.tool is None


@pytest.mark.parametrize("kind", TWO)
def test_another_button_gives_up_what_is_being_drawn(chart, kind):
    chart.drawings.choose_tool(kind)
    chart.click(POINTS[0])
    assert chart.drawings.draft is not None
    chart.click(POINTS[1], RIGHT)
    assert (chart.list, chart.drawings.draft) == ((), None)


@pytest.mark.parametrize("kind", Kind)
def test_a_drag_moves_it_and_is_undone_as_one(chart, kind):
    drawing = chart.draw(kind)
    chart.click(QPoint(700, 330))
    assert chart.drawings.selected is None
    line = next(iter(chart.placed(drawing).shapes.lines), None)
    if line is None:
        area = chart.placed(drawing).shapes.words[0].area
        at = QPoint(round(area.right) - 3, round(area.top) + 3)
    else:
        x, y = (line.start[0] * 0.6 + line.end[0] * 0.4, line.start[1] * 0.6 + line.end[1] * 0.4)
        at = QPoint(round(x), round(y))
    before = chart.list
    steps = len(chart.drawings.market._list._undo)
    chart.drag(at, at + QPoint(20, 10), at + QPoint(50, 30), at + QPoint(70, 21))
    after = chart.list
    assert chart.drawings.selected == after[0]
    for old, new in zip(before[0].anchors, after[0].anchors, strict=True):
        x, y = chart.drawings.projection.point(old)
        to_x, to_y = chart.drawings.projection.point(new)
        assert to_x - x == pytest.approx(70, abs=4)
        assert to_y - y == pytest.approx(21, abs=4)
    assert len(chart.drawings.market._list._undo) == steps + 1
    chart.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert chart.list == before


@pytest.mark.parametrize("kind", Kind)
def test_each_handle_is_moved_by_the_mouse(chart, kind):
    drawing = chart.draw(kind)
    for number in range(len(chart.placed(drawing).shapes.handles)):
        at = chart.handle(chart.list[0], number)
        to = at + QPoint(-35, -14)
        chart.drag(at, at + QPoint(-10, 10), to)
        where = chart.handle(chart.list[0], number)
        assert kind is Kind.HORIZONTAL or abs(where.x() - to.x()) <= 4
        assert kind is Kind.VERTICAL or abs(where.y() - to.y()) <= 4
    assert chart.list[0].anchors != drawing.anchors


def test_a_move_that_is_cancelled_leaves_it_where_it_was(chart):
    drawing = chart.draw(Kind.TREND)
    at = chart.handle(drawing, 0)
    for cancel in (lambda: chart.key(Qt.Key.Key_Escape), lambda: chart.press(at, RIGHT)):
        chart.press(at)
        chart.mouse(QEvent.Type.MouseMove, at + QPoint(50, 50), LEFT)
        assert chart.list != (drawing,)
        cancel()
        assert chart.list == (drawing,)
        chart.release(at)


def test_a_press_that_hardly_moves_is_a_click(chart):
    drawing = chart.draw(Kind.TREND)
    at = chart.handle(drawing, 0)
    for by in (QPoint(DRAG_FROM - 1, 0), QPoint(0, DRAG_FROM - 1)):
        chart.drag(at, at + by)
        assert chart.list == (drawing,)
    chart.drag(at, at + QPoint(0, DRAG_FROM))
    assert chart.list != (drawing,)


@pytest.mark.parametrize("kind", Kind)
def test_a_locked_drawing_stays_and_the_chart_does_too(chart, kind):
    drawing = chart.draw(kind)
    chart.drawings.set_locked(drawing, is_locked=True)
    at, before = chart.handle(drawing, 0), chart.view.window_of_time.left
    chart.drag(at, at + QPoint(60, 60))
    assert chart.list[0].anchors == drawing.anchors
    assert chart.view.window_of_time.left == before


def test_beside_the_drawings_the_chart_is_dragged_as_ever(chart):
    chart.draw(Kind.RECTANGLE)
    before = chart.view.window_of_time.left
    chart.drag(QPoint(310, 205), QPoint(360, 205))
    assert chart.view.window_of_time.left < before
    assert chart.drawings.selected is None


def test_a_tool_draws_only_in_the_prices(chart):
    chart.drawings.choose_tool(Kind.HORIZONTAL)
    chart.click(chart.view.volumes.area.center())
    chart.click(QPoint(chart.view.width() - 10, 100))
    assert chart.list == ()
    assert chart.drawings.tool is Kind.HORIZONTAL


def test_a_double_click_on_a_text_opens_its_field(chart):
    drawing = chart.draw(Kind.TEXT)
    at = chart.handle(drawing, 0) + QPoint(20, 0)
    chart.double_click(at)
    assert not chart.tools.field.isHidden()
    assert chart.tools.field.text() == "지지선"
    chart.tools.field.setText("저항선")
    chart.key(Qt.Key.Key_Return)
    assert chart.list[0].text == "저항선"
    assert chart.tools.field.isHidden()


def test_the_pointer_says_what_a_press_would_do(chart):
    place = chart.view.place_at
    drawing = chart.draw(Kind.TREND)
    hands, at = chart.view.hands, chart.handle(drawing, 0)
    assert hands.cursor(place(at), NO_KEYS) is Qt.CursorShape.SizeAllCursor
    middle = (at + chart.handle(drawing, 1)) / 2
    assert hands.cursor(place(middle), NO_KEYS) is Qt.CursorShape.PointingHandCursor
    assert hands.cursor(place(QPoint(700, 330)), NO_KEYS) is Qt.CursorShape.CrossCursor
    chart.drawings.choose_tool(Kind.RAY)
    assert hands.cursor(place(at), NO_KEYS) is Qt.CursorShape.CrossCursor
    chart.drawings.choose_tool(None)
    chart.press(at)
    assert hands.cursor(place(at), NO_KEYS) is Qt.CursorShape.SizeAllCursor
    chart.release(at)


@pytest.mark.parametrize("keys", [SHIFT, CTRL])
def test_a_press_with_a_key_is_left_to_the_gestures_of_the_chart(chart, keys):
    drawing = chart.draw(Kind.TREND)
    at = chart.handle(drawing, 0)
    assert chart.view.hands.cursor(chart.view.place_at(at), keys) is Qt.CursorShape.PointingHandCursor
    chart.mouse(QEvent.Type.MouseButtonPress, at, LEFT, keys)
    chart.mouse(QEvent.Type.MouseMove, at + QPoint(60, 40), LEFT, keys)
    chart.mouse(QEvent.Type.MouseButtonRelease, at + QPoint(60, 40), LEFT, keys)
    assert chart.list == (drawing,)


def test_a_gesture_that_was_chosen_before_comes_first(chart):
    drawing = chart.draw(Kind.TREND)
    at = chart.handle(drawing, 0)
    for hand in (chart.view.ruler_hand, chart.view.zoom_hand):
        hand.arm()
        chart.drag(at, at + QPoint(60, 40))
        assert not hand.is_armed
        assert chart.list == (drawing,)
        chart.key(Qt.Key.Key_Escape)


def test_the_right_button_selects_what_its_menu_is_of(chart):
    drawing = chart.draw(Kind.TREND)
    chart.drawings.select(None)
    chart.click(chart.handle(drawing, 0), RIGHT)
    assert chart.drawings.selected == drawing
    chart.click(QPoint(700, 330), RIGHT)
    assert chart.drawings.selected is None


def test_the_prices_do_not_move_under_a_pressed_mouse(chart):
    drawing = chart.draw(Kind.HORIZONTAL)
    at = chart.handle(drawing, 0)
    chart.press(at)
    chart.mouse(QEvent.Type.MouseMove, at + QPoint(0, 20), LEFT)
    before = chart.view.prices.scale
    newest = chart.series.last
    chart.series.upsert(newest._replace(high=newest.high * 2, revision_ms=newest.revision_ms + 1, volume=99.0))
    chart.view.refresh()
    assert chart.view.prices.scale == before
    chart.release(at)


def any_point(rng: random.Random) -> QPoint:
    return QPoint(rng.randrange(-20, 840), rng.randrange(-20, 520))


def act(chart: DrawnChart, rng: random.Random) -> None:
    """Do one thing that a user could do."""
    keys = [*"TRHVCBFGXM", "Delete", "Escape", "Return", "Tab", "Left", "Up", "Right", "Down", "Home", "End", "Plus"]
    match rng.randrange(9):
        case 0:
            chart.drawings.choose_tool(rng.choice([None, *Kind]))
        case 1 | 2:
            chart.click(any_point(rng), rng.choice([LEFT, LEFT, LEFT, RIGHT]))
        case 3 | 4:
            chart.drag(*(any_point(rng) for _ in range(rng.randrange(2, 5))))
        case 5:
            chart.double_click(any_point(rng))
        case 6:
            chart.key(getattr(Qt.Key, f"Key_{rng.choice(keys)}"), rng.choice([NO_KEYS, NO_KEYS, SHIFT]))
        case 7:
            chart.key(getattr(Qt.Key, f"Key_{rng.choice('ZYCV')}"), CTRL)
        case 8:
            drawing = rng.choice(chart.list) if chart.list else None
            rng.choice(
                [chart.view.to_newest, chart.tools.toggle_bar, lambda: chart.view.zoom(rng.uniform(0.5, 2), 300)]
            )()
            if drawing is not None:
                chart.drawings.set_locked(drawing, is_locked=rng.random() < 0.3)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_hands_do_every_drawing_is_sound_and_all_of_it_can_be_undone(chart, seed, caplog):
    rng = random.Random(seed)
    for _ in range(60):
        act(chart, rng)
        drawn = chart.list
        assert len({each.id for each in drawn}) == len(drawn)
        assert all(is_sound(*at) for each in drawn for at in each.anchors)
        assert all(len(each.anchors) == ANCHORS[each.kind] and each.id != NUMBER for each in drawn)
        assert chart.drawings.selected is None or chart.drawings.selected in drawn
        assert chart.drawings.draft is None or chart.drawings.tool is not None
    chart.drawings.choose_tool(None)
    chart.view.setFocus()
    last = chart.list
    steps = 0
    while chart.drawings.market.can_undo:
        undo(chart.drawings)
        steps += 1
    assert chart.list == ()
    for _ in range(steps):
        redo(chart.drawings)
    assert chart.list == last
    assert not caplog.records
