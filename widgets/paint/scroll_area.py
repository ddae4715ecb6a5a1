"""Home and End where something can be scrolled: Qt's scroll areas know arrows and pages only."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea

from widgets.paint.guard import guarded


def is_scrolled_to_end(area: QAbstractScrollArea, key: int) -> bool:
    """Scroll to the beginning for Home, to the end for End; whether `key` was one of them."""
    bar = area.verticalScrollBar()
    if key == Qt.Key.Key_Home:
        bar.setValue(bar.minimum())
    elif key == Qt.Key.Key_End:
        bar.setValue(bar.maximum())
    else:
        return False
    return True


class ScrollArea(QScrollArea):
    """Qt's, with Home and End."""

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the ends; everything else is Qt's."""
        if not is_scrolled_to_end(self, event.key()):
            super().keyPressEvent(event)
