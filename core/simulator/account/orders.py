"""One order of the account and what it does to its money. Pure and exact; an order is a value, each change a new one.

A purchase locks its funds and their fee, a sale its volume; the fee of a sale is taken from what it yields. What an
execution leaves is locked still, until the order is closed.
Source: Upbit order pages, and what was seen on the wire.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from core.simulator.account.money import ZERO, average, exactly

OrderSide = Literal["bid", "ask"]
OrderKind = Literal["limit", "price", "market", "best"]
TimeInForce = Literal["ioc", "fok", "post_only"]
SelfMatch = Literal["cancel_maker", "cancel_taker", "reduce"]
OrderState = Literal["wait", "done", "cancel"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a client asks for."""

    market: str
    side: OrderSide
    kind: OrderKind
    price: Decimal | None = None
    """Limit orders: of one unit. Purchases `price` and `best`: all that is to be spent, without the fee."""
    volume: Decimal | None = None
    time_in_force: TimeInForce | None = None
    smp_type: SelfMatch | None = None
    """Kept and shown; own orders meet the market only, never each other."""
    identifier: str | None = None


@dataclass(frozen=True, slots=True)
class Execution:
    """One trade of an order."""

    uuid: str
    price: Decimal
    volume: Decimal
    fee: Decimal
    time_ms: int
    is_maker: bool

    @property
    @exactly
    def funds(self) -> Decimal:
        """What was paid for it, without the fee."""
        return self.price * self.volume


@dataclass(frozen=True, slots=True)
class Order:
    """A wish the exchange took on, and what became of it so far."""

    uuid: str
    wish: Wish
    fee_rate: Decimal
    created_ms: int
    state: OrderState = "wait"
    executions: tuple[Execution, ...] = ()
    executed_volume: Decimal = ZERO
    executed_funds: Decimal = ZERO
    paid_fee: Decimal = ZERO

    @property
    def is_open(self) -> bool:
        """Whether it may still trade."""
        return self.state == "wait"

    @property
    def quote(self) -> str:
        """The currency it is paid in."""
        return self.wish.market.partition("-")[0]

    @property
    def base(self) -> str:
        """The currency it is about."""
        return self.wish.market.partition("-")[2]

    @property
    def locks(self) -> str:
        """The currency it binds."""
        return self.quote if self.wish.side == "bid" else self.base

    @property
    @exactly
    def remaining_volume(self) -> Decimal | None:
        """What it has yet to trade; None for one that spends an amount."""
        return None if self.wish.volume is None else self.wish.volume - self.executed_volume

    @property
    @exactly
    def remaining_funds(self) -> Decimal:
        """Purchases: what it has yet to spend, without the fee."""
        price = self.wish.price or ZERO
        if self.wish.side == "ask":
            return ZERO
        return price - self.executed_funds if self.remaining_volume is None else price * self.remaining_volume

    @property
    @exactly
    def reserved_fee(self) -> Decimal:
        """The fee set aside at the beginning."""
        return replace(self, executed_volume=ZERO, executed_funds=ZERO).remaining_funds * self.fee_rate

    @property
    @exactly
    def remaining_fee(self) -> Decimal:
        """The fee still set aside."""
        return self.remaining_funds * self.fee_rate if self.is_open else ZERO

    @property
    @exactly
    def locked(self) -> Decimal:
        """What it binds of the currency it `locks`."""
        if not self.is_open:
            return ZERO
        if self.wish.side == "ask":
            return self.remaining_volume or ZERO
        return self.remaining_funds + self.remaining_fee

    @property
    def average_price(self) -> Decimal:
        """Of all its executions; 0 before the first."""
        return average(self.executed_funds, self.executed_volume)

    @exactly
    def executed(self, uuid: str, price: Decimal, volume: Decimal, time_ms: int, *, is_maker: bool) -> Order:
        """The order after one more trade; done if nothing is left of it."""
        execution = Execution(uuid, price, volume, price * volume * self.fee_rate, time_ms, is_maker)
        after = replace(
            self,
            executions=(*self.executions, execution),
            executed_volume=self.executed_volume + volume,
            executed_funds=self.executed_funds + execution.funds,
            paid_fee=self.paid_fee + execution.fee,
        )
        is_done = not (after.remaining_funds if after.remaining_volume is None else after.remaining_volume)
        return replace(after, state="done") if is_done else after

    def cancelled(self) -> Order:
        """The order without what is left of it."""
        return replace(self, state="cancel")
