"""Panning, both axes, and the borders between panes, by the mouse on a chart."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from chart_in_hand import chart
from core.market.chart.time_window import DEFAULT_BAR_WIDTH
from widgets.chart.view import ChartView

LEFT = Qt.MouseButton.LeftButton
PRESS, MOVE, RELEASE = QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease
DOUBLE = QEvent.Type.MouseButtonDblClick


def send(view: ChartView, kind: QEvent.Type, x: int, y: int, ms: int = 0) -> None:
    at = QPointF(x, y)
    button = Qt.MouseButton.NoButton if kind is MOVE else LEFT
    held = LEFT if kind is not RELEASE else Qt.MouseButton.NoButton
    event = QMouseEvent(kind, at, QPointF(at), button, held, Qt.KeyboardModifier.NoModifier)
    event.setTimestamp(ms)
    QApplication.sendEvent(view.viewport(), event)


def drag(view: ChartView, *way: tuple[int, int]) -> None:
    send(view, PRESS, *way[0])
    for place in way[1:]:
        send(view, MOVE, *place)
    send(view, RELEASE, *way[-1])


def double_click(view: ChartView, x: int, y: int) -> None:
    for kind in (PRESS, RELEASE, DOUBLE, RELEASE):
        send(view, kind, x, y)


def axis_x(view: ChartView) -> int:
    return view.width() - 20


def below(view: ChartView) -> int:
    return view.height() - 8


def test_dragging_a_value_axis_up_makes_values_taller_and_a_double_click_fits_them_again(application):
    view, _ = chart()
    fitted, volumes = view.prices.scale, view.volumes.scale
    drag(view, (axis_x(view), 200), (axis_x(view), 150), (axis_x(view), 100))
    taller = view.prices.scale
    assert (taller.high - taller.low) < (fitted.high - fitted.low) * 0.6
    assert (taller.high + taller.low) / 2 == pytest.approx((fitted.high + fitted.low) / 2)
    assert view.volumes.scale == volumes
    drag(view, (axis_x(view), 100), (axis_x(view), 300))
    assert view.prices.scale.high - view.prices.scale.low > fitted.high - fitted.low
    double_click(view, axis_x(view), 200)
    assert view.prices.scale == fitted
    view.close()


def test_a_pane_whose_values_were_moved_is_dragged_both_ways(application):
    view, _ = chart()
    drag(view, (axis_x(view), 200), (axis_x(view), 150))
    price, slot = view.prices.value_at(200), view.window_of_time.slot_at(300)
    drag(view, (300, 200), (340, 240), (390, 260))
    assert view.prices.value_at(260) == pytest.approx(price)
    assert view.window_of_time.slot_at(390) == pytest.approx(slot)
    view.close()


def test_dragging_the_time_axis_keeps_the_time_under_the_hand_and_a_double_click_the_usual_width(application):
    view, _ = chart()
    view.pan(1_500)
    window = view.window_of_time
    right, under = window.right, window.slot_at(400)
    drag(view, (400, below(view)), (350, below(view)), (250, below(view)))
    assert window.slot_at(250) == pytest.approx(under)
    assert window.right == pytest.approx(right)
    assert window.bar_width > DEFAULT_BAR_WIDTH
    drag(view, (250, below(view)), (900, below(view)))
    assert window.bar_width < 1
    double_click(view, 300, below(view))
    assert window.bar_width == pytest.approx(DEFAULT_BAR_WIDTH)
    view.close()


def test_a_border_is_dragged_and_a_double_click_gives_the_usual_heights(application):
    view, _ = chart()
    usual = view.volumes.area
    border = usual.top()
    drag(view, (300, border), (300, border - 50), (300, border - 80))
    assert view.volumes.area.top() == border - 80
    drag(view, (300, border - 80), (300, 5_000), (300, border - 30))
    assert view.volumes.area.top() == border - 30, "beyond the end of the way it waits for the hand"
    double_click(view, 300, border - 30)
    assert view.volumes.area == usual
    view.close()


def test_the_pointer_tells_what_can_be_dragged(application):
    view, _ = chart()
    shapes = {}
    for name, (x, y) in {
        "pane": (300, 200),
        "values": (axis_x(view), 200),
        "times": (300, below(view)),
        "border": (300, view.volumes.area.top()),
        "corner": (axis_x(view), below(view)),
    }.items():
        send(view, MOVE, x, y)
        shapes[name] = view.cursor().shape()
    assert shapes == {
        "pane": Qt.CursorShape.CrossCursor,
        "values": Qt.CursorShape.SizeVerCursor,
        "times": Qt.CursorShape.SizeHorCursor,
        "border": Qt.CursorShape.SplitVCursor,
        "corner": Qt.CursorShape.ArrowCursor,
    }
    view.close()


def flick(view: ChartView, begin: int = 300, step: int = 20, ms: int = 10) -> None:
    send(view, PRESS, begin, 200, 1_000)
    for move in range(1, 8):
        send(view, MOVE, begin + step * move, 200, 1_000 + ms * move)
    send(view, RELEASE, begin + 7 * step, 200, 1_000 + 7 * ms + 2)


def rest(view: ChartView) -> None:
    for _ in range(100):
        if view.is_gliding:
            QTest.qWait(50)


def test_a_flick_goes_on_and_comes_to_rest(application):
    view, _ = chart()
    view.pan(2_000)
    flick(view)
    assert view.is_gliding
    before = view.window_of_time.left
    QTest.qWait(120)
    assert view.window_of_time.left < before
    rest(view)
    assert not view.is_gliding
    view.close()


def test_a_slow_hand_flicks_nothing_and_any_hand_on_the_chart_ends_a_glide(application):
    view, _ = chart()
    view.pan(2_000)
    flick(view, step=1, ms=30)
    assert not view.is_gliding
    for stop in (
        lambda: send(view, PRESS, 300, 200),
        lambda: QTest.keyClick(view, Qt.Key.Key_Left),
        view.to_newest,
        view.hide,
    ):
        view.show()
        view.window_of_time.pan(2_000)
        flick(view)
        assert view.is_gliding
        stop()
        assert not view.is_gliding
        send(view, RELEASE, 300, 200)
    view.close()


def test_a_glide_ends_at_the_end_of_the_candles(application):
    view, _ = chart()
    view.to_oldest()
    flick(view, step=40)
    rest(view)
    assert not view.is_gliding
    assert view.window_of_time.x(3) >= 0
    view.close()


def test_escape_ends_a_gesture_where_the_chart_is_and_the_scale_fits_again(application):
    view, _ = chart()
    send(view, PRESS, 300, 200)
    send(view, MOVE, 500, 200)
    held, left = view.prices.scale, view.window_of_time.left
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.is_dragged
    assert view.prices.scale != held
    send(view, MOVE, 600, 200)
    assert view.window_of_time.left == left
    assert QPoint(600, 200) == view.pointer
    view.close()
