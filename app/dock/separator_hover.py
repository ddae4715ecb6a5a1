"""Shows which separator between docks is under the mouse, instead of Qt, which may crash by it.

Qt keeps the separator under the mouse as a path into its tree of docks, and does not forget it when docks are added or
removed, as by a key or when the source changes. The next move of the mouse follows the old path, and Qt reads beyond
the end of a list (6.11, `QDockAreaLayoutInfo::separatorRect`). So Qt hears of no move but those of a separator that is
dragged.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QHoverEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from shiboken6 import isValid

from widgets.guard.guard import guarded_or

_MOVES: Final = frozenset({QEvent.Type.HoverEnter, QEvent.Type.HoverMove, QEvent.Type.MouseMove})


class SeparatorHover(QObject):
    """Marks the separator under the mouse, and gives the mouse the shape for dragging it.

    Args:
        window: whose docks have separators.
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.mark = QWidget(window)
        """Lies over the separator under the mouse; hidden while there is none."""
        self.mark.setObjectName("separatorMark")
        self.mark.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.mark.hide()
        self._is_over = False
        """Whether the mouse is over a separator, and has the shape for it."""
        self._is_dragged = False
        window.installEventFilter(self)

    @guarded_or(False)
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take the moves of the mouse, but those of a separator that is dragged; end that when a dock goes."""
        kind = event.type()
        if kind is QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            is_left = event.button() is Qt.MouseButton.LeftButton
            self._is_dragged = is_left and self._window.isSeparator(event.position().toPoint())
            self.mark.hide()  # it would stay where the separator was
        elif kind is QEvent.Type.MouseButtonRelease:
            self._is_dragged = False
        elif kind is QEvent.Type.ChildRemoved and self._is_dragged and isValid(self._window):
            self._let_go()
        elif kind is QEvent.Type.LayoutRequest and not self.mark.isHidden():
            QTimer.singleShot(0, self, self._check)  # once the docks have their places
        elif kind is QEvent.Type.HoverLeave:
            self._show(None)
            return True
        elif isinstance(event, QHoverEvent | QMouseEvent) and kind in _MOVES and not self._is_dragged:
            self._show(event.position().toPoint())
            return True
        return False

    def _show(self, at: QPoint | None) -> None:
        """Mark the separator at a point of the window, if there is one."""
        if at is None or not self._window.isSeparator(at):
            self.mark.hide()
            if self._is_over:
                self._is_over = False
                self._window.unsetCursor()
            return
        if not self.mark.isHidden() and self.mark.geometry().contains(at):
            return
        self._is_over = True
        place = self._separator_at(at)
        is_upright = place.height() > place.width()
        self._window.setCursor(Qt.CursorShape.SplitHCursor if is_upright else Qt.CursorShape.SplitVCursor)
        self.mark.setGeometry(place)
        self.mark.show()
        self.mark.raise_()

    def _check(self) -> None:
        """Take the mark off if the separator is elsewhere now, or gone."""
        place = self.mark.geometry()
        if self._separator_at(place.center()) != place:
            self.mark.hide()

    def _separator_at(self, at: QPoint) -> QRect:
        """Return how far the separator reaches from a point in it. Qt tells of single points only."""
        place = QRect(at, at)
        for step in (QPoint(-1, 0), QPoint(1, 0), QPoint(0, -1), QPoint(0, 1)):
            end = at
            while self._window.rect().contains(end + step) and self._window.isSeparator(end + step):
                end += step
            place |= QRect(at, end).normalized()
        return place

    def _let_go(self) -> None:
        """End the drag: the place of the separator in Qt's tree is another now, or none."""
        self._is_dragged = False
        at = QPoint(-1, -1).toPointF()
        left, none, held = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(self._window, QMouseEvent(QEvent.Type.MouseButtonRelease, at, at, left, none, held))
