"""The watchlist's search box; it passes some keys on to the list below."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut

from widgets.controls.search_field import SearchField
from widgets.guard.guard import guarded

_PAGES: Final = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ENDS: Final = (Qt.Key.Key_Home, Qt.Key.Key_End)


class WatchlistSearch(SearchField):
    """A search field that passes on keys it does not use.

    Signals:
        walked: a key that moves through the list; Home and End only while the search is empty.
        escaped: Escape was pressed.
        left_downwards: Down was pressed, which leads into the list.
    """

    walked = Signal(int)
    escaped = Signal()
    left_downwards = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setClearButtonEnabled(True)
        for key, signal in ((Qt.Key.Key_Escape, self.escaped), (Qt.Key.Key_Down, self.left_downwards)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(signal)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass on the keys for the list; handle all others."""
        is_plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if is_plain and (event.key() in _PAGES or (event.key() in _ENDS and not self.text())):
            self.walked.emit(event.key())
        else:
            super().keyPressEvent(event)
