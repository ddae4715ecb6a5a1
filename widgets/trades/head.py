"""The line over a tape: what was bought and sold lately, and whether the tape stands still or leaves trades out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.guard.guard import guarded, guarded_or, guarded_paint
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.look.theme import Ink
from widgets.paint.cells import HEADER_HEIGHT, PADDING, CellText, Column
from widgets.text.value_table import ValueTable

_BETWEEN: Final = 10
"""Pixels between two texts, at a font size of 100 %."""


class Said(NamedTuple):
    """One text of the line."""

    text: str
    ink: Ink = Ink.DIM


class TapeHead(QWidget):
    """Shows figures from the left, and notes on the tape from the right; a note is never left out for a figure.

    Signals:
        pressed: the user wants to see the newest trade.
    """

    pressed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._figures: tuple[tuple[Said, ...], ...] = ()
        self._notes: tuple[Said, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        look.changed.connect(self._on_look_changed)
        self._small = CellText(look, FontRole.SMALL)

    def show_texts(self, figures: Sequence[Sequence[Said]], notes: Sequence[Said]) -> None:
        """Show groups of figures and notes; repaint only if they differ."""
        shown = tuple(map(tuple, figures)), tuple(notes)
        if shown != (self._figures, self._notes):
            self._figures, self._notes = shown
            self.update()

    @property
    def text(self) -> str:
        """All texts."""
        groups = [" ".join(said.text for said in group) for group in self._figures]
        return " · ".join([*groups, *(said.text for said in self._notes)])

    def shown_values(self) -> ValueTable:
        """Return the texts as a sentence."""
        return ValueTable(self.text)

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """Return the height of one line."""
        return QSize(self._look.px(160), self._look.px(HEADER_HEIGHT))

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the notes, and as many figures as there is room for beside them."""
        painter, theme = QPainter(self), self._look.theme
        painter.fillRect(event.rect(), theme.header)
        painter.setFont(self._small.font)
        baseline, gap = self._small.baseline(self.height()), self._look.px(_BETWEEN)
        right = self.width() - PADDING
        for said in reversed(self._notes):
            text = self._small.elided(said.text, right - PADDING)
            right -= self._small.width(text)
            painter.setPen(theme.ink(said.ink))
            painter.drawText(right, baseline, text)
            right -= gap
        left = PADDING
        for group in self._figures:
            width = sum(self._small.width(said.text) for said in group) + gap // 2 * (len(group) - 1)
            if left + width > right:
                return
            for said in group:
                painter.setPen(theme.ink(said.ink))
                self._small.left(painter, said.text, Column("", left - PADDING, right), baseline)
                left += self._small.width(said.text) + gap // 2
            left += gap - gap // 2

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for the newest trade."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit()
        super().mousePressEvent(event)

    def _on_look_changed(self) -> None:
        self._small = CellText(self._look, FontRole.SMALL)
        self.updateGeometry()
        self.update()
