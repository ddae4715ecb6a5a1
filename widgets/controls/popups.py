"""Menus and boxes of choices. When one closes, what the mouse has left meanwhile is told so.

Qt does not tell it where the popup was opened by a press and closed by one elsewhere: a button stayed highlighted, a
crosshair was still shown, held rows stayed held.

A popup that is destroyed while it is open tells nobody: its owner may be half destroyed then, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QCursor, QHoverEvent
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QWidget
from shiboken6 import isValid

from widgets.guard.guard import guarded


class MouseAfterMenu(QObject):
    """Watches a menu, and belongs to it; for one that is no `PopupMenu`.

    Args:
        menu: has a parent, in whose window the widgets are told.
    """

    def __init__(self, menu: QMenu) -> None:
        super().__init__(menu)
        self._menu = menu
        menu.aboutToHide.connect(self._on_hide)

    def _on_hide(self) -> None:
        if (owner := self._menu.parentWidget()) is not None:
            _tell_soon(owner)


class PopupMenu(QMenu):
    """A menu that opens over its parent.

    Args:
        parent: the menu is its child.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        MouseAfterMenu(self)


class ComboBox(QComboBox):
    """A box of choices."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_open = False

    @guarded
    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        """Open the list of choices."""
        self._is_open = True
        super().showPopup()

    @guarded
    def hidePopup(self) -> None:  # noqa: N802 - Qt's name
        """Close the list of choices, after a choice, Esc or a press elsewhere; its destruction does not call this.

        Qt also calls it when the box is hidden with its panel, whether the list is open or not.
        """
        super().hidePopup()
        was_open, self._is_open = self._is_open, False
        if was_open:
            _tell_soon(self)


def _tell_soon(owner: QWidget) -> None:
    """Tell the widgets of a window once the popup is gone, and what was chosen in it is done."""
    window = owner.window()
    QTimer.singleShot(0, window, partial(tell_that_the_mouse_left, window))


def tell_that_the_mouse_left(owner: QWidget) -> None:
    """Tell a widget and those in it that the mouse is no longer over them, where that is so."""
    if not isValid(owner):
        return
    over = QApplication.widgetAt(QCursor.pos())
    for widget in [*_under_mouse(owner)]:
        # What hears of it may close a panel, and with it others of these.
        if not isValid(widget) or (
            over is not None and isValid(over) and (over is widget or widget.isAncestorOf(over))
        ):
            continue
        QApplication.sendEvent(widget, QEvent(QEvent.Type.Leave))
        if isValid(widget) and widget.testAttribute(Qt.WidgetAttribute.WA_Hover):  # painted again by this one only
            nowhere = QPointF(-1, -1)
            QApplication.sendEvent(widget, QHoverEvent(QEvent.Type.HoverLeave, nowhere, nowhere, nowhere))


def _under_mouse(widget: QWidget) -> Iterator[QWidget]:
    """Yield a widget and those in it that take the mouse to be over them.

    Qt tells a widget so together with all that it lies in. So the others are not searched: a desk has thousands.
    `findChildren` would keep an object for each.
    """
    if widget.underMouse():
        yield widget
    for child in widget.children():
        if isinstance(child, QWidget) and child.underMouse():
            yield from _under_mouse(child)
