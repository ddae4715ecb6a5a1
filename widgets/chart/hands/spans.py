"""The hands that mark a part of a chart: zooming into a span of time, and measuring the way between two points.

Ctrl and a drag zooms, Shift and a drag measures; either can be armed for the next drag by the menu.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol
from weakref import ref

from PySide6.QtCore import QRect, Qt

from core.market.chart.measured import Measured, Point, measured
from widgets.chart.hands.box import Box
from widgets.chart.hands.hand import Hand, Part, Place, Press
from widgets.look.theme import Ink
from widgets.text import formats
from widgets.text.language import translate

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from core.market.candles.units import CandleUnit
    from core.market.chart.time_window import TimeWindow
    from widgets.chart.panes.pane import Pane
    from widgets.chart.panes.stack import PaneStack

_LEAST_DRAG: Final = 4
"""Pixels: a shorter drag is a click."""
_LEFT: Final = Qt.MouseButton.LeftButton
_UNITS_OF_TIME: Final = (86_400_000, 3_600_000, 60_000, 1_000)


class Marked(Protocol):
    """The chart, as far as these hands are concerned."""

    panes: PaneStack

    @property
    def window_of_time(self) -> TimeWindow:
        """The visible part of time."""

    @property
    def unit(self) -> CandleUnit:
        """The unit of the candles."""

    def show_span(self, left: float, right: float) -> None:
        """Show a span of slots."""

    def show_box(self, box: Box | None) -> None:
        """Mark an area."""


class MarkingHand(Hand):
    """A drag that begins with a key held, or after it was armed.

    Args:
        chart: held weakly, because the chart owns its hands.
        key: the modifier key.
    """

    def __init__(self, chart: Marked, key: Qt.KeyboardModifier) -> None:
        self._chart = ref(chart)
        self._key = key
        self.is_armed = False
        """Whether the next drag is taken without the key."""

    @property
    def chart(self) -> Marked:
        """The chart; it is alive while it calls its hands."""
        chart = self._chart()
        assert chart is not None
        return chart

    def arm(self) -> None:
        """Take the next drag without the key; Escape gives it up."""
        self.is_armed = True

    def takes(self, press: Press) -> bool:
        """Return whether a press begins the gesture; it is then no longer armed."""
        is_wanted = self.is_armed or press.keys == self._key
        if press.button is not _LEFT or press.place.part is not Part.PANE or not is_wanted:
            return False
        self.is_armed = False
        return True

    def cursor(self, place: Place, keys: Qt.KeyboardModifier) -> Qt.CursorShape | None:
        """Return a pointing hand where the gesture would begin."""
        is_wanted = self.is_armed or keys == self._key
        return Qt.CursorShape.PointingHandCursor if is_wanted and place.part is Part.PANE else None

    def key_pressed(self, event: QKeyEvent) -> bool:
        """Give an armed gesture up on Escape."""
        was_armed, self.is_armed = self.is_armed, self.is_armed and event.key() != Qt.Key.Key_Escape
        return was_armed and not self.is_armed


class SpanZoomHand(MarkingHand):
    """Zooms into the span of time that is dragged over."""

    def __init__(self, chart: Marked) -> None:
        super().__init__(chart, Qt.KeyboardModifier.ControlModifier)
        self._from: int | None = None

    def pressed(self, press: Press) -> bool:
        """Begin a span."""
        if not self.takes(press):
            return False
        self._from = press.place.x
        return True

    def moved(self, place: Place, keys: Qt.KeyboardModifier) -> None:
        """Mark the span up to the pointer."""
        if self._from is not None:
            left, right = self._span(place)
            shown = self.chart.panes.visible
            bottom = shown[-1].area.bottom() if shown else 0
            self.chart.show_box(Box(QRect(left, 0, max(right - left, 1), bottom + 1), (), Ink.ACCENT))

    def released(self, place: Place, keys: Qt.KeyboardModifier) -> None:
        """Show the span, unless it is so short that it was a click."""
        if self._from is None:
            return
        left, right = self._span(place)
        self.cancelled()
        if right - left >= _LEAST_DRAG:
            window = self.chart.window_of_time
            self.chart.show_span(window.slot_at(left), window.slot_at(right))

    def cancelled(self) -> None:
        """Mark nothing."""
        self._from = None
        self.chart.show_box(None)

    def _span(self, place: Place) -> tuple[int, int]:
        x = min(max(place.x, 0), self.chart.window_of_time.width)
        first = self._from if self._from is not None else x
        return min(first, x), max(first, x)


class RulerHand(MarkingHand):
    """Measures the way between two points of a pane; the measure stays until the next press or Escape."""

    def __init__(self, chart: Marked) -> None:
        super().__init__(chart, Qt.KeyboardModifier.ShiftModifier)
        self._pane: Pane | None = None
        self._begin = self._end = Point(0.0, 0.0)
        self._is_moving = False

    def pressed(self, press: Press) -> bool:
        """Begin at the pointer; any press takes a measure that is shown away."""
        was_shown = self._pane is not None
        if was_shown:
            self.cancelled()
        if not self.takes(press) or press.place.pane is None:
            return False
        self._pane = press.place.pane
        self._begin = self._end = self._point(press.place)
        self._is_moving = True
        return True

    def moved(self, place: Place, keys: Qt.KeyboardModifier) -> None:
        """Measure up to the pointer."""
        if self._pane is not None:
            self._end = self._point(place)
            self.redrawn()

    def released(self, place: Place, keys: Qt.KeyboardModifier) -> None:
        """Let the measure stay, unless it is a click."""
        self._is_moving = False
        if self._begin == self._end:
            self.cancelled()

    def cancelled(self) -> None:
        """Take the measure away."""
        self._pane, self._is_moving = None, False
        self.chart.show_box(None)

    def key_pressed(self, event: QKeyEvent) -> bool:
        """Take the measure away on Escape."""
        if self._pane is not None and event.key() == Qt.Key.Key_Escape:
            self.cancelled()
            return True
        return super().key_pressed(event)

    def redrawn(self) -> None:
        """Show the measure where its points are now."""
        pane = self._pane
        if pane is None:
            return
        if pane not in self.chart.panes or pane.area.isEmpty():
            self.cancelled()
            return
        window = self.chart.window_of_time
        x = sorted(round(window.x(point.slot)) for point in (self._begin, self._end))
        y = sorted(round(pane.y(point.price)) for point in (self._begin, self._end))
        width = window.width
        left, right = (min(max(each, -1), width) for each in x)
        top, bottom = (min(max(each, pane.area.top()), pane.area.bottom()) for each in y)
        area = QRect(left, top, max(right - left, 1), max(bottom - top, 1)).intersected(pane.area)
        way = measured(self.chart.unit, self._begin, self._end)
        ink = Ink.RISE if way.change >= 0 else Ink.FALL
        self.chart.show_box(Box(area, self._texts(pane, way), ink))

    def _point(self, place: Place) -> Point:
        pane = self._pane or place.pane
        assert pane is not None
        x = min(max(place.x, 0), self.chart.window_of_time.width)
        y = min(max(place.y, pane.area.top()), pane.area.bottom())
        return Point(self.chart.window_of_time.slot_at(x), pane.snapped(pane.value_at(y)))

    @staticmethod
    def _texts(pane: Pane, way: Measured) -> tuple[str, ...]:
        bars = translate("Chart", "{bars:+,}봉 · {time}").format(bars=way.bars, time=duration(way.ms))
        change = pane.difference(way.change)
        return (f"{change} ({formats.percent(way.rate)})" if way.rate is not None else change), bars


def duration(ms: int) -> str:
    """Write a length of time in its two largest units: `3일 4시간`; with a sign if it goes back."""
    days, hours, minutes, seconds = (
        translate("Chart", "{n:,}일"),
        translate("Chart", "{n}시간"),
        translate("Chart", "{n}분"),
        translate("Chart", "{n}초"),
    )
    left, parts = abs(ms), []
    for length, name in zip(_UNITS_OF_TIME, (days, hours, minutes, seconds), strict=True):
        count, left = divmod(left, length)
        if count:
            parts.append(name.format(n=count))
    text = " ".join(parts[:2]) or minutes.format(n=0)
    return f"-{text}" if ms < 0 else text
