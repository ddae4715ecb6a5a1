"""Drawing without a mouse."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from core.market.drawings.drawing import ANCHORS, Kind
from core.market.drawings.tools import TOOLS
from drawn_chart import CTRL, NO_KEYS, SHIFT, DrawnChart
from widgets.text.hangul_keys import _PLAIN

Key = Qt.Key


@pytest.fixture
def chart(application) -> Iterator[DrawnChart]:
    made = DrawnChart()
    yield made
    made.close()


def letter(text: str) -> Qt.Key:
    return Qt.Key(ord(text))


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.kind)
def test_a_letter_arrows_and_enter_draw_it(chart, tool):
    chart.key(letter(tool.key))
    assert chart.drawings.tool is tool.kind
    for _ in range(ANCHORS[tool.kind]):
        chart.key(Key.Key_Left, times=3)
        chart.key(Key.Key_Up, SHIFT)
        chart.key(Key.Key_Return)
    if tool.kind is Kind.TEXT:
        chart.tools.field.setText("목표")
        chart.key(Key.Key_Return)
        assert chart.tools.field.isHidden()
    (drawing,) = chart.list
    assert drawing.kind is tool.kind
    assert chart.drawings.selected == drawing
    slots = [chart.view.unit.slot(each.time_ms) for each in drawing.anchors]
    assert all(before - after == 3 for before, after in itertools.pairwise(slots))
    assert chart.view.hasFocus()


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.kind)
def test_a_korean_layout_chooses_the_same_tools(chart, tool):
    jamo = _PLAIN[tool.key]
    event = QKeyEvent(QKeyEvent.Type.KeyPress, ord(jamo), NO_KEYS, jamo)
    QApplication.sendEvent(chart.view, event)
    assert chart.drawings.tool is tool.kind
    chart.key(letter(tool.key))
    assert chart.drawings.tool is None, "once more puts it away"


def test_the_crosshair_goes_with_the_arrows_while_a_tool_is_chosen(chart):
    left = chart.view.window_of_time.left
    chart.key(Key.Key_H)
    chart.key(Key.Key_Right, times=2)
    chart.key(Key.Key_Down, SHIFT)
    assert chart.view.window_of_time.left == left
    assert chart.view.crosshair.time
    for key in (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down):
        chart.key(key, SHIFT, times=100)
        assert chart.view.prices.area.contains(chart.view.pointer)


def test_arrows_move_the_selected_drawing_and_all_of_it_is_one_step(chart):
    drawing = chart.draw(Kind.TREND)
    chart.key(Key.Key_Right)
    chart.key(Key.Key_Left, SHIFT)
    (first, second), (x, y) = chart.list[0].anchors, drawing.anchors
    assert [first.time_ms - x.time_ms, second.time_ms - y.time_ms] == [-9 * 60_000] * 2
    assert first.price == x.price
    chart.key(Key.Key_Up)
    assert chart.list[0].anchors[0].price > x.price
    chart.key(Key.Key_Z, CTRL)
    assert chart.list == (drawing,)


def test_an_arrow_moves_by_at_least_one_price_of_the_market(chart):
    drawing = chart.draw(Kind.HORIZONTAL)
    chart.view.prices.stretch(2000.0)
    chart.view.redraw()
    chart.key(Key.Key_Up)
    assert chart.list[0].anchors[0].price == drawing.anchors[0].price + 1


def test_arrows_move_the_chart_without_a_selection_or_with_a_locked_one(chart):
    drawing = chart.draw(Kind.TREND)
    chart.drawings.set_locked(drawing, is_locked=True)
    for select in (drawing.id, None):
        chart.drawings.select(select)
        before = chart.view.window_of_time.left
        chart.key(Key.Key_Left)
        assert chart.view.window_of_time.left < before
        assert chart.list[0].anchors == drawing.anchors


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace])
def test_delete_removes_the_selected_one_unless_it_is_locked(chart, key):
    drawing = chart.draw(Kind.RAY)
    chart.drawings.set_locked(drawing, is_locked=True)
    chart.key(key)
    assert chart.kinds == [Kind.RAY]
    chart.drawings.set_locked(chart.list[0], is_locked=False)
    chart.key(key)
    assert chart.list == ()
    chart.key(key)
    chart.key(Key.Key_Z, CTRL)
    assert chart.kinds == [Kind.RAY]


def test_undo_and_redo(chart):
    for kind in Kind:
        chart.draw(kind)
    chart.key(Key.Key_Z, CTRL, times=4)
    assert chart.kinds == list(Kind)[:-4]
    chart.key(Key.Key_Y, CTRL, times=2)
    chart.key(Key.Key_Z, CTRL | SHIFT)
    assert chart.kinds == list(Kind)[:-1]
    chart.key(Key.Key_Z, CTRL, times=20)
    assert chart.list == ()


def test_undo_gives_up_what_is_being_drawn_first(chart):
    chart.draw(Kind.RAY)
    chart.key(Key.Key_T)
    chart.key(Key.Key_Return)
    chart.key(Key.Key_Z, CTRL)
    assert chart.kinds == [Kind.RAY]
    assert chart.drawings.draft is None


@pytest.mark.parametrize("kind", Kind)
def test_copy_and_paste_make_another_one_beside_it(chart, kind):
    drawing = chart.draw(kind)
    chart.key(Key.Key_C, CTRL)
    chart.key(Key.Key_V, CTRL)
    assert chart.kinds == [kind, kind]
    copy = chart.list[1]
    assert chart.drawings.selected == copy
    assert copy.anchors != drawing.anchors
    assert replace(copy, id=drawing.id, anchors=drawing.anchors) == drawing


def test_copy_without_a_selection_is_left_to_others(chart):
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Key.Key_C, CTRL)
    assert not chart.view.hands.key(event)


def test_tab_goes_through_the_drawings_in_sight_and_then_on(chart):
    first, second, hidden, far = (chart.draw(kind) for kind in (Kind.RAY, Kind.TREND, Kind.TEXT, Kind.RECTANGLE))
    chart.drawings.hide(hidden)
    chart.drawings.replace(chart.drawings.moved(far, -9_000, 0))
    chart.drawings.select(None)
    assert chart.drawings.selected is None
    tabs = []
    for _ in range(3):
        is_kept = chart.view.hands.tab(is_backward=False)
        tabs.append((is_kept, chart.drawings.selected))
    assert tabs == [(True, first), (True, second), (False, None)]
    assert chart.view.hands.tab(is_backward=True)
    assert chart.drawings.selected == second
    assert chart.view.accessibleDescription().startswith("추세선 · ")
    chart.key(Key.Key_Tab)
    assert chart.drawings.selected is None


def test_enter_writes_the_words_of_the_selected_text(chart):
    chart.draw(Kind.TEXT)
    chart.key(Key.Key_Return)
    assert chart.tools.field.hasFocus()
    chart.key(Key.Key_Escape)
    assert chart.list[0].text == "지지선"
    assert chart.view.hasFocus()


def test_escape_leaves_the_selection_and_then_is_left_to_others(chart):
    chart.draw(Kind.RAY)
    chart.key(Key.Key_Escape)
    assert chart.drawings.selected is None
    assert not chart.view.hands.key(QKeyEvent(QKeyEvent.Type.KeyPress, Key.Key_Escape, NO_KEYS))


def test_the_magnet_has_a_key(chart):
    chart.key(Key.Key_M)
    assert chart.drawings.has_magnet
    bar = chart.series[1_950]
    at = QPoint(int(chart.view.window_of_time.x(1_950.5)), round(chart.view.prices.y(bar.high)) - 4)
    assert chart.drawings.anchor_at(at) == (bar.start_ms + 30_000, bar.high)
    chart.key(Key.Key_M)
    assert chart.drawings.anchor_at(at).price != bar.high


@pytest.mark.parametrize("keys", [Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.MetaModifier, SHIFT])
def test_letters_with_other_keys_are_left_to_others(chart, keys):
    for tool in TOOLS:
        assert not chart.view.hands.key(QKeyEvent(QKeyEvent.Type.KeyPress, ord(tool.key), keys, tool.key))
    assert chart.drawings.tool is None


def test_a_field_over_the_chart_that_goes_away_chooses_no_drawing(chart):
    chart.draw(Kind.TREND)
    chart.drawings.select(None)
    field = QLineEdit(chart.view)
    field.show()
    field.setFocus()
    chart.settle()
    assert field.hasFocus()
    field.hide()
    chart.settle()
    assert chart.drawings.selected is None
