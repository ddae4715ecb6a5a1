"""Loads balances and open orders over REST. Changes that the streams send meanwhile override the rows of a load."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.market.account.balances import Balances
    from core.market.account.orders import OwnOrders
    from core.upbit.rest.account import PrivateRest


async def load_balances(balances: Balances, rest: PrivateRest) -> int:
    """Load all balances; return the number of unreadable rows, of which what was known is kept.

    Raises:
        HogaError: as `PrivateRest`.
    """
    begun = balances.begin_load()
    rows = await rest.accounts()
    balances.load(rows, begun, is_partial=bool(rows.spoiled))
    return rows.spoiled


async def load_orders(orders: OwnOrders, rest: PrivateRest) -> int:
    """Load all open orders; return the number of unreadable rows, of which what was known is kept.

    Raises:
        HogaError: as `PrivateRest`.
    """
    begun = orders.begin_load()
    rows = await rest.open_orders()
    orders.load(rows, begun, is_partial=bool(rows.spoiled))
    return rows.spoiled
