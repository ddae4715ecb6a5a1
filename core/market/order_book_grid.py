"""The rows of an order book on the price grid: each row keeps its price, whatever the book does.

A row is laid for every price between two levels of the book while few are empty. A longer empty stretch is one row, a
*gap*; the spread, if it is as wide, has one for each side. Later books fill these rows and may only add rows at the two
ends, so no row moves until `lay_out` is called again. A level that has no row of its own then shares one: that of its
gap, or the next row away from the spread if a price is off the grid. So every level is in exactly one row.

Rows have numbers that stay: higher prices have higher ones.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from math import inf, nextafter
from typing import Final, NamedTuple

from core.market.order_book import Row, Side

MOST_EMPTY: Final = 5
"""A longer stretch of prices without a level is one row."""

MOST_ROWS: Final = 1_200
"""Rows at which a grid that is not laid out anew stops to grow; what lies beyond shares its last row."""

Step = Callable[[float], float]
"""Returns the next price of the grid."""


class GridRow(NamedTuple):
    """One row: a price of the grid, or a gap between two of them."""

    price: float | None
    """Its price; of a gap the price of its only or best level, None without one."""
    is_gap: bool = False
    ask: Row | None = None
    """The level sold here; of several the best price with all their sizes."""
    bid: Row | None = None
    levels: int = 0
    """How many levels share the row."""

    @property
    def level(self) -> Row | None:
        """The level to show where there is room for one: the row's only one, or the side that sells."""
        return self.ask or self.bid


class OrderBookGrid:
    """Rows of one market's book, laid around its spread.

    Args:
        above: returns the price of the grid above another.
        below: the one below; the price itself, or a higher one, at the end of the grid.
    """

    def __init__(self, above: Step, below: Step) -> None:
        self._above = above
        self._below = below
        self._lows: list[float] = []
        """The lowest price of each row; a gap begins at the next float above the price below it."""
        self._gaps: list[bool] = []
        self._first = 0
        self._shared: dict[int, GridRow] = {}
        self._ends: tuple[int, int, int, int] | None = None
        self.is_crowded = False
        """Whether levels share a row, so that a new layout would show more prices."""

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._lows)

    @property
    def numbers(self) -> range:
        """The numbers of the rows, from the lowest price up."""
        return range(self._first, self._first + len(self._lows))

    @property
    def spread(self) -> tuple[int, int] | None:
        """The rows of the best bid and the best ask; of a side without levels, the row next to the other's."""
        if self._ends is None:
            return None
        _, bid, ask, _ = self._ends
        return bid, ask

    @property
    def levels(self) -> tuple[int, int] | None:
        """The rows of the deepest bid and the deepest ask; None without levels."""
        return None if self._ends is None else (self._ends[0], self._ends[3])

    def side_of(self, number: int) -> Side | None:
        """The side whose levels, down to the deepest, this row lies among; None in the spread and beyond the levels."""
        if self._ends is None:
            return None
        deepest_bid, bid, ask, deepest_ask = self._ends
        if ask <= number <= deepest_ask:
            return Side.ASK
        return Side.BID if deepest_bid <= number <= bid else None

    def row(self, number: int) -> GridRow | None:
        """The row of a number; None if there is no such row."""
        if (shared := self._shared.get(number)) is not None:
            return shared
        index = number - self._first
        if not 0 <= index < len(self._lows):
            return None
        return _EMPTY_GAP if self._gaps[index] else GridRow(self._lows[index])

    def rows(self, numbers: Iterable[int]) -> list[tuple[int, GridRow | None, Side | None]]:
        """The number, row and side of each of `numbers`; a screen full in one call, for it is asked at each frame."""
        deepest_bid, bid, ask, deepest_ask = self._ends or (0, -1, 0, -1)
        shared, row = self._shared, self.row
        return [
            (
                number,
                shared.get(number) or row(number),
                Side.ASK if ask <= number <= deepest_ask else Side.BID if deepest_bid <= number <= bid else None,
            )
            for number in numbers
        ]

    def number_at(self, price: float, side: Side) -> int | None:
        """The row that holds a price of a side; None without rows. Prices beyond the rows are in the outermost."""
        if not self._lows:
            return None
        index = bisect_right(self._lows, price) - 1
        if index < 0:
            return self._first
        if self._gaps[index]:
            has_twin = index > 0 and self._gaps[index - 1]
            index -= has_twin and side is Side.BID
        elif self._lows[index] != price and side is Side.ASK:
            index = min(index + 1, len(self._lows) - 1)
        return self._first + index

    def spans(self, price: float) -> bool:
        """Whether a price lies between the outermost rows, or on one of them."""
        return bool(self._lows) and self._lows[0] <= price <= self._lows[-1]

    def skips(self, low: float, high: float) -> bool:
        """Whether the grid has prices between two: rows of them that are neighbours leave these out."""
        return low < high and self._above(low) < high

    def lay_out(
        self, asks: Sequence[Row], bids: Sequence[Row], anchor: float | None = None, room: int | None = None
    ) -> None:
        """Lay all rows anew for a book.

        Args:
            asks: best first.
            bids: best first.
            anchor: the price to lay rows around if the book is empty.
            room: how many rows can be seen at once: the spread takes no more of them than leaves some for both sides.
        """
        most, gaps = _spread_rows(room)
        self._lows.clear()
        self._gaps.clear()
        self._first = 0
        for level in reversed(bids):
            self._reach_up(level.price)
        for number, level in enumerate(asks):
            if bids and not number:
                self._reach_up(level.price, gaps, most)
            else:
                self._reach_up(level.price)
        if not self._lows and anchor is not None and anchor > 0:
            self._push(anchor)
        self.fill(asks, bids)

    def fill(self, asks: Sequence[Row], bids: Sequence[Row]) -> None:
        """Put a book into the rows; those that lack are added beyond the outermost rows."""
        if not self._lows:
            if asks or bids:
                self.lay_out(asks, bids)
            return
        bottom, top = self._lows[0], self._lows[-1]
        prices = [level.price for level in (*asks, *bids)]
        if prices and max(prices) > top:
            for price in sorted(price for price in prices if price > top):
                self._reach_up(price)
        if prices and min(prices) < bottom:
            for price in sorted((price for price in prices if price < bottom), reverse=True):
                self._reach_down(price)
        self._shared = {}
        self.is_crowded = False
        ask_rows = self._place(asks, Side.ASK)
        bid_rows = self._place(bids, Side.BID)
        self._ends = _ends(ask_rows, bid_rows)

    def pad(self, lowest: int, highest: int) -> None:
        """Add prices of the grid until the rows from `lowest` to `highest` exist, as far as the grid goes."""
        if not self._lows:
            return
        while self._first > lowest and len(self._lows) < MOST_ROWS and not self._gaps[0]:
            price = self._below(self._lows[0])
            if not 0 < price < self._lows[0]:
                break
            self._push_below(price)
        while self._first + len(self._lows) <= highest and len(self._lows) < MOST_ROWS and not self._gaps[-1]:
            self._push(self._above(self._lows[-1]))

    def _place(self, levels: Sequence[Row], side: Side) -> list[int]:
        numbers: list[int] = []
        shared, lows, gaps, first = self._shared, self._lows, self._gaps, self._first
        is_ask = side is Side.ASK
        for level in levels:
            number = self.number_at(level.price, side)
            if number is None:
                continue
            numbers.append(number)
            before = shared.get(number)
            if before is None:
                is_gap = gaps[number - first]
                price = level.price if is_gap else lows[number - first]
                shared[number] = (
                    GridRow(price, is_gap, level, None, 1) if is_ask else GridRow(price, is_gap, None, level, 1)
                )
                continue
            self.is_crowded = True
            known = before.ask if side is Side.ASK else before.bid
            joined = level if known is None else known._replace(size=_sum(known.size, level.size), total=level.total)
            changed = before._replace(ask=joined) if side is Side.ASK else before._replace(bid=joined)
            self._shared[number] = changed._replace(levels=before.levels + 1)
        return numbers

    def _reach_up(self, price: float, gaps: int = 1, most_empty: int = MOST_EMPTY) -> None:
        """Add rows at the top until `price` has one there or lies below the top."""
        if not self._lows:
            self._push(price)
            return
        top = self._lows[-1]
        if price <= top or self._gaps[-1]:
            return
        between = list(islice(self._between(top, price, self._above), most_empty + 1))
        if len(self._lows) >= MOST_ROWS:
            self._push(nextafter(top, inf), is_gap=True)
            return
        if len(between) > most_empty:
            low = top
            for _ in range(gaps):
                low = nextafter(low, inf)
                self._push(low, is_gap=True)
        else:
            for each in between:
                self._push(each)
        self._push(price)

    def _reach_down(self, price: float) -> None:
        """The same at the bottom."""
        bottom = self._lows[0]
        if price >= bottom or self._gaps[0]:
            return
        if len(self._lows) >= MOST_ROWS:
            self._push_below(0.0, is_gap=True)
            return
        between = list(islice(self._between(bottom, price, self._below), MOST_EMPTY + 1))
        if len(between) > MOST_EMPTY:
            self._push_below(nextafter(price, inf), is_gap=True)
        else:
            for each in between:
                self._push_below(each)
        self._push_below(price)

    @staticmethod
    def _between(start: float, end: float, step: Step) -> Iterable[float]:
        """The prices of the grid between two prices, from the first towards the other."""
        price = step(start)
        while (start < price < end) if start < end else (end < price < start):
            yield price
            start, price = price, step(price)

    def _push(self, low: float, *, is_gap: bool = False) -> None:
        self._lows.append(low)
        self._gaps.append(is_gap)

    def _push_below(self, low: float, *, is_gap: bool = False) -> None:
        self._lows.insert(0, low)
        self._gaps.insert(0, is_gap)
        self._first -= 1


_EMPTY_GAP: Final = GridRow(None, is_gap=True)


def _spread_rows(room: int | None) -> tuple[int, int]:
    """Return how many prices the spread may have rows for, and of how many gaps it consists if it has more."""
    if room is None or room < len(Side):
        return MOST_EMPTY, 2
    beside = room - len(Side)  # each has its best price
    gaps = min(2, beside)
    return min(MOST_EMPTY, max(beside // 2, gaps)), gaps


def _ends(asks: Sequence[int], bids: Sequence[int]) -> tuple[int, int, int, int] | None:
    """The rows of the deepest and the best bid, the best and the deepest ask; None without levels."""
    if not asks and not bids:
        return None
    best_ask, deepest_ask = (asks[0], asks[-1]) if asks else (bids[0] + 1, bids[0])
    best_bid, deepest_bid = (bids[0], bids[-1]) if bids else (best_ask - 1, best_ask)
    return deepest_bid, best_bid, best_ask, deepest_ask


def _sum(one: float | None, other: float | None) -> float | None:
    return one if other is None else other if one is None else one + other
