"""A ring around the control that has the keyboard, as soon as the user works by keyboard.

Qt's own marks are faint dotted lines, and a style sheet removes most of them. One ring, drawn over the control, marks
every kind of control alike in every theme.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QMetaObject, QObject, QRect, Qt
from PySide6.QtGui import QPalette, QRegion
from PySide6.QtWidgets import QApplication, QDockWidget, QMenuBar, QTabBar, QWidget
from shiboken6 import isValid

from widgets.guard.guard import guarded_or

WIDTH: Final = 2
"""Width of the ring in pixels."""


class FocusRing(QObject):
    """Follows the keyboard focus of the application, in every window.

    A click shows no ring: the user sees what was clicked. The main part of a panel has none either: the title of its
    dock is marked, and a ring over a canvas would be painted again with each of its frames.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._is_by_keyboard = False
        self._ring: QWidget | None = None
        self._ringed: QWidget | None = None
        self._chosen: QMetaObject.Connection | None = None
        """Moves the ring when another tab is chosen; cut by itself, as cutting by name warns of one that Qt has cut."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)

    @property
    def ringed(self) -> QWidget | None:
        """The control that has the ring."""
        return self._ringed

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        self._remove()
        if now is None:
            return
        if now.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
            self._is_by_keyboard = True
        elif QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._is_by_keyboard = False
        if self._is_by_keyboard and not _is_marked(now):
            self._surround(now)

    def _surround(self, widget: QWidget) -> None:
        # A child of the control moves, scrolls, hides and dies with it.
        ring = QWidget(widget)
        ring.setObjectName("focusRing")
        # By palette: a style sheet paints no frame in a combo box.
        ring.setAutoFillBackground(True)
        ring.setBackgroundRole(QPalette.ColorRole.Link)
        ring.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._ring, self._ringed = ring, widget
        widget.installEventFilter(self)
        if isinstance(widget, QTabBar):
            self._chosen = widget.currentChanged.connect(self._fit)
        self._fit()
        ring.show()

    def _fit(self) -> None:
        if self._ring is None or self._ringed is None or not (isValid(self._ring) and isValid(self._ringed)):
            return
        place = _place(self._ringed)
        self._ring.setGeometry(place)
        whole = QRect(0, 0, place.width(), place.height())
        self._ring.setMask(QRegion(whole) - QRegion(whole.adjusted(WIDTH, WIDTH, -WIDTH, -WIDTH)))

    def _remove(self) -> None:
        ring, ringed, self._ring, self._ringed = self._ring, self._ringed, None, None
        if ringed is not None and isValid(ringed):
            ringed.removeEventFilter(self)
            if self._chosen is not None:
                QObject.disconnect(self._chosen)
                self._chosen = None
        if ring is not None and isValid(ring):
            ring.hide()
            ring.deleteLater()

    @guarded_or(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep the ring around all of the control."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest} and watched is self._ringed:
            self._fit()
        return False


def _place(widget: QWidget) -> QRect:
    """Return where the ring is: around the chosen tab of a row of tabs, else around the whole control."""
    if isinstance(widget, QTabBar) and widget.count():
        return widget.tabRect(widget.currentIndex())
    return widget.rect()


def _is_marked(widget: QWidget) -> bool:
    """Whether something else shows that `widget` has the keyboard: the dock whose main part it is, or a menu bar."""
    if isinstance(widget, QMenuBar) or widget.isWindow():
        return True
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QDockWidget):
        above = above.parentWidget()
    return above is not None and _main_part(above) is widget


def _main_part(dock: QDockWidget) -> QWidget:
    """Return what gets the keyboard together with a dock."""
    part: QWidget = dock
    while (proxy := part.focusProxy()) is not None:
        part = proxy
    return part
