"""Whether a hand points at a widget: the pointer was moved, pressed or turned over it, and it is still there.

Qt tells less and more than that. A widget that appears below a pointer which rests, as after a change of the workspace,
gets an Enter without any movement; one that a layout moves away from below the pointer gets no Leave.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QSinglePointEvent
from PySide6.QtWidgets import QWidget

from widgets.guard.guard import guarded_or

LOOK_MS: Final = 250
"""Milliseconds between two looks whether the widget was moved away; only while somebody points at it."""

_HANDS: Final = frozenset({QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel})


class Pointing(QObject):
    """Watches the pointer over one widget, which gets all movements of the mouse from now on.

    Args:
        widget: its parent.

    Signals:
        began: somebody points at the widget; before the widget gets the event.
        ended: nobody does any longer.
    """

    began = Signal()
    ended = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._at = QPoint()
        """Where the pointer was last, on the screen."""
        self._is_on = False
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._look_for_widget)
        widget.setMouseTracking(True)
        widget.installEventFilter(self)

    @property
    def is_on(self) -> bool:
        """Whether somebody points at the widget."""
        return self._is_on

    def end(self) -> None:
        """Nobody points at the widget, as its owner has found out."""
        if self._is_on:
            self._is_on = False
            self._look.stop()
            self.ended.emit()

    @guarded_or(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow the pointer; the widget gets every event."""
        kind = event.type()
        if kind in _HANDS and isinstance(event, QSinglePointEvent):
            if self._widget.rect().contains(event.position().toPoint()):
                self._point(event.globalPosition().toPoint())
        elif kind is QEvent.Type.Leave:
            self.end()
        return super().eventFilter(watched, event)

    def _point(self, at: QPoint) -> None:
        self._at = at
        if not self._is_on:
            self._is_on = True
            self._look.start()
            self.began.emit()

    def _look_for_widget(self) -> None:
        if not self._widget.rect().contains(self._widget.mapFromGlobal(self._at)):
            self.end()
