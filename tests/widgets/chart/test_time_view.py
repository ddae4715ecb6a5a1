"""Mouse, wheel and keys move the view through time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from chart_in_hand import chart, mouse, wheel
from core.market.chart.time_window import WIDEST_BAR


def test_dragging_pans_with_the_prices_held_still_until_the_hand_lets_go(application):
    view, _ = chart()
    before, left = view.scale_of_prices, view.window_of_time.left
    mouse(view, QEvent.Type.MouseButtonPress, 300, 200, Qt.MouseButton.LeftButton)
    mouse(view, QEvent.Type.MouseMove, 545, 200, Qt.MouseButton.LeftButton)
    assert view.window_of_time.left < left
    assert view.scale_of_prices == before
    mouse(view, QEvent.Type.MouseButtonRelease, 545, 200, Qt.MouseButton.LeftButton)
    assert not view.is_dragged
    assert view.scale_of_prices != before
    view.close()


@pytest.mark.parametrize("pixels", [0, 900])
def test_the_wheel_zooms_around_the_pointer(application, pixels):
    view, _ = chart()
    view.pan(pixels)
    under = view.window_of_time.slot_at(200)
    wheel(view, 200, 2)
    assert abs(view.window_of_time.slot_at(200) - under) < 1e-6
    assert view.window_of_time.bar_width > 7
    view.close()


def test_keys_zoom_at_the_live_edge_while_the_chart_follows_it(application):
    view, _ = chart()
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Up, Qt.Key.Key_Minus):
        QTest.keyClick(view, key)
        assert view.window_of_time.is_following
    view.show_all()
    assert view.window_of_time.is_following
    view.close()


def test_keys_pan_zoom_and_go_to_either_end(application):
    view, _ = chart()
    moves = []
    view.moved.connect(lambda: moves.append(1))
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert not view.window_of_time.is_following
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.window_of_time.bar_width > 7
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert abs(view.window_of_time.left) < 1
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.window_of_time.is_following
    assert len(moves) == 4
    view.close()


@pytest.mark.parametrize("button", [Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton])
def test_no_gesture_of_the_mouse_raises(application, caplog, button):
    """A right click raised AttributeError: pyqtgraph's scene had an entry for a menu nobody had opened."""
    view, _ = chart()
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
        mouse(view, kind, 300, 200, button)
        mouse(view, QEvent.Type.MouseMove, 400, 450, button)
        mouse(view, QEvent.Type.MouseButtonRelease, 400, 450, button)
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        menu = QContextMenuEvent(reason, QPoint(50, 50), QPoint(50, 50), Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(view.viewport(), menu)
    for key in (Qt.Key.Key_Menu, Qt.Key.Key_F10, Qt.Key.Key_Home):
        QTest.keyClick(view, key, Qt.KeyboardModifier.ShiftModifier)
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert not view.findChildren(QAction)
    assert not caplog.records
    view.close()


@pytest.mark.parametrize("notches", [10**6, -(10**6), 17_000_000, -17_000_000])
def test_a_wheel_with_absurd_angles_ends_at_the_end_of_the_zoom(application, notches, caplog):
    view, _ = chart()
    wheel(view, 200, notches)
    assert view.window_of_time.least_bar_width <= view.window_of_time.bar_width <= WIDEST_BAR
    assert (view.window_of_time.bar_width > 7) is (notches > 0)
    assert not caplog.records
    view.close()


def touch(view, x: int, pixels: int, phase: Qt.ScrollPhase, ms: int) -> None:
    at, moved = QPointF(300, 200), QPoint(pixels, 0)
    none, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(at, at, moved, 2 * moved, none, keys, phase, False)
    event.setTimestamp(ms)
    QApplication.sendEvent(view.viewport(), event)


def test_two_fingers_pan_to_the_pixel_and_a_flick_of_them_goes_on(application):
    view, _ = chart()
    view.pan(2_000)
    under = view.window_of_time.slot_at(300)
    touch(view, 300, 17, Qt.ScrollPhase.ScrollBegin, 1_000)
    assert view.window_of_time.slot_at(317) == pytest.approx(under)
    for number in range(1, 8):
        touch(view, 300, 12, Qt.ScrollPhase.ScrollUpdate, 1_000 + 10 * number)
    assert view.window_of_time.slot_at(317 + 7 * 12) == pytest.approx(under)
    assert not view.is_gliding
    touch(view, 300, 0, Qt.ScrollPhase.ScrollEnd, 1_074)
    assert view.is_gliding
    touch(view, 300, -5, Qt.ScrollPhase.ScrollBegin, 1_200)
    assert not view.is_gliding, "the next touch ends it"
    touch(view, 300, 0, Qt.ScrollPhase.ScrollEnd, 3_000)
    assert not view.is_gliding, "a hand that rested flicks nothing"
    view.close()


def test_momentum_that_the_system_sends_pans_and_gets_no_glide_of_ours(application):
    view, _ = chart()
    view.pan(2_000)
    under = view.window_of_time.slot_at(300)
    for number in range(6):
        touch(view, 300, 20, Qt.ScrollPhase.ScrollMomentum, 1_000 + 10 * number)
    touch(view, 300, 0, Qt.ScrollPhase.ScrollEnd, 1_052)
    assert view.window_of_time.slot_at(420) == pytest.approx(under)
    assert not view.is_gliding
    view.close()


def test_the_wheel_over_a_value_axis_stretches_and_with_shift_it_pans(application):
    view, _ = chart()
    view.pan(2_000)
    low, high, _, _ = view.prices.scale
    at = QPointF(view.width() - 9, 100)
    none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    for keys in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
        event = QWheelEvent(at, at, QPoint(), QPoint(0, 120), none, keys, phase, False)
        left = view.window_of_time.left
        QApplication.sendEvent(view.viewport(), event)
        assert view.window_of_time.bar_width == 7.0
        assert (view.window_of_time.left < left) is bool(keys)
    assert view.prices.scale.high - view.prices.scale.low == pytest.approx((high - low) / 1.15)
    assert not view.prices.is_automatic
    view.close()
