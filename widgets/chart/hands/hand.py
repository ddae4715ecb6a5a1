"""One gesture of the mouse on a chart: the base of dragging, scaling, measuring and drawing.

The chart offers each press to its hands in turn; the first that takes it gets every move until the button is released
or the gesture is cancelled by Escape, another button or the end of the view. Meanwhile no scale fits itself anew:
values do not move under a pressed mouse. A hand that is added comes before those of the chart.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QKeyEvent

    from widgets.chart.panes.pane import Pane


class Part(Enum):
    """The parts of a chart."""

    PANE = auto()
    VALUE_AXIS = auto()
    TIME_AXIS = auto()
    BORDER = auto()
    """Between two panes."""
    NOWHERE = auto()
    """The corner between the axes."""


class Place(NamedTuple):
    """Where the pointer is, in pixels of the view."""

    x: int
    y: int
    part: Part
    pane: Pane | None
    """Of that height; None beside the panes."""
    border: int = -1
    """Which border, counted from the top; -1 away from them."""
    ms: int = 0
    """When the event happened, in milliseconds of Qt's clock."""


class Press(NamedTuple):
    """A press of a button, or of the second time of a double click."""

    place: Place
    button: Qt.MouseButton
    keys: Qt.KeyboardModifier
    """The modifier keys that are held."""
    is_double: bool = False


class Hand:
    """A gesture. Methods return whether the hand took the event; the base takes none."""

    def cursor(self, place: Place, keys: Qt.KeyboardModifier) -> Qt.CursorShape | None:
        """Return the shape of the pointer at `place` while no button is pressed; None for no opinion."""
        return None

    def pressed(self, press: Press) -> bool:
        """Return whether the hand takes this press."""
        return False

    def held_cursor(self) -> Qt.CursorShape | None:
        """Return the shape of the pointer while the hand has the press; None for no opinion."""
        return None

    def moved(self, place: Place, keys: Qt.KeyboardModifier) -> None:
        """Follow the pointer; called only between `pressed` and `released`. `place.part` may be any."""

    def released(self, place: Place, keys: Qt.KeyboardModifier) -> None:
        """End the gesture."""

    def cancelled(self) -> None:
        """Give the gesture up, as if it had not begun."""

    def hovered(self, place: Place | None, keys: Qt.KeyboardModifier) -> None:
        """Notice the pointer without a button; None after it left the chart."""

    def redrawn(self) -> None:
        """Place anew what the hand shows over the chart; called after the chart was redrawn."""

    def tabbed(self, *, is_backward: bool) -> bool:
        """Return whether the hand goes to its next thing, so that the keyboard stays in the chart."""
        return False

    def key_pressed(self, event: QKeyEvent) -> bool:
        """Return whether the hand takes this key; asked before the chart's own keys."""
        return False
