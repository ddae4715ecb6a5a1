"""Labels that show text literally, never as markup.

A plain `QLabel` guesses the format. Labels show texts from the exchange, and markup in them could display a local file,
or block the desk for ever by naming a pipe.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget

from widgets.paint import palette
from widgets.paint.palette import FontRole


class PlainLabel(QLabel):
    """A label that never interprets its text as markup."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


def label(
    text: str = "", role: FontRole | None = None, color: QColor | None = None, *, wraps: bool = False
) -> PlainLabel:
    """Create a label in one of the desk's fonts and colours.

    Args:
        text: its first text.
        role: the role of its font; the surrounding font if None.
        color: the colour of the text; the surrounding colour if None.
        wraps: whether a long text takes several lines.
    """
    made = PlainLabel(text)
    if role is not None:
        made.setFont(palette.font(role))
    if color is not None:
        made.setStyleSheet(f"color: {color.name()};")
    made.setWordWrap(wraps)
    return made


def label_of(field: QWidget, text: str) -> PlainLabel:
    """Create the label of `field` in a form, linked to it for assistive tools."""
    made = PlainLabel(text)
    made.setBuddy(field)
    return made
