"""Loads balances and open orders over REST. Changes that the streams send meanwhile override the rows of a load.

A list that lacks too much of what is known is an error: what is known is kept, and the list asked for again.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.market.account.balances import Balances
    from core.market.account.orders import OwnOrders
    from core.upbit.rest.account import PrivateRest


async def load_balances(balances: Balances, rest: PrivateRest) -> int:
    """Load all balances; return the number of unreadable rows, of which what was known is kept.

    Raises:
        HogaError: as `PrivateRest`.
        DoubtedReply: too much is missing.
    """
    begun = balances.begin_load()
    rows = await rest.accounts()
    if not rows.spoiled:
        balances.check(rows, begun, asyncio.get_running_loop().time())
    balances.load(rows, begun, is_partial=bool(rows.spoiled))
    return rows.spoiled


async def load_orders(orders: OwnOrders, rest: PrivateRest) -> int:
    """Load all open orders; return the number of unreadable rows, of which what was known is kept.

    Raises:
        HogaError: as `PrivateRest`.
        DoubtedReply: too much is missing.
    """
    begun = orders.begin_load()
    rows = await rest.open_orders()
    if not rows.spoiled:
        orders.check(rows, begun, asyncio.get_running_loop().time())
    orders.load(rows, begun, is_partial=bool(rows.spoiled))
    return rows.spoiled
