"""The base of all gestures."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from widgets.chart.hands.hand import Hand, Part, Place, Press

NO_KEYS = Qt.KeyboardModifier.NoModifier


def test_a_hand_of_its_own_takes_nothing():
    hand, place = Hand(), Place(5, 5, Part.PANE, None)
    assert not hand.pressed(Press(place, Qt.MouseButton.LeftButton, NO_KEYS))
    assert not hand.key_pressed(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, NO_KEYS))
    assert hand.cursor(place, NO_KEYS) is None
    assert hand.held_cursor() is None
    hand.moved(place, NO_KEYS)
    hand.released(place, NO_KEYS)
    hand.hovered(None, NO_KEYS)
    hand.cancelled()
