"""A view over time that mouse and keys move: the base of the chart, which says what is drawn.

Wheel or +/- zooms, dragging or left/right pans, Home goes to the oldest candle, End to the newest. What the mouse does
in detail is in `widgets.chart.hands`.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from core.market.chart.glide import Flick, Glide
from core.market.chart.time_window import TimeWindow
from widgets.chart.hands.dispatch import Hands
from widgets.chart.hands.hand import Part, Place, Press
from widgets.guard.guard import guarded, guarded_or

_WHEEL_ZOOM: Final = 1.15
"""Zoom factor of one notch of the wheel."""
_KEY_PAN: Final = 0.125
"""Share of the width that one press of an arrow key moves."""
_NOTCH: Final = 120.0
_MOST_NOTCHES: Final = 20.0
_FRAME_MS: Final = 16
_NO_KEYS: Final = Qt.KeyboardModifier.NoModifier


class TimeView(QAbstractScrollArea):
    """Moves a window of time by mouse and keys. The subclass draws.

    pyqtgraph's view is not used: nothing here is an item of a scene, and loading it takes an eighth of a start.

    Args:
        window_of_time: the visible part of time.

    Signals:
        moved: the visible time range changed.
    """

    moved = Signal()

    def __init__(self, window_of_time: TimeWindow) -> None:
        super().__init__()
        self.is_closed = False
        """Whether it draws nothing any more; Qt may still send it events."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.window_of_time = window_of_time
        self.pointer: QPoint | None = None
        """Where the mouse is, in pixels of the view; None while it is elsewhere."""
        self.hands = Hands()
        self._keys = _NO_KEYS
        self._touch = Flick()
        self._touch_x = 0.0
        self._glide: Glide | None = None
        self._glide_time = QElapsedTimer()
        self._glide_timer = QTimer(self)
        self._glide_timer.setInterval(_FRAME_MS)
        self._glide_timer.timeout.connect(self._on_glide)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)

    @guarded_or(True)
    def close(self) -> bool:
        """Stop moving and drawing, for ever; idempotent."""
        self.rest()
        self.is_closed = True
        return super().close()

    def redraw(self) -> None:
        """Draw the visible part of time; called after each move."""
        raise NotImplementedError

    def point(self) -> None:
        """Show what is at the pointer; called after the pointer moved without a drag."""
        raise NotImplementedError

    def place_at(self, at: QPoint, ms: int = 0) -> Place:
        """Return which part of the chart lies at a pixel of the view."""
        return Place(at.x(), at.y(), Part.PANE, None, ms=ms)

    def stretch_at(self, place: Place, factor: float) -> None:
        """Draw the values at `place` taller by `factor`."""

    @property
    def is_dragged(self) -> bool:
        """Whether a gesture of the mouse is under way."""
        return self.hands.is_pressed

    @property
    def is_gliding(self) -> bool:
        """Whether the chart goes on moving after a flick."""
        return self._glide is not None

    def to_newest(self) -> None:
        """Go to the newest candle, and follow it."""
        self.rest()
        self.window_of_time.to_newest()
        self._moved()

    def to_oldest(self) -> None:
        """Go to the oldest loaded candle."""
        self.rest()
        self.window_of_time.to_oldest()
        self._moved()

    def show_all(self) -> None:
        """Show all loaded candles, as far as they fit, up to the newest."""
        self.rest()
        self.window_of_time.to_newest()
        self.zoom(0.0, self.window_of_time.width)

    def zoom(self, factor: float, x: float) -> None:
        """Multiply the width of bars by `factor`, keeping the time at pixel `x`."""
        self.window_of_time.zoom(factor, x)
        self._moved()

    def show_bars_of(self, width: float) -> None:
        """Make bars `width` pixels wide; possible before the view has a size."""
        self.window_of_time.set_bar_width(width)
        self._moved()

    def pan(self, pixels: float) -> None:
        """Move the candles `pixels` to the right."""
        self.window_of_time.pan(pixels)
        self._moved()

    def glide(self, speed: float) -> None:
        """Go on moving at `speed` pixels per millisecond, slower and slower."""
        self._glide = Glide(speed)
        self._glide_time.start()
        self._glide_timer.start()

    def rest(self) -> None:
        """End a glide."""
        self._glide = None
        self._glide_timer.stop()

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the pointer; pan on sideways movement, to the pixel on a touchpad."""
        self.rest()
        event.accept()
        place = self.place_at(event.position().toPoint())
        up, sideways = (_notches(angle) for angle in (event.angleDelta().y(), event.angleDelta().x()))
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not sideways:
            up, sideways = 0.0, up
        pixels = event.pixelDelta().x()
        if event.phase() is Qt.ScrollPhase.ScrollEnd:
            self._let_touch_go(event.timestamp())
        elif abs(sideways) > abs(up) and pixels:
            self._touch_pan(event, pixels)
        elif up and place.part is Part.VALUE_AXIS:
            self.stretch_at(place, _WHEEL_ZOOM**up)
        elif up:
            self.zoom(_WHEEL_ZOOM**up, event.position().x())
        elif sideways:
            self.pan(sideways * self.window_of_time.width * _KEY_PAN)

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Offer the press to the hands."""
        self._press(event, is_double=False)

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the crosshair, or go on with a gesture."""
        self.pointer = event.position().toPoint()
        self._keys = event.modifiers()
        self.hands.move(self.place_at(self.pointer, event.timestamp()), self._keys)
        self._show_cursor()
        self.point()

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the gesture; the values fit the visible candles again."""
        at = event.position().toPoint()
        if self.hands.release(event.button(), self.place_at(at, event.timestamp()), event.modifiers()):
            self._show_cursor(at)
            self.redraw()

    @guarded
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Offer the second press of a double click to the hands."""
        self._press(event, is_double=True)

    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        """Hide the crosshair."""
        super().leaveEvent(event)
        self.pointer = None
        self.hands.move(None, self._keys)
        self.point()

    @guarded
    def hideEvent(self, event: QHideEvent) -> None:
        """End gestures and movements: a hidden view gets no release."""
        super().hideEvent(event)
        self.rest()
        self.hands.cancel()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pan, zoom, or go to either end, unless a hand takes the key."""
        was_pressed = self.hands.is_pressed
        if self.hands.key(event):
            if was_pressed and not self.hands.is_pressed:
                self._show_cursor()
                self.redraw()
            return
        self.rest()
        step = self.window_of_time.width * _KEY_PAN
        place = self.window_of_time.width / (1 if self.window_of_time.is_following else 2)  # keys keep the live edge
        match event.key():
            case Qt.Key.Key_Left:
                self.pan(step)
            case Qt.Key.Key_Right:
                self.pan(-step)
            case Qt.Key.Key_Up | Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom(_WHEEL_ZOOM, place)
            case Qt.Key.Key_Down | Qt.Key.Key_Minus:
                self.zoom(1 / _WHEEL_ZOOM, place)
            case Qt.Key.Key_Home:
                self.to_oldest()
            case Qt.Key.Key_End:
                self.to_newest()
            case _:
                event.ignore()

    @guarded_or(False)
    def focusNextPrevChild(self, next_one: bool) -> bool:  # noqa: N802 - Qt's
        """Stay in the chart while a hand goes through its things by Tab.

        Qt calls this also when a field over the chart, which had the keyboard, is hidden: nothing is chosen then.
        """
        return (self.hasFocus() and self.hands.tab(is_backward=not next_one)) or super().focusNextPrevChild(next_one)

    def _press(self, event: QMouseEvent, *, is_double: bool) -> None:
        self.rest()
        self._keys = event.modifiers()
        self.pointer = event.position().toPoint()  # after a menu no movement has told it
        place = self.place_at(self.pointer, event.timestamp())
        was_pressed = self.hands.is_pressed
        if self.hands.press(Press(place, event.button(), event.modifiers(), is_double)):
            self.point()
        elif was_pressed:
            self.redraw()
        else:
            self.point()
        self._show_cursor()

    def _show_cursor(self, at: QPoint | None = None) -> None:
        where = at if at is not None else self.pointer
        if where is None:
            return
        shape = self.hands.cursor(self.place_at(where), self._keys)
        if shape is not self.cursor().shape():
            self.setCursor(shape)

    def _touch_pan(self, event: QWheelEvent, pixels: int) -> None:
        """Pan as far as two fingers moved; they may flick it."""
        self._touch_x += pixels
        if event.phase() in (Qt.ScrollPhase.ScrollBegin, Qt.ScrollPhase.ScrollUpdate):
            self._touch.moved(self._touch_x, event.timestamp())
        self.pan(pixels)

    def _let_touch_go(self, ms: int) -> None:
        """Glide on where the system does not: one that does sends momentum itself."""
        if speed := self._touch.speed(ms):
            self.glide(speed)
        self._touch, self._touch_x = Flick(), 0.0

    def _on_glide(self) -> None:
        glide, before = self._glide, self.window_of_time.right
        if glide is None:
            return
        self.pan(glide.step(self._glide_time.restart()))
        if glide.is_over or self.window_of_time.right == before:
            self.rest()

    def _moved(self) -> None:
        self.redraw()
        self.moved.emit()


def _notches(angle: int) -> float:
    """Return the notches a wheel was turned, bounded: no hand turns it further at once, and larger powers overflow."""
    return min(max(angle / _NOTCH, -_MOST_NOTCHES), _MOST_NOTCHES)
