"""What can be the price of something: the bounds of every price field, whatever message or row it is in."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

LEAST_PRICE: Final = 1e-12
LARGEST_PRICE: Final = 1e15
"""Prices on the exchange run from 1e-8 (BTC markets) to about 1e9 (won, rupiah). Within these bounds every sum and
quotient of two prices is finite, and a price with 8 decimals is exact enough for its tick."""


def is_price(price: float | Decimal) -> bool:
    """Whether this can be a price."""
    return LEAST_PRICE <= price <= LARGEST_PRICE
