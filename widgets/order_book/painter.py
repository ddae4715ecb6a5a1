"""Paints the rows of an order book: tinted sides, bars, aligned figures, marks. It has no scroll or pointer state.

One painter serves one market and one look. It caches the texts of prices: the same prices return frame after frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import floor, log10
from typing import Final, NamedTuple

from PySide6.QtGui import QColor, QPainter, QStaticText

from core.market.order_book import OrderBookView, Row, Side
from core.market.order_book_grid import GridRow
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.look.theme import Ink, change_ink
from widgets.order_book import columns as names
from widgets.order_book.choices import BookChoices
from widgets.order_book.columns import BookColumns
from widgets.order_book.marks import PriceMark
from widgets.order_book.placed_rows import PlacedRow
from widgets.paint.cells import HEADER_HEIGHT, PADDING, ROW_HEIGHT, CellText, Column
from widgets.paint.repaint import stretches
from widgets.text import formats
from widgets.text.language import translate

KEPT_TEXTS: Final = 2048
"""Number of cached price texts: two hours of a busy market."""

_ARROW: Final = formats.arrow(1.0)
"""As wide as the arrow down."""

_GAP: Final = "⋯"

_DOT: Final = 3
"""Pixels of a dot of the line where prices are left out, and between two."""

_SHRINK: Final = 3.0
"""A bar's scale shrinks once the largest figure is this many times smaller: bars must not jump with each book."""


class _PriceText(NamedTuple):
    price: QStaticText
    price_width: int
    change: QStaticText
    change_width: int
    arrow: str
    ink: Ink
    change_ink: Ink


class OrderBookPainter:
    """Paints rows and column titles of one market's book."""

    def __init__(self, look: Look, code: str) -> None:
        self._theme = look.theme
        self.row_height, self._header = look.px(ROW_HEIGHT), look.px(HEADER_HEIGHT)
        self._code = code
        self._number = CellText(look, FontRole.NUMBER)
        self._small = CellText(look, FontRole.SMALL)
        self.columns = BookColumns(self._number, self._small, code)
        self._texts: dict[float, _PriceText] = {}
        self._prev_close: float | None = None
        self._price_decimals = 0
        self._full = (0.0, 0.0)
        self._is_amount = False

    def set_texts(self) -> None:
        """Title the columns again after the language changed."""
        self.columns.forget()

    def prepare(self, view: OrderBookView, choices: BookChoices, rows: Sequence[PlacedRow], width: int) -> bool:
        """Update texts, scales and columns; called before painting.

        Args:
            view: the book.
            choices: of the user.
            rows: those in sight.
            width: of the canvas.

        Returns:
            Whether rows look different that have not changed.
        """
        has_changed = False
        if view.prev_close != self._prev_close or len(self._texts) > KEPT_TEXTS:
            self._prev_close = view.prev_close
            self._texts.clear()
            has_changed = True
        prices = [each.row.price for each in rows if each.row.price is not None]
        new = [price for price in prices if price not in self._texts]
        if new:
            has_changed |= self._learn(view, new, prices)
        if prices:
            has_changed |= self.columns.lay_out(width, max(prices), self._price_decimals, choices)
        self._is_amount = choices.is_amount
        full = self._scales(rows)
        has_changed |= full != self._full
        self._full = full
        return has_changed

    def paint_rows(
        self,
        painter: QPainter,
        rows: Sequence[PlacedRow],
        width: int,
        hovered: int | None,
        priced: Sequence[PlacedRow] | None = None,
    ) -> None:
        """Paint rows.

        Args:
            painter: of the canvas.
            rows: those exposed, from top to bottom.
            width: of the canvas.
            hovered: the place of the row under the pointer.
            priced: those of `rows` of which more than figures is exposed; None for all.
        """
        priced = rows if priced is None else priced
        shown = [(column, is_total, side) for name, is_total, side in _FIGURES if (column := self.columns[name])]
        levels = {side: self._levels(rows, side) for side in {side for _, _, side in shown}}
        self._paint_backgrounds(painter, rows, width, hovered)
        for column, is_total, side in shown:
            self._paint_bars(painter, column, levels[side], is_right=side is Side.ASK, is_total=is_total)
        for each in rows:
            if each.is_best_ask:  # the line lies on this row's own pixels, also if only this row is painted
                painter.fillRect(0, self._top(each.place) + self.row_height - 1, width, 1, self._theme.border)
            if each.is_torn:
                self._paint_tear(painter, self._top(each.place) + self.row_height - 1, width)
        painter.setFont(self._number.font)
        self._paint_prices(painter, priced)
        for column, is_total, side in shown:
            painter.setPen(self._theme.dim_text if is_total else self._theme.text)
            self._paint_figures(painter, column, levels[side], is_total=is_total)
        painter.setFont(self._small.font)
        self._paint_marks(painter, priced)

    def paint_header(self, painter: QPainter, width: int, *, is_held: bool) -> None:
        """Paint the column titles, and the mark for rows that do not follow the spread."""
        painter.fillRect(0, 0, width, self._header, self._theme.header)
        painter.setFont(self._small.font)
        painter.setPen(self._theme.dim_text)
        baseline = self._small.baseline(self._header)
        for column in self.columns.titled():
            self._small.right(painter, column.title, column, baseline)
        first = self.columns[names.MARKS] or self.columns[names.PRICE]
        if is_held and first is not None:
            painter.setPen(self._theme.text)
            self._small.left(painter, translate("OrderBookPainter", "고정"), first, baseline)

    def _top(self, index: int) -> int:
        return self._header + index * self.row_height

    def _scales(self, rows: Sequence[PlacedRow]) -> tuple[float, float]:
        """Return the figures of a full bar for sizes and for sums, of the rows in sight: round, and seldom others."""
        levels = [level for each in rows for level in (each.row.ask, each.row.bid) if level is not None]
        if self._is_amount:
            sizes, sums = [level.amount or 0.0 for level in levels], [level.total_amount or 0.0 for level in levels]
        else:
            sizes, sums = [level.size or 0.0 for level in levels], [level.total or 0.0 for level in levels]
        largest, deepest = max(sizes, default=0.0), max(sums, default=0.0)
        return _round_scale(self._full[0], largest), _round_scale(self._full[1], deepest)

    def _learn(self, view: OrderBookView, new: Sequence[float], all_prices: Sequence[float]) -> bool:
        """Add the texts of new prices; return whether one needs more decimals, which changes all texts."""
        decimals = formats.column_decimals(self._code, new)
        is_wider = bool(self._texts) and decimals > self._price_decimals
        if not self._texts or is_wider:
            self._texts.clear()
            self._price_decimals = max(decimals, self._price_decimals)
            new = all_prices
        width = self._number.width
        for price in new:
            change = view.change(price)
            price_text, change_text = formats.price(self._code, price, self._price_decimals), formats.percent(change)
            self._texts[price] = _PriceText(
                self._number.laid_out(price_text),
                width(price_text),
                self._number.laid_out(change_text),
                width(change_text),
                formats.arrow(change),
                change_ink(change),
                change_ink(formats.as_written(change)),
            )
        return is_wider

    def _levels(self, rows: Sequence[PlacedRow], side: Side | None) -> list[tuple[int, Row]]:
        """Return the level that each row shows in a column, with the top of the row."""
        header, height = self._header, self.row_height
        return [(header + each.place * height, level) for each in rows if (level := _level(each.row, side)) is not None]

    def _paint_backgrounds(self, painter: QPainter, rows: Sequence[PlacedRow], width: int, hovered: int | None) -> None:
        theme, height = self._theme, self.row_height
        colors = {Side.ASK: theme.ask_row, Side.BID: theme.bid_row, None: theme.panel}
        for color, alike in groupby(rows, lambda each: theme.hover if each.place == hovered else colors[each.side]):
            for first, count in stretches(each.place for each in alike):
                painter.fillRect(0, self._top(first), width, count * height, color)

    def _paint_bars(
        self, painter: QPainter, column: Column, levels: Sequence[tuple[int, Row]], *, is_right: bool, is_total: bool
    ) -> None:
        full = self._full[is_total]
        if not full:
            return
        theme, height, fill, is_amount = self._theme, self.row_height, painter.fillRect, self._is_amount
        colors = {Side.ASK: (theme.ask_bar, theme.ask_edge), Side.BID: (theme.bid_bar, theme.bid_edge)}
        left, room = column.left, column.right - column.left
        scale = room / full
        for top, level in levels:
            if is_amount:
                figure = level.total_amount if is_total else level.amount
            else:
                figure = level.total if is_total else level.size
            if not figure:
                continue
            length = min(max(int(figure * scale), 1), room)
            bar, edge = colors[level.side]
            start = column.right - length if is_right else left
            fill(start, top + 1, length, height - 3, bar)
            fill(start, top + height - 2, length, 1, edge)

    def _paint_tear(self, painter: QPainter, y: int, width: int) -> None:
        """Paint dots between two rows, as `_GAP` has them, where prices without a row lie between theirs."""
        for left in range(0, width, 2 * _DOT):
            painter.fillRect(left, y, _DOT, 1, self._theme.dim_text)

    def _paint_prices(self, painter: QPainter, rows: Sequence[PlacedRow]) -> None:
        if (column := self.columns[names.PRICE]) is None:
            return
        right = column.right - PADDING
        change = self.columns[names.CHANGE]
        change_right = change.right - PADDING if change else None
        baseline = self._number.baseline(self.row_height)
        theme, ink, arrow_width = self._theme, None, self._number.width(_ARROW)
        above = baseline - self._number.metrics.ascent()
        texts, draw = self._texts, painter.drawStaticText
        for each in rows:
            row, top = each.row, self._top(each.place)
            if row.price is None:
                painter.setPen(theme.dim_text)
                ink = None
                self._number.right(painter, _GAP, column, top + baseline)
                continue
            text = texts[row.price]
            of_row = text.ink if row.levels else Ink.DIM
            if of_row is not ink:
                ink = of_row
                painter.setPen(theme.ink(ink))
            draw(right - text.price_width, top + above, text.price)
            if change_right is not None:
                of_change = text.change_ink if row.levels else Ink.DIM
                if of_change is not ink:
                    ink = of_change
                    painter.setPen(theme.ink(ink))
                draw(change_right - text.change_width, top + above, text.change)
            elif text.arrow:
                painter.drawText(right - text.price_width - arrow_width, top + baseline, text.arrow)
            if each.is_last:
                _frame(painter, column.left, top, column.right - column.left, self.row_height, theme.text)
            if each.flash is not None:
                color = theme.rise if each.flash is Side.ASK else theme.fall
                _frame(painter, column.left + 1, top + 1, column.right - column.left - 2, self.row_height - 2, color)
                painter.fillRect(column.left, top, 3, self.row_height, color)

    def _paint_figures(
        self, painter: QPainter, column: Column, levels: Sequence[tuple[int, Row]], *, is_total: bool
    ) -> None:
        """Paint a column of sizes or amounts in the pen's colour, with trailing zeros faint."""
        width = self._number.width
        right, baseline = column.right - PADDING, self._number.baseline(self.row_height)
        zeros, draw = [], painter.drawText
        for top, level in levels:
            text, wide = self.columns.figure(level, column, is_total=is_total)
            x, y = right - wide, top + baseline
            if text[-1] == "0" and "." in text:
                text, trailing = formats.split_zeros(text)
                zeros.append((x + width(text), y, trailing))
            draw(x, y, text)
        painter.setPen(self._theme.faint_text)
        for x, y, text in zeros:
            draw(x, y, text)

    def _paint_marks(self, painter: QPainter, rows: Sequence[PlacedRow]) -> None:
        if (column := self.columns[names.MARKS]) is None:
            return
        baseline, room = self._small.baseline(self.row_height), column.right - column.left - PADDING
        for each in rows:
            more = f"+{each.row.levels - 1}" if each.row.levels > 1 else ""
            if not each.marks and not more:
                continue
            is_own = any(mark.is_own for mark in each.marks)
            letters = "".join(dict.fromkeys(mark.letter for mark in sorted(each.marks, key=_not_own)))
            painter.setPen(self._theme.accent if is_own else self._theme.dim_text)
            text = self._small.elided(more or letters, room)
            self._small.left(painter, text, column, self._top(each.place) + baseline)


_FIGURES: Final = (
    (names.SIZE, False, None),
    (names.TOTAL, True, None),
    (names.ASK_SIZE, False, Side.ASK),
    (names.ASK_TOTAL, True, Side.ASK),
    (names.BID_SIZE, False, Side.BID),
    (names.BID_TOTAL, True, Side.BID),
)
"""The columns of figures: whether they add up, and which side they show; None for the side that the row has."""


def _level(row: GridRow, side: Side | None) -> Row | None:
    if side is None:
        return row.level
    return row.ask if side is Side.ASK else row.bid


def _not_own(mark: PriceMark) -> bool:
    return not mark.is_own


def _round_scale(before: float, largest: float) -> float:
    """Return a round figure not below `largest`; the one before while it is fitting."""
    if largest <= before <= largest * _SHRINK:
        return before
    if not largest:
        return 0.0
    magnitude = 10.0 ** floor(log10(largest))
    return next(factor * magnitude for factor in (1.0, 2.0, 5.0, 10.0, 20.0) if factor * magnitude >= largest)


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
