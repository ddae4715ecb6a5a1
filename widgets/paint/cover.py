"""A widget that lies over another one, as large as that one."""

from __future__ import annotations

import weakref

from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtWidgets import QWidget

from widgets.guard.guard import guarded_or


class Cover(QWidget):
    """A child of the widget that it covers; it has the same size from construction on.

    Args:
        covered: the widget below.
    """

    def __init__(self, covered: QWidget) -> None:
        super().__init__(covered)
        self._covered = weakref.ref(covered)  # it may be the panel that owns the cover
        self.cover(covered, covered)

    def cover(self, covered: QWidget, host: QWidget) -> None:
        """Cover this widget from now on; hidden, if it had another host before.

        Args:
            covered: the widget below.
            host: the parent from now on: the covered widget, or one around it.
        """
        for before in (self._covered(), self.parentWidget()):
            if before is not None:
                before.removeEventFilter(self)
        self._covered = weakref.ref(covered)
        self.setParent(host)
        for each in (covered, host):
            each.installEventFilter(self)
        self._follow()

    def place(self) -> QRect:
        """Return where it lies, in pixels of its host."""
        host, covered = self.parentWidget(), self._covered()
        if host is None or covered is None:
            return self.geometry()
        return QRect(covered.mapTo(host, QPoint()), covered.size())

    def _follow(self) -> None:
        self.setGeometry(self.place())

    @guarded_or(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow the place and the size of the covered widget."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Move}:
            self._follow()
        return super().eventFilter(watched, event)
