"""Paints the rows of a tape: columns, texts, and how large a trade is, by weight, ground and marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QColor, QPainter

from core.market.trades.rows import PrintRow
from widgets.look.fonts import FontRole
from widgets.look.look import Look
from widgets.look.theme import Ink, change_ink, side_ink
from widgets.paint.cells import PADDING, CellText, Column, ColumnSpec
from widgets.paint.steady_widths import SpareRoom
from widgets.text import formats
from widgets.trades.choices import TapeChoices

_IMPORTANCE: Final = (2, 3, 5, 4, 1)
"""Importance of time, side, price, size and value: where the side has no room, its colour is left."""

_SIDE, _PRICE, _SIZE, _VALUE = 1, 2, 3, 4
"""Places of the columns behind the time."""

_STAYING: Final = {_PRICE: "", _SIZE: "0.0000"}
"""Columns that stay where others go; a size may have few places there."""

_USUAL_WORTH: Final = 1e7
"""The largest trade that the columns have room for with all its places, in won."""

_MOST_COUNTED: Final = 99
"""The most trades of a row that are counted where there is no room for more."""

_HEADROOM: Final = 2
"""Prices may double before their column needs another digit."""

_EIGHTS: Final = str.maketrans("0123456789", "8" * 10)
_ANY_TIME_MS: Final = 1_795_144_542_000

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
        self._reference = 0.0
        """The price that tells how many coins a usual trade has: the first, so that none after it changes a column."""
        self._widest = ("",) * len(self._titles)
        self.spare = SpareRoom()
        """Of a price that had more digits."""
        self._laid_out_for = 0
        self._is_narrow = False
        self.columns: tuple[Column | None, ...] = ()

    def prepare(self, rows: Sequence[PrintRow], width: int) -> list[tuple[str, ...]]:
        """Update columns and decimals for the visible rows; return their texts, as long as there is room for.

        What arrives changes no column: figures that are wider than usual ones get fewer places. Only prices that gain a
        digit widen theirs, and leave it wide until they have had fewer for some seconds.
        """
        prices = [row.price for row in rows if row.price is not None]
        self._decimals = formats.column_decimals(self._code, prices)
        if self._size_decimals is None and prices:
            self._size_decimals = formats.traded_decimals(self._code, prices[0])
            self._reference = prices[0]
        highest = max(prices, default=0.0)
        price = formats.price(self._code, highest, self._decimals) if prices else ""
        roomy = formats.price(self._code, highest * _HEADROOM, self._decimals) if prices else ""
        if self.spare.is_over(is_needed=not prices or len(roomy) >= len(self._widest[_PRICE])):
            self._widest = ("",) * len(self._titles)
        if len(price) > len(self._widest[_PRICE]):
            self._lay_out(roomy, width)
        elif self._laid_out_for != width:
            self._lay_out(price, width)
        return list(map(self._fitted, rows))

    def _lay_out(self, price: str, width: int) -> None:
        self._laid_out_for = width
        self._widest = self._usual(max(price, self._widest[_PRICE], key=len))
        # Laid out for the bold texts of large trades, which are the widest, and beside their marks.
        marks = self._look.px(_MARK)
        columns = zip(self._titles, self._widest, _IMPORTANCE, strict=True)
        specs = [
            ColumnSpec(*column, stays=place in _STAYING, least=_STAYING.get(place, ""))
            for place, column in enumerate(columns)
        ]
        self.columns = tuple(
            column and Column(column.title, column.left + marks, column.right + marks)
            for column in self._strong.fit(width - marks, specs)
        )
        size = self.columns[_SIZE]
        self._is_narrow = size is not None and not self._has_room(self._widest[_SIZE], size)

    def _usual(self, price: str) -> tuple[str, ...]:
        """Return the widest texts of usual trades, one a column; before the first trade they are not known."""
        side = max(self._sides.values(), key=self._strong.width)
        time = formats.precise_time if self._choices.is_precise else formats.clock_time
        worth = formats.worth(self._code, _USUAL_WORTH)
        size = worth / self._reference if self._reference else 0.0
        texts = (
            time(_ANY_TIME_MS, self._look.zone),
            f"{side} ×{_MOST_COUNTED}" if self._choices.is_merging else side,
            price,
            formats.size(size, self._size_decimals or 0),
            formats.value_of(self._code, worth),
        )
        return tuple(text.translate(_EIGHTS) if price else "" for text in texts)

    def _fitted(self, row: PrintRow) -> tuple[str, ...]:
        texts = self.texts(row)
        if not self._is_narrow and all(map(_is_no_longer, texts, self._widest)):
            return texts
        fitted = list(texts)
        for place, (column, text) in enumerate(zip(self.columns, texts, strict=True)):
            if column is None or self._has_room(text, column):
                continue
            shorter = self._shorter(place, row)
            fitted[place] = next((each for each in shorter if self._has_room(each, column)), shorter[-1])
        return tuple(fitted)

    def _has_room(self, text: str, column: Column) -> bool:
        return self._strong.width(text) <= column.right - column.left - 2 * PADDING

    def _shorter(self, place: int, row: PrintRow) -> list[str]:
        """Return shorter texts of a column, the longest first."""
        if place == _SIDE:
            return [f"{self._sides[row.is_buy]} ×{_MOST_COUNTED}+"]
        figure = {_PRICE: row.price, _SIZE: row.size, _VALUE: row.value}.get(place)
        if figure is None or place == _PRICE:
            return [self.texts(row)[place]]
        decimals = range((self._size_decimals or 0) - 1 if place == _SIZE else formats.MAX_DECIMALS - 1, -1, -1)
        whole = [formats.size(figure, each) for each in decimals]
        if figure >= 1e9:
            whole.append(f"{figure / 1e6:,.0f}M")  # of a large trade more than the first two figures count
        return [*whole, formats.shortened(figure)]

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


def _is_no_longer(text: str, widest: str) -> bool:
    """Whether a text of figures fits where another one does: digits are as wide as each other."""
    return len(text) <= len(widest)
