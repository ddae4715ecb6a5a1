"""One order of the account and its effect on the balances. Pure and exact; an order is immutable.

A purchase locks its funds and their fee, a sale its volume; the fee of a sale is taken from its proceeds. What remains
after an execution stays locked until the order is closed. Source: Upbit order pages, and what was seen on the wire.
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
class OrderRequest:
    """An order request of a client."""

    market: str
    side: OrderSide
    kind: OrderKind
    price: Decimal | None = None
    """Limit orders: price per unit. Purchases of type `price` and `best`: the whole amount to spend, without the
    fee."""
    volume: Decimal | None = None
    time_in_force: TimeInForce | None = None
    smp_type: SelfMatch | None = None
    """Stored and shown, but without effect: own orders never trade with each other."""
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
        """The amount paid, without the fee."""
        return self.price * self.volume


@dataclass(frozen=True, slots=True)
class Order:
    """An accepted order and its progress."""

    uuid: str
    request: OrderRequest
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
        """The currency of its price."""
        return self.request.market.partition("-")[0]

    @property
    def base(self) -> str:
        """The traded currency."""
        return self.request.market.partition("-")[2]

    @property
    def locks(self) -> str:
        """The currency that it locks."""
        return self.quote if self.request.side == "bid" else self.base

    @property
    @exactly
    def remaining_volume(self) -> Decimal | None:
        """The volume still to trade; None for an order by amount."""
        return None if self.request.volume is None else self.request.volume - self.executed_volume

    @property
    @exactly
    def remaining_funds(self) -> Decimal:
        """Purchases: the amount still to spend, without the fee."""
        price = self.request.price or ZERO
        if self.request.side == "ask":
            return ZERO
        return price - self.executed_funds if self.remaining_volume is None else price * self.remaining_volume

    @property
    @exactly
    def reserved_fee(self) -> Decimal:
        """The fee reserved at the beginning."""
        return replace(self, executed_volume=ZERO, executed_funds=ZERO).remaining_funds * self.fee_rate

    @property
    @exactly
    def remaining_fee(self) -> Decimal:
        """The fee still reserved."""
        return self.remaining_funds * self.fee_rate if self.is_open else ZERO

    @property
    @exactly
    def locked(self) -> Decimal:
        """The locked amount of the currency `locks`."""
        if not self.is_open:
            return ZERO
        if self.request.side == "ask":
            return self.remaining_volume or ZERO
        return self.remaining_funds + self.remaining_fee

    @property
    def average_price(self) -> Decimal:
        """Of all its executions; 0 before the first."""
        return average(self.executed_funds, self.executed_volume)

    @exactly
    def executed(self, uuid: str, price: Decimal, volume: Decimal, time_ms: int, *, is_maker: bool) -> Order:
        """The order after one more trade; done if nothing is left."""
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
        """The order after its rest was cancelled."""
        return replace(self, state="cancel")
