"""Each event goes to the hand it belongs to."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from widgets.chart.hands.dispatch import Hands
from widgets.chart.hands.hand import Hand, Part, Place, Press

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NO_KEYS = Qt.KeyboardModifier.NoModifier
PLACE, AXIS = Place(5, 5, Part.PANE, None), Place(9, 5, Part.VALUE_AXIS, None)


class Noting(Hand):
    """Notes what it gets; takes presses and keys if it is told to."""

    def __init__(self, *, takes: bool = True) -> None:
        self.takes = takes
        self.got: list[str] = []

    def pressed(self, press):
        self.got.append("pressed")
        return self.takes

    def moved(self, place, keys):
        self.got.append("moved")

    def released(self, place, keys):
        self.got.append("released")

    def cancelled(self):
        self.got.append("cancelled")

    def hovered(self, place, keys):
        self.got.append("hovered")

    def key_pressed(self, event):
        self.got.append("key")
        return self.takes

    def cursor(self, place, keys):
        return Qt.CursorShape.PointingHandCursor if self.takes else None

    def held_cursor(self):
        return Qt.CursorShape.ClosedHandCursor


def press(hands: Hands, button: Qt.MouseButton = LEFT) -> bool:
    return hands.press(Press(PLACE, button, NO_KEYS))


def key(hands: Hands, code: Qt.Key) -> bool:
    return hands.key(QKeyEvent(QEvent.Type.KeyPress, code, NO_KEYS))


def both(*, first_takes: bool) -> tuple[Hands, Noting, Noting]:
    hands, first, last = Hands(), Noting(takes=first_takes), Noting()
    hands.add(last, last=True)
    hands.add(first)
    return hands, first, last


def test_the_hand_that_was_added_is_asked_first_and_keeps_what_it_takes():
    hands, first, last = both(first_takes=True)
    assert press(hands)
    assert hands.is_pressed
    hands.move(PLACE, NO_KEYS)
    assert hands.cursor(PLACE, NO_KEYS) is Qt.CursorShape.ClosedHandCursor
    assert hands.release(LEFT, PLACE, NO_KEYS)
    assert first.got == ["pressed", "moved", "released"]
    assert last.got == []
    assert not hands.is_pressed


def test_what_the_first_does_not_take_goes_to_the_next_and_what_nobody_takes_to_none():
    hands, first, last = both(first_takes=False)
    assert press(hands)
    assert hands.holder is last
    hands.release(LEFT, PLACE, NO_KEYS)
    last.takes = False
    assert not press(hands)
    assert not hands.is_pressed
    assert not hands.release(LEFT, PLACE, NO_KEYS)
    assert first.got == ["pressed", "pressed"]


def test_without_a_press_all_notice_the_pointer_and_the_first_opinion_shapes_it():
    hands, first, last = both(first_takes=False)
    hands.move(PLACE, NO_KEYS)
    hands.move(None, NO_KEYS)
    assert first.got == last.got == ["hovered", "hovered"]
    assert hands.cursor(PLACE, NO_KEYS) is Qt.CursorShape.PointingHandCursor
    last.takes = False
    assert hands.cursor(PLACE, NO_KEYS) is Qt.CursorShape.CrossCursor
    assert hands.cursor(AXIS, NO_KEYS) is Qt.CursorShape.ArrowCursor


def test_escape_another_button_and_removal_cancel_a_gesture():
    for cancel in (lambda hands, _: key(hands, Qt.Key.Key_Escape), lambda hands, _: press(hands, RIGHT), Hands.remove):
        hands, first, _ = both(first_takes=True)
        press(hands)
        cancel(hands, first)
        assert first.got == ["pressed", "cancelled"]
        assert not hands.is_pressed
        assert not hands.release(LEFT, PLACE, NO_KEYS)


def test_the_release_of_another_button_ends_nothing_and_a_lost_release_is_made_up_for():
    hands, first, _ = both(first_takes=True)
    press(hands)
    assert not hands.release(RIGHT, PLACE, NO_KEYS)
    assert hands.is_pressed
    press(hands)
    assert first.got == ["pressed", "cancelled", "pressed"]


def test_keys_go_to_the_first_that_takes_them():
    hands, first, last = both(first_takes=False)
    assert key(hands, Qt.Key.Key_Delete)
    assert (first.got, last.got) == (["key"], ["key"])
    last.takes = False
    assert not key(hands, Qt.Key.Key_Escape)
