"""A view over time that mouse and keys move: the base of the chart, which says what is drawn.

Wheel or +/- zooms, dragging or left/right pans, Home goes to the oldest candle, End to the newest.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

from core.market.chart.time_window import TimeWindow
from widgets.chart.plotting import GraphicsView
from widgets.guard.guard import guarded

_WHEEL_ZOOM: Final = 1.15
"""Zoom factor of one notch of the wheel."""
_KEY_PAN: Final = 0.125
"""Share of the width that one press of an arrow key moves."""
_NOTCH: Final = 120.0
_MOST_NOTCHES: Final = 20.0


class TimeView(GraphicsView):
    """Moves a window of time by mouse and keys. The subclass draws.

    Args:
        window_of_time: the visible part of time.

    Signals:
        moved: the visible time range changed.
    """

    moved = Signal()

    def __init__(self, window_of_time: TimeWindow) -> None:
        super().__init__(background=None)
        self.window_of_time = window_of_time
        self.pointer: QPoint | None = None
        """Where the mouse is, in pixels of the view; None while it is elsewhere."""
        self._dragged_from: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def redraw(self) -> None:
        """Draw the visible part of time; called after each move."""
        raise NotImplementedError

    def point(self) -> None:
        """Show what is at the pointer; called after the pointer moved without a drag."""
        raise NotImplementedError

    @property
    def is_dragged(self) -> bool:
        """Whether the user is dragging the chart."""
        return self._dragged_from is not None

    def to_newest(self) -> None:
        """Go to the newest candle, and follow it."""
        self.window_of_time.to_newest()
        self._moved()

    def to_oldest(self) -> None:
        """Go to the oldest loaded candle."""
        self.window_of_time.to_oldest()
        self._moved()

    def show_all(self) -> None:
        """Show all loaded candles, as far as they fit, up to the newest."""
        self.window_of_time.to_newest()
        self.zoom(0.0, 0.0)

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

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the pointer; pan on sideways movement."""
        up, sideways = (_notches(angle) for angle in (event.angleDelta().y(), event.angleDelta().x()))
        if up:
            self.zoom(_WHEEL_ZOOM**up, event.position().x())
        elif sideways:
            self.pan(sideways * self.window_of_time.width * _KEY_PAN)
        event.accept()

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Start a drag."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._dragged_from = event.position().toPoint().x()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the crosshair, or drag the chart."""
        self.pointer = event.position().toPoint()
        if self._dragged_from is not None:
            moved, self._dragged_from = self.pointer.x() - self._dragged_from, self.pointer.x()
            self.pan(moved)
        else:
            self.point()

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag; the prices fit the visible candles again."""
        if event.button() is Qt.MouseButton.LeftButton and self._dragged_from is not None:
            self._dragged_from = None
            self.setCursor(Qt.CursorShape.CrossCursor)
            self.redraw()

    @guarded
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Handle the second press of a double click as a press."""
        self.mousePressEvent(event)

    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        """Hide the crosshair."""
        super().leaveEvent(event)
        self.pointer = None
        self.point()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pan, zoom, or go to either end."""
        step = self.window_of_time.width * _KEY_PAN
        middle = self.window_of_time.width / 2
        match event.key():
            case Qt.Key.Key_Left:
                self.pan(step)
            case Qt.Key.Key_Right:
                self.pan(-step)
            case Qt.Key.Key_Up | Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom(_WHEEL_ZOOM, middle)
            case Qt.Key.Key_Down | Qt.Key.Key_Minus:
                self.zoom(1 / _WHEEL_ZOOM, middle)
            case Qt.Key.Key_Home:
                self.to_oldest()
            case Qt.Key.Key_End:
                self.to_newest()
            case _:
                event.ignore()

    def _moved(self) -> None:
        self.redraw()
        self.moved.emit()


def _notches(angle: int) -> float:
    """Return the notches a wheel was turned, bounded: no hand turns it further at once, and larger powers overflow."""
    return min(max(angle / _NOTCH, -_MOST_NOTCHES), _MOST_NOTCHES)
