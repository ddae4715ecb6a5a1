"""Zooming into a span, and measuring, by the mouse on a chart."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from chart_in_hand import chart
from widgets.chart.hands.spans import duration
from widgets.chart.view import ChartView
from widgets.look.theme import Ink

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NO_KEYS = Qt.KeyboardModifier.NoModifier


def send(view: ChartView, kind: QEvent.Type, x: int, y: int, keys: Qt.KeyboardModifier) -> None:
    at = QPointF(x, y)
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    button = none if kind is QEvent.Type.MouseMove else left
    event = QMouseEvent(kind, at, QPointF(at), button, none if kind is QEvent.Type.MouseButtonRelease else left, keys)
    QApplication.sendEvent(view.viewport(), event)


def drag(view: ChartView, keys: Qt.KeyboardModifier, *way: tuple[int, int], lets_go: bool = True) -> None:
    send(view, QEvent.Type.MouseButtonPress, *way[0], keys)
    for place in way[1:]:
        send(view, QEvent.Type.MouseMove, *place, keys)
    if lets_go:
        send(view, QEvent.Type.MouseButtonRelease, *way[-1], keys)


@pytest.mark.parametrize("way", [((200, 100), (420, 300)), ((420, 300), (200, 100)), ((0, 90), (99_999, 90))])
def test_a_drag_with_ctrl_shows_what_it_ran_over(application, way):
    view, _ = chart()
    view.pan(2_000)
    window = view.window_of_time
    left, right = sorted(min(max(x, 0), window.width) for x, _ in way)
    wanted = window.slot_at(left), window.slot_at(right)
    drag(view, CTRL, *way, lets_go=False)
    box = view.crosshair.box
    assert (box.area.left(), box.area.right() + 1) == (left, right)
    assert box.area.bottom() == view.volumes.area.bottom()
    send(view, QEvent.Type.MouseButtonRelease, *way[-1], CTRL)
    assert (window.left, window.right) == pytest.approx(wanted)
    assert view.crosshair.box is None
    view.close()


def test_a_click_with_ctrl_and_a_drag_given_up_zoom_nothing(application):
    view, _ = chart()
    before = view.window_of_time.left, view.window_of_time.bar_width
    drag(view, CTRL, (300, 100), (302, 100))
    drag(view, CTRL, (300, 100), (500, 100), lets_go=False)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert (view.window_of_time.left, view.window_of_time.bar_width) == before
    assert view.crosshair.box is None
    assert not view.is_dragged
    view.close()


def test_a_span_narrower_than_the_zoom_allows_is_shown_in_the_middle(application):
    view, _ = chart()
    view.pan(2_000)
    window = view.window_of_time
    middle = window.slot_at(305)
    drag(view, CTRL, (300, 100), (310, 100))
    assert window.bar_width == 96.0
    assert window.slot_at(window.width / 2) == pytest.approx(middle)
    view.close()


def test_a_drag_with_shift_measures_bars_time_and_price_and_the_measure_stays(application):
    view, _ = chart()
    view.pan(1_000)
    window, pane = view.window_of_time, view.prices
    scale = pane.scale
    first, last = window.slot_at(200), window.slot_at(420)
    drag(view, SHIFT, (200, 300), (300, 200), (420, 100))
    assert pane.scale == scale
    begin, end = (pane.snapped(pane.value_at(y)) for y in (300, 100))
    change = end - begin
    box = view.crosshair.box
    bars = int(last) - int(first)
    assert box.texts[1] == f"+{bars}봉 · {bars}분"
    assert box.texts[0] == f"+{change:,.0f} ({change / begin * 100:+.2f}%)"
    assert box.ink is Ink.RISE
    assert (box.area.left(), box.area.width()) == (200, 220)
    assert (box.area.top(), box.area.bottom()) == pytest.approx((100, 300), abs=2), "prices are on the market's grid"
    view.pan(50)
    assert view.crosshair.box.area.left() == 250, "the measure lies over the candles, not over the screen"
    assert view.crosshair.box.texts == box.texts
    drag(view, NO_KEYS, (100, 100), (120, 100))
    assert view.crosshair.box is None
    view.close()


def test_a_measure_backwards_and_down_is_negative_and_escape_takes_it_away(application):
    view, _ = chart()
    drag(view, SHIFT, (420, 100), (200, 300))
    box = view.crosshair.box
    assert box.ink is Ink.FALL
    assert all(text.startswith("-") for text in box.texts)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.crosshair.box is None
    drag(view, SHIFT, (420, 100), (200, 300))
    view.to_newest()
    view.show_bars_of(0.5)
    assert view.crosshair.box.area.width() >= 1
    view.close()


def test_volumes_are_measured_in_their_own_scale_and_a_pane_that_goes_takes_its_measure_along(application):
    view, _ = chart()
    area = view.volumes.area
    drag(view, SHIFT, (200, area.bottom() - 2), (260, area.top() - 60))
    assert view.crosshair.box.area.top() == area.top()
    view.show_volumes(is_shown=False)
    assert view.crosshair.box is None
    view.close()


def test_armed_by_the_menu_the_next_drag_needs_no_key(application):
    view, _ = chart()
    view.pan(1_000)
    left = view.window_of_time.left
    view.ruler_hand.arm()
    drag(view, NO_KEYS, (200, 300), (400, 100))
    assert view.crosshair.box.texts
    assert view.window_of_time.left == left
    drag(view, NO_KEYS, (200, 300), (240, 300))
    assert view.window_of_time.left < left
    view.zoom_hand.arm()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.zoom_hand.is_armed
    view.close()


@pytest.mark.parametrize(
    ("ms", "text"),
    [
        (0, "0분"),
        (59_000, "59초"),
        (3_600_000, "1시간"),
        (5_400_000, "1시간 30분"),
        (-90_000, "-1분 30초"),
        (1_000 * 86_400_000 + 3_661_000, "1,000일 1시간"),
    ],
)
def test_a_length_of_time_is_written_in_its_two_largest_units(ms, text):
    assert duration(ms) == text
