"""What each visible row of an order book shows: its levels, the last price, marks and flashes. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
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
    is_torn: bool = False
    """Whether prices are left out between it and the row below, though both have a price: a level in a gap hides it."""

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
    last = _place_of(rows, day.last_price, day.last_side) if day.last_price else None
    flashing = {_place_of(rows, price, side): side for price, side in flashes}
    best_ask = grid.spread[1] if grid.spread is not None else None
    found = grid.rows(rows.numbers)
    torn = {
        number
        for (number, high, _), (_, low, _) in pairwise(found)
        if high is not None and low is not None and _is_torn(rows, high, low, is_spread=number == best_ask)
    }
    return [
        PlacedRow(
            index,
            row,
            side,
            index == last,
            number == best_ask and side is Side.ASK,
            marks.get(index, ()),
            flashing.get(index),
            number in torn,
        )
        for index, (number, row, side) in enumerate(found)
        if row is not None
    ]


def _place_of(rows: VisibleRows, price: float, side: Side) -> int | None:
    """Return the place of the row of a price; None if it is out of sight or in a gap that shows another price."""
    if not rows.grid.spans(price):
        return None
    place = rows.index_of(price, side)
    row = None if place is None else rows.row(rows.top - place)
    return None if row is None or (row.is_gap and row.price != price) else place


def _is_torn(rows: VisibleRows, high: GridRow, low: GridRow, *, is_spread: bool) -> bool:
    """Return whether two neighbours look adjacent and are not; rows that are no gaps can be so at the spread only."""
    if high.price is None or low.price is None or not (high.is_gap or low.is_gap or is_spread):
        return False
    return rows.grid.skips(low.price, high.price)
