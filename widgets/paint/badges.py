"""Marks beside a name: a word in a frame, or its abbreviation where room is short. The most serious come first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter

from widgets.look.theme import Ink, Theme
from widgets.paint.cells import PADDING, CellText

LEAST_LETTERS: Final = 2
"""So many letters of a name stand before its badges do."""

_EDGE: Final = 5
"""Pixels between the frame of a badge and the edges of a row of 26 pixels; fewer in a lower one."""
_USUAL_ROW: Final = 26


class Badge(NamedTuple):
    """A mark for the state of a market, or for missing data."""

    words: str
    initial: str
    """The abbreviation for a narrow column; the tool tip has the full text."""
    ink: Ink


def width_of(small: CellText, texts: Sequence[str]) -> int:
    """Return the width of badges with these texts, with the space before each; an empty one takes none."""
    return sum(small.width(text) + 2 * PADDING for text in texts if text)


def fitted(small: CellText, badges: Sequence[Badge], whole: int, most: int) -> list[str]:
    """Return the texts: the words, else the abbreviations, of the most serious if not all fit.

    Args:
        small: the font.
        badges: the most serious first.
        whole: the room beside the whole name, which is not cut for the sake of words.
        most: the room beside its first letters.
    """
    words, initials = [badge.words for badge in badges], [badge.initial for badge in badges]
    if width_of(small, words) <= whole:
        return words
    while initials and width_of(small, initials) > most:
        initials.pop()
    return initials


def paint_badge(painter: QPainter, small: CellText, text: str, color: QColor, box: tuple[int, int, int]) -> int:
    """Paint one badge in the font of `small`; return how far the next one is to the right.

    Args:
        painter: its font is set already.
        small: the font.
        text: words or abbreviation.
        color: of text and frame.
        box: left edge, top of the row, height of the row.
    """
    x, top, height = box
    width, edge = small.width(text) + PADDING, _EDGE if height >= _USUAL_ROW else _EDGE * height // _USUAL_ROW
    painter.setPen(color)
    painter.drawRect(x, top + edge, width, height - 2 * edge - 1)
    painter.drawText(x + PADDING // 2, top + small.baseline(height), text)
    return width + PADDING


def paint_marked(
    painter: QPainter, fonts: tuple[CellText, CellText], text: str, badges: Sequence[Badge], theme: Theme, room: QRect
) -> None:
    """Paint a text with its badges at the left of `room`; a badge without room gives the text its colour.

    Args:
        painter: its font and pen are those of the text, and the font is again afterwards.
        fonts: of the text, and of the badges.
        text: cut where it has no room, but for its first letters.
        badges: the most serious first.
        theme: has the colours.
        room: between the edges of the column, as high as the row.
    """
    font, small = fonts
    least = min(font.width(text), font.width(text[:LEAST_LETTERS] + "…"))
    marks = fitted(small, badges, room.width() - font.width(text), room.width() - least)
    shown = font.elided(text, room.width() - width_of(small, marks))
    if len(marks) < len(badges):
        painter.setPen(theme.ink(badges[len(marks)].ink))
    painter.drawText(room.left(), room.top() + font.baseline(room.height()), shown)
    painter.setFont(small.font)
    x = room.left() + font.width(shown) + PADDING
    for mark, badge in zip(marks, badges, strict=False):
        x += paint_badge(painter, small, mark, theme.ink(badge.ink), (x, room.top(), room.height()))
    painter.setFont(font.font)
