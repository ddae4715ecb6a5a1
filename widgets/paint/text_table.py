"""A painted table of aligned text columns; rows whose text has not changed are not repainted."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Final, NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.controls.untrusted_text import set_tip
from widgets.guard.guard import guarded, guarded_or, guarded_paint
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.look.theme import Ink
from widgets.paint.cells import CellText, Column
from widgets.paint.repaint import covering, schedule_repaint
from widgets.text.value_table import ValueRow, ValueTable

ROW: Final = 18
"""Height of a row and of the column titles, at a font size of 100 %."""

_NARROW: Final = 230
"""Minimum width of a table in pixels."""

_GAP: Final = 10
"""Pixels between the texts of two columns."""


class Tone(Enum):
    """The meaning of a text, shown by its colour."""

    PLAIN = Ink.TEXT
    DIM = Ink.DIM
    FAINT = Ink.FAINT
    GOOD = Ink.GOOD
    WARN = Ink.WARNING
    BAD = Ink.BAD


class Cell(NamedTuple):
    """One text of a row."""

    text: str
    tone: Tone = Tone.PLAIN


class Row(NamedTuple):
    """One row of the table."""

    cells: tuple[Cell, ...]
    tip: str = ""
    """The tool tip: text that does not fit in the row."""
    name: str = ""
    """Emitted when the row is clicked; empty if a click does nothing."""


class TextColumn(NamedTuple):
    """Title, width and alignment of a column."""

    title: str
    sample: str
    """A text as wide as the widest the column should have room for."""
    is_right: bool = False
    is_elastic: bool = False
    """Takes the spare width, and shrinks first."""
    least: str = ""
    """The text that an elastic column always keeps room for."""


class TextTable(QWidget):
    """A table as high as its rows.

    Args:
        look: theme and font size.
        columns: from left to right. If there is not enough room, the last columns are dropped first, elastic ones
        after all others.

    Signals:
        clicked: the name of a row that was clicked.
    """

    clicked = Signal(str)

    def __init__(self, look: Look, columns: Sequence[TextColumn]) -> None:
        super().__init__()
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._rows: tuple[Row, ...] = ()
        look.changed.connect(self._on_look_changed)
        self._measure()
        self.set_columns(columns)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows shown."""
        return self._rows

    def shown_values(self) -> ValueTable:
        """Return the rows as a table."""
        rows = [ValueRow(place, tuple(cell.text for cell in row.cells)) for place, row in enumerate(self._rows)]
        return ValueTable("", tuple(column.title for column in self._specs), rows)

    def set_columns(self, columns: Sequence[TextColumn]) -> None:
        """Set the columns; their titles are in another language after a change of it."""
        self._specs = tuple(columns)
        self._titles_height = self._row if any(column.title for column in columns) else 0
        self._columns: dict[int, Column] = self._laid_out(self.width())
        self.updateGeometry()
        self.update()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show `rows`; repaint only those that changed."""
        before, self._rows = self._rows, tuple(rows)
        if len(before) != len(self._rows):
            self.updateGeometry()
            self.update()
            return
        pairs = zip(before, self._rows, strict=True)
        changed = [index for index, (old, new) in enumerate(pairs) if old.cells != new.cells]
        schedule_repaint(self, *(QRect(0, self._top(index), self.width(), self._row) for index in changed))

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """Return room for every row and every column."""
        return QSize(sum(map(self._natural, self._specs)), self._top(max(len(self._rows), 1)))

    @guarded_or(QSize())
    def minimumSizeHint(self) -> QSize:
        """Return room for every row; columns can be dropped."""
        return QSize(
            min(sum(map(self._least, range(len(self._specs)))), self._look.px(_NARROW)), self.sizeHint().height()
        )

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Recompute the columns for the new width."""
        super().resizeEvent(event)
        self._columns = self._laid_out(self.width())

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the exposed rows."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._look.theme.panel)
        exposed = covering(event.rect(), self.devicePixelRatio())
        first = max((exposed.top() - self._titles_height) // self._row, 0)
        last = min((exposed.bottom() - self._titles_height) // self._row + 1, len(self._rows))
        if exposed.top() < self._titles_height:
            self._paint_titles(painter)
        painter.setFont(self._text.font)
        for index in range(first, last):
            self._paint_row(painter, self._rows[index], self._top(index))

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Emit `clicked` with the name of the row under the pointer."""
        row = self._row_at(event.position().toPoint().y())
        if row is not None and row.name and event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit(row.name)

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Set the tool tip to that of the row under the pointer."""
        row = self._row_at(event.position().toPoint().y())
        set_tip(self, self._tip_of(row) if row else "")

    def _tip_of(self, row: Row) -> str:
        """Return the tip of a row, and what its cells say where there is no room for all of it."""
        cut = [
            f"{spec.title}: {cell.text}" if spec.title else cell.text
            for index, (spec, cell) in enumerate(zip(self._specs, row.cells, strict=True))
            if cell.text not in row.tip and self._is_cut(index, cell.text)
        ]
        return "\n".join(filter(None, (row.tip, *cut)))

    def _is_cut(self, index: int, text: str) -> bool:
        column = self._columns.get(index)
        return column is None or self._fitted(column, text) != text

    def _fitted(self, column: Column, text: str) -> str:
        return self._text.elided(text, column.right - column.left - _GAP + 2)

    def _on_look_changed(self) -> None:
        self._measure()
        self.set_columns(self._specs)

    def _measure(self) -> None:
        self._title = CellText(self._look, FontRole.SMALL)
        self._text = CellText(self._look, FontRole.SMALL)
        self._row = self._look.px(ROW)

    def _paint_titles(self, painter: QPainter) -> None:
        painter.setFont(self._title.font)
        painter.setPen(self._look.theme.faint_text)
        baseline = self._title.baseline(self._row)
        for index, column in self._columns.items():
            self._put(painter, column, column.title, baseline, is_right=self._specs[index].is_right)

    def _paint_row(self, painter: QPainter, row: Row, top: int) -> None:
        baseline = top + self._text.baseline(self._row)
        painter.setPen(self._look.theme.grid)
        painter.drawLine(0, top, self.width(), top)
        for index, column in self._columns.items():
            text, tone = row.cells[index]
            painter.setPen(self._look.theme.ink(tone.value))
            self._put(painter, column, text, baseline, is_right=self._specs[index].is_right)

    def _put(self, painter: QPainter, column: Column, text: str, baseline: int, *, is_right: bool) -> None:
        shown = self._fitted(column, text)
        x = column.right - _GAP // 2 - self._text.width(shown) if is_right else column.left + _GAP // 2
        painter.drawText(x, baseline, shown)

    def _laid_out(self, width: int) -> dict[int, Column]:
        """Return the columns that fit, by their index."""
        kept = list(range(len(self._specs)))
        while len(kept) > 1 and sum(self._least(index) for index in kept) > width:
            kept.remove(max(kept, key=lambda index: (not self._specs[index].is_elastic, index)))
        spare = width - sum(self._least(index) for index in kept)
        elastic = [index for index in kept if self._specs[index].is_elastic] or kept
        columns = {}
        left = 0
        for index in kept:
            share = spare // len(elastic) if index in elastic else 0
            right = left + self._least(index) + share
            columns[index] = Column(self._specs[index].title, left, right)
            left = right
        return columns

    def _natural(self, spec: TextColumn) -> int:
        return max(self._title.width(spec.title), self._text.width(spec.sample)) + _GAP

    def _least(self, index: int) -> int:
        spec = self._specs[index]
        return self._natural(spec._replace(sample=spec.least)) if spec.is_elastic else self._natural(spec)

    def _top(self, index: int) -> int:
        return self._titles_height + index * self._row

    def _row_at(self, y: int) -> Row | None:
        index = (y - self._titles_height) // self._row
        return self._rows[index] if 0 <= index < len(self._rows) else None
