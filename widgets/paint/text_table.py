"""Rows of text in aligned columns, painted; a row whose text has not changed is not painted again."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Final, NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.paint import palette
from widgets.paint.cells import CellText, Column
from widgets.paint.guard import guarded, guarded_or, guarded_paint
from widgets.paint.palette import FontRole
from widgets.paint.repaint import covering, schedule_repaint
from widgets.paint.untrusted_text import set_tip

ROW: Final = 18
"""Height of a row and of the column titles."""

_NARROW: Final = 230
"""Pixels a table can always ask for."""

_GAP: Final = 10
"""Pixels between the texts of two columns."""


class Tone(Enum):
    """What a text says of itself by its colour."""

    PLAIN = palette.TEXT
    DIM = palette.DIM_TEXT
    FAINT = palette.FAINT_TEXT
    GOOD = palette.GOOD
    WARN = palette.AMBER
    BAD = palette.RISE


class Cell(NamedTuple):
    """One text of a row."""

    text: str
    tone: Tone = Tone.PLAIN


class Row(NamedTuple):
    """One line of a table."""

    cells: tuple[Cell, ...]
    tip: str = ""
    """What does not fit, for the pointer."""
    name: str = ""
    """Told when the row is clicked; empty where a click means nothing."""


class TextColumn(NamedTuple):
    """What a column asks for."""

    title: str
    sample: str
    """A text as wide as any it should have room for."""
    is_right: bool = False
    is_elastic: bool = False
    """Takes the room that is left, and gives way first."""
    least: str = ""
    """A text an elastic column keeps room for all the same."""


class TextTable(QWidget):
    """A table as high as its rows.

    Args:
        columns: from left to right. Where there is no room for all, the last ones are left away, elastic ones
            after all others.

    Signals:
        clicked: a row with a name was clicked.
    """

    clicked = Signal(str)

    def __init__(self, columns: Sequence[TextColumn]) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._specs = tuple(columns)
        self._title = CellText(FontRole.SMALL)
        self._text = CellText(FontRole.SMALL)
        self._titles_height = ROW if any(column.title for column in columns) else 0
        self._columns: dict[int, Column] = {}
        self._rows: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return self._rows

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show `rows`; only those that differ from what is there are painted."""
        before, self._rows = self._rows, tuple(rows)
        if len(before) != len(self._rows):
            self.updateGeometry()
            self.update()
            return
        pairs = zip(before, self._rows, strict=True)
        changed = [index for index, (old, new) in enumerate(pairs) if old.cells != new.cells]
        schedule_repaint(self, *(QRect(0, self._top(index), self.width(), ROW) for index in changed))

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """Room for every row and every column."""
        return QSize(sum(map(self._natural, self._specs)), self._top(max(len(self._rows), 1)))

    @guarded_or(QSize())
    def minimumSizeHint(self) -> QSize:
        """Room for every row; columns can be left away."""
        return QSize(min(sum(map(self._least, range(len(self._specs)))), _NARROW), self.sizeHint().height())

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the columns out anew."""
        super().resizeEvent(event)
        self._columns = self._laid_out(self.width())

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that are exposed."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), palette.PANEL)
        exposed = covering(event.rect(), self.devicePixelRatio())
        first = max((exposed.top() - self._titles_height) // ROW, 0)
        last = min((exposed.bottom() - self._titles_height) // ROW + 1, len(self._rows))
        if exposed.top() < self._titles_height:
            self._paint_titles(painter)
        painter.setFont(self._text.font)
        for index in range(first, last):
            self._paint_row(painter, self._rows[index], self._top(index))

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell of the row that was hit."""
        row = self._row_at(event.position().toPoint().y())
        if row is not None and row.name and event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit(row.name)

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Have the row's tip ready for a pointer that rests."""
        row = self._row_at(event.position().toPoint().y())
        set_tip(self, row.tip if row else "")

    def _paint_titles(self, painter: QPainter) -> None:
        painter.setFont(self._title.font)
        painter.setPen(palette.FAINT_TEXT)
        baseline = self._title.baseline(ROW)
        for index, column in self._columns.items():
            self._put(painter, column, column.title, baseline, is_right=self._specs[index].is_right)

    def _paint_row(self, painter: QPainter, row: Row, top: int) -> None:
        baseline = top + self._text.baseline(ROW)
        painter.setPen(palette.GRID)
        painter.drawLine(0, top, self.width(), top)
        for index, column in self._columns.items():
            text, tone = row.cells[index]
            painter.setPen(tone.value)
            self._put(painter, column, text, baseline, is_right=self._specs[index].is_right)

    def _put(self, painter: QPainter, column: Column, text: str, baseline: int, *, is_right: bool) -> None:
        shown = self._text.elided(text, column.right - column.left - _GAP + 2)
        x = column.right - _GAP // 2 - self._text.width(shown) if is_right else column.left + _GAP // 2
        painter.drawText(x, baseline, shown)

    def _laid_out(self, width: int) -> dict[int, Column]:
        """The columns there is room for, by their place in the spec list."""
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
        return self._titles_height + index * ROW

    def _row_at(self, y: int) -> Row | None:
        index = (y - self._titles_height) // ROW
        return self._rows[index] if 0 <= index < len(self._rows) else None
