"""Gives each event of the mouse to the hand it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from widgets.chart.hands.hand import Hand, Part, Place, Press

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class Hands:
    """The hands of a chart in the order in which they are asked."""

    def __init__(self) -> None:
        self._hands: list[Hand] = []
        self._holder: Hand | None = None
        self._button = Qt.MouseButton.NoButton

    @property
    def is_pressed(self) -> bool:
        """Whether a hand has a press."""
        return self._holder is not None

    @property
    def holder(self) -> Hand | None:
        """The hand that has the press."""
        return self._holder

    def add(self, hand: Hand, *, last: bool = False) -> None:
        """Ask `hand` before the others, or after them."""
        self._hands.insert(len(self._hands) if last else 0, hand)

    def remove(self, hand: Hand) -> None:
        """Ask `hand` no longer; end its gesture."""
        if self._holder is hand:
            self.cancel()
        if hand in self._hands:
            self._hands.remove(hand)

    def press(self, press: Press) -> bool:
        """Offer a press; another button during a gesture cancels that. Return whether a hand took it."""
        if self._holder is not None:
            if press.button is not self._button:
                self.cancel()
                return False
            self._holder.cancelled()  # the release went elsewhere
            self._holder = None
        for hand in self._hands:
            # Known before the hand acts: what it redraws must not fit the scales.
            self._holder, self._button = hand, press.button
            if hand.pressed(press):
                return True
            self._holder = None
        return False

    def move(self, place: Place | None, keys: Qt.KeyboardModifier) -> None:
        """Let the hand with the press follow the pointer, or all notice it; None after it left the chart."""
        if self._holder is not None:
            if place is not None:
                self._holder.moved(place, keys)
            return
        for hand in self._hands:
            hand.hovered(place, keys)

    def release(self, button: Qt.MouseButton, place: Place, keys: Qt.KeyboardModifier) -> bool:
        """End the gesture of `button`; return whether there was one."""
        if self._holder is None or button is not self._button:
            return False
        holder, self._holder = self._holder, None
        holder.released(place, keys)
        return True

    def cancel(self) -> bool:
        """Give the gesture up; return whether there was one."""
        holder, self._holder = self._holder, None
        if holder is not None:
            holder.cancelled()
        return holder is not None

    def redrawn(self) -> None:
        """Tell all hands that the chart was redrawn."""
        for hand in self._hands:
            hand.redrawn()

    def key(self, event: QKeyEvent) -> bool:
        """Offer a key; Escape during a gesture cancels that. Return whether it was taken."""
        if event.key() == Qt.Key.Key_Escape and self.cancel():
            return True
        return any(hand.key_pressed(event) for hand in list(self._hands))

    def tab(self, *, is_backward: bool) -> bool:
        """Offer Tab or Shift+Tab; return whether it was taken."""
        return any(hand.tabbed(is_backward=is_backward) for hand in list(self._hands))

    def cursor(self, place: Place, keys: Qt.KeyboardModifier) -> Qt.CursorShape:
        """Return the shape of the pointer."""
        if self._holder is not None:
            return self._holder.held_cursor() or Qt.CursorShape.CrossCursor
        shapes = (shape for hand in self._hands if (shape := hand.cursor(place, keys)) is not None)
        usual = Qt.CursorShape.CrossCursor if place.part is Part.PANE else Qt.CursorShape.ArrowCursor
        return next(shapes, usual)
