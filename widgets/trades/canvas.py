"""The canvas of the trade tape: newest on top, coloured by the taker's side, with a bar where trades are missing.

At the top it follows the market. With the pointer over it, or scrolled away, it holds the entry in its first row: new
trades are added above and counted in the header, and no visible row moves until the tape is full; then the header says
that rows are being dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from core.market.trades.gaps import OPENING
from core.market.trades.tape import Entry, Gap, Print, TradeTape
from widgets.guard.guard import guarded, guarded_or, guarded_paint
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.look.theme import Ink, change_ink, side_ink
from widgets.paint.cells import HEADER_HEIGHT, PADDING, ROW_HEIGHT, CellText, Column, ColumnSpec, WheelRows
from widgets.text import formats
from widgets.text.language import when_language_changes, wording
from widgets.text.value_table import ValueTable
from widgets.trades.held_rows import HeldRows
from widgets.trades.values import tape_values

_IMPORTANCE: Final = (2, 4, 5, 3, 1)
"""Importance of time, side, price, size and value: nobody should need the colour to know the side."""


class TradesCanvas(QWidget):
    """Paints a `TradeTape` shared with its panel.

    Signals:
        scrolled: the first row or the scroll range changed.
        gap_chosen: the user clicked a bar.
    """

    scrolled = Signal()
    gap_chosen = Signal()

    def __init__(self, look: Look, tape: TradeTape, code: str) -> None:
        super().__init__()
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(160, 80)
        look.changed.connect(self._on_look_changed)
        self._measure()
        self._columns: tuple[Column | None, ...] = ()
        self._laid_out_for = 0
        self._titles: tuple[str, ...] = ()
        self._sides: dict[bool | None, str] = {}
        self._set_texts()
        self._widest: tuple[str, ...] = ()
        self._wheel = WheelRows()
        self._is_hovered = False
        self.show_tape(tape, code)
        when_language_changes(self, self._on_language_changed)

    def show_tape(self, tape: TradeTape, code: str) -> None:
        """Show another market's tape, from its newest trade."""
        self._tape = tape
        self._code = code
        self._rows = HeldRows(tape)
        self._decimals = 0
        self._size_decimals: int | None = None
        self._forget_columns()

    @property
    def first_row(self) -> int:
        """The index on the tape of the entry in the first row."""
        return self._rows.first

    @property
    def last_first_row(self) -> int:
        """The largest possible `first_row`."""
        return max(len(self._tape) - self.page_rows, 0)

    @property
    def page_rows(self) -> int:
        """Number of rows that fit."""
        return max((self.height() - self._header) // self._row, 1)

    @property
    def is_paused(self) -> bool:
        """Whether it holds an entry instead of following the market."""
        return self._rows.is_held

    @property
    def is_leaving(self) -> bool:
        """Whether the tape has dropped rows that were visible."""
        return self._rows.is_leaving

    def shown_values(self) -> ValueTable:
        """Return the tape as a table."""
        return tape_values(self._code, self._tape, self._look.zone, self._titles, self._sides, self.gap_text)

    def tape_changed(self) -> None:
        """Find the held entry again, or follow the market; then repaint."""
        if self._is_hovered:
            self._rows.hold(self.page_rows)
        self._rows.tape_changed(self.page_rows)
        self.scrolled.emit()
        self.update()

    def scroll_to(self, first: int) -> None:
        """Put entry `first` into the first row and hold it; entry 0 follows the market unless the pointer is here."""
        first = min(max(first, 0), self.last_first_row)
        if first == self._rows.first:
            return
        self._rows.scroll_to(first, self.page_rows, is_hovered=self._is_hovered)
        self.scrolled.emit()
        self.update()

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
        last = min(self._rows.first + self.page_rows + 1, len(self._tape))
        entries = [self._tape[index] for index in range(self._rows.first, last)]
        prints = [(self._top(row), entry) for row, entry in enumerate(entries) if isinstance(entry, Print)]
        texts = self._prepare([entry for _, entry in prints])
        self._paint_prints(painter, prints, texts)
        self._paint_gaps(painter, entries)
        self._paint_header(painter)

    def _prepare(self, prints: Sequence[Print]) -> list[tuple[str, ...]]:
        """Update columns and decimals for the visible entries; return their texts."""
        prices = [entry.price for entry in prints if entry.price is not None]
        self._decimals = formats.column_decimals(self._code, prices)
        if self._size_decimals is None and prices:
            self._size_decimals = formats.size_decimals(self._code, prices[0])
        # Columns grow with their texts but do not shrink, or they would jitter with every trade.
        before, texts = self._widest, list(map(self._texts, prints))
        self._widest = tuple(max(column, key=len) for column in zip(before, *texts, strict=True))
        if self._widest != before or self._laid_out_for != self.width():
            self._laid_out_for = self.width()
            self._columns = self._number.fit(
                self.width(), tuple(map(ColumnSpec, self._titles, self._widest, _IMPORTANCE))
            )
        return texts

    def _paint_prints(
        self, painter: QPainter, prints: Sequence[tuple[int, Print]], texts: Sequence[tuple[str, ...]]
    ) -> None:
        baseline, theme = self._number.baseline(self._row), self._look.theme
        painter.setFont(self._number.font)
        for (top, entry), said in zip(prints, texts, strict=True):
            for column, text, ink in zip(self._columns, said, self._inks(entry), strict=False):
                if column:
                    painter.setPen(theme.ink(ink))
                    self._number.right(painter, text, column, top + baseline)

    def _texts(self, entry: Print) -> tuple[str, ...]:
        return (
            formats.clock_time(entry.timestamp_ms, self._look.zone),
            self._sides[entry.is_buy],
            formats.price(self._code, entry.price, self._decimals),
            formats.size(entry.size, formats.MAX_DECIMALS if self._size_decimals is None else self._size_decimals),
            formats.value_of(self._code, entry.value),
        )

    def _inks(self, entry: Print) -> tuple[Ink, ...]:
        side = side_ink(entry.is_buy)
        prev_close = self._tape.prev_close
        change = None if prev_close is None or entry.price is None else entry.price - prev_close
        return Ink.DIM, side, change_ink(change), side, side

    def _paint_gaps(self, painter: QPainter, entries: Sequence[Entry]) -> None:
        painter.setFont(self._small.font)
        for row, entry in enumerate(entries):
            if isinstance(entry, Gap):
                top = self._top(row)
                painter.fillRect(0, top, self.width(), self._row - 1, self._look.theme.gap_row)
                painter.setPen(self._look.theme.warning)
                text = self._small.elided(self.gap_text(entry), self.width() - 2 * PADDING)
                self._small.center(painter, text, Column("", 0, self.width()), top + self._small.baseline(self._row))

    def gap_text(self, gap: Gap) -> str:
        """Return the text of a bar: `체결 누락 구간 14:03:22–14:05:10 · 불러오는 중`."""
        count = self.tr("{count}건").format(count=f"{gap.lost:,}") if gap.lost else ""
        zone = self._look.zone
        is_of_one_day = formats.date(gap.from_ms, zone) == formats.date(gap.to_ms, zone)
        time = formats.clock_time if is_of_one_day or not gap.from_ms else formats.date_time
        begin = time(gap.from_ms, zone) if gap.from_ms else ""
        if gap.order == OPENING and not gap.lost:
            what = self.tr("이전 체결")
        else:
            what = self.tr("체결 누락 구간 {begin}–{end}").format(begin=begin, end=time(gap.to_ms, zone))
        cure = self.tr("눌러서 다시 시도") if gap.can_retry else ""
        return " · ".join(filter(None, (what, count, wording(gap.reason), cure)))

    def _paint_header(self, painter: QPainter) -> None:
        painter.fillRect(0, 0, self.width(), self._header, self._look.theme.header)
        painter.setFont(self._small.font)
        baseline = self._small.baseline(self._header)
        if self.is_paused and self._rows.first > 0:
            painter.setPen(self._look.theme.warning if self._rows.is_leaving else self._look.theme.text)
            text = self._small.elided(self._hint(), self.width() - 2 * PADDING)
            self._small.center(painter, text, Column("", 0, self.width()), baseline)
            return
        painter.setPen(self._look.theme.dim_text)
        for column in self._columns:
            if column:
                self._small.right(painter, column.title, column, baseline)

    def _hint(self) -> str:
        if self._rows.is_leaving:
            return self.tr("▲ 읽던 체결이 지워지는 중 · 눌러서 최신으로")
        return self.tr("▲ 새 체결 {count}건 · 눌러서 최신으로").format(count=f"{self._rows.first:,}")

    def _top(self, row: int) -> int:
        return self._header + row * self._row

    # Pointer and keys

    @guarded
    def enterEvent(self, event: QEnterEvent) -> None:
        """Hold the visible rows."""
        self._is_hovered = True
        self._rows.hold(self.page_rows)
        super().enterEvent(event)

    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        """Follow the market again, unless the user has scrolled away."""
        self._is_hovered = False
        if not self._rows.is_scrolled:
            self._rows.let_go()
            self.tape_changed()
        super().leaveEvent(event)

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Return to the newest trade on a click on the header; request missing trades on a click on a bar."""
        y = event.position().toPoint().y()
        index = self._rows.first + (y - self._header) // self._row
        if event.button() is not Qt.MouseButton.LeftButton:
            pass  # the right one asks for the menu
        elif y < self._header:
            self.scroll_to(0)
        elif index < len(self._tape) and isinstance(self._tape[index], Gap):
            self.gap_chosen.emit()
        super().mousePressEvent(event)

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll three rows per notch."""
        self.scroll_to(self._rows.first - self._wheel.rows(event))
        event.accept()

    def to_newest(self) -> None:
        """Scroll back to the newest trade."""
        self.scroll_to(0)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll with arrows and pages; Home goes to the newest trade, End to the oldest."""
        first, page = self._rows.first, self.page_rows
        targets = {
            Qt.Key.Key_Up: first - 1,
            Qt.Key.Key_Down: first + 1,
            Qt.Key.Key_PageUp: first - page,
            Qt.Key.Key_PageDown: first + page,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self._tape),
        }
        if (target := targets.get(Qt.Key(event.key()))) is not None:
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
        self._widest = ("",) * len(self._titles)
        self._laid_out_for = 0
        self.update()

    def _on_look_changed(self) -> None:
        self._measure()
        self._laid_out_for = 0
        self.updateGeometry()
        self.tape_changed()

    def _measure(self) -> None:
        self._number = CellText(self._look, FontRole.NUMBER)
        self._small = CellText(self._look, FontRole.SMALL)
        self._row, self._header = self._look.px(ROW_HEIGHT), self._look.px(HEADER_HEIGHT)
