"""Matches orders: first with the book, later with the trades. Pure.

Own orders do not change the market: what one takes from a book is still there for the next. Other trades fill resting
orders at the orders' own prices, at most by the traded volume.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from core.simulator.account.api_error import ApiError
from core.simulator.account.money import ZERO, affordable, amount, exactly
from core.simulator.account.orders import Order, OrderRequest
from core.simulator.market.source import Book, Trade


class Fill(NamedTuple):
    """A volume at a price."""

    price: Decimal
    volume: Decimal


class Entry(NamedTuple):
    """The result of an order's entry into the market."""

    fills: tuple[Fill, ...]
    """The fills from the book at once."""
    rests: bool
    """Whether the rest stays in the book."""


def enter(request: OrderRequest, book: Book | None) -> Entry:
    """Match a new order with the book.

    Raises:
        ApiError: a market order is larger than the visible book.
    """
    fills = _taken(request, _levels(request, book))
    is_whole = _is_whole(request, fills)
    if request.kind in {"price", "market"} and not is_whole:
        raise ApiError(400, "volume_too_large")
    if (request.time_in_force == "fok" and not is_whole) or (request.time_in_force == "post_only" and fills):
        return Entry((), rests=False)
    return Entry(fills, rests=request.kind == "limit" and request.time_in_force in {None, "post_only"})


@exactly
def meet(orders: Iterable[Order], trade: Trade) -> list[tuple[Order, Fill]]:
    """The fills of a trade among the resting orders of its market: best price first, at one price the oldest."""
    price, left = amount(trade.price), amount(trade.volume)
    filled = []
    for order in sorted(orders, key=_priority):
        limit, remaining = order.request.price, order.remaining_volume
        if limit is None or remaining is None or not _reaches(order.request, price):
            continue
        volume = min(remaining, left)
        if volume > 0:
            filled.append((order, Fill(limit, volume)))
            left -= volume
    return filled


def _priority(order: Order) -> tuple[Decimal, int]:
    price = order.request.price or ZERO
    return -price if order.request.side == "bid" else price, order.created_ms


def _reaches(request: OrderRequest, price: Decimal) -> bool:
    """Whether a limit order can trade with the market at `price`."""
    limit = request.price or ZERO
    return price <= limit if request.side == "bid" else price >= limit


def _levels(request: OrderRequest, book: Book | None) -> list[Fill]:
    """The levels of the opposite side that an order may take from, best first."""
    if book is None:
        return []
    levels = [Fill(amount(price), amount(size)) for price, size in (book.asks if request.side == "bid" else book.bids)]
    if request.kind == "best":
        return levels[:1]
    return [level for level in levels if request.kind != "limit" or _reaches(request, level.price)]


@exactly
def _taken(request: OrderRequest, levels: Iterable[Fill]) -> tuple[Fill, ...]:
    fills: list[Fill] = []
    for price, size in levels:
        volume = min(_wanted(request, fills, price), size)
        if volume <= 0:
            break
        fills.append(Fill(price, volume))
    return tuple(fills)


@exactly
def _wanted(request: OrderRequest, fills: Sequence[Fill], price: Decimal) -> Decimal:
    """The volume an order may still take at `price` after its fills; an order by amount takes all it can buy."""
    if request.volume is not None:
        return request.volume - sum((fill.volume for fill in fills), ZERO)
    return affordable((request.price or ZERO) - sum((fill.price * fill.volume for fill in fills), ZERO), price)


def _is_whole(request: OrderRequest, fills: Sequence[Fill]) -> bool:
    """Whether the fills complete the order."""
    return bool(fills) and not _wanted(request, fills, fills[-1].price)
