"""Escapes text from outside for titles, tabs, menus, buttons and tool tips, where Qt interprets special characters.

Qt treats text that begins like markup as markup, and markup can name a file: a tool tip with `<img src="//host/x">`
makes Qt fetch the picture. Qt treats `&` in a title as the mark of a shortcut key, and a tab in a menu entry as its
end. Labels are made safe by `widgets.controls.label`.
"""

from __future__ import annotations

import html
from typing import Final

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QWidget

from core.model.one_line import one_line

LONGEST_TITLE: Final = 80
LONGEST_TIP: Final = 1000
_TIP_LINES: Final = 20
_WIDE: Final = 90
"""Characters of a line from which a tool tip is wrapped; Qt wraps only markup."""

_LOOKALIKES: Final = str.maketrans({"&": "＆", "<": "＜"})
"""A dock's title is at once a title bar, a tab, the tab's tool tip, a menu entry and a window name. Each of them
escapes differently ("&&" would be wrong in half of them), so lookalike full-width characters replace the originals."""


def title(text: str) -> str:
    """Return `text` for a title, tab, menu entry or button: one line, no shortcut key, no markup."""
    return one_line(text, LONGEST_TITLE).translate(_LOOKALIKES).replace("[*]", "[＊]")


def tip(text: str) -> str:
    """Return `text` for a tool tip: a limited number of lines, escaped where Qt would treat it as markup."""
    lines = [one_line(line, LONGEST_TIP) for line in text[:LONGEST_TIP].splitlines()[:_TIP_LINES]]
    plain = "\n".join(filter(None, lines))
    if Qt.mightBeRichText(plain) or any(len(line) > _WIDE for line in lines):
        return f"<qt>{html.escape(plain).replace(chr(10), '<br>')}</qt>"
    return plain


def set_tip(widget: QWidget, text: str) -> None:
    """Set the tool tip of `widget`, if it differs."""
    if (shown := tip(text)) != widget.toolTip():
        widget.setToolTip(shown)
