"""The last values of a chart: tags on the axes of its panes, and dotted lines across these; compared and painted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPen

from widgets.chart.panes.readings import color_of, text_color_on
from widgets.chart.panes.tags import TAG_HEIGHT, Tag, parts_of_line
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.paint.cells import CellText
from widgets.paint.repaint import differing

_PADDING = 6
"""Pixels from a text to the right end of its tag."""


class PlacedTag(NamedTuple):
    """A tag beside the pane it belongs to."""

    pane: QRect
    tag: Tag


class Drawn(NamedTuple):
    """A last value and what it covers."""

    placed: PlacedTag
    area: QRect
    """Of the tag."""
    line: QRect
    """The dotted line; empty if it has none in sight."""

    @property
    def areas(self) -> tuple[QRect, ...]:
        """All that it covers."""
        return (self.area,) if self.line.isEmpty() else (self.area, self.line)


class TagPainter:
    """Paints tags, at the font size of its making."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._text = CellText(look, FontRole.SMALL_NUMBER)
        self._line = look.px(TAG_HEIGHT)

    def paint(self, painter: QPainter, tag: Tag, area: QRect) -> None:
        """Fill `area`, and write the tag in it."""
        theme, width = self._look.theme, area.width() - _PADDING
        painter.fillRect(area, color_of(theme, tag.paint))
        painter.setPen(text_color_on(theme, tag.paint))
        painter.setFont(self._text.font)
        self._text.within(painter, tag.text, QRect(area.left(), area.top(), width, self._line))
        if tag.note:
            below = QRect(area.left(), area.top() + self._line - 2, width, area.height() - self._line)
            self._text.within(painter, tag.note, below)


class LastValues:
    """The last values that a chart shows at one font size."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._painter = TagPainter(look)
        self.drawn: list[Drawn] = []
        """Those shown."""

    def show(self, tags: Sequence[PlacedTag], axis: QRect) -> list[QRect]:
        """Show other last values, where their panes placed them.

        Args:
            tags: all of them.
            axis: at the right of all panes.

        Returns:
            What is to be painted again.
        """
        left, width = axis.left() + 1, axis.width() - 1
        before = self.drawn
        self.drawn = [Drawn(one, QRect(left, one.tag.top, width, one.tag.height), _line_of(one)) for one in tags]
        return [area for one in differing(before, self.drawn) for area in one.areas]

    def paint(self, painter: QPainter, is_exposed: Callable[[QRect], bool], lettered: Iterable[QRect]) -> None:
        """Paint those whose areas are exposed; no line strikes out what is written in `lettered`."""
        for one in self.drawn:
            if any(map(is_exposed, one.areas)):
                self._draw(painter, one, lettered)

    def _draw(self, painter: QPainter, one: Drawn, lettered: Iterable[QRect]) -> None:
        tag, line = one.placed.tag, one.line
        if not line.isEmpty():
            painter.setPen(QPen(color_of(self._look.theme, tag.paint), 0, Qt.PenStyle.DotLine))
            for left, right in parts_of_line(line, lettered):
                painter.drawLine(left, line.top(), right, line.top())
        self._painter.paint(painter, tag, one.area)


def _line_of(placed: PlacedTag) -> QRect:
    """Return where the dotted line of a last value lies; an empty area if it has none in sight."""
    pane, tag = placed
    if not tag.has_line or not pane.top() <= tag.y <= pane.bottom():
        return QRect()
    return QRect(pane.left(), tag.y, pane.width(), 1)
