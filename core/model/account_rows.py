"""REST replies about the user's own account as structs; amounts are `Decimal`, because they are money.

The exchange omits fields without a value (seen on the wire). Rows are decoded with `read_written` as the `dec_hook`.

Source: Upbit REST pages accounts and orders/open (October 2026).
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Final

from msgspec import Struct

from core.model.amount import WrittenDecimal, is_amount
from core.model.korean_time import KST
from core.model.markets import is_code, is_currency
from core.model.price import is_price

_MOST_DIGITS: Final = 60
"""Maximum number of digits before the point, and after it; the exchange writes about thirty. A longer number would be
written out in full.
"""
_LONGEST_ID: Final = 100
"""Maximum number of characters of an order's id; the exchange's own have 36."""


class _FiniteRow(Struct, kw_only=True):
    """A row whose numbers are finite."""

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if isinstance(value, Decimal) and not _is_usable(value):
                raise ValueError(f"{name} is out of range")


def _check_price(name: str, price: Decimal) -> None:
    if price and not is_price(price):
        raise ValueError(f"{name} is no price")


def _is_usable(value: Decimal) -> bool:
    sign_digits_exponent = value.as_tuple()
    exponent = sign_digits_exponent.exponent
    if not isinstance(exponent, int):  # the type also accepts "NaN" and "Infinity"
        return False
    return exponent >= -_MOST_DIGITS and len(sign_digits_exponent.digits) + exponent <= _MOST_DIGITS


def _check_amount(name: str, amount: Decimal | None) -> None:
    if amount is not None and not is_amount(amount):
        raise ValueError(f"{name} is no amount")


class AccountRow(_FiniteRow, kw_only=True):
    """The balance of one currency."""

    currency: str
    balance: WrittenDecimal
    """Available, not counting `locked`."""
    locked: WrittenDecimal = WrittenDecimal(0)
    avg_buy_price: WrittenDecimal = WrittenDecimal(0)
    """In `unit_currency`; 0 if nothing was bought, for example after a deposit."""
    unit_currency: str = "KRW"

    def __post_init__(self) -> None:
        """Reject what is no currency, no amount, or an average that is no price."""
        super().__post_init__()
        if not (is_currency(self.currency) and is_currency(self.unit_currency)):
            raise ValueError("currency is no code")
        _check_amount("balance", self.balance)
        _check_amount("locked", self.locked)
        _check_price("avg_buy_price", self.avg_buy_price)


class ExecutionRow(Struct, kw_only=True):
    """One execution of an order."""

    created_at: datetime | None = None


class OrderRow(_FiniteRow, kw_only=True):
    """One order, open or ended."""

    uuid: str
    market: str
    side: str | None = None
    """`bid` buys, `ask` sells."""
    ord_type: str | None = None
    state: str | None = None
    """`wait`, or `watch` for a reserved one; of one that has ended `done` or `cancel`."""
    created_at: datetime | None = None
    """KST if it has no zone."""
    price: WrittenDecimal | None = None
    """Its limit; of a market buy the amount to spend."""
    volume: WrittenDecimal | None = None
    remaining_volume: WrittenDecimal | None = None
    executed_volume: WrittenDecimal = WrittenDecimal(0)
    executed_funds: WrittenDecimal | None = None
    """What the executed volume cost; in lists only."""
    trades: list[ExecutionRow] | None = None
    """Its executions; of an order that was asked for by itself only."""

    def __post_init__(self) -> None:
        """Reject what is no id, no market, no amount or no price; the 0 of an order at the market's price is none."""
        super().__post_init__()
        if not 0 < len(self.uuid) <= _LONGEST_ID:
            raise ValueError("uuid is no id")
        if not is_code(self.market):
            raise ValueError("market is no code")
        for name in ("volume", "remaining_volume", "executed_volume", "executed_funds"):
            _check_amount(name, getattr(self, name))
        if self.price is not None:
            _check_price("price", self.price)
            self.price = self.price or None

    @property
    def average(self) -> Decimal | None:
        """The average price of its executions; None if that is not known."""
        return self.executed_funds / self.executed_volume if self.executed_funds and self.executed_volume else None

    @property
    def created_ms(self) -> int:
        """When it was placed, Unix ms; 0 if unknown."""
        return _unix_ms(self.created_at)

    @property
    def executed_ms(self) -> int:
        """When it was executed last, Unix ms; 0 if unknown."""
        return max((_unix_ms(each.created_at) for each in self.trades or ()), default=0)


def _unix_ms(time: datetime | None) -> int:
    if time is None:
        return 0
    known = time if time.tzinfo else time.replace(tzinfo=KST)  # the exchange writes +09:00 elsewhere
    return int(known.timestamp() * 1000)
