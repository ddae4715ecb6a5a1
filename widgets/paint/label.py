"""The labels of the desk: they show text as it is, and never take it for markup.

A plain `QLabel` guesses. What an exchange answers stands in labels, and markup in it could show a local file, or stop
the desk for good by naming a pipe.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget

from widgets.paint import palette
from widgets.paint.palette import FontRole


class PlainLabel(QLabel):
    """A label without markup, whatever it is told."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


def label(
    text: str = "", role: FontRole | None = None, color: QColor | None = None, *, wraps: bool = False
) -> PlainLabel:
    """A label in one of the desk's fonts and colours.

    Args:
        text: what it says at first.
        role: whose font; that of its place if None.
        color: of the text; that of its place if None.
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
    """A label that tells assistive tools what `field` is, for a row of a form."""
    made = PlainLabel(text)
    made.setBuddy(field)
    return made
