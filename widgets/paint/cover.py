"""A widget that lies over another one, as large as that one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from widgets.guard.guard import guarded_or


class Cover(QWidget):
    """A child of the widget that it covers; it has the same size from construction on.

    Args:
        covered: the widget below.
    """

    def __init__(self, covered: QWidget) -> None:
        super().__init__(covered)
        self.cover(covered)

    def cover(self, covered: QWidget) -> None:
        """Cover this widget from now on; hidden, if it was another one before."""
        if (before := self.parentWidget()) is not None:
            before.removeEventFilter(self)
        self.setParent(covered)
        covered.installEventFilter(self)
        self.setGeometry(covered.rect())

    @guarded_or(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow the size of the covered widget."""
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)
