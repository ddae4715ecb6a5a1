"""Exchange replies about the user's own account as structs; amounts are `Decimal`, as they are money.

Fields without a value are left out by the exchange (seen on the wire).

Source: Upbit REST pages accounts and orders/open (October 2026).
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from msgspec import Struct


class _FiniteRow(Struct, kw_only=True):
    """A row of numbers that can be calculated with."""

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if isinstance(value, Decimal) and not value.is_finite():  # the type reads "NaN" and "Infinity" too
                raise ValueError(f"{name} is {value}")


class AccountRow(_FiniteRow, kw_only=True):
    """What there is of one currency."""

    currency: str
    balance: Decimal
    """Available, not counting `locked`."""
    locked: Decimal = Decimal(0)
    avg_buy_price: Decimal = Decimal(0)
    """In `unit_currency`; 0 where nothing was bought, as with what was deposited."""
    unit_currency: str = "KRW"


class OrderRow(_FiniteRow, kw_only=True):
    """One order that is still open."""

    uuid: str
    market: str
    side: str
    """`bid` buys, `ask` sells."""
    ord_type: str
    state: str
    """`wait`, or `watch` for a reserved one."""
    created_at: datetime
    price: Decimal | None = None
    volume: Decimal | None = None
    remaining_volume: Decimal | None = None
    executed_volume: Decimal = Decimal(0)
