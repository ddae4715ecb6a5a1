"""The font of the desk, by role."""

from __future__ import annotations

from enum import Enum
from typing import Final

from PySide6.QtGui import QFont

FONT_FAMILY: Final = "NanumGothic"
"""The bundled font; all its digits have the same width."""


class FontRole(Enum):
    """The role of a text: (pixel size at 100 %, is bold, is numeric)."""

    TEXT = (13, False, False)
    STRONG = (13, True, False)
    SMALL = (11, False, False)
    NOTICE = (16, True, False)
    NUMBER = (13, False, True)
    SMALL_NUMBER = (11, False, True)
    STRONG_NUMBER = (13, True, True)
    LARGE = (22, True, True)

    @property
    def is_numeric(self) -> bool:
        """Whether its texts are figures."""
        return self.value[2]


def scaled(pixels: int, percent: int) -> int:
    """Return a length that belongs to texts, at a font size of `percent`."""
    return (pixels * percent + 50) // 100


def font(role: FontRole, percent: int = 100) -> QFont:
    """Create a font for `role`. Callers keep it: creating one for each paint costs more than the text."""
    size, is_bold, is_numeric = role.value
    made = QFont(FONT_FAMILY)
    made.setPixelSize(scaled(size, percent))
    made.setBold(is_bold)
    if is_numeric:
        # Digits need no shaping and no font merging; without them drawing a text costs a quarter less.
        made.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping | QFont.StyleStrategy.NoFontMerging)
    return made
