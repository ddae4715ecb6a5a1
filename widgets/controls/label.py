"""Labels that show text literally, never as markup.

A plain `QLabel` guesses the format. Labels show texts from the exchange, and markup in them could display a local file,
or block the desk for ever by naming a pipe.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from widgets.guard.guard import guarded_paint
from widgets.look.fonts import FontRole
from widgets.look.qt_style import FONT, INK
from widgets.look.theme import Ink
from widgets.text.shortening import shortened


class PlainLabel(QLabel):
    """A label that never interprets its text as markup."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


class ElidedLabel(PlainLabel):
    """A label of one line that ends in an ellipsis where it has no room; a word cut off reads like another word.

    It may have a shorter text for that case, which ends in an ellipsis only where it has no room either.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._shorter = ""

    def set_shorter(self, text: str) -> None:
        """Show `text` where the whole text has no room; empty for the beginning of the whole text."""
        self._shorter = text
        self.update()

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much of the text as fits."""
        metrics, room = self.fontMetrics(), self.contentsRect()
        text = self.text()
        if metrics.horizontalAdvance(text) > room.width():
            text = shortened(metrics, self._shorter or text, room.width())
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, self.alignment(), text)


def label(text: str = "", role: FontRole | None = None, ink: Ink | None = None, *, wraps: bool = False) -> PlainLabel:
    """Create a label in one of the desk's fonts and colours.

    Args:
        text: its first text.
        role: the role of its font; the surrounding font if None.
        ink: the role of its colour; the surrounding colour if None.
        wraps: whether a long text takes several lines.
    """
    made = PlainLabel(text)
    if role is not None:
        set_font_role(made, role)
    if ink is not None:
        set_ink(made, ink)
    made.setWordWrap(wraps)
    return made


def set_ink(widget: QWidget, ink: Ink) -> None:
    """Give the text of a label or check box the colour of `ink`, in every theme."""
    _set(widget, INK, ink.value)


def set_font_role(widget: QWidget, role: FontRole) -> None:
    """Give a label or button the font of `role`, at every font size."""
    _set(widget, FONT, role.name)


def _set(widget: QWidget, name: str, value: str) -> None:
    if widget.property(name) != value:
        widget.setProperty(name, value)
        if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            widget.style().unpolish(widget)
        widget.style().polish(widget)


def label_of(field: QWidget, text: str) -> PlainLabel:
    """Create the label of `field` in a form, linked to it for assistive tools."""
    made = PlainLabel(text)
    made.setBuddy(field)
    return made
