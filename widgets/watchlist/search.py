"""The watchlist's search box: what one types into it, and the keys that are meant for the list below."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from widgets.paint.guard import guarded

_PAGES: Final = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ENDS: Final = (Qt.Key.Key_Home, Qt.Key.Key_End)


class WatchlistSearch(QLineEdit):
    """A line that hands on the keys it has no use for.

    Signals:
        walked: a key that moves through the list; Home and End only while no text is here whose cursor they move.
    """

    walked = Signal(int)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand on what is meant for the list; everything else is the line's own."""
        is_plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if is_plain and (event.key() in _PAGES or (event.key() in _ENDS and not self.text())):
            self.walked.emit(event.key())
        else:
            super().keyPressEvent(event)
