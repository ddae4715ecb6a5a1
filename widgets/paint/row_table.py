"""A painted table of a few dozen rows under a fixed header; rows that have not changed are not repainted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from widgets.paint import palette
from widgets.paint.cells import HEADER_HEIGHT, ROW_HEIGHT, CellText, Column, ColumnSpec
from widgets.paint.guard import guarded, guarded_or, guarded_paint
from widgets.paint.palette import FontRole
from widgets.paint.repaint import covering, schedule_repaint
from widgets.paint.scroll_area import is_scrolled_to_end


class Heading(NamedTuple):
    """A column of the table, shown if there is room for it."""

    title: str
    importance: int
    """Columns with the lowest importance are dropped first if there is not enough room."""
    is_left: bool = False
    """Left-aligned for text, right-aligned for numbers."""


class Line(NamedTuple):
    """One row of the table."""

    name: str
    """Emitted when the row is double-clicked; empty if a double click does nothing."""
    texts: tuple[str, ...]
    colors: tuple[QColor, ...]


class RowTable(QAbstractScrollArea):
    """Rows in columns that grow with their texts.

    Args:
        headings: the columns, from left to right.
        empty: the text shown without rows.

    Signals:
        chosen: the name of a row that was double-clicked.
    """

    chosen = Signal(str)

    def __init__(self, headings: Sequence[Heading], empty: str) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalScrollBar().setSingleStep(1)
        self._number = CellText(FontRole.TEXT)
        self._small = CellText(FontRole.SMALL)
        self._lines: tuple[Line, ...] = ()
        self._columns: tuple[Column | None, ...] = ()
        self.set_texts(headings, empty)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The rows shown."""
        return self._lines

    def set_texts(self, headings: Sequence[Heading], empty: str) -> None:
        """Title the columns, and forget how wide their texts were: the language may have changed."""
        self._headings = tuple(headings)
        self._empty = empty
        self._widest = ("",) * len(self._headings)
        self._lay_out()
        self.viewport().update()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show `lines`; repaint only those that changed."""
        before, self._lines = self._lines, tuple(lines)
        columns = self._columns
        self._lay_out()
        if len(before) != len(self._lines) or columns != self._columns:
            self.viewport().update()
            return
        width = self.viewport().width()
        changed = [index for index, (old, new) in enumerate(zip(before, self._lines, strict=True)) if old != new]
        schedule_repaint(self.viewport(), *(QRect(0, self._top(index), width, ROW_HEIGHT) for index in changed))

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """Return room for twelve rows."""
        return QSize(420, 12 * ROW_HEIGHT + HEADER_HEIGHT)

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the exposed rows."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), palette.PANEL)
        first = self.verticalScrollBar().value()
        exposed = covering(event.rect(), self.devicePixelRatio())
        painter.setFont(self._number.font)
        for index in range(first, len(self._lines)):
            top = self._top(index)
            if top > exposed.bottom():
                break
            if top + ROW_HEIGHT > exposed.top():
                self._paint_line(painter, self._lines[index], top + self._number.baseline(ROW_HEIGHT))
        if not self._lines:
            painter.setPen(palette.DIM_TEXT)
            middle = Column("", 0, self.viewport().width())
            self._number.center(painter, self._empty, middle, HEADER_HEIGHT + 2 * ROW_HEIGHT)
        self._paint_header(painter)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Recompute columns and scroll range for the new size."""
        super().resizeEvent(event)
        self._lay_out()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the first or last row on Home or End; Qt handles arrows and pages."""
        if not is_scrolled_to_end(self, event.key()):
            super().keyPressEvent(event)

    @guarded
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Emit `chosen` with the name of the row under the pointer."""
        index = (event.position().toPoint().y() - HEADER_HEIGHT) // ROW_HEIGHT + self.verticalScrollBar().value()
        is_row = event.position().y() >= HEADER_HEIGHT and index < len(self._lines)
        if is_row and self._lines[index].name:
            self.chosen.emit(self._lines[index].name)

    def _paint_line(self, painter: QPainter, line: Line, baseline: int) -> None:
        for heading, column, text, color in zip(self._headings, self._columns, line.texts, line.colors, strict=True):
            if column is not None:
                painter.setPen(color)
                (self._number.left if heading.is_left else self._number.right)(painter, text, column, baseline)

    def _paint_header(self, painter: QPainter) -> None:
        painter.fillRect(0, 0, self.viewport().width(), HEADER_HEIGHT, palette.HEADER)
        painter.setFont(self._small.font)
        painter.setPen(palette.DIM_TEXT)
        baseline = self._small.baseline(HEADER_HEIGHT)
        for heading, column in zip(self._headings, self._columns, strict=True):
            if column is not None:
                (self._small.left if heading.is_left else self._small.right)(painter, heading.title, column, baseline)

    def _lay_out(self) -> None:
        # Columns grow with their texts but do not shrink, or they would jitter with every tick.
        for line in self._lines:
            self._widest = tuple(max(pair, key=len) for pair in zip(self._widest, line.texts, strict=True))
        specs = [
            ColumnSpec(heading.title, widest, heading.importance)
            for heading, widest in zip(self._headings, self._widest, strict=True)
        ]
        self._columns = self._number.fit(self.viewport().width(), specs)
        page = max((self.viewport().height() - HEADER_HEIGHT) // ROW_HEIGHT, 1)
        self.verticalScrollBar().setPageStep(page)
        self.verticalScrollBar().setRange(0, max(len(self._lines) - page, 0))

    def _top(self, index: int) -> int:
        return HEADER_HEIGHT + (index - self.verticalScrollBar().value()) * ROW_HEIGHT
