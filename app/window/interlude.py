"""Covers the place of the panels while there is no source: what is being started, or why it could not be."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from widgets.controls.label import label
from widgets.guard.guard import guarded_paint
from widgets.look.fonts import FontRole
from widgets.look.theme import Ink
from widgets.text.language import when_language_changes, wording


class Interlude(QWidget):
    """A text in the middle of the window; after a failure with buttons.

    Args:
        window: the window; it places this widget.

    Signals:
        retried: the user wants the source tried again.
        other_wanted: the user wants the other kind of source.
    """

    retried = Signal()
    other_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._texts: tuple[str, str, str] = ("", "", "")
        self._text = label("", FontRole.NOTICE, wraps=True)
        self._why = label("", FontRole.TEXT, Ink.DIM, wraps=True)
        self.again = QPushButton()
        self.other = QPushButton()
        self.again.clicked.connect(self.retried)
        self.other.clicked.connect(self.other_wanted)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.again)
        buttons.addWidget(self.other)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addStretch(1)
        for line in (self._text, self._why):
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(line)
        layout.addLayout(buttons)
        layout.addStretch(1)
        self.hide()
        when_language_changes(self, self._set_texts)

    @property
    def text(self) -> str:
        """The text shown; empty while nothing is."""
        return "" if self.isHidden() else "\n".join(filter(None, (self._text.text(), self._why.text())))

    def show_text(self, text: str, why: str = "", other: str = "") -> None:
        """Show `text`.

        Args:
            text: what happens, or happened.
            why: the reason of a failure, and what helps.
            other: the text of the button for the other source; empty shows no buttons.
        """
        self._texts = (text, why, other)
        self._set_texts()
        self._why.setVisible(bool(why))
        for button in (self.again, self.other):
            button.setVisible(bool(other))
        self.show()
        self.raise_()

    def _set_texts(self) -> None:
        text, why, other = map(wording, self._texts)
        self._text.setText(text)
        self._why.setText(why)
        self.other.setText(other)
        self.again.setText(self.tr("다시 시도"))

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the background."""
        QPainter(self).fillRect(event.rect(), self.palette().window())
