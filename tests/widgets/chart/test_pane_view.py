"""The layout of panes over one time axis, and what other rooms use of it."""

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from chart_in_hand import chart, mouse
from looks import LOOK
from widgets.chart.hands.hand import Hand, Part
from widgets.chart.panes.curves import LineLayer
from widgets.chart.panes.value_scale import Fit, ScaleMode

RED = QColor("#ff0000")


def test_a_pane_that_is_added_draws_its_layers_below_the_others_and_is_gone_when_removed(application):
    view, _ = chart()
    before = view.grab().toImage()
    changes = []
    view.panes_changed.connect(lambda: changes.append(1))
    pane = view.add_pane("rsi", lambda: "RSI", fit=Fit(18, 6, low=0, high=100))
    pane.layers.append(LineLayer(LOOK, lambda series: series.slots % 100, RED, name="14"))
    view.redraw()
    QApplication.processEvents()
    image = view.grab().toImage()
    assert pane.area.top() == view.volumes.area.bottom() + 1
    assert any(
        image.pixelColor(x, y).red() > 200 > image.pixelColor(x, y).green()
        for x in range(300, 600)
        for y in range(pane.area.top() + 30, pane.area.bottom(), 3)
    )
    assert "RSI" in [piece.text for piece in pane.legend(None)]
    view.remove_pane("rsi")
    QApplication.processEvents()
    assert changes == [], "only what the user does is told"
    assert view.grab().toImage() == before
    view.close()


def test_every_pixel_belongs_to_one_part(application):
    view, _ = chart()
    axis = view.width() - 10
    parts = {
        view.place_at(QPoint(x, y)).part: view.place_at(QPoint(x, y)).pane
        for x, y in ((100, 100), (axis, 100), (100, view.height() - 5), (axis, view.height() - 5))
    }
    assert parts == {
        Part.PANE: view.prices,
        Part.VALUE_AXIS: view.prices,
        Part.TIME_AXIS: None,
        Part.NOWHERE: None,
    }
    border = view.place_at(QPoint(100, view.volumes.area.top()))
    assert (border.part, border.border) == (Part.BORDER, 0)
    view.close()


def test_moments_and_pixels_are_each_others_inverse(application):
    view, series = chart()
    for slot in (1_900, 1_950, 2_000):
        assert abs(view.time_at(view.x_of(slot * 60_000)) - (slot + 0.5) * 60_000) < 1
        assert view.x_of(slot * 60_000) == view.window_of_time.x(slot + 0.5)
    assert series.last is not None
    view.close()


class Taking(Hand):
    """Takes every press in a pane, and Escape."""

    def __init__(self):
        self.places = []

    def pressed(self, press):
        self.places.append(press.place)
        return True

    def key_pressed(self, event):
        return event.key() == Qt.Key.Key_Left


def test_a_hand_of_another_room_takes_presses_and_keys_before_the_chart(application):
    view, _ = chart()
    hand = Taking()
    view.add_hand(hand)
    left = view.window_of_time.left
    mouse(view, QEvent.Type.MouseButtonPress, 300, 200, Qt.MouseButton.LeftButton)
    assert view.is_dragged
    scale = view.prices.scale
    mouse(view, QEvent.Type.MouseMove, 500, 200)
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.window_of_time.left == left
    assert view.prices.scale == scale
    assert hand.places[0].pane is view.prices
    view.remove_hand(hand)
    assert not view.is_dragged
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.window_of_time.left < left
    view.close()


def test_the_state_holds_panes_and_comes_back(application):
    view, _ = chart()
    view.volumes.set_mode(ScaleMode.LOG)
    view.panes.drag_border(0, -50)
    view.redraw()
    again, _ = chart()
    again.restore_state(view.state())
    assert again.volumes.area == view.volumes.area
    assert again.volumes.mode is ScaleMode.LOG
    for broken in ({}, {"panes": 5}, {"panes": [5, {"key": []}, {"key": "volumes", "weight": "x", "mode": 7}]}):
        again.restore_state(broken)
    assert again.volumes.area == view.volumes.area
    again.close()
    view.close()


def test_a_closed_chart_paints_nothing_more(application):
    view, _ = chart()
    view.grab()
    view.close()
    drawn = view.layers_drawn
    view.prices.canvas.redraw_from(0)
    view.grab()
    assert view.layers_drawn == drawn
