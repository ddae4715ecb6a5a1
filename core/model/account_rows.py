"""Exchange replies about the user's own account as structs; amounts are `Decimal`, as they are money.

Fields without a value are left out by the exchange (seen on the wire).

Source: Upbit REST pages accounts and orders/open (October 2026).
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Final

from msgspec import Struct

_KST: Final = timezone(timedelta(hours=9))
"""What the exchange means by a time without a zone in an account's rows: it writes `+09:00` otherwise."""

_MOST_DIGITS: Final = 60
"""Before and behind the point each; the exchange writes some thirty. A longer one would be written out in full."""


class _FiniteRow(Struct, kw_only=True):
    """A row of numbers that can be calculated with."""

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if isinstance(value, Decimal) and not _is_usable(value):
                raise ValueError(f"{name} is out of range")


def _is_usable(value: Decimal) -> bool:
    sign_digits_exponent = value.as_tuple()
    exponent = sign_digits_exponent.exponent
    if not isinstance(exponent, int):  # the type reads "NaN" and "Infinity" too
        return False
    return exponent >= -_MOST_DIGITS and len(sign_digits_exponent.digits) + exponent <= _MOST_DIGITS


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
    side: str | None = None
    """`bid` buys, `ask` sells."""
    ord_type: str | None = None
    state: str | None = None
    """`wait`, or `watch` for a reserved one."""
    created_at: datetime | None = None
    """KST where it names no zone."""
    price: Decimal | None = None
    volume: Decimal | None = None
    remaining_volume: Decimal | None = None
    executed_volume: Decimal = Decimal(0)

    @property
    def created_ms(self) -> int:
        """When it was placed, Unix ms; 0 where that is not said."""
        if self.created_at is None:
            return 0
        time = self.created_at if self.created_at.tzinfo else self.created_at.replace(tzinfo=_KST)
        return int(time.timestamp() * 1000)
