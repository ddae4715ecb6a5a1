"""A painted table of a few dozen rows under a fixed header; rows that have not changed are not repainted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from widgets.guard.guard import guarded, guarded_or, guarded_paint
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.look.theme import Ink
from widgets.paint.badges import Badge, paint_marked, width_of
from widgets.paint.cells import HEADER_HEIGHT, PADDING, ROW_HEIGHT, CellText, Column, ColumnSpec
from widgets.paint.repaint import covering, schedule_repaint
from widgets.paint.steady_widths import SteadyWidths
from widgets.text.value_table import ValueRow, ValueTable

_STEP: Final = 24
"""Pixels, at a font size of 100 %, by which a column grows: about three digits, so that it grows seldom."""

_CUT: Final = "가나다…"
"""As much of a text as a column shows at least."""

_EMPTY_ROWS: Final = 4
"""In the middle of so many rows an empty table says why it is empty."""


class Heading(NamedTuple):
    """A column of the table, shown if there is room for it."""

    title: str
    importance: int
    """Columns with the lowest importance are dropped first if there is not enough room."""
    is_left: bool = False
    """Left-aligned for text, right-aligned for numbers."""
    stays: bool = False
    """Whether it stays while others go: a text is cut then, a figure never."""


class Line(NamedTuple):
    """One row of the table."""

    name: str
    """Emitted when the row is clicked; empty if a click does nothing."""
    texts: tuple[str, ...]
    inks: tuple[Ink, ...]
    badges: tuple[Badge, ...] = ()
    """Beside the first text, which is left-aligned then."""

    @property
    def told(self) -> tuple[str, ...]:
        """The texts for a table without paint, where the badges follow the first."""
        marks = "".join(f" [{badge.words}]" for badge in self.badges)
        return (self.texts[0] + marks, *self.texts[1:])


class RowTable(QAbstractScrollArea):
    """Rows in columns that grow with their texts, in steps, and shrink late: figures must not jump from side to side.

    Args:
        look: theme and font size.
        headings: the columns, from left to right.
        empty: the text shown without rows.

    One row can be the current one: it was clicked, or reached by the arrow, page, Home and End keys.

    Signals:
        pointed: the name of a row that was clicked, or of the current one on Enter.
        opened: the name of a row that was double-clicked.
    """

    pointed = Signal(str)
    opened = Signal(str)

    def __init__(self, look: Look, headings: Sequence[Heading], empty: str) -> None:
        super().__init__()
        self._look = look
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalScrollBar().setSingleStep(1)
        self._lines: tuple[Line, ...] = ()
        self._columns: tuple[Column | None, ...] = ()
        self._current: tuple[str, int] | None = None
        """The current row: its name, and which of the rows of that name it is; rows may change their places."""
        self._widths = SteadyWidths(self)
        self._widths.shrunk.connect(self._on_shrunk)
        look.changed.connect(self._on_look_changed)
        self._measure()
        self.set_texts(headings, empty)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The rows shown."""
        return self._lines

    def shown_values(self) -> ValueTable:
        """Return the rows as a table."""
        rows = [ValueRow(key, line.told) for key, line in zip(self._keys(), self._lines, strict=True)]
        return ValueTable(
            "" if self._lines else self._empty,
            tuple(heading.title for heading in self._headings),
            rows,
            frozenset(place for place, heading in enumerate(self._headings) if heading.is_left),
        )

    def set_texts(self, headings: Sequence[Heading], empty: str) -> None:
        """Title the columns, and forget how wide their texts were: the language may have changed."""
        self._headings = tuple(headings)
        self._empty = empty
        self._widths.forget()
        self._lay_out()
        self.viewport().update()

    def say_empty(self, text: str) -> None:
        """Say that in place of rows."""
        if text != self._empty:
            self._empty = text
            self.viewport().update()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show `lines`; repaint only those that changed."""
        before, current = self._lines, self.current_row
        self._lines = tuple(lines)
        columns = self._columns
        self._lay_out()
        if self.current_row != current:
            self.viewport().update()
        if len(before) != len(self._lines) or columns != self._columns:
            self.viewport().update()
            return
        width = self.viewport().width()
        changed = [index for index, (old, new) in enumerate(zip(before, self._lines, strict=True)) if old != new]
        schedule_repaint(self.viewport(), *(QRect(0, self._top(index), width, self._row) for index in changed))

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """Return room for twelve rows."""
        return QSize(self._look.px(420), 12 * self._row + self._header)

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the exposed rows."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._look.theme.panel)
        first = self.verticalScrollBar().value()
        exposed = covering(event.rect(), self.devicePixelRatio())
        painter.setFont(self._number.font)
        current = self.current_row
        for index in range(first, self._end):
            top = self._top(index)
            if top > exposed.bottom():
                break
            if top + self._row > exposed.top():
                if index == current:
                    painter.fillRect(0, top, self.viewport().width(), self._row, self._look.theme.selection)
                self._paint_line(painter, self._lines[index], top)
        if not self._lines:
            self._paint_empty(painter)
        self._paint_header(painter)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Recompute columns and scroll range for the new size."""
        super().resizeEvent(event)
        self._lay_out()

    @property
    def current_name(self) -> str:
        """The name of the current row; empty if there is none."""
        row = self.current_row
        return "" if row is None else self._lines[row].name

    @property
    def current_row(self) -> int | None:
        """The current row; None if there is none, or it is gone."""
        if self._current is None:
            return None
        return next((row for row, key in enumerate(self._keys()) if key == self._current), None)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the current row on arrow, page, Home and End keys; emit its name on Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if name := self.current_name:
                self.pointed.emit(name)
        elif (row := self._row_by_key(event.key())) is not None:
            self._make_current(row)
        else:
            super().keyPressEvent(event)

    def _row_by_key(self, key: int) -> int | None:
        """Return the row to which a key leads; None if it leads to none."""
        row, last, page = self.current_row, len(self._lines) - 1, self.verticalScrollBar().pageStep()
        first = self.verticalScrollBar().value()
        rows: dict[int, int] = {
            Qt.Key.Key_Up: first if row is None else row - 1,
            Qt.Key.Key_Down: first if row is None else row + 1,
            Qt.Key.Key_PageUp: (first if row is None else row) - page,
            Qt.Key.Key_PageDown: (first if row is None else row) + page,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        return max(0, min(rows[key], last)) if key in rows and last >= 0 else None

    def _make_current(self, row: int) -> None:
        """Make a row the current one, and scroll until it is seen."""
        bar = self.verticalScrollBar()
        self._current = self._keys()[row]
        bar.setValue(max(row - bar.pageStep() + 1, min(bar.value(), row)))
        self.viewport().update()

    def _keys(self) -> list[tuple[str, int]]:
        """Return what tells each row from the others, wherever it stands."""
        seen: Counter[str] = Counter()
        keys = []
        for line in self._lines:
            seen[name := line.name or line.texts[0]] += 1
            keys.append((name, seen[name]))
        return keys

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make the row under the pointer the current one; on a left press emit `pointed` with its name."""
        row = self._row_at(event.position().toPoint().y())
        if row is None:
            return
        self._make_current(row)  # a menu is about the row it was opened on
        if event.button() is Qt.MouseButton.LeftButton and (name := self._lines[row].name):
            self.pointed.emit(name)

    @guarded
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Emit `opened` with the name of the row under the pointer."""
        name = self.name_at(event.position().toPoint().y())
        if name and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(name)

    def name_at(self, y: int) -> str:
        """Return the name of the row at `y` of the viewport; empty beside the rows."""
        row = self._row_at(y)
        return "" if row is None else self._lines[row].name

    def name_under(self, place: QPoint | None, widget: QWidget) -> str:
        """Return the name of the row at `place` of `widget`; without a place that of the current row.

        Empty beside the rows, and while the table is hidden.
        """
        if not self.isVisible():
            return ""
        if place is None:
            return self.current_name
        at = self.viewport().mapFrom(widget, place)
        return self.name_at(at.y()) if self.viewport().rect().contains(at) else ""

    def _row_at(self, y: int) -> int | None:
        row = (y - self._header) // self._row + self.verticalScrollBar().value()
        return row if y >= self._header and row < self._end else None

    def _paint_line(self, painter: QPainter, line: Line, top: int) -> None:
        theme, baseline, badges = self._look.theme, top + self._number.baseline(self._row), line.badges
        for heading, column, text, ink in zip(self._headings, self._columns, line.texts, line.inks, strict=True):
            if column is not None:
                painter.setPen(theme.ink(ink))
                if badges:
                    room = QRect(column.left + PADDING, top, column.right - column.left - 2 * PADDING, self._row)
                    paint_marked(painter, (self._number, self._small), text, badges, theme, room)
                elif heading.is_left:
                    shown = self._number.elided(text, column.right - column.left - 2 * PADDING)
                    self._number.left(painter, shown, column, baseline)
                else:
                    self._number.right(painter, text, column, baseline)
            badges = ()

    def _paint_empty(self, painter: QPainter) -> None:
        """Say why there are no rows: in the middle of the first rows, or of what there is of them."""
        painter.setPen(self._look.theme.dim_text)
        width = self.viewport().width()
        room = min(self.viewport().height() - self._header, _EMPTY_ROWS * self._row)
        step = self._number.metrics.height()
        lines = self._number.wrapped(self._empty, width - 2 * PADDING)[: max(room // step, 1)]
        top = self._header + max((room - len(lines) * step) // 2, 0)
        for place, line in enumerate(lines):
            self._number.center(painter, line, Column("", 0, width), top + place * step + self._number.baseline(step))

    def _paint_header(self, painter: QPainter) -> None:
        painter.fillRect(0, 0, self.viewport().width(), self._header, self._look.theme.header)
        painter.setFont(self._small.font)
        painter.setPen(self._look.theme.dim_text)
        baseline = self._small.baseline(self._header)
        for heading, column in zip(self._headings, self._columns, strict=True):
            if column is not None:
                (self._small.left if heading.is_left else self._small.right)(painter, heading.title, column, baseline)

    def _on_look_changed(self) -> None:
        self._measure()
        self._widths.forget()
        self._lay_out()
        self.updateGeometry()
        self.viewport().update()

    def _measure(self) -> None:
        self._number = CellText(self._look, FontRole.TEXT)
        self._small = CellText(self._look, FontRole.SMALL)
        self._row, self._header = self._look.px(ROW_HEIGHT), self._look.px(HEADER_HEIGHT)

    def _on_shrunk(self) -> None:
        columns = self._columns
        self._lay_out()
        if columns != self._columns:
            self.viewport().update()

    def _needed(self) -> list[int]:
        """Return the width that the texts of each column need, with the badges of the first, in steps."""
        step, widest = self._look.px(_STEP), [0] * len(self._headings)
        for line in self._lines:
            beside = width_of(self._small, [badge.words for badge in line.badges])
            for place, text in enumerate(line.texts):
                width = self._number.width(text) + (0 if place else beside)
                widest[place] = max(widest[place], width)
        return [-(-width // step) * step for width in widest]

    def _lay_out(self) -> None:
        specs = [
            ColumnSpec(
                heading.title,
                "",
                heading.importance,
                stays=heading.stays,
                least=_CUT if heading.is_left else "",
                reserved=reserved,
            )
            for heading, reserved in zip(self._headings, self._widths.widths(self._needed()), strict=True)
        ]
        self._columns = self._number.fit(self.viewport().width(), specs)
        page = max((self.viewport().height() - self._header) // self._row, 1)
        self.verticalScrollBar().setPageStep(page)
        self.verticalScrollBar().setRange(0, max(len(self._lines) - page, 0))

    @property
    def _end(self) -> int:
        """The row after the last one that has room: half a row would be half a figure."""
        bar = self.verticalScrollBar()
        return min(bar.value() + bar.pageStep(), len(self._lines))

    def _top(self, index: int) -> int:
        return self._header + (index - self.verticalScrollBar().value()) * self._row
