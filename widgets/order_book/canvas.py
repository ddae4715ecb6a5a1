"""The canvas of the order book: prices of the grid, asks above, bids below; pointer and keys.

Only rows whose content changed are painted again. While somebody points at the book, and after the keys scrolled it,
its rows stay where they are, whatever the market does; Home and Space bring the spread back.
"""

from __future__ import annotations

import time
from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from core.market.order_book import OrderBookView
from core.market.order_book_grid import GridRow
from core.model.messages import Trade
from widgets.controls.pointing import Pointing
from widgets.guard.guard import guarded, guarded_or, guarded_paint
from widgets.look.look import Look
from widgets.order_book.choices import BookChoices
from widgets.order_book.flashes import TradeFlashes
from widgets.order_book.footer import BookFooter
from widgets.order_book.marks import PriceMark, marks_of_day
from widgets.order_book.painter import OrderBookPainter
from widgets.order_book.placed_rows import PlacedRow, placed_rows
from widgets.order_book.values import book_values
from widgets.order_book.visible_rows import VisibleRows
from widgets.paint.cells import HEADER_HEIGHT, ROW_HEIGHT, WheelRows
from widgets.paint.repaint import covering, schedule_repaint, stretches
from widgets.text.language import when_language_changes
from widgets.text.value_table import ValueTable


class OrderBookCanvas(QWidget):
    """Shows an `OrderBookView` shared with its panel.

    Signals:
        spread_left: the spread went out of sight, or came back.
    """

    spread_left = Signal()

    def __init__(self, look: Look, view: OrderBookView, code: str) -> None:
        super().__init__()
        self._look = look
        self._row, self._header = look.px(ROW_HEIGHT), look.px(HEADER_HEIGHT)
        look.changed.connect(self._on_look_changed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._wheel = WheelRows()
        self._pointing = Pointing(self)
        self._pointing.began.connect(self._on_pointed)
        self._pointing.ended.connect(self._on_left)
        self._is_scrolled = False
        self._hovered: int | None = None
        self._choices = BookChoices()
        self._own_marks: tuple[PriceMark, ...] = ()
        self._placed: list[PlacedRow] = []
        self._painted_footer: tuple[object, ...] = ()
        self._way = 0
        self._flash_end = QTimer(self)
        self._flash_end.setSingleShot(True)
        self._flash_end.timeout.connect(self._on_flash_end)
        self.show_view(view, code)
        when_language_changes(self, self._on_language_changed)

    def show_view(self, view: OrderBookView, code: str, level: float = 0.0) -> None:
        """Show another book, from its spread on.

        Args:
            view: the book.
            code: its market.
            level: by which it is grouped.
        """
        self._view = view
        self._code = code
        self._painter = OrderBookPainter(self._look, code)
        self._footer = BookFooter(self._look, code)
        self._flashes = TradeFlashes()
        self._rows = VisibleRows(view, code, level)
        self._is_scrolled = False
        self._rows.is_held = self._pointing.is_on
        self._rows.resize(self._room())
        self._rows.book_changed()
        self._show_all()

    def show_choices(self, choices: BookChoices) -> None:
        """Show other figures, or another layout."""
        self._choices = choices
        self._show_all()

    def show_own_marks(self, marks: Iterable[PriceMark]) -> None:
        """Mark the user's own prices."""
        self._own_marks = tuple(marks)
        self._show_changes()

    def flash(self, trades: Iterable[Trade]) -> None:
        """Mark the prices of trades for a moment, from the next `book_changed` on."""
        self._flashes.add(trades, time.monotonic())
        self._await_flash_end()

    def book_changed(self) -> None:
        """Fill the rows with the newest book, and repaint those that changed."""
        self._rows.book_changed()
        self._show_changes()

    def lay_out(self) -> None:
        """Lay the rows anew: the grid of the market is another one."""
        self._rows.to_spread()
        self._show_all()

    def shown_values(self) -> ValueTable:
        """Return the book as a table."""
        return book_values(self._code, self._view, self._choices, (*marks_of_day(self._view.day), *self._own_marks))

    @property
    def rows(self) -> VisibleRows:
        """The rows in sight."""
        return self._rows

    @property
    def placed(self) -> list[PlacedRow]:
        """The rows in sight as they are painted."""
        return self._placed

    @property
    def shows_spread(self) -> bool:
        """Whether the best ask and the best bid are in sight."""
        return self._rows.shows_spread

    def row_at(self, y: int) -> GridRow | None:
        """Return the row at a height in pixels."""
        index = self._index_at(y)
        number = None if index is None else self._rows.number_at(index)
        return None if number is None else self._rows.row(number)

    def scroll_by(self, rows: int) -> None:
        """Scroll to prices that are `rows` higher, as far as the levels go."""
        if self._rows.scroll(rows):
            self._show_all()

    def to_spread(self) -> None:
        """Bring the spread back to the middle; the rows follow it again, unless the pointer holds them."""
        self._is_scrolled = False
        self._rows.is_held = self._pointing.is_on
        self._rows.to_spread()
        self._show_all()

    @guarded_or(QSize())
    def minimumSizeHint(self) -> QSize:
        """Return room for the best prices between titles and totals. A hint only: a notice may take some of it."""
        return QSize(160, 120)

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """Return room for fifteen rows per side, header and footer."""
        return QSize(self._look.px(350), 30 * self._row + 2 * self._header)

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the exposed part."""
        painter = QPainter(self)
        exposed, width = event.rect(), self.width()
        scale = self.devicePixelRatio()
        places: set[int] = set()
        priced: set[int] = set()
        for area in event.region():  # type: ignore[attr-defined] # PySide's stubs lack it
            whole = covering(area, scale)
            top, bottom = whole.top() - self._header, whole.bottom() - self._header
            touched = range(top // self._row, bottom // self._row + 1)
            places.update(touched)
            if not any(left <= whole.left() and whole.right() < right for left, right in self._figure_spans):
                priced.update(touched)
        rows = [row for row in self._placed if row.place in places]
        # Rows have backgrounds of their own: to fill theirs twice took a tenth of the frame.
        for area in self._areas_of(sorted(places.difference(row.place for row in rows))):
            painter.fillRect(area, self._look.theme.panel)
        with_prices = [row for row in rows if row.place in priced]
        self._painter.paint_rows(painter, rows, width, self._hovered, with_prices)
        if exposed.top() < self._header:
            self._painter.paint_header(painter, width, is_held=self._rows.is_held)
        if exposed.bottom() >= (top := self.height() - self._header):
            self._footer.paint(painter, self._view, self._choices, top, width)

    # What changed

    def _show_all(self) -> None:
        self._placed = self._place()
        self._prepare()
        self._tell_spread()
        self._painted_footer = self._footer_content()
        self.update()

    def _show_changes(self) -> None:
        """Repaint the rows that show something else than before."""
        before, self._placed = self._placed, self._place()
        self._tell_spread()
        footer = self._footer_content()
        if self._prepare() or len(before) != len(self._placed):
            self._painted_footer = footer
            self.update()
            return
        changed = [(old, new) for old, new in zip(before, self._placed, strict=True) if old != new]
        figures = {new.place for old, new in changed if new.looks_alike_but_for_figures(old)}
        areas = self._areas_of([new.place for _, new in changed if new.place not in figures])
        areas += [
            QRect(left, area.top(), right - left, area.height())
            for area in self._areas_of(sorted(figures))
            for left, right in self._figure_spans
        ]
        if footer != self._painted_footer:
            self._painted_footer = footer
            areas.append(QRect(0, self.height() - self._header, self.width(), self._header))
        if areas:
            schedule_repaint(self, *areas)

    def _footer_content(self) -> tuple[object, ...]:
        return (*self._footer.texts(self._view, self._choices, self.width()), self._view.bid_share)

    @property
    def _figure_spans(self) -> list[tuple[int, int]]:
        return self._painter.columns.figure_spans

    def _prepare(self) -> bool:
        return self._painter.prepare(self._view, self._choices, self._placed, self.width())

    def _place(self) -> list[PlacedRow]:
        return placed_rows(self._rows, self._view.day, self._own_marks, self._flashes.prices())

    def _tell_spread(self) -> None:
        if self._way != self._rows.way_to_spread:
            self._way = self._rows.way_to_spread
            self.spread_left.emit()

    # Geometry

    def _room(self) -> int:
        """Return how many whole rows there is room for: half a price is not shown."""
        return max((self.height() - 2 * self._header) // self._row, 0)

    def _index_at(self, y: int) -> int | None:
        index = (y - self._header) // self._row
        return index if 0 <= index < self._rows.count else None

    def _area_of(self, place: int, count: int = 1) -> QRect:
        return QRect(0, self._header + place * self._row, self.width(), count * self._row)

    def _areas_of(self, places: Iterable[int]) -> list[QRect]:
        """Return the areas of rows, given from top to bottom; adjacent rows are one area."""
        return [self._area_of(first, count) for first, count in stretches(places)]

    # Pointer and keys

    @guarded
    def enterEvent(self, event: QEnterEvent) -> None:
        """Highlight the row under the pointer."""
        self._hover(event.position().toPoint())
        super().enterEvent(event)

    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        """Highlight no row."""
        self._hover(None)
        super().leaveEvent(event)

    def _on_pointed(self) -> None:
        """Hold the rows."""
        self._rows.is_held = True
        self._repaint_header()

    def _on_left(self) -> None:
        """Let the rows follow the spread again, unless the keys have scrolled them."""
        self._hover(None)
        self._release_rows()

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let the rows follow the spread again: the keys that scrolled them are used elsewhere now."""
        super().focusOutEvent(event)
        self._is_scrolled = False
        self._release_rows()

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Highlight the row under the pointer."""
        self._hover(event.position().toPoint())

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll three rows per notch."""
        self.scroll_by(self._wheel.rows(event))
        self._hover(event.position().toPoint())
        event.accept()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll with arrows and pages; Home and Space bring the spread back."""
        page = max(self._rows.count - 1, 1)
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: page, Qt.Key.Key_PageDown: -page}
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Home, Qt.Key.Key_Space}:
            self.to_spread()
        elif (rows := steps.get(key)) is not None:
            self._is_scrolled = True
            self._rows.is_held = True
            self.scroll_by(rows)
            self._repaint_header()
        else:
            super().keyPressEvent(event)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many rows as there is room for now."""
        super().resizeEvent(event)
        self._rows.resize(self._room())
        self._show_all()

    def _release_rows(self) -> None:
        if self._rows.is_held and not self._pointing.is_on and not self._is_scrolled:
            self._rows.is_held = False
            self.book_changed()
            self._repaint_header()

    def _repaint_header(self) -> None:
        schedule_repaint(self, QRect(0, 0, self.width(), self._header))

    def _on_flash_end(self) -> None:
        self._await_flash_end()
        self._show_changes()

    def _await_flash_end(self) -> None:
        left = self._flashes.expire(time.monotonic())
        if left is not None and not self._flash_end.isActive():
            self._flash_end.start(round(left * 1000) + 1)

    def _on_look_changed(self) -> None:
        self._row, self._header = self._look.px(ROW_HEIGHT), self._look.px(HEADER_HEIGHT)
        self._painter = OrderBookPainter(self._look, self._code)
        self._footer = BookFooter(self._look, self._code)
        self.updateGeometry()
        self._rows.resize(self._room())
        self._show_all()

    def _on_language_changed(self) -> None:
        self._painter.set_texts()
        self._footer.set_texts()
        self._show_all()

    @property
    def price_at_pointer(self) -> float | None:
        """The price of the row under the pointer; None if there is none."""
        number = None if self._hovered is None else self._rows.number_at(self._hovered)
        row = None if number is None else self._rows.row(number)
        return None if row is None else row.price

    def _hover(self, position: QPoint | None) -> None:
        before, self._hovered = self._hovered, None if position is None else self._index_at(position.y())
        if before != self._hovered:
            schedule_repaint(
                self, *self._areas_of(sorted(each for each in (before, self._hovered) if each is not None))
            )
