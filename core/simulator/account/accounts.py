"""The one account of the exchange: balances, locked amounts and average prices. Pure and exact.

Only `receive` and `pay` change a total; `lock` and `release` move money between the two parts of a balance.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from core.simulator.account.money import ZERO, average, exactly


class InsufficientFunds(Exception):
    """An amount exceeds the balance."""


@dataclass(frozen=True, slots=True)
class Balance:
    """What the account owns of one currency."""

    currency: str
    available: Decimal = ZERO
    locked: Decimal = ZERO
    """Reserved for orders."""
    avg_buy_price: Decimal = ZERO
    """KRW per unit; 0 if unknown."""

    @property
    @exactly
    def total(self) -> Decimal:
        """Available and locked."""
        return self.available + self.locked


STARTING_BALANCES: Final = (
    Balance("KRW", Decimal("10000000")),
    Balance("BTC", Decimal("0.1"), avg_buy_price=Decimal("151200000")),
    Balance("ETH", Decimal("1"), avg_buy_price=Decimal("5310000")),
    Balance("XRP", Decimal("500"), avg_buy_price=Decimal("3980")),
    Balance("USDT", Decimal("1000"), avg_buy_price=Decimal("1448")),
)
"""The balances of the demonstration account when the exchange starts."""


class Account:
    """Balances by currency.

    Args:
        balances: the balances at the start.
    """

    def __init__(self, balances: Iterable[Balance] = STARTING_BALANCES) -> None:
        self._balances = {balance.currency: balance for balance in balances}
        self._changed: dict[str, None] = {}

    @property
    def balances(self) -> list[Balance]:
        """Every currency with a balance, and KRW even if it is zero."""
        return [balance for balance in self._balances.values() if balance.total or balance.currency == "KRW"]

    def balance(self, currency: str) -> Balance:
        """The balance of one currency, which may be zero."""
        return self._balances.get(currency, Balance(currency))

    def take_changes(self) -> tuple[Balance, ...]:
        """The balances that changed since the last call, in their present state."""
        changed = tuple(self._balances[currency] for currency in self._changed)
        self._changed.clear()
        return changed

    @exactly
    def lock(self, currency: str, amount: Decimal) -> None:
        """Reserve an available amount.

        Raises:
            InsufficientFunds: less is available.
        """
        balance = self.balance(currency)
        self._keep(balance, available=balance.available - amount, locked=balance.locked + amount)

    @exactly
    def release(self, currency: str, amount: Decimal) -> None:
        """Make a locked amount available.

        Raises:
            InsufficientFunds: less is locked.
        """
        balance = self.balance(currency)
        self._keep(balance, available=balance.available + amount, locked=balance.locked - amount)

    @exactly
    def pay(self, currency: str, amount: Decimal) -> None:
        """Remove a locked amount.

        Raises:
            InsufficientFunds: less is locked.
        """
        balance = self.balance(currency)
        self._keep(balance, available=balance.available, locked=balance.locked - amount)

    @exactly
    def receive(self, currency: str, amount: Decimal, cost: Decimal | None = None) -> None:
        """Add an amount; `cost` in KRW without the fee, if known, enters the average price."""
        balance = self.balance(currency)
        self._keep(balance, available=balance.available + amount, locked=balance.locked)
        if cost is not None:
            total = self.balance(currency).total
            price = average(balance.avg_buy_price * balance.total + cost, total)
            self._balances[currency] = replace(self.balance(currency), avg_buy_price=price)

    def _keep(self, balance: Balance, *, available: Decimal, locked: Decimal) -> None:
        if available < 0 or locked < 0:
            raise InsufficientFunds(balance.currency)
        if (available, locked) == (balance.available, balance.locked):
            return
        average_price = balance.avg_buy_price if available or locked else ZERO
        self._balances[balance.currency] = Balance(balance.currency, available, locked, average_price)
        self._changed[balance.currency] = None
