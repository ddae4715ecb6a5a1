"""The user's own prices in an order book: open orders and the average price paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.market.order_book import Side
from widgets.order_book.marks import PriceMark, mark_of_average, mark_of_order

if TYPE_CHECKING:
    from widgets.panel.account.followed import FollowedAccount


def own_marks(account: FollowedAccount, code: str) -> list[PriceMark]:
    """Return the user's prices in a market: the average paid first."""
    averages = [
        mark_of_average(float(holding.average_price))
        for holding in account.balances.holdings()
        if holding.code == code and holding.average_price
    ]
    orders = [
        mark_of_order(float(order.price), Side.BID if order.is_buy else Side.ASK)
        for order in account.orders.orders()
        if order.code == code and order.price and order.type == "limit" and order.is_buy is not None
    ]
    return averages + orders
