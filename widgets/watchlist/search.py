"""The watchlist's search box; it passes some keys on to the list below."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from widgets.guard.guard import guarded
from widgets.paint.search_field import SearchField

_PAGES: Final = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ENDS: Final = (Qt.Key.Key_Home, Qt.Key.Key_End)


class WatchlistSearch(SearchField):
    """A search field that passes on keys it does not use.

    Signals:
        walked: a key that moves through the list; Home and End only while the search is empty.
    """

    walked = Signal(int)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass on the keys for the list; handle all others."""
        is_plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if is_plain and (event.key() in _PAGES or (event.key() in _ENDS and not self.text())):
            self.walked.emit(event.key())
        else:
            super().keyPressEvent(event)
