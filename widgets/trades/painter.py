"""Paints the rows of a tape: columns, texts, and how large a trade is, by weight, ground and marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QColor, QPainter

from core.market.trades.rows import PrintRow
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.look.theme import Ink, change_ink, side_ink
from widgets.paint.cells import CellText, Column, ColumnSpec
from widgets.text import formats
from widgets.trades.choices import TapeChoices

_IMPORTANCE: Final = (2, 4, 5, 3, 1)
"""Importance of time, side, price, size and value: nobody should need the colour to know the side."""

_MARK: Final = 4
"""Side in pixels of the squares at the left edge of a large trade, as many as its tier."""


class TapePainter:
    """What the rows of one market's tape look like.

    Args:
        look: theme and font size.
        code: the market.
        choices: the user's.
        titles: of time, side, price, size and value.
        sides: the words for a taker who bought or sold, and for an unknown one.
    """

    def __init__(
        self, look: Look, code: str, choices: TapeChoices, titles: Sequence[str], sides: dict[bool | None, str]
    ) -> None:
        self._look = look
        self._code = code
        self._choices = choices
        self._titles = tuple(titles)
        self._sides = sides
        self._number = CellText(look, FontRole.NUMBER)
        self._strong = CellText(look, FontRole.STRONG_NUMBER)
        self._decimals = 0
        self._size_decimals: int | None = None
        self._widest = ("",) * len(self._titles)
        self._laid_out_for = 0
        self.columns: tuple[Column | None, ...] = ()

    def prepare(self, rows: Sequence[PrintRow], width: int) -> list[tuple[str, ...]]:
        """Update columns and decimals for the visible rows; return their texts."""
        prices = [row.price for row in rows if row.price is not None]
        self._decimals = formats.column_decimals(self._code, prices)
        if self._size_decimals is None and prices:
            self._size_decimals = formats.traded_decimals(self._code, prices[0])
        # Columns grow with their texts but do not shrink, or they would jitter with every trade.
        before, texts = self._widest, list(map(self.texts, rows))
        self._widest = tuple(max(column, key=len) for column in zip(before, *texts, strict=True))
        if self._widest != before or self._laid_out_for != width:
            self._laid_out_for = width
            # Laid out for the bold texts of large trades, which are the widest, and beside their marks.
            marks = self._look.px(_MARK)
            specs = tuple(map(ColumnSpec, self._titles, self._widest, _IMPORTANCE))
            self.columns = tuple(
                column and Column(column.title, column.left + marks, column.right + marks)
                for column in self._strong.fit(width - marks, specs)
            )
        return texts

    def texts(self, row: PrintRow) -> tuple[str, ...]:
        """Return the texts of a row, one a column."""
        time = formats.precise_time if self._choices.is_precise else formats.clock_time
        decimals = formats.MAX_DECIMALS if self._size_decimals is None else self._size_decimals
        count = f" ×{row.trades}" if row.trades > 1 else ""
        return (
            time(row.timestamp_ms, self._look.zone),
            f"{self._sides[row.is_buy]}{count}",
            formats.price(self._code, row.price, self._decimals),
            formats.size(row.size, decimals),
            formats.value_of(self._code, row.value),
        )

    def paint(
        self, painter: QPainter, row: PrintRow, texts: Sequence[str], top: int, height: int, prev_close: float | None
    ) -> None:
        """Paint one row.

        Args:
            painter: of the canvas.
            row: the trade or trades.
            texts: its texts.
            top: of the row.
            height: of the row.
            prev_close: the price that rises and falls are counted from; None if unknown.
        """
        tier = self._choices.tier(self._code, row.value)
        if tier:
            self._paint_ground(painter, row, tier, top, height)
        cells = self._strong if tier else self._number
        painter.setFont(cells.font)
        baseline, theme = top + cells.baseline(height), self._look.theme
        side = side_ink(row.is_buy)
        change = None if prev_close is None or row.price is None else row.price - prev_close
        inks = (Ink.DIM, side, change_ink(change), side, side)
        present: Ink | None = None
        for column, text, ink in zip(self.columns, texts, inks, strict=False):
            if column:
                if ink is not present:  # a pen costs as much as a short text
                    painter.setPen(theme.ink(ink))
                    present = ink
                cells.right(painter, text, column, baseline)

    def _paint_ground(self, painter: QPainter, row: PrintRow, tier: int, top: int, height: int) -> None:
        theme = self._look.theme
        width = self._laid_out_for
        painter.fillRect(0, top, width, height - 1, self._ground(row.is_buy, tier))
        size = self._look.px(_MARK)
        mark, step = theme.ink(side_ink(row.is_buy)), size + 2
        first = top + (height - 1 - (tier * step - 2)) // 2
        for number in range(tier):
            painter.fillRect(1, first + number * step, size, size, mark)

    def _ground(self, is_buy: bool | None, tier: int) -> QColor:
        theme = self._look.theme
        if is_buy is None:
            return theme.hover
        light, strong = (theme.bid_row, theme.bid_bar) if is_buy else (theme.ask_row, theme.ask_bar)
        if tier == 2:
            return QColor(
                (light.red() + strong.red()) // 2,
                (light.green() + strong.green()) // 2,
                (light.blue() + strong.blue()) // 2,
            )
        return light if tier == 1 else strong
