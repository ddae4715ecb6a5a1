"""How much of each own order was executed, and how much of that the stream has told.

What a load over REST shows beyond that was executed while the stream was lost. A message about it may still come; then
it is nothing new.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple, TypeVar

from core.market.account.balances import decimal
from core.market.account.orders import OwnOrder
from core.market.account.untold import are_equal
from core.market.figures import known_figure
from core.model.account_rows import OrderRow
from core.model.markets import is_code
from core.model.messages import MyOrder

REMEMBERED: Final = 1000
"""How many ended orders are remembered, for messages that come late."""

KEPT: Final = 300
"""How many orders a later run knows of; the oldest are left out."""

BELIEVED_AFTER: Final = 3
"""How often the exchange must say that it does not know an order: it may have a bad moment."""

_EXECUTED: Final = "trade"
_ENDED: Final = frozenset({"done", "cancel"})
_SIDES: Final = {"bid": "BID", "ask": "ASK"}


class UntoldFill(NamedTuple):
    """An execution that the stream has not told."""

    code: str
    side: str | None
    """`BID` or `ASK`."""
    price: float | None
    """The average of the order, else its limit; None of another kind of order: the execution's own is not known."""
    volume: float
    uuid: str = ""
    """Of the order."""
    time_ms: int | None = None
    """When it happened, Unix ms; None if that is not known."""


_Number = TypeVar("_Number", float, Decimal)


@dataclass(slots=True)
class _Order:
    code: str
    side: str | None
    price: float | None
    told: Decimal
    """How much of it was told, by the stream or as an untold fill."""
    executed: Decimal
    covered: Decimal = Decimal(0)
    """Up to which executed volume it was told as an untold fill."""
    is_gone: bool = False
    """Whether REST lists it no more and nothing says how it ended."""
    unknown_count: int = 0
    """How often the exchange has said that it does not know it, since it was listed last."""
    has_ended: bool = False

    @property
    def is_untold(self) -> bool:
        """Whether something was executed that was not told; of one that is gone, that has to be asked first."""
        return not self.is_gone and not _reaches(self.told, self.executed)


class ToldFills:
    """Follows the stream and the loads of one account. An order that was executed before the first of both is told."""

    def __init__(self) -> None:
        self._orders: dict[str, _Order] = {}
        self._is_loaded = False

    def forget(self) -> None:
        """Start anew: with another account, or after a time in which nobody wanted to know."""
        self._orders.clear()
        self._is_loaded = False

    def state(self) -> list[list[object]]:
        """Return what was told of each order, to go on from in a later run."""
        newest = list(self._orders.items())[-KEPT:]
        return [[uuid, each.code, each.side, each.price, str(each.told), each.has_ended] for uuid, each in newest]

    def restore(self, state: object) -> None:
        """Go on from a `state`: what was executed since then is told. Rows that make no sense are left out."""
        for row in state if isinstance(state, list) else ():
            if (read := _read(row)) is not None:
                self._orders[read[0]] = read[1]
        self._is_loaded = True

    def take(self, message: MyOrder) -> bool:
        """Follow a message; return whether it is news, not an execution told before as an untold fill."""
        executed = _amount(message.executed_volume)
        if message.uuid is None or executed is None:
            return True
        is_execution, volume = message.state == _EXECUTED, _amount(message.volume) or Decimal(0)
        known = self._orders.get(message.uuid)
        if known is None:
            price = None if is_execution else _limit(message.order_type, message.price)
            known = self._remember(message.uuid, _Order(message.code, message.ask_bid, price, executed, executed))
        elif is_execution and known.covered and _reaches(known.covered, executed):
            return False
        elif is_execution:
            known.told += volume
        known.executed = max(known.executed, executed)
        if message.state in _ENDED:
            known.has_ended, known.is_gone = True, False
        return True

    def loaded(self, orders: Iterable[OwnOrder], closed: Iterable[OrderRow] = (), *, is_partial: bool = False) -> None:
        """Take the orders after a load.

        Args:
            orders: the open ones loaded, with what the stream has told since.
            closed: those that were placed since about the load before, and have ended.
            is_partial: some open ones were unreadable: an order that is missing need not have ended.
        """
        listed = set()
        for row in closed:
            if (known := self._orders.get(row.uuid)) is None:
                told = Decimal(0) if self._is_loaded else row.executed_volume
                made = _Order(row.market, _SIDES.get(row.side or ""), None, told, row.executed_volume)
                known = self._remember(row.uuid, made)
            price = row.average or _limit(row.ord_type, row.price)
            known.price = known.price if price is None else float(price)
            known.executed, known.has_ended, known.is_gone = max(known.executed, row.executed_volume), True, False
        for order in orders:
            listed.add(order.uuid)
            price = _limit(order.type, order.price)
            if (known := self._orders.get(order.uuid)) is None:
                side = None if order.is_buy is None else ("BID" if order.is_buy else "ASK")
                told = Decimal(0) if self._is_loaded else order.executed
                known = self._remember(order.uuid, _Order(order.code, side, None, told, order.executed))
            known.executed, known.is_gone, known.unknown_count = max(known.executed, order.executed), False, 0
            known.price = known.price if price is None else float(price)
        for uuid, known in self._orders.items():
            if uuid not in listed and not known.has_ended and not is_partial:
                known.is_gone = True
        self._is_loaded = True

    @property
    def gone(self) -> list[str]:
        """The orders of which only the exchange can say how much was executed before they ended."""
        return [uuid for uuid, known in self._orders.items() if known.is_gone]

    def ended(self, uuid: str, executed: Decimal) -> None:
        """The exchange says how much of an order was executed."""
        if (known := self._orders.get(uuid)) is not None:
            known.is_gone, known.has_ended, known.executed = False, True, max(known.executed, executed)

    def unknown(self, uuid: str) -> None:
        """The exchange says that it does not know an order; it has ended once that was said often enough."""
        if (known := self._orders.get(uuid)) is None:
            return
        known.unknown_count += 1
        if known.unknown_count >= BELIEVED_AFTER:
            known.is_gone, known.has_ended = False, True

    @property
    def untold_orders(self) -> list[str]:
        """The orders of which something was executed and not told."""
        return [uuid for uuid, known in self._orders.items() if known.is_untold]

    def take_untold(self) -> list[UntoldFill]:
        """Return what was executed and not told, once."""
        found = []
        for uuid, known in self._orders.items():
            if known.is_untold:
                volume = float(known.executed - known.told)
                found.append(UntoldFill(known.code, known.side, known.price, volume, uuid))
                known.told = known.covered = known.executed
        return found

    def _remember(self, uuid: str, order: _Order) -> _Order:
        ended = [each for each, known in self._orders.items() if known.has_ended]
        for each in ended[: max(len(ended) - REMEMBERED, 0)]:
            del self._orders[each]
        self._orders[uuid] = order
        return order


def _read(row: object) -> tuple[str, _Order] | None:
    """Return an order of a saved state, and its id."""
    if not isinstance(row, list) or len(row) != 6:
        return None
    uuid, code, side, price, told, has_ended = row
    if not isinstance(uuid, str) or not isinstance(code, str) or not is_code(code) or not isinstance(told, str):
        return None
    try:
        amount = Decimal(told)
    except ArithmeticError:
        return None
    if not amount.is_finite() or amount < 0:
        return None
    limit = price if isinstance(price, float) and math.isfinite(price) else None
    known_side = side if side in _SIDES.values() else None
    return uuid, _Order(code, known_side, limit, amount, amount, has_ended=has_ended is True)


def _limit(kind: str | None, price: _Number | None) -> _Number | None:
    """Return the limit of an order; another kind has none: the price of a market buy is the amount to spend."""
    return price if kind == "limit" else None


def _reaches(told: Decimal, executed: Decimal) -> bool:
    return told >= executed or are_equal(told, executed)


def _amount(number: float | None) -> Decimal | None:
    known = known_figure(number)
    return None if known is None else decimal(known)
