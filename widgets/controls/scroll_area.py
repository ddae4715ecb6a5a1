"""Scroll areas with Home and End keys, and a name: Qt's handle arrow and page keys only, and have none."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea

from widgets.guard.guard import guarded


def is_scrolled_to_end(area: QAbstractScrollArea, key: int) -> bool:
    """Scroll to the beginning on Home, to the end on End; return whether `key` was one of them."""
    bar = area.verticalScrollBar()
    if key == Qt.Key.Key_Home:
        bar.setValue(bar.minimum())
    elif key == Qt.Key.Key_End:
        bar.setValue(bar.maximum())
    else:
        return False
    return True


class ScrollArea(QScrollArea):
    """Qt's scroll area with Home and End keys; it is called as its panel or its window when it has the keyboard."""

    def shown_values(self) -> None:
        """Return None: what is in it tells its own values."""

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle Home and End; Qt handles all other keys."""
        if not is_scrolled_to_end(self, event.key()):
            super().keyPressEvent(event)
