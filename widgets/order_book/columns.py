"""The columns of an order book: they depend on market, choices and width, never on what arrives.

Texts that turn out wider are shortened; only prices that gain a digit widen their column, until they have lost it for
some seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Final

from core.market.order_book import Row
from widgets.order_book.choices import BookChoices
from widgets.paint.cells import PADDING, CellText, Column, ColumnSpec
from widgets.paint.steady_widths import SpareRoom
from widgets.text import formats
from widgets.text.language import translate

_USUAL_WORTH: Final = 1e8
"""The largest level that a column has room for, in won; the sums have room for ten times as much."""

_HEADROOM: Final = 2
"""Prices may double before their column needs another digit."""

_EIGHTS: Final = str.maketrans("0123456789", "8" * 10)

MARKS: Final = "marks"
PRICE: Final = "price"
CHANGE: Final = "change"
SIZE: Final = "size"
TOTAL: Final = "total"
ASK_SIZE: Final = "ask_size"
ASK_TOTAL: Final = "ask_total"
BID_SIZE: Final = "bid_size"
BID_TOTAL: Final = "bid_total"

_SINGLE: Final = (MARKS, PRICE, CHANGE, SIZE, TOTAL)
_TWO_SIDED: Final = (ASK_TOTAL, ASK_SIZE, MARKS, PRICE, CHANGE, BID_SIZE, BID_TOTAL)
_NARROW: Final = (PRICE, SIZE)
"""What is wanted, from left to right; the last where two sides have no room for their sizes."""

_LEAST_SIZE: Final = "0.0000"
"""A size or an amount as short as it is written before its column goes."""

_STEADY: Final = frozenset({MARKS, PRICE, CHANGE})
"""Columns without bars: they stay as narrow as their texts."""


class BookColumns:
    """The columns and the texts of their figures, for one market and one look.

    Args:
        number: writes figures.
        small: writes titles and marks.
        code: the market.
    """

    def __init__(self, number: CellText, small: CellText, code: str) -> None:
        self._number = number
        self._small = small
        self._code = code
        self._by_name: dict[str, Column] = {}
        self._widest_price = ""
        self.spare = SpareRoom()
        """Of a price that had more digits."""
        self._reference = 0.0
        """The price by which figures are written: the first, so that a market that moves changes no decimals."""
        self._laid_out_for: tuple[object, ...] = ()
        self.figure_spans: list[tuple[int, int]] = []
        """From where to where columns of figures lie side by side."""
        self.decimals = formats.MAX_DECIMALS
        """Of sizes or amounts."""
        self._is_amount = False

    def __getitem__(self, name: str) -> Column | None:
        """Return a column; None if it is not shown."""
        return self._by_name.get(name)

    def titled(self) -> list[Column]:
        """Return the columns that have a title."""
        return [column for column in self._by_name.values() if column.title]

    def forget(self) -> None:
        """Lay out anew with the next book: texts or language changed."""
        self._laid_out_for = ()

    def lay_out(self, width: int, price: float, price_decimals: int, choices: BookChoices) -> bool:
        """Lay the columns out for a price of the book; return whether they changed."""
        widest = formats.price(self._code, price * _HEADROOM, price_decimals).translate(_EIGHTS)
        is_less = len(widest) < len(self._widest_price)
        if not self.spare.is_over(is_needed=not is_less) and len(widest) <= len(self._widest_price):
            widest = self._widest_price
        key = (width, widest, choices.is_amount, choices.is_two_sided)
        if key == self._laid_out_for:
            return False
        self._laid_out_for, self._widest_price, self._is_amount = key, widest, choices.is_amount
        reference = self._reference = self._reference or price
        if choices.is_amount:
            self.decimals = formats.amount_decimals(self._code)
        else:
            self.decimals = formats.size_decimals(self._code, reference)
        usual = formats.worth(self._code, _USUAL_WORTH) / (1.0 if choices.is_amount else reference)
        specs = self._specs(widest, self._widest(usual), self._widest(10 * usual), is_amount=choices.is_amount)
        self._by_name = self._placed(_TWO_SIDED if choices.is_two_sided else _SINGLE, specs, width)
        if choices.is_two_sided and ASK_SIZE not in self._by_name:
            self._by_name = self._placed(_NARROW, specs, width)
        self.figure_spans = _spans(self._by_name)
        return True

    def figure(self, level: Row, column: Column, *, is_total: bool) -> tuple[str, int]:
        """Return the size or amount of a level, with as many decimals as there is room for, and its width."""
        if self._is_amount:
            value = level.total_amount if is_total else level.amount
        else:
            value = level.total if is_total else level.size
        text = formats.size(value, self.decimals)
        room, width = column.right - column.left - 2 * PADDING, self._number.width
        if (wide := width(text)) <= room or value is None:
            return text, wide
        for decimals in range(self.decimals - 1, -1, -1):
            if (wide := width(text := formats.size(value, decimals))) <= room:
                return text, wide
        text = self._number.elided(formats.shortened(value), room)
        return text, width(text)

    def _placed(self, names: tuple[str, ...], specs: Mapping[str, ColumnSpec], width: int) -> dict[str, Column]:
        """Place the columns that have room side by side; those with bars share the room that is left."""
        # A title is written in small letters.
        measured = [specs[name]._replace(title="", reserved=self._small.width(specs[name].title)) for name in names]
        widths = {names[place]: wide for place, wide in self._number.widths(width, measured).items()}
        growing = [name for name in widths if name not in _STEADY] or [PRICE]
        spare = max(width - sum(widths.values()), 0)
        placed: dict[str, Column] = {}
        left = shared = 0
        for name, wide in widths.items():
            right = left + wide
            if name in growing:
                shared += 1
                right += spare * shared // len(growing) - spare * (shared - 1) // len(growing)
            placed[name] = Column(specs[name].title, left, right)
            left = right
        return placed

    def _widest(self, usual: float) -> str:
        whole = len(str(int(usual))) if usual >= 1 else 1
        return f"{10**whole - 1:,}.{'0' * self.decimals}".rstrip(".").translate(_EIGHTS)

    def _specs(self, price: str, size: str, total: str, *, is_amount: bool) -> dict[str, ColumnSpec]:
        size_title = translate("OrderBookPainter", "금액") if is_amount else translate("OrderBookPainter", "잔량")
        total_title = translate("OrderBookPainter", "누적")
        sizes = {
            name: ColumnSpec(size_title, size, 4, stays=True, least=_LEAST_SIZE) for name in (SIZE, ASK_SIZE, BID_SIZE)
        }
        totals = {name: ColumnSpec(total_title, total, 1) for name in (TOTAL, ASK_TOTAL, BID_TOTAL)}
        return {
            MARKS: ColumnSpec("", translate("OrderBookMarks", "시") * 2, 2),
            PRICE: ColumnSpec(translate("OrderBookPainter", "가격"), formats.arrow(1.0) + price, 5, stays=True),
            CHANGE: ColumnSpec(translate("OrderBookPainter", "전일대비"), "+88.88%", 3),
            **sizes,
            **totals,
        }


def _spans(columns: Mapping[str, Column]) -> list[tuple[int, int]]:
    """Return where figures lie, of columns placed side by side."""
    spans = []
    for are_steady, names in groupby(columns, _STEADY.__contains__):
        if not are_steady:
            side_by_side = [columns[name] for name in names]
            spans.append((side_by_side[0].left, side_by_side[-1].right))
    return spans
