"""Menus and boxes of choices. When one closes, what the mouse has left meanwhile is told so.

Qt does not tell it where the popup was opened by a press and closed by one elsewhere: a button stayed highlighted, a
crosshair was still shown, held rows stayed held.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QCursor, QHoverEvent
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QWidget

from widgets.guard.guard import guarded, guarded_or


class MouseAfterPopup(QObject):
    """Watches a popup, and belongs to it; for one that is no `PopupMenu` or `ComboBox`.

    Args:
        popup: has a parent, in whose window the widgets are told.
    """

    def __init__(self, popup: QWidget) -> None:
        super().__init__(popup)
        popup.installEventFilter(self)

    @guarded_or(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Tell the widgets once the popup is gone, and what was chosen in it is done."""
        if event.type() is QEvent.Type.Hide and isinstance(watched, QWidget):
            owner = watched.parentWidget()
            if owner is not None:
                window = owner.window()
                QTimer.singleShot(0, window, partial(tell_that_the_mouse_left, window))
        return False


class PopupMenu(QMenu):
    """A menu that opens over its parent.

    Args:
        parent: the menu is its child.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        MouseAfterPopup(self)


class ComboBox(QComboBox):
    """A box of choices."""

    @guarded
    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        """Open the list of choices."""
        super().showPopup()
        popup = self.view().window()  # made with its first opening
        if popup.findChild(MouseAfterPopup, options=Qt.FindChildOption.FindDirectChildrenOnly) is None:
            MouseAfterPopup(popup)


def tell_that_the_mouse_left(owner: QWidget) -> None:
    """Tell a widget and those in it that the mouse is no longer over them, where that is so."""
    over = QApplication.widgetAt(QCursor.pos())
    for widget in (*owner.findChildren(QWidget), owner):
        if widget.underMouse() and not (over is not None and (over is widget or widget.isAncestorOf(over))):
            QApplication.sendEvent(widget, QEvent(QEvent.Type.Leave))
            if widget.testAttribute(Qt.WidgetAttribute.WA_Hover):  # such a one is painted again by this one only
                nowhere = QPointF(-1, -1)
                QApplication.sendEvent(widget, QHoverEvent(QEvent.Type.HoverLeave, nowhere, nowhere, nowhere))
