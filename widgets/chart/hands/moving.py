"""The hands that move and stretch a chart: panning, both kinds of axes, and the borders between panes."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING, Final, Protocol
from weakref import ref

from PySide6.QtCore import Qt

from core.market.chart.glide import Flick
from core.market.chart.time_window import DEFAULT_BAR_WIDTH
from widgets.chart.hands.hand import Hand, Part, Place, Press

if TYPE_CHECKING:
    from core.market.chart.time_window import TimeWindow
    from widgets.chart.panes.pane import Pane
    from widgets.chart.panes.stack import PaneStack

_STRETCH: Final = 1 / 160
"""How strongly a value axis stretches by each pixel, as an exponent."""
_SHORTEST_ARM: Final = 24
"""Pixels from the right edge within which the hand on the time axis stretches no further."""
_LEFT: Final = Qt.MouseButton.LeftButton


class Movable(Protocol):
    """The chart, as far as these hands are concerned."""

    panes: PaneStack

    @property
    def window_of_time(self) -> TimeWindow:
        """The visible part of time."""

    def pan(self, pixels: float) -> None:
        """Move the candles to the right."""

    def zoom(self, factor: float, x: float) -> None:
        """Make bars wider."""

    def glide(self, speed: float) -> None:
        """Go on moving."""

    def redraw(self) -> None:
        """Draw all."""


class _ChartHand(Hand):
    """A hand of a chart. The chart owns it, so it holds the chart weakly: no cycle keeps a closed chart."""

    def __init__(self, chart: Movable) -> None:
        self._chart = ref(chart)

    @property
    def chart(self) -> Movable:
        """The chart; it is alive while it calls its hands."""
        chart = self._chart()
        assert chart is not None
        return chart


class PanHand(_ChartHand):
    """Drags time, and in a pane whose scale was moved by hand its values; a flick goes on by itself."""

    def __init__(self, chart: Movable) -> None:
        super().__init__(chart)
        self._at: Place | None = None
        self._flick = Flick()

    def pressed(self, press: Press) -> bool:
        """Take the left button in a pane."""
        if press.button is not _LEFT or press.place.part is not Part.PANE:
            return False
        self._at, self._flick = press.place, Flick()
        self._flick.moved(press.place.x, press.place.ms)
        return True

    def held_cursor(self) -> Qt.CursorShape:
        """Return a closed hand."""
        return Qt.CursorShape.ClosedHandCursor

    def moved(self, place: Place, keys: Qt.KeyboardModifier) -> None:
        """Move the candles with the pointer."""
        before, self._at = self._at, place
        if before is None:
            return
        self._flick.moved(place.x, place.ms)
        if before.pane is not None and not before.pane.is_automatic and place.y != before.y:
            before.pane.shift(place.y - before.y)
            self._at = place._replace(pane=before.pane)
        else:
            self._at = place._replace(pane=before.pane)
        self.chart.pan(place.x - before.x)

    def released(self, place: Place, keys: Qt.KeyboardModifier) -> None:
        """Let the chart go on if the hand flicked it."""
        self._at = None
        if speed := self._flick.speed(place.ms):
            self.chart.glide(speed)

    def cancelled(self) -> None:
        """Stay where the chart is."""
        self._at = None


class ValueAxisHand(_ChartHand):
    """Drags the values of a pane taller or flatter; a double click fits them again."""

    def __init__(self, chart: Movable) -> None:
        super().__init__(chart)
        self._pane: Pane | None = None
        self._y = 0

    def cursor(self, place: Place, keys: Qt.KeyboardModifier) -> Qt.CursorShape | None:
        """Return an upright arrow over the axis."""
        return Qt.CursorShape.SizeVerCursor if place.part is Part.VALUE_AXIS else None

    def held_cursor(self) -> Qt.CursorShape:
        """Return an upright arrow."""
        return Qt.CursorShape.SizeVerCursor

    def pressed(self, press: Press) -> bool:
        """Take the left button on a value axis."""
        if press.button is not _LEFT or press.place.part is not Part.VALUE_AXIS or press.place.pane is None:
            return False
        self._pane, self._y = press.place.pane, press.place.y
        if press.is_double:
            press.place.pane.fit_again()
            self._pane = None
        return True

    def moved(self, place: Place, keys: Qt.KeyboardModifier) -> None:
        """Stretch the values when the pointer goes up."""
        if self._pane is not None and place.y != self._y:
            self._pane.stretch(exp((self._y - place.y) * _STRETCH))
            self._y = place.y
            self.chart.redraw()

    def released(self, place: Place, keys: Qt.KeyboardModifier) -> None:
        """End the gesture."""
        self._pane = None

    def cancelled(self) -> None:
        """End the gesture."""
        self._pane = None


class TimeAxisHand(_ChartHand):
    """Drags bars wider or narrower with the right edge in place; a double click gives them their usual width."""

    def __init__(self, chart: Movable) -> None:
        super().__init__(chart)
        self._x: int | None = None

    def cursor(self, place: Place, keys: Qt.KeyboardModifier) -> Qt.CursorShape | None:
        """Return a level arrow over the axis."""
        return Qt.CursorShape.SizeHorCursor if place.part is Part.TIME_AXIS else None

    def held_cursor(self) -> Qt.CursorShape:
        """Return a level arrow."""
        return Qt.CursorShape.SizeHorCursor

    def pressed(self, press: Press) -> bool:
        """Take the left button on the time axis."""
        if press.button is not _LEFT or press.place.part is not Part.TIME_AXIS:
            return False
        self._x = press.place.x
        if press.is_double:
            self._x = None
            window = self.chart.window_of_time
            self.chart.zoom(DEFAULT_BAR_WIDTH / window.bar_width, window.width)
        return True

    def moved(self, place: Place, keys: Qt.KeyboardModifier) -> None:
        """Keep the time below the pointer there, and the right edge in place."""
        if self._x is None or place.x == self._x:
            return
        width = self.chart.window_of_time.width
        before, now = (max(width - x, _SHORTEST_ARM) for x in (self._x, place.x))
        self._x = place.x
        if before != now:
            self.chart.zoom(now / before, width)

    def released(self, place: Place, keys: Qt.KeyboardModifier) -> None:
        """End the gesture."""
        self._x = None

    def cancelled(self) -> None:
        """End the gesture."""
        self._x = None


class BorderHand(_ChartHand):
    """Drags the border between two panes; a double click gives all panes their usual heights."""

    def __init__(self, chart: Movable) -> None:
        super().__init__(chart)
        self._border = -1
        self._y = 0

    def cursor(self, place: Place, keys: Qt.KeyboardModifier) -> Qt.CursorShape | None:
        """Return a split arrow over a border."""
        return Qt.CursorShape.SplitVCursor if place.part is Part.BORDER else None

    def held_cursor(self) -> Qt.CursorShape:
        """Return a split arrow."""
        return Qt.CursorShape.SplitVCursor

    def pressed(self, press: Press) -> bool:
        """Take the left button on a border."""
        if press.button is not _LEFT or press.place.part is not Part.BORDER:
            return False
        self._border, self._y = press.place.border, press.place.y
        if press.is_double:
            self._border = -1
            self.chart.panes.even_out()
            self.chart.redraw()
        return True

    def moved(self, place: Place, keys: Qt.KeyboardModifier) -> None:
        """Move the border with the pointer."""
        if self._border >= 0 and (moved := self.chart.panes.drag_border(self._border, place.y - self._y)):
            self._y += moved
            self.chart.redraw()

    def released(self, place: Place, keys: Qt.KeyboardModifier) -> None:
        """End the gesture."""
        self._border = -1

    def cancelled(self) -> None:
        """End the gesture."""
        self._border = -1
