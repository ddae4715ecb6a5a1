"""Mouse, wheel and keys move the view through time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
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


def test_the_wheel_zooms_around_the_pointer(application):
    view, _ = chart()
    view.pan(900)
    under = view.window_of_time.slot_at(200)
    wheel(view, 200, 2)
    assert abs(view.window_of_time.slot_at(200) - under) < 1e-6
    assert view.window_of_time.bar_width > 7
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
