"""Which rows of an order book's grid are in sight: they stay until the user scrolls, or a side loses half of its rows.

While the rows are held (the pointer rests on them, or the keys have scrolled) not even that moves them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from core.market.order_book import OrderBookView, Side
from core.market.order_book_grid import GridRow, OrderBookGrid
from core.upbit.price_steps import multiple_above, multiple_below
from widgets.text.price_steps import tick_above, tick_below

_ROWS_TO_DROP: Final = 600
"""More rows than this are laid anew when nobody looks at them closely."""


class VisibleRows:
    """The rows in sight of one book.

    Args:
        view: the book.
        code: its market.
        level: by which it is grouped; 0 for the ticks of the market.
    """

    def __init__(self, view: OrderBookView, code: str, level: float = 0.0) -> None:
        above: Callable[[float], float] = partial(multiple_above, step=level) if level else partial(tick_above, code)
        below: Callable[[float], float] = partial(multiple_below, step=level) if level else partial(tick_below, code)
        self._view = view
        self.grid = OrderBookGrid(above, below)
        self.top = 0
        """The number of the highest row in sight."""
        self.count = 0
        """How many rows have room."""
        self.is_held = False

    @property
    def numbers(self) -> range:
        """The numbers of the rows in sight, from the top down."""
        return range(self.top, self.top - self.count, -1)

    @property
    def shows_spread(self) -> bool:
        """Whether the best ask and the best bid are in sight."""
        spread = self.grid.spread
        return spread is None or all(number in self.numbers for number in spread)

    @property
    def is_balanced(self) -> bool:
        """Whether each side has at least half of the rows that it has with the spread in the middle, or all its levels.

        While it only had to be in sight, a moving market left one level of a side, and those of the other below it.
        """
        spread, levels = self.grid.spread, self.grid.levels
        if spread is None or levels is None:
            return True
        (bid, ask), (deepest_bid, deepest_ask) = spread, levels
        half = (max(self.count - max(ask - bid - 1, 0), 0) // 2 + 1) // 2
        asks, bids = self.top - ask + 1, bid - self.top + self.count
        return asks >= max(min(half, deepest_ask - ask + 1), 1) and bids >= max(min(half, bid - deepest_bid + 1), 1)

    @property
    def way_to_spread(self) -> int:
        """1 if the spread is above the rows in sight, -1 if it is below them, 0 if it is in sight."""
        spread = self.grid.spread
        if spread is None or self.shows_spread:
            return 0
        return 1 if spread[1] > self.top else -1

    def row(self, number: int) -> GridRow | None:
        """Return a row; None if there is none."""
        return self.grid.row(number)

    def book_changed(self) -> None:
        """Fill the rows with the newest book; lay them anew if that is needed and they are not held."""
        grid, view = self.grid, self._view
        is_first = not len(grid)
        before = grid.spread
        grid.fill(view.asks, view.bids)
        if is_first or (not self.is_held and not self.is_balanced):
            self.to_spread()
        elif not self.is_held and (grid.is_crowded or len(grid) > _ROWS_TO_DROP):
            self._lay_out_in_place()
        elif before is None and not self.is_held:
            self.to_spread()
        self._pad()

    def to_spread(self) -> None:
        """Lay the rows anew, with the spread in the middle."""
        self._lay_out()
        self._centre()
        self._pad()

    def scroll(self, rows: int) -> bool:
        """Show `rows` higher prices, as far as the levels go; return whether that moved anything."""
        before, middle = self.top, self._middle_top()
        lowest, highest = self.grid.levels or (middle, middle)
        if rows > 0:
            self.top = max(min(before + rows, max(highest, middle)), before)
        else:
            self.top = min(max(before + rows, min(lowest + self.count - 1, middle)), before)
        self._pad()
        return self.top != before

    def resize(self, count: int) -> None:
        """Make room for `count` rows: around the spread, or of rows that are held below the highest, which stays.

        So a notice below the book, as after a loss of the connection, moves no price that somebody is about to click.
        """
        if count == self.count:
            return
        self.count = count
        if self.is_held:
            self._pad()
        else:
            self.to_spread()

    def number_at(self, index: int) -> int | None:
        """Return the number of the row at a position from the top."""
        number = self.top - index
        return number if 0 <= index < self.count and self.grid.row(number) is not None else None

    def index_of(self, price: float, side: Side) -> int | None:
        """Return the position from the top of the row of a price; None if it is not in sight."""
        number = self.grid.number_at(price, side)
        return self.top - number if number is not None and number in self.numbers else None

    def _lay_out_in_place(self) -> None:
        """Lay the rows anew; the best ask stays where it is."""
        before = self.grid.spread
        self._lay_out()
        after = self.grid.spread
        if before is None or after is None:
            self._centre()
            return
        self.top += after[1] - before[1]
        if not self.is_balanced:
            self._centre()

    def _lay_out(self) -> None:
        self.grid.lay_out(self._view.asks, self._view.bids, self._view.last_price, self.count)

    def _centre(self) -> None:
        self.top = self._middle_top()

    def _middle_top(self) -> int:
        """The top row with the spread in the middle."""
        spread = self.grid.spread
        return (sum(spread or (0, 0)) + self.count - 1) // 2

    def _pad(self) -> None:
        self.grid.pad(self.top - self.count + 1, self.top)
