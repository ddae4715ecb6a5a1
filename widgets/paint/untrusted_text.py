"""Text from outside, where Qt would read more than text into it: titles, tabs, menus, buttons, tool tips.

Qt takes what begins like markup for markup, and markup can name a file: a tool tip with `<img src="//host/x">` in it
has the picture fetched. It takes `&` in a title for the mark of a key, and a tab in a menu for the end of the words.
Labels are plain by `widgets.paint.label`.
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
"""Letters of a line from which on a tool tip is wrapped, which Qt does with markup only."""

_LOOKALIKES: Final = str.maketrans({"&": "＆", "<": "＜"})
"""A dock's title is a title bar, a tab, the tab's tool tip, a menu entry and a window's name at once, and each of them
escapes otherwise: "&&" would be read as such in half of them. These are the same signs, as wide as Hangul."""


def title(text: str) -> str:
    """`text` for a title, tab, menu entry or button: one line, no key in it, no markup."""
    return one_line(text, LONGEST_TITLE).translate(_LOOKALIKES).replace("[*]", "[＊]")


def tip(text: str) -> str:
    """`text` for a tool tip: at most so many lines, and escaped where Qt would take it for markup."""
    lines = [one_line(line, LONGEST_TIP) for line in text[:LONGEST_TIP].splitlines()[:_TIP_LINES]]
    plain = "\n".join(filter(None, lines))
    if Qt.mightBeRichText(plain) or any(len(line) > _WIDE for line in lines):
        return f"<qt>{html.escape(plain).replace(chr(10), '<br>')}</qt>"
    return plain


def set_tip(widget: QWidget, text: str) -> None:
    """Give `widget` a tool tip."""
    if (shown := tip(text)) != widget.toolTip():
        widget.setToolTip(shown)
