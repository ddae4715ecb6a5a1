"""Paints an order book: tinted sides, depth bars, aligned figures. It has no scroll or pointer state.

One painter serves one market and one look. It caches the texts of prices: the same prices return frame after frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtGui import QColor, QPainter

from core.market.order_book import OrderBookView, Row, Side
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.look.theme import Ink, change_ink
from widgets.paint.cells import HEADER_HEIGHT, PADDING, ROW_HEIGHT, CellText, Column, ColumnSpec
from widgets.text import formats
from widgets.text.language import translate

KEPT_TEXTS: Final = 2048
"""Number of cached price texts: two hours of a busy market."""


_IMPORTANCE: Final = (4, 2, 3, 1)
"""Importance of price, change, size and total: a price needs its size, and the totals are in the footer."""

_ARROW: Final = formats.arrow(1.0)
"""As wide as the arrow down."""


class PlacedRow(NamedTuple):
    """A row and its position."""

    rank: int
    """Number of the row from the spread: 0 is the best bid, -1 the best ask."""
    top: int
    row: Row


class _PriceText(NamedTuple):
    price: str
    price_width: int
    change: str
    change_width: int
    arrow: str
    ink: Ink


class OrderBookPainter:
    """Paints rows, header and footer of one market's book."""

    def __init__(self, look: Look, code: str) -> None:
        self._theme = look.theme
        self._row, self._header = look.px(ROW_HEIGHT), look.px(HEADER_HEIGHT)
        self._code = code
        self._titles: tuple[str, ...] = ()
        self.set_texts()
        self._number = CellText(look, FontRole.NUMBER)
        self._small = CellText(look, FontRole.SMALL)
        self._price_column: Column | None = None
        self._change_column: Column | None = None
        self._size_column: Column | None = None
        self._total_column: Column | None = None
        self._texts: dict[float, _PriceText] = {}
        self._prev_close: float | None = None
        self._price_decimals = 0
        self._size_decimals = formats.MAX_DECIMALS

    def set_texts(self) -> None:
        """Set the titles of the columns; called again after the language changed."""
        self._titles = (
            translate("OrderBookPainter", "가격"),
            translate("OrderBookPainter", "전일대비"),
            translate("OrderBookPainter", "잔량"),
            translate("OrderBookPainter", "누적"),
        )
        self._laid_out_for: tuple[int, ...] = ()

    def prepare(self, view: OrderBookView, width: int) -> None:
        """Update texts, decimals and columns from the book; called before painting."""
        rows = (*view.asks, *view.bids)
        if view.prev_close != self._prev_close or len(self._texts) > KEPT_TEXTS:
            self._prev_close = view.prev_close
            self._texts.clear()
        if new := [row.price for row in rows if row.price not in self._texts]:
            self._learn(view, new, rows)
        ends = (*view.asks[-1:], *view.bids[-1:])
        price = max((self._texts[row.price].price for row in ends), key=len, default="")
        total = max((formats.size(row.total, self._size_decimals) for row in ends), key=len, default="")
        if (key := (width, len(price), len(total))) != self._laid_out_for:
            self._laid_out_for = key
            self._lay_out(width, (price, "+00.00%", total, total))
            if self._change_column is None:  # the prices show the direction by an arrow then
                self._lay_out(width, (_ARROW + price, "+00.00%", total, total))

    def paint_rows(
        self, painter: QPainter, view: OrderBookView, rows: Sequence[PlacedRow], width: int, hovered: int | None
    ) -> None:
        """Paint `rows`, given from top to bottom."""
        self._paint_backgrounds(painter, view.largest_size, rows, width, hovered)
        painter.setFont(self._number.font)
        self._paint_prices(painter, view.last_price, rows)
        if self._size_column:
            painter.setPen(self._theme.text)
            self._paint_sizes(painter, self._size_column, [(top, row.size) for _, top, row in rows])
        if self._total_column:
            painter.setPen(self._theme.dim_text)
            self._paint_sizes(painter, self._total_column, [(top, row.total) for _, top, row in rows])

    def paint_header(self, painter: QPainter, width: int, *, is_pinned: bool) -> None:
        """Paint the column titles, and the mark for pinned prices."""
        painter.fillRect(0, 0, width, self._header, self._theme.header)
        painter.setFont(self._small.font)
        painter.setPen(self._theme.dim_text)
        baseline = self._small.baseline(self._header)
        for column in (self._price_column, self._change_column, self._size_column, self._total_column):
            if column:
                self._small.right(painter, column.title, column, baseline)
        if is_pinned and self._price_column:
            painter.setPen(self._theme.text)
            text = translate("OrderBookPainter", "고정")
            self._small.left(painter, text, self._price_column, baseline)

    def paint_footer(self, painter: QPainter, view: OrderBookView, top: int, width: int) -> None:
        """Paint the totals of both sides, and the spread if there is room."""
        whole = Column("", 0, width)
        painter.fillRect(0, top, width, self._header, self._theme.header)
        painter.setFont(self._small.font)
        baseline = top + self._small.baseline(self._header)
        asks, bids = self._sums(view, width - 3 * PADDING)
        gap = formats.price(self._code, view.spread, self._price_decimals)
        gap = translate("OrderBookPainter", "차이 {price}").format(price=gap)
        painter.setPen(self._theme.fall)
        self._small.left(painter, asks, whole, baseline)
        painter.setPen(self._theme.rise)
        self._small.right(painter, bids, whole, baseline)
        if 2 * max(map(self._small.width, (asks, bids))) + self._small.width(gap) + 4 * PADDING < width:
            painter.setPen(self._theme.dim_text)
            self._small.center(painter, gap, whole, baseline)

    def _lay_out(self, width: int, widest: tuple[str, ...]) -> None:
        self._price_column, self._change_column, self._size_column, self._total_column = self._number.fit(
            width, tuple(map(ColumnSpec, self._titles, widest, _IMPORTANCE))
        )

    def _sums(self, view: OrderBookView, room: int) -> tuple[str, str]:
        """Return the totals of both sides within a width: first with fewer decimals, then with an ellipsis."""
        words = (translate("OrderBookPainter", "매도 {size}"), translate("OrderBookPainter", "매수 {size}"))
        totals = (view.total_ask_size, view.total_bid_size)
        texts: list[str] = []
        for decimals in range(self._size_decimals, -1, -1):
            texts = [text.format(size=formats.size(total, decimals)) for text, total in zip(words, totals, strict=True)]
            if sum(map(self._small.width, texts)) <= room:
                break
        else:
            texts = [self._small.elided(text, room // 2) for text in texts]
        return texts[0], texts[1]

    def _learn(self, view: OrderBookView, new: list[float], rows: Sequence[Row]) -> None:
        """Add the texts of new prices; one that needs more decimals changes all texts."""
        decimals = formats.column_decimals(self._code, new)
        if not self._texts or decimals > self._price_decimals:
            self._texts.clear()
            self._price_decimals = max(decimals, self._price_decimals)
            self._size_decimals = formats.size_decimals(self._code, new[0])
            new = [row.price for row in rows]
        width = self._number.width
        for price in new:
            change = view.change(price)
            price_text, change_text = formats.price(self._code, price, self._price_decimals), formats.percent(change)
            ink = change_ink(change)
            self._texts[price] = _PriceText(
                price_text, width(price_text), change_text, width(change_text), formats.arrow(change), ink
            )

    def _paint_backgrounds(
        self, painter: QPainter, largest: float, rows: Sequence[PlacedRow], width: int, hovered: int | None
    ) -> None:
        if not rows:
            return
        first, last, theme, height = rows[0], rows[-1], self._theme, self._row
        spread_y = first.top - first.rank * height
        painter.fillRect(0, first.top, width, spread_y - first.top, theme.ask_row)
        painter.fillRect(0, spread_y, width, last.top + height - spread_y, theme.bid_row)
        left = self._size_column.left if self._size_column else width
        full = (width - left) / largest if largest else 0.0
        fill = painter.fillRect  # looked up once: this loop is the largest part of a frame
        for rank, top, row in rows:
            is_ask = rank < 0 if row.side is None else row.side is Side.ASK
            if rank == hovered:
                fill(0, top, width, height, theme.hover)
            elif is_ask != (rank < 0):
                fill(0, top, width, height, theme.ask_row if is_ask else theme.bid_row)
            if row.size and full:
                length = max(int(row.size * full), 1)
                bar, edge = (theme.ask_bar, theme.ask_edge) if is_ask else (theme.bid_bar, theme.bid_edge)
                fill(left, top + 1, length, height - 3, bar)
                fill(left, top + height - 2, length, 1, edge)
        if first.rank <= -1 <= last.rank:  # the line lies on the best ask's pixels, also if only that row is painted
            painter.fillRect(0, spread_y - 1, width, 1, theme.border)

    def _paint_prices(self, painter: QPainter, last_price: float | None, rows: Sequence[PlacedRow]) -> None:
        if (column := self._price_column) is None:
            return
        right = column.right - PADDING
        change_right = self._change_column.right - PADDING if self._change_column else None
        baseline = self._number.baseline(self._row)
        theme, ink, arrow_width = self._theme, None, self._number.width(_ARROW)
        draw = painter.drawText
        for _, top, row in rows:
            text = self._texts[row.price]
            if text.ink is not ink:
                ink = text.ink
                painter.setPen(theme.ink(ink))
            draw(right - text.price_width, top + baseline, text.price)
            if change_right is not None:
                draw(change_right - text.change_width, top + baseline, text.change)
            elif text.arrow:
                draw(right - text.price_width - arrow_width, top + baseline, text.arrow)
            if row.price == last_price:
                _frame(painter, column.left, top, column.right - column.left, self._row, theme.text)

    def _paint_sizes(self, painter: QPainter, column: Column, sizes: Sequence[tuple[int, float | None]]) -> None:
        """Paint a column of sizes in the pen's colour, with trailing zeros faint."""
        width, decimals = self._number.width, self._size_decimals
        right, baseline = column.right - PADDING, self._number.baseline(self._row)
        zeros, draw = [], painter.drawText
        # Digits have equal width and decimals are fixed: texts of equal length have equal width.
        widths: dict[int, int] = {}
        for top, size in sizes:
            text = formats.size(size, decimals)
            x = right - (widths.get(len(text)) or widths.setdefault(len(text), width(text)))
            if decimals and text[-1] == "0":
                text, trailing = formats.split_zeros(text)
                zeros.append((x + width(text), top + baseline, trailing))
            draw(x, top + baseline, text)
        painter.setPen(self._theme.faint_text)
        for x, y, text in zeros:
            draw(x, y, text)


def _frame(painter: QPainter, left: int, top: int, width: int, height: int, color: QColor) -> None:
    """Draw a frame along the inside of a rectangle.

    A pen's line extends to both sides of its path: at 150 % the left edge was clipped where the panel begins in the
    middle of a screen pixel.
    """
    for x, y, across, down in (
        (left, top, width, 1),
        (left, top + height - 1, width, 1),
        (left, top + 1, 1, height - 2),
        (left + width - 1, top + 1, 1, height - 2),
    ):
        painter.fillRect(x, y, across, down, color)
