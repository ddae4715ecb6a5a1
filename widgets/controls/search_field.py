"""A field to search in: it reports typed text while an input method still composes it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from widgets.guard.guard import guarded


class SearchField(QLineEdit):
    """A line edit that counts the text of the input method, such as the 빝 of a half-typed 비트.

    Args:
        text: the first text.
        parent: the widget around it.

    Signals:
        searched: another text stands in the field, committed or not.
    """

    searched = Signal(str)

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._preedit = ""
        self._emitted = text
        self.textChanged.connect(self._emit_typed)

    @property
    def typed(self) -> str:
        """The text as the user sees it."""
        text, at = self.text(), self.cursorPosition()
        return text[:at] + self._preedit + text[at:]

    @guarded
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take what the input method commits and composes."""
        self._preedit = event.preeditString()  # before the committed text is reported: the two belong together
        super().inputMethodEvent(event)
        self._emit_typed()

    def _emit_typed(self) -> None:
        if (typed := self.typed) != self._emitted:
            self._emitted = typed
            self.searched.emit(typed)
