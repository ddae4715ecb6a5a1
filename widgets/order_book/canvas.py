"""The canvas of the order book: asks above, bids below, the spread in the middle; pointer and keys.

Rows are numbered from the spread, so changes at the far ends move nothing. While the pointer is over the book, prices
are pinned to their rows; the wheel and the keys scroll, and Home scrolls back to the spread.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from core.market.order_book import OrderBookView, Row
from widgets.guard.guard import guarded, guarded_or, guarded_paint
from widgets.look.look import Look
from widgets.order_book.painter import OrderBookPainter, PlacedRow
from widgets.order_book.values import book_values
from widgets.paint.cells import HEADER_HEIGHT, ROW_HEIGHT, WheelRows
from widgets.paint.repaint import covering, schedule_repaint
from widgets.text.language import when_language_changes
from widgets.text.value_table import ValueTable


class OrderBookCanvas(QWidget):
    """Shows an `OrderBookView` shared with its panel."""

    def __init__(self, look: Look, view: OrderBookView, code: str) -> None:
        super().__init__()
        self._look = look
        self._row, self._header = look.px(ROW_HEIGHT), look.px(HEADER_HEIGHT)
        look.changed.connect(self._on_look_changed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(160, 120)
        self._wheel = WheelRows()
        self._is_hovered = False
        self._hovered: int | None = None
        self.show_view(view, code)
        when_language_changes(self, self._on_language_changed)

    def show_view(self, view: OrderBookView, code: str) -> None:
        """Show another book, scrolled to its spread."""
        self._view = view
        self._code = code
        self._painter = OrderBookPainter(self._look, code)
        self._scroll = 0
        self.update()

    def book_changed(self) -> None:
        """Repaint the book; while the pointer is here, pin its prices too."""
        if self._is_hovered:
            self._view.pin()
        self.update()

    def shown_values(self) -> ValueTable:
        """Return the book as a table."""
        return book_values(self._code, self._view)

    @property
    def scroll_rows(self) -> int:
        """Number of rows the spread is below the middle."""
        return self._scroll

    def row_at(self, y: int) -> Row | None:
        """Return the row at a height in pixels."""
        index = self._index_at(y)
        if index is None:
            return None
        rows, rank = (self._view.asks, -1 - index) if index < 0 else (self._view.bids, index)
        return rows[rank] if rank < len(rows) else None

    def scroll_by(self, rows: int) -> None:
        """Scroll the book down by `rows`, within its limits."""
        hidden = max(self._view.depth - self._body().height() // (2 * self._row), 0)
        scroll = min(max(self._scroll + rows, -hidden), hidden)
        if scroll != self._scroll:
            self._scroll = scroll
            self.update()

    @guarded_or(QSize())
    def sizeHint(self) -> QSize:
        """Return room for fifteen rows per side, header and footer."""
        return QSize(self._look.px(350), 30 * self._row + 2 * self._header)

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the exposed part."""
        painter = QPainter(self)
        exposed, width = event.rect(), self.width()
        self._painter.prepare(self._view, width)
        painter.fillRect(exposed, self._look.theme.panel)
        rows = self._exposed_rows(covering(exposed, self.devicePixelRatio()))
        self._painter.paint_rows(painter, self._view, rows, width, self._hovered)
        if exposed.top() < self._header:
            self._painter.paint_header(painter, width, is_pinned=self._view.is_pinned)
        if exposed.bottom() >= (top := self.height() - self._header):
            self._painter.paint_footer(painter, self._view, top, width)

    # Geometry

    def _body(self) -> QRect:
        return QRect(0, self._header, self.width(), max(self.height() - 2 * self._header, 0))

    def _spread_y(self) -> int:
        body = self._body()
        return body.top() + body.height() // 2 + self._scroll * self._row

    def _index_at(self, y: int) -> int | None:
        return (y - self._spread_y()) // self._row if self._body().contains(0, y) else None

    def _area_of(self, index: int) -> QRect:
        return QRect(0, self._spread_y() + index * self._row, self.width(), self._row)

    def _exposed_rows(self, area: QRect) -> list[PlacedRow]:
        """Return the rows in `area` that fit completely in the body: half a price is not shown."""
        spread_y, body = self._spread_y(), self._body()
        asks, bids = self._view.asks, self._view.bids
        whole = range(-((spread_y - body.top()) // self._row), (body.bottom() + 1 - spread_y) // self._row)
        first = max((area.top() - spread_y) // self._row, whole.start, -len(asks))
        last = min((area.bottom() - spread_y) // self._row, whole.stop - 1, len(bids) - 1)
        return [
            PlacedRow(index, spread_y + index * self._row, asks[-1 - index] if index < 0 else bids[index])
            for index in range(first, last + 1)
        ]

    # Pointer and keys

    @guarded
    def enterEvent(self, event: QEnterEvent) -> None:
        """Pin the prices to their rows."""
        self._is_hovered = True
        self._view.pin()
        self._hover(event.position().toPoint())
        self.update()

    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        """Release the pinned prices."""
        self._is_hovered = False
        self._view.unpin()
        self._hovered = None
        self.update()
        super().leaveEvent(event)

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

    def to_spread(self) -> None:
        """Scroll back to the spread."""
        self.scroll_by(-self._scroll)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll with arrows and pages; Home and Space scroll back to the spread."""
        page = max(self._body().height() // self._row - 1, 1)
        steps = {
            Qt.Key.Key_Up: 1,
            Qt.Key.Key_Down: -1,
            Qt.Key.Key_PageUp: page,
            Qt.Key.Key_PageDown: -page,
            Qt.Key.Key_Home: -self._scroll,
            Qt.Key.Key_Space: -self._scroll,
        }
        if (rows := steps.get(Qt.Key(event.key()))) is not None:
            self.scroll_by(rows)
        else:
            super().keyPressEvent(event)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Limit the scroll position to the new size."""
        super().resizeEvent(event)
        self.scroll_by(0)

    def _on_look_changed(self) -> None:
        self._row, self._header = self._look.px(ROW_HEIGHT), self._look.px(HEADER_HEIGHT)
        self._painter = OrderBookPainter(self._look, self._code)
        self.updateGeometry()
        self.scroll_by(0)
        self.update()

    def _on_language_changed(self) -> None:
        self._painter.set_texts()
        self.update()

    def _hover(self, position: QPoint) -> None:
        before, self._hovered = self._hovered, self._index_at(position.y())
        if before != self._hovered:
            schedule_repaint(self, *(self._area_of(index) for index in (before, self._hovered) if index is not None))
