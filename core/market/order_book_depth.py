"""How much could be bought or sold up to each price: the cumulative sizes of an order book over price, for a plot."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from core.market.order_book import OrderBookView, Row, Side


class DepthPoint(NamedTuple):
    """How much a taker could buy or sell up to one price."""

    price: float
    side: Side | None
    """The side that is taken from; None between best bid and best ask, where there is nothing to take."""
    total: float
    amount: float
    from_mid: float
    """The distance from the middle of the spread, as a ratio of it."""


class BookDepth:
    """The two curves of one book.

    Args:
        view: the book; a side may be empty.
    """

    def __init__(self, view: OrderBookView) -> None:
        self.asks: Sequence[Row] = view.asks
        self.bids: Sequence[Row] = view.bids
        self.mid = _mid(view.asks, view.bids)
        """The middle of the spread; the best price where one side is empty; None without levels."""

    @property
    def reach(self) -> float:
        """How far the deepest level of either side is from the middle; 0 without levels."""
        if self.mid is None:
            return 0.0
        ends = [side[-1].price for side in (self.asks, self.bids) if side]
        return max(abs(price - self.mid) for price in ends)

    def corners(self, side: Side, end: float) -> tuple[list[float], list[float]]:
        """The prices and totals at the corners of a side's steps, from the spread outwards.

        Args:
            side: which.
            end: the price to which the last step goes on, if it lies beyond the deepest level.
        """
        prices: list[float] = []
        totals: list[float] = []
        total = 0.0
        for level in self.asks if side is Side.ASK else self.bids:
            prices += (level.price, level.price)
            totals += (total, level.total or 0.0)
            total = level.total or 0.0
        if prices and (end > prices[-1]) is (side is Side.ASK):
            prices.append(end)
            totals.append(total)
        return prices, totals

    def total_within(self, low: float, high: float) -> float:
        """The largest total of the levels between two prices."""
        inside = [level.total or 0.0 for level in (*self.asks, *self.bids) if low <= level.price <= high]
        return max(inside, default=0.0)

    def at(self, price: float) -> DepthPoint | None:
        """The point of the curves at a price; None if the book has no levels."""
        if self.mid is None or self.mid <= 0:
            return None
        from_mid = price / self.mid - 1
        if self.asks and price >= self.asks[0].price:
            return self._reached(Side.ASK, price, from_mid, [level.price for level in self.asks], price)
        if self.bids and price <= self.bids[0].price:
            return self._reached(Side.BID, price, from_mid, [-level.price for level in self.bids], -price)
        return DepthPoint(price, None, 0.0, 0.0, from_mid)

    def _reached(
        self, side: Side, price: float, from_mid: float, ascending: Sequence[float], wanted: float
    ) -> DepthPoint:
        levels = self.asks if side is Side.ASK else self.bids
        index = bisect_left(ascending, wanted)
        if index == len(ascending) or ascending[index] != wanted:
            index -= 1
        level = levels[index]
        return DepthPoint(price, side, level.total or 0.0, level.total_amount or 0.0, from_mid)


def _mid(asks: Sequence[Row], bids: Sequence[Row]) -> float | None:
    if asks and bids:
        return (asks[0].price + bids[0].price) / 2
    return next((side[0].price for side in (asks, bids) if side), None)
