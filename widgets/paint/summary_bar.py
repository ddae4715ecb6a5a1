"""A row of figures, each under its title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.paint import palette
from widgets.paint.cells import PADDING, CellText, Column
from widgets.paint.guard import guarded_or, guarded_paint
from widgets.paint.palette import FontRole

_TITLE: Final = 20
_FIGURE: Final = 24


class Figure(NamedTuple):
    """One figure and its title."""

    title: str
    text: str
    color: QColor = palette.TEXT


class SummaryBar(QWidget):
    """Shows as many figures as fit; the first ones are the most important."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._title = CellText(FontRole.SMALL)
        self._text = CellText(FontRole.STRONG)
        self._figures: tuple[Figure, ...] = ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures shown."""
        return self._figures

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show `figures`; repaint only if they differ."""
        if tuple(figures) != self._figures:
            self._figures = tuple(figures)
            self.update()

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """Return the height of a title and a figure."""
        return QSize(420, _TITLE + _FIGURE)

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the figures from the left."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), palette.HEADER)
        left = 0
        for figure in self._figures:
            width = max(self._title.width(figure.title), self._text.width(figure.text)) + 2 * PADDING
            if left and left + width > self.width():
                return
            column = Column(figure.title, left, left + width)
            painter.setFont(self._title.font)
            painter.setPen(palette.DIM_TEXT)
            self._title.left(painter, figure.title, column, self._title.baseline(_TITLE) + 2)
            painter.setFont(self._text.font)
            painter.setPen(figure.color)
            self._text.left(painter, figure.text, column, _TITLE + self._text.baseline(_FIGURE) - 2)
            left += max(width + PADDING, self.width() // max(len(self._figures), 1))
