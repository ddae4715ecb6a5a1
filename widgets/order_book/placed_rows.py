"""What each visible row of an order book shows: its levels, the last price, marks and flashes. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from core.market.order_book import Day, Side
from core.market.order_book_grid import GridRow
from widgets.order_book.marks import PriceMark, marks_of_day, placed_marks
from widgets.order_book.visible_rows import VisibleRows


class PlacedRow(NamedTuple):
    """A row as it is to be painted: everything that its pixels show."""

    place: int
    """Its position from the top."""
    row: GridRow
    side: Side | None = None
    """Whose levels it lies among."""
    is_last: bool = False
    """Whether it has the price of the last trade."""
    is_best_ask: bool = False
    marks: tuple[PriceMark, ...] = ()
    flash: Side | None = None
    """The side from which a trade has just taken here."""

    def looks_alike_but_for_figures(self, other: PlacedRow) -> bool:
        """Whether only sizes and their sums can differ from those of a row at the same place."""
        row, before = self.row, other.row
        return row.price == before.price and row.levels == before.levels and self[2:] == other[2:]


def placed_rows(
    rows: VisibleRows, day: Day, own: Iterable[PriceMark], flashes: Iterable[tuple[float, Side]]
) -> list[PlacedRow]:
    """Return the rows in sight as they are to be painted, from the top.

    Args:
        rows: which rows are in sight.
        day: the prices of the day, which have marks.
        own: the user's own prices.
        flashes: prices at which trades have just happened, each with the side that they took from.
    """
    grid = rows.grid
    marks = placed_marks(rows, (*marks_of_day(day), *own))
    last = None
    if day.last_price and grid.spans(day.last_price):
        last = rows.index_of(day.last_price, day.last_side)
    flashing = {rows.index_of(price, side): side for price, side in flashes if grid.spans(price)}
    best_ask = grid.spread[1] if grid.spread is not None else None
    return [
        PlacedRow(
            index,
            row,
            side,
            index == last,
            number == best_ask and side is Side.ASK,
            marks.get(index, ()),
            flashing.get(index),
        )
        for index, (number, row, side) in enumerate(grid.rows(rows.numbers))
        if row is not None
    ]
