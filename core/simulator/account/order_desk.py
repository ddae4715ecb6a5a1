"""Takes the account's orders, matches them with the market, and keeps the account up to date. Pure.

Every event of an order is a `Change`, with the balances it changed. `now_ms` is Unix time in milliseconds.
"""

from __future__ import annotations

import sys
from collections import deque
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from core.simulator.account.accounts import Account, Balance
from core.simulator.account.api_error import ApiError
from core.simulator.account.ids import Ids
from core.simulator.account.matching import Entry, Fill, enter, meet
from core.simulator.account.money import exactly
from core.simulator.account.order_rules import check
from core.simulator.account.orders import Execution, Order, OrderRequest
from core.simulator.market.source import NEVER_MS, Source, Stream

CLOSED_KEPT: Final = 10_000
"""How many closed orders are kept."""

SPAN_MS: Final = 60_000
"""Longest time range of a market per look, after a delay."""


class Change(NamedTuple):
    """One event of an order."""

    order: Order
    """The order after the event."""
    execution: Execution | None
    """The trade, if the event is one."""
    balances: tuple[Balance, ...]
    """The balances it changed."""
    time_ms: int


@dataclass(slots=True)
class _Watch:
    """A market with open orders."""

    looked_ms: int
    due_ms: int


class OrderDesk:
    """The orders of one account.

    Args:
        source: the market of the orders.
        account: the balances they change.
        ids: makes the ids of orders and executions.
    """

    def __init__(self, source: Source, account: Account, ids: Ids) -> None:
        self.source = source
        self.account = account
        self.changes: deque[Change] = deque()
        """The events, in order; the consumer removes them."""
        self._ids = ids
        self._open: dict[str, Order] = {}
        self._closed: dict[str, Order] = {}
        self._identifiers: dict[str, str] = {}
        self._watches: dict[str, _Watch] = {}

    @property
    def open_orders(self) -> list[Order]:
        """Orders that may still trade, oldest first."""
        return list(self._open.values())

    @property
    def closed_orders(self) -> list[Order]:
        """Orders that are done or cancelled, in the order in which they ended."""
        return list(self._closed.values())

    def find(self, order_uuid: str | None = None, identifier: str | None = None) -> Order:
        """The order with that id, or with the identifier of its client.

        Raises:
            ApiError: there is none.
        """
        wanted = order_uuid or self._identifiers.get(identifier or "", "")
        order = self._open.get(wanted) or self._closed.get(wanted)
        if order is None:
            raise ApiError(404, "order_not_found")
        return order

    def place(self, request: OrderRequest, now_ms: int) -> Order:
        """Accept an order; returns its state before any trade, as the exchange answers.

        Raises:
            ApiError: it is not accepted.
        """
        self.play(now_ms)
        order, entry = self._draft(request, now_ms)
        self.account.lock(order.locks, order.locked)
        if request.identifier is not None:
            self._identifiers[request.identifier] = order.uuid
        self._record(order, now_ms)
        if request.market not in self._watches:
            self._watch(request.market, now_ms)
        after = order
        for fill in entry.fills:
            after = self._execute(after, fill, now_ms, is_maker=False)
        if after.is_open and not entry.rests:
            self._close(after, now_ms)
        return order

    def rehearse(self, request: OrderRequest, now_ms: int) -> Order:
        """What `place` would return, without any effect.

        Raises:
            ApiError: it would not be accepted.
        """
        return self._draft(request, now_ms)[0]

    def cancel(self, order: Order, now_ms: int) -> Order:
        """Cancel an open order; returns its state before, as the exchange answers.

        Raises:
            ApiError: it is not open, or no longer.
        """
        self.play(now_ms)
        if (standing := self._open.get(order.uuid)) is None:
            raise ApiError(404, "order_not_found")
        self._close(standing, now_ms)
        return standing

    def fill(self, order: Order, now_ms: int, volume: Decimal | None = None) -> Order:
        """Fill an open order at its own price, whatever the market does; returns its state afterwards.

        Args:
            order: the order.
            now_ms: the time.
            volume: how much of it; by default all that is left.

        Raises:
            ApiError: it is not open, or less is left.
        """
        self.play(now_ms)
        standing = self._open.get(order.uuid)
        # An open order rests, and a resting order has a price and a volume.
        if standing is None or standing.request.price is None or standing.remaining_volume is None:
            raise ApiError(404, "order_not_found")
        volume = standing.remaining_volume if volume is None else volume
        if not 0 < volume <= standing.remaining_volume:
            raise ApiError(400, "invalid_parameter")
        return self._execute(standing, Fill(standing.request.price, volume), now_ms, is_maker=True)

    @property
    def next_due_ms(self) -> int:
        """When `play` must be called next."""
        return min((watch.due_ms for watch in self._watches.values()), default=NEVER_MS)

    def play(self, now_ms: int, looks: int = sys.maxsize) -> None:
        """Match the open orders with the trades up to `now_ms`, with at most so many `looks`."""
        while looks > 0 and (due_ms := self.next_due_ms) <= now_ms:
            looks -= 1
            market = next(code for code, watch in self._watches.items() if watch.due_ms == due_ms)
            until_ms = min(now_ms, due_ms + SPAN_MS)
            for trade in self.source.trades(market, self._watches[market].looked_ms, until_ms):
                for order, fill in meet(self._open_in(market), trade):
                    self._execute(order, fill, trade.time_ms, is_maker=True)
            if self._open_in(market):
                self._watch(market, until_ms)
            else:
                del self._watches[market]

    def set_clock(self, now_ms: int) -> None:
        """Continue at another time after the market's clock has jumped; nothing trades in between."""
        for market in self._watches:
            self._watch(market, now_ms)

    def _open_in(self, market: str) -> list[Order]:
        return [order for order in self._open.values() if order.request.market == market]

    def _watch(self, market: str, looked_ms: int) -> None:
        self._watches[market] = _Watch(looked_ms, self.source.next_change_ms(Stream.TRADE, market, looked_ms))

    def _draft(self, request: OrderRequest, now_ms: int) -> tuple[Order, Entry]:
        rules = check(request, self.source, now_ms)
        if request.identifier in self._identifiers:
            raise ApiError(400, "duplicated_identifier")
        order = Order(self._ids.new(now_ms), request, rules.fee_rate, now_ms)
        if order.locked > self.account.balance(order.locks).available:
            raise ApiError(400, f"insufficient_funds_{request.side}")
        return order, enter(request, self.source.book(request.market, now_ms))

    @exactly
    def _execute(self, order: Order, fill: Fill, now_ms: int, *, is_maker: bool) -> Order:
        after = order.executed(self._ids.new(now_ms), fill.price, fill.volume, now_ms, is_maker=is_maker)
        execution = after.executions[-1]
        freed = order.locked - after.locked
        if order.request.side == "bid":
            paid = execution.funds + execution.fee
            self.account.pay(order.quote, paid)
            # A price better than the limit leaves a rest.
            self.account.release(order.quote, freed - paid)
            self.account.receive(order.base, fill.volume, execution.funds if order.quote == "KRW" else None)
        else:
            self.account.pay(order.base, freed)
            self.account.receive(order.quote, execution.funds - execution.fee)
        self._record(after, now_ms, execution)
        if not after.is_open:
            self._record(after, now_ms)
        return after

    def _close(self, order: Order, now_ms: int) -> None:
        self.account.release(order.locks, order.locked)
        self._record(order.cancelled(), now_ms)

    def _record(self, order: Order, now_ms: int, execution: Execution | None = None) -> None:
        if order.is_open:
            self._open[order.uuid] = order
        else:
            self._open.pop(order.uuid, None)
            self._closed[order.uuid] = order
            if len(self._closed) > CLOSED_KEPT:
                del self._closed[next(iter(self._closed))]
        self.changes.append(Change(order, execution, self.account.take_changes(), now_ms))
