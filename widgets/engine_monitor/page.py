"""The four sections of the debugging checklist, in its order, in as many columns as fit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.engine.report import EngineReport
from widgets.controls.label import label
from widgets.engine_monitor import sections as engine_sections
from widgets.engine_monitor.streams import stream_columns, stream_rows
from widgets.guard.guard import guarded
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.look.theme import Ink
from widgets.paint.text_table import TextTable
from widgets.text.language import when_language_changes
from widgets.text.value_table import ValueRow, ValueTable

_Cell = tuple[int, int, int, int]

_ARRANGEMENTS: Final[tuple[tuple[int, tuple[_Cell, ...], tuple[int, ...]], ...]] = (
    (780, ((0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1), (1, 0, 1, 3)), (1, 0, 0)),
    (520, ((0, 0, 1, 3), (1, 0, 1, 1), (1, 1, 1, 2), (2, 0, 1, 3)), (1, 1, 0)),
    (0, ((0, 0, 1, 3), (1, 0, 1, 3), (2, 0, 1, 3), (3, 0, 1, 3)), (1, 0, 0)),
)
"""Minimum width at a font size of 100 %; positions of the sections (row, column, rows, columns); how the columns share
spare width."""

_SIDE_BY_SIDE_FROM: Final = 700
"""Width in pixels, at a font size of 100 %, from which the two halves of the last section are side by side."""


class Section(QWidget):
    """A title, a note beside it, and its contents below."""

    def __init__(self, title: str, *contents: QWidget) -> None:
        super().__init__()
        self._note = label("", FontRole.SMALL, Ink.DIM, wraps=True)
        # Wrapped: a long note would otherwise keep the page as wide as it once was.
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        header = QHBoxLayout()
        header.setContentsMargins(5, 6, 5, 1)
        self._title = label(title, FontRole.STRONG, Ink.TEXT)
        header.addWidget(self._title)
        header.addWidget(self._note, 1)
        self._parts = contents
        self._contents = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._contents.setSpacing(0)
        for content in contents:
            content.setAccessibleName(title)
            self._contents.addWidget(content, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(header)
        layout.addLayout(self._contents)
        layout.addStretch(1)

    @property
    def note(self) -> str:
        """The note beside the title."""
        return self._note.text()

    def show_text(self, note: str) -> None:
        """Show `note` beside the title."""
        if note != self._note.text():
            self._note.setText(note)

    @property
    def title(self) -> str:
        """The title."""
        return self._title.text()

    @property
    def tables(self) -> list[TextTable]:
        """The tables in it."""
        return [part for part in self._parts if isinstance(part, TextTable)]

    def set_title(self, title: str) -> None:
        """Set the title."""
        self._title.setText(title)
        for part in self._parts:
            part.setAccessibleName(title)

    def put_side_by_side(self, is_wanted: bool) -> None:
        """Place the contents side by side, or one below the other."""
        direction = QBoxLayout.Direction
        self._contents.setDirection(direction.LeftToRight if is_wanted else direction.TopToBottom)
        self._contents.setSpacing(14 if is_wanted else 0)


class EnginePage(QWidget):
    """The sections below the engine's picture.

    Signals:
        unfolded: a folded row was opened or closed; the page needs the report again.
    """

    unfolded = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._opened: set[str] = set()
        self.streams = TextTable(look, stream_columns())
        self.links = TextTable(look, engine_sections.link_columns())
        self.gates = TextTable(look, engine_sections.gate_columns())
        self.tasks = TextTable(look, engine_sections.task_columns())
        self.requests = TextTable(look, engine_sections.task_columns())
        self._troubles = label("", FontRole.SMALL, Ink.WARNING, wraps=True)
        self._troubles.setContentsMargins(5, 2, 5, 0)
        self._troubles.hide()
        self.subscription_section = Section("", self.streams)
        self.link_section = Section("", self.links, self._troubles)
        self.gate_section = Section("", self.gates)
        self.task_section = Section("", self.tasks, self.requests)
        self._set_titles()
        when_language_changes(self, self._set_texts)
        self.streams.clicked.connect(self._fold)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(4, 0, 4, 6)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(4)
        self._look = look
        look.changed.connect(self._on_look_changed)
        self._arranged: tuple[_Cell, ...] = ()
        self._arrange(0)

    def show_report(self, report: EngineReport, titles: Mapping[str, str] | None = None) -> None:
        """Show a report; rows that did not change are not repainted.

        Args:
            report: of the engine.
            titles: of the panels, by component id.
        """
        connections = report.connections
        self.subscription_section.show_text(engine_sections.subscription_totals(report))
        self.streams.show_rows(stream_rows(report.streams, self._opened, titles))
        self.links.show_rows(engine_sections.link_rows(connections))
        self._tell_troubles(engine_sections.troubles(connections, report.components, titles))
        self.gates.show_rows(engine_sections.gate_rows(connections))
        self.task_section.show_text(engine_sections.task_states(connections))
        self.tasks.show_rows(engine_sections.task_rows(connections.pending))
        self.requests.show_rows(engine_sections.request_rows(connections.pending, connections.settings))

    def as_table(self) -> ValueTable:
        """Return the rows of all sections as one table: section, what, and its figures."""
        sections = (self.subscription_section, self.link_section, self.gate_section, self.task_section)
        rows = []
        for section in sections:
            for part in section.tables:
                for place, row in enumerate(part.rows):
                    what, *figures = (cell.text for cell in row.cells)
                    rows.append(ValueRow((id(part), place), (section.title, what, " · ".join(filter(None, figures)))))
        return ValueTable("", (self.tr("구분"), self.tr("항목"), self.tr("값")), rows, frozenset({0, 1, 2}))

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the sections side by side or one below the other."""
        super().resizeEvent(event)
        self._arrange(self.width())

    def _tell_troubles(self, text: str) -> None:
        if text != self._troubles.text():
            self._troubles.setText(text)
            self._troubles.setVisible(bool(text))

    def _set_texts(self) -> None:
        self._set_titles()
        self.streams.set_columns(stream_columns())
        self.links.set_columns(engine_sections.link_columns())
        self.gates.set_columns(engine_sections.gate_columns())
        for table in (self.tasks, self.requests):
            table.set_columns(engine_sections.task_columns())

    def _set_titles(self) -> None:
        """Set the titles, with the terms of the seed documents."""
        self.subscription_section.set_title(self.tr("구독 상태 · subscription state"))
        self.link_section.set_title(self.tr("연결 상태 · connection state"))
        self.gate_section.set_title(self.tr("요청 제한 · Rate Limiter"))
        self.task_section.set_title(self.tr("대기 작업 · Pending Task"))

    def _fold(self, name: str) -> None:
        self._opened ^= {name}
        self.unfolded.emit()

    def _on_look_changed(self) -> None:
        self._arrange(self.width())

    def _arrange(self, width: int) -> None:
        width = width * 100 // self._look.percent
        self.task_section.put_side_by_side(width >= _SIDE_BY_SIDE_FROM)
        cells, shares = next((cells, shares) for least, cells, shares in _ARRANGEMENTS if width >= least)
        if cells is self._arranged:
            return
        self._arranged = cells
        sections = (self.subscription_section, self.link_section, self.gate_section, self.task_section)
        for section, cell in zip(sections, cells, strict=True):
            self._grid.addWidget(section, *cell)
        for column, share in enumerate(shares):
            self._grid.setColumnStretch(column, share)
        self._grid.setRowStretch(len(sections), 1)
