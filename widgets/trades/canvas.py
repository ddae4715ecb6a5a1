"""The canvas of the trade tape: newest on top, coloured by the taker's side, with a bar where trades are missing.

At the top it follows the market. While somebody points at it, when its user pauses it, or scrolled away, it holds the
entry in its first row: new trades are added above, and no visible row moves until the tape is full; then the hint says
that rows are being dropped, else how many are above.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QCursor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from core.market.trades.rows import Row, TapeRows
from core.market.trades.tape import Gap, TradeTape
from widgets.controls.pointing import Pointing
from widgets.guard.guard import guarded, guarded_or, guarded_paint
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.paint.cells import HEADER_HEIGHT, PADDING, ROW_HEIGHT, CellText, Column, WheelRows
from widgets.text import formats
from widgets.text.language import when_language_changes
from widgets.text.value_table import ValueTable
from widgets.trades.choices import TapeChoices
from widgets.trades.held_rows import HeldRows
from widgets.trades.painter import TapePainter
from widgets.trades.values import tape_values
from widgets.trades.words import gap_text


class TradesCanvas(QWidget):
    """Paints a `TradeTape` shared with its panel.

    Signals:
        scrolled: the first row or the scroll range changed, or whether an entry is held.
        gap_chosen: the user clicked a bar.
    """

    scrolled = Signal()
    gap_chosen = Signal()

    def __init__(self, look: Look, tape: TradeTape, code: str) -> None:
        super().__init__()
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.changed.connect(self._on_look_changed)
        self._titles: tuple[str, ...] = ()
        self._sides: dict[bool | None, str] = {}
        self._set_texts()
        self._wheel = WheelRows()
        self._choices = TapeChoices()
        self._is_stopped = False
        self._pointing = Pointing(self)
        self._pointing.began.connect(self._on_pointed)
        self._pointing.ended.connect(self._on_left)
        self._had_menu = False
        """Whether a menu was open since the pointer came: Qt may not tell then that the pointer has left."""
        self._code = code
        self._measure()
        self.show_tape(tape, code)
        when_language_changes(self, self._on_language_changed)

    def show_tape(self, tape: TradeTape, code: str) -> None:
        """Show another market's tape, from its newest trade."""
        self._tape = tape
        self._code = code
        self._is_stopped = False
        self._show_rows()

    def show_choices(self, choices: TapeChoices) -> None:
        """Show the tape by other choices, from its newest trade."""
        self._choices = choices
        self._show_rows()

    def _show_rows(self) -> None:
        choices = self._choices
        least = choices.least_value(self._code)
        self._rows = TapeRows(self._tape, is_merging=choices.is_merging, least=least)
        self._held = HeldRows(self._rows)
        if self._pointing.is_on or self._is_stopped:
            self._held.hold(self.page_rows)
        self._forget_columns()
        self.scrolled.emit()

    @property
    def hint(self) -> str:
        """What is to be said of rows that do not follow the market; empty while they do."""
        if not self.is_paused:
            return ""
        if self._held.is_leaving:
            return self.tr("▲ 읽던 체결이 지워지는 중 · 눌러서 최신으로")
        if self._held.first:
            return self.tr("▲ 멈춤 · 위에 {count}건").format(count=f"{self._held.first:,}")
        return self.tr("▲ 멈춤")

    @property
    def shown_rows(self) -> TapeRows:
        """What is made of the tape by the choices."""
        return self._rows

    @property
    def first_row(self) -> int:
        """The index on the tape of the entry in the first row."""
        return self._held.first

    @property
    def last_first_row(self) -> int:
        """The largest possible `first_row`."""
        return max(len(self._rows) - self.page_rows, 0)

    @property
    def page_rows(self) -> int:
        """Number of rows that fit."""
        return max((self.height() - self._header) // self._row, 1)

    @property
    def _end(self) -> int:
        """The index of the row after the last one that has room: half a row would be half a figure."""
        return min(self._held.first + self.page_rows, len(self._rows))

    @property
    def is_paused(self) -> bool:
        """Whether it holds an entry instead of following the market."""
        return self._held.is_held

    @property
    def is_leaving(self) -> bool:
        """Whether the tape has dropped rows that were visible."""
        return self._held.is_leaving

    def shown_values(self) -> ValueTable:
        """Return the tape as a table."""
        self._rows.sync()
        return tape_values(
            self._code, self._rows, self._choices, self._look.zone, self._titles, self._sides, self.gap_text
        )

    def tape_changed(self) -> None:
        """Find the held entry again, or follow the market; then repaint."""
        self._rows.sync()
        self._look_for_pointer()
        if self._pointing.is_on or self._is_stopped:
            self._held.hold(self.page_rows)
        self._held.tape_changed(self.page_rows)
        self.scrolled.emit()
        self.update()

    def scroll_to(self, first: int) -> None:
        """Put entry `first` into the first row and hold it; entry 0 follows the market unless the pointer is here."""
        first = min(max(first, 0), self.last_first_row)
        if first == self._held.first:
            return
        self._held.scroll_to(first, self.page_rows, is_hovered=self._pointing.is_on or self._is_stopped)
        self.scrolled.emit()
        self.update()

    @guarded_or(QSize())
    def minimumSizeHint(self) -> QSize:
        """Return room for the titles and a few trades. A hint only: a notice may take some of it."""
        return QSize(160, 80)

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """Return room for thirty trades."""
        return QSize(self._look.px(380), 30 * self._row + self._header)

    # Painting

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the exposed part."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._look.theme.panel)
        rows = [self._rows[index] for index in range(self._held.first, self._end)]
        prints = [(self._top(place), row) for place, row in enumerate(rows) if not isinstance(row, Gap)]
        before = self._painter.columns
        texts = self._painter.prepare([row for _, row in prints], self.width())
        if self._painter.columns != before and not event.rect().contains(self.rect()):
            self.update()  # the other rows too
        for (top, row), said in zip(prints, texts, strict=True):
            self._painter.paint(painter, row, said, top, self._row, self._tape.prev_close)
        self._paint_gaps(painter, rows)
        if not rows and len(self._tape):
            self._say(painter, self.tr("필터에 맞는 체결 없음"), self._top(0))
        self._paint_header(painter)

    def _paint_gaps(self, painter: QPainter, rows: Sequence[Row]) -> None:
        for place, row in enumerate(rows):
            if isinstance(row, Gap):
                painter.fillRect(0, self._top(place), self.width(), self._row - 1, self._look.theme.gap_row)
                painter.setPen(self._look.theme.warning)
                self._say(painter, self.gap_text(row), self._top(place))

    def _say(self, painter: QPainter, text: str, top: int) -> None:
        """Write a text across a row."""
        painter.setFont(self._small.font)
        shown = self._small.elided(text, self.width() - 2 * PADDING)
        self._small.center(painter, shown, Column("", 0, self.width()), top + self._small.baseline(self._row))

    def gap_text(self, gap: Gap) -> str:
        """Return the text of a bar, with times in the zone of the screen."""
        return gap_text(gap, self._look.zone)

    def _paint_header(self, painter: QPainter) -> None:
        painter.fillRect(0, 0, self.width(), self._header, self._look.theme.header)
        painter.setFont(self._small.font)
        baseline = self._small.baseline(self._header)
        painter.setPen(self._look.theme.dim_text)
        for column in self._painter.columns:
            if column:
                self._small.right(painter, column.title, column, baseline)

    def _top(self, row: int) -> int:
        return self._header + row * self._row

    # Pointer and keys

    def _on_pointed(self) -> None:
        """Hold the visible rows."""
        self._held.hold(self.page_rows)
        self.scrolled.emit()

    def _on_left(self) -> None:
        """Follow the market again, unless the user has scrolled away."""
        if not (self._held.is_scrolled or self._is_stopped):
            self._held.let_go()
            self.tape_changed()

    @guarded
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Leave the menu to the dock, but look for the pointer after it."""
        self._had_menu = self._pointing.is_on
        super().contextMenuEvent(event)

    def _look_for_pointer(self) -> None:
        """Find out, after a menu, whether the pointer is still here; otherwise the tape would stand still for ever."""
        if not self._pointing.is_on:
            return
        if QApplication.activePopupWidget() is not None:
            self._had_menu = True
        elif self._had_menu:
            self._had_menu = False
            if not self.rect().contains(self.mapFromGlobal(QCursor.pos())):
                self._pointing.end()

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Return to the newest trade on a click on the header; request missing trades on a click on a bar."""
        y = event.position().toPoint().y()
        index = self._held.first + (y - self._header) // self._row
        if event.button() is not Qt.MouseButton.LeftButton:
            pass  # the right one asks for the menu
        elif y < self._header:
            self.to_newest()
        elif index < self._end and isinstance(self._rows[index], Gap):
            self.gap_chosen.emit()
        super().mousePressEvent(event)

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll three rows per notch."""
        self.scroll_to(self._held.first - self._wheel.rows(event))
        event.accept()

    def to_newest(self) -> None:
        """Scroll back to the newest trade, and follow the market."""
        self._is_stopped = False
        self.scroll_to(0)
        if not self._pointing.is_on and self._held.is_held:
            self._held.let_go()
            self.tape_changed()

    def toggle_stop(self) -> None:
        """Hold the visible rows as if the pointer were over them, or follow the market again."""
        if self._is_stopped or self._held.is_scrolled:
            self.to_newest()
            return
        self._is_stopped = True
        self._held.hold(self.page_rows)
        self.scrolled.emit()

    @property
    def is_stopped(self) -> bool:
        """Whether the user has paused the tape by key or menu."""
        return self._is_stopped

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll with arrows and pages; Home goes to the newest trade, End to the oldest; Space pauses."""
        first, page = self._held.first, self.page_rows
        targets = {
            Qt.Key.Key_Up: first - 1,
            Qt.Key.Key_Down: first + 1,
            Qt.Key.Key_PageUp: first - page,
            Qt.Key.Key_PageDown: first + page,
            Qt.Key.Key_End: len(self._rows),
        }
        if event.key() == Qt.Key.Key_Home:
            self.to_newest()
        elif event.key() == Qt.Key.Key_Space:
            self.toggle_stop()
        elif (target := targets.get(Qt.Key(event.key()))) is not None:
            self.scroll_to(target)
        else:
            super().keyPressEvent(event)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Update the rows for the new size."""
        super().resizeEvent(event)
        self.tape_changed()

    def _set_texts(self) -> None:
        self._titles = (self.tr("시각"), self.tr("구분"), self.tr("가격"), self.tr("수량"), self.tr("금액"))
        self._sides = {True: self.tr("매수"), False: self.tr("매도"), None: formats.UNKNOWN}

    def _on_language_changed(self) -> None:
        self._set_texts()
        self._forget_columns()

    def _forget_columns(self) -> None:
        """Lay the columns out again at the next painting, as wide as the texts then are."""
        self._painter = TapePainter(self._look, self._code, self._choices, self._titles, self._sides)
        self.update()

    def _on_look_changed(self) -> None:
        self._measure()
        self._forget_columns()
        self.updateGeometry()
        self.tape_changed()

    def _measure(self) -> None:
        self._small = CellText(self._look, FontRole.SMALL)
        self._row, self._header = self._look.px(ROW_HEIGHT), self._look.px(HEADER_HEIGHT)
