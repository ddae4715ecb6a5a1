"""A row of figures, each under its title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.guard.guard import guarded_or, guarded_paint
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.look.theme import Ink
from widgets.paint.cells import PADDING, CellText, Column
from widgets.text.value_table import ValueTable, named

_TITLE: Final = 20
_FIGURE: Final = 24
"""Heights in pixels at a font size of 100 %."""


class Figure(NamedTuple):
    """One figure and its title."""

    title: str
    text: str
    ink: Ink = Ink.TEXT


class SummaryBar(QWidget):
    """Shows as many figures as fit; the first ones are the most important."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._figures: tuple[Figure, ...] = ()
        look.changed.connect(self._on_look_changed)
        self._measure()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures shown."""
        return self._figures

    def shown_values(self) -> ValueTable:
        """Return the figures as a sentence."""
        return ValueTable(named([each.title for each in self._figures], [each.text for each in self._figures]))

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show `figures`; repaint only if they differ."""
        if tuple(figures) != self._figures:
            self._figures = tuple(figures)
            self.update()

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """Return the height of a title and a figure."""
        return QSize(self._look.px(420), self._title_height + self._figure_height)

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the figures from the left."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._look.theme.header)
        left = 0
        for figure in self._figures:
            width = max(self._title.width(figure.title), self._text.width(figure.text)) + 2 * PADDING
            if left and left + width > self.width():
                return
            column = Column(figure.title, left, left + width)
            painter.setFont(self._title.font)
            painter.setPen(self._look.theme.dim_text)
            self._title.left(painter, figure.title, column, self._title.baseline(self._title_height) + 2)
            painter.setFont(self._text.font)
            painter.setPen(self._look.theme.ink(figure.ink))
            self._text.left(
                painter, figure.text, column, self._title_height + self._text.baseline(self._figure_height) - 2
            )
            left += max(width + PADDING, self.width() // max(len(self._figures), 1))

    def _on_look_changed(self) -> None:
        self._measure()
        self.updateGeometry()
        self.update()

    def _measure(self) -> None:
        self._title = CellText(self._look, FontRole.SMALL)
        self._text = CellText(self._look, FontRole.STRONG)
        self._title_height, self._figure_height = self._look.px(_TITLE), self._look.px(_FIGURE)
