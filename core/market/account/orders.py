"""The user's open orders: loaded by REST, then changed by the stream.

Changes are keyed by uuid. Of two changes the one with the later time counts; at the same time, the one further in an
order's life. An ended order stays ended, whatever arrives later. REST returns no times, so `begin_load` is called
before the request, and changes that arrived since then override the loaded rows. A change that is far older than the
last one means that one of the two times is wrong; then REST must be asked again. So it must if its list has none of
those known and the stream told no end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from core.market.account.absences import Absences
from core.market.account.balances import decimal
from core.market.account.untold import Untold, are_equal
from core.market.figures import known_figure
from core.model.account_rows import OrderRow
from core.model.messages import MyOrder
from core.text import translatable
from core.timing.exchange_clock import DISORDER_MS

REMEMBERED: Final = 1000
"""How many ended orders are remembered, so that a late message cannot reopen them."""

DOUBTED: Final = 10.0
"""Seconds in which lists must lack the known orders, until that is believed: orders end more often than money goes."""

_LACKING: Final = translatable("core", "거래소가 보낸 미체결 주문 목록이 비어 다시 확인하는 중")
_STAGES: Final = {"watch": 0, "wait": 1, "prevented": 2, "trade": 2, "cancel": 3, "done": 3}
_ENDED: Final = 3


@dataclass(frozen=True, slots=True)
class OwnOrder:
    """The state of one order."""

    uuid: str
    code: str
    is_buy: bool | None = None
    type: str = ""
    """As the exchange spells it: `limit`, `price`, `market`, `best`."""
    state: str = ""
    price: Decimal | None = None
    """Its limit price; for a market buy the amount to spend. None if only its executions are known."""
    volume: Decimal | None = None
    remaining: Decimal | None = None
    executed: Decimal = Decimal(0)
    created_ms: int = 0

    @property
    def is_open(self) -> bool:
        """Whether it may still be executed."""
        return _STAGES.get(self.state, 0) < _ENDED

    @property
    def filled(self) -> Decimal | None:
        """The executed ratio; None if the total is unknown."""
        return self.executed / self.volume if self.volume else None


@dataclass(frozen=True, slots=True)
class _Known:
    order: OwnOrder
    rank: tuple[int, int, Decimal]
    """Time, stage of life and executed volume: the greatest is the latest."""
    serial: int
    """Numbers the changes in order of arrival, so that those before a load are recognised."""


class OwnOrders:
    """The open orders of one account."""

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}
        self._ended: dict[str, None] = {}
        self._serial = 0
        self._contradicted = 0
        """Serial of the last change whose time contradicts another's; 0 once a load has resolved it."""
        self.is_loaded = False
        self._absences = Absences(DOUBTED, _LACKING, is_cut_doubted=False)
        self._is_of_another = False
        """Whether the orders may be of another account than those that are loaded next."""
        self.untold = Untold()
        """The orders of which a load after the first showed a change, and the stream has not told any since."""

    def forget(self) -> None:
        """Drop all orders, but remember which ones have ended: a late message must not reopen them after a new load.

        Ids are unique, so this holds for another account's orders too.
        """
        self._known.clear()
        self._absences.forget()
        self.untold.clear()
        self._contradicted = 0
        self.is_loaded = False

    @property
    def needs_load(self) -> bool:
        """Whether REST must be asked: only executions of some order are known, or times contradict each other."""
        return bool(self._contradicted) or any(
            each.order.price is None and each.order.type == "limit" for each in self._known.values()
        )

    def begin_load(self) -> int:
        """Call before the REST request; pass the result to `load`."""
        return self._serial

    def expect_another(self) -> None:
        """Keep the orders until the next load, but do not hold them against it: it may be of another account."""
        self._is_of_another = True
        self._absences.forget()

    def check(self, rows: Iterable[OrderRow], begun: int, now: float) -> None:
        """Check the rows of REST before `load`.

        Args:
            rows: the open orders, all of them readable.
            begun: what `begin_load` returned.
            now: in seconds.

        Raises:
            DoubtedReply: there is none though some are known; ask again.
        """
        known = {uuid for uuid, each in self._known.items() if each.serial <= begun and not self._is_of_another}
        self._absences.check(known, {row.uuid for row in rows} - self._ended.keys(), now, is_first=False)

    def load(self, rows: Iterable[OrderRow], begun: int, *, is_partial: bool = False) -> None:
        """Take the rows of REST; changes since `begun` override them. An order in neither has ended.

        Args:
            rows: the open orders.
            begun: what `begin_load` returned.
            is_partial: some rows were unreadable: an order missing in `rows` need not have ended.
        """
        before = self._known
        since = {uuid: known for uuid, known in before.items() if known.serial > begun}
        loaded = {}
        for row in rows:
            if row.uuid in self._ended:
                continue
            order = _placed(row)
            if (change := since.get(row.uuid)) is not None:
                loaded[row.uuid] = replace(change, order=_completed(change.order, order))
            else:
                known = None if self._contradicted else self._known.get(row.uuid)
                rank = known.rank if known else (0, _stage(order), order.executed)
                loaded[row.uuid] = _Known(order, rank, begun)
        self._known = (before if is_partial else since) | loaded
        if self.is_loaded and not self._contradicted:  # else a change was told, with a time that could not be believed
            self.untold.add(_differences(before, self._known))
        if self._contradicted <= begun:
            self._contradicted = 0
        self.is_loaded, self._is_of_another = True, False

    def apply(self, message: MyOrder) -> bool:
        """Take a change from the stream.

        Returns:
            Whether anything changed.
        """
        if message.uuid is None:
            return False
        self.untold.told(message.uuid)
        if message.uuid in self._ended:
            return False
        changed = _order_of(message)
        known = self._known.get(message.uuid)
        stamp = message.timestamp or (known.rank[0] if known is not None else 0)
        rank = (stamp, _stage(changed), changed.executed)
        self._serial += 1
        if known is not None and rank <= known.rank:
            if stamp < known.rank[0] - DISORDER_MS:
                self._contradicted = self._serial
            completed = _completed(known.order, changed)
            self._known[message.uuid] = replace(known, order=completed)
            return completed != known.order
        if not changed.is_open:
            self._end(message.uuid)
            return known is not None
        self._absences.told(message.uuid)
        self._known[message.uuid] = _Known(_completed(changed, known.order) if known else changed, rank, self._serial)
        return True

    def orders(self) -> list[OwnOrder]:
        """The open orders, newest first."""
        return sorted((known.order for known in self._known.values()), key=lambda each: (-each.created_ms, each.uuid))

    def _end(self, uuid: str) -> None:
        self._known.pop(uuid, None)
        self._ended[uuid] = None
        if len(self._ended) > REMEMBERED:
            del self._ended[next(iter(self._ended))]


def _differences(before: Mapping[str, _Known], after: Mapping[str, _Known]) -> Iterator[str]:
    """The orders that a load adds, ends or executes."""
    for uuid in before.keys() | after.keys():
        old, new = before.get(uuid), after.get(uuid)
        if old is None or new is None or not are_equal(old.order.executed, new.order.executed):
            yield uuid


def _stage(order: OwnOrder) -> int:
    return _STAGES.get(order.state, 0)


def _completed(order: OwnOrder, other: OwnOrder) -> OwnOrder:
    """`order`, with its unknown placement data taken from `other`."""
    return replace(
        order,
        price=other.price if order.price is None else order.price,
        volume=other.volume if order.volume is None else order.volume,
        is_buy=other.is_buy if order.is_buy is None else order.is_buy,
        type=order.type or other.type,
        created_ms=order.created_ms or other.created_ms,
    )


def _placed(row: OrderRow) -> OwnOrder:
    return OwnOrder(
        row.uuid,
        row.market,
        {"bid": True, "ask": False}.get(row.side or ""),
        row.ord_type or "",
        row.state or "",
        row.price,
        row.volume,
        row.remaining_volume,
        row.executed_volume,
        row.created_ms,
    )


def _order_of(message: MyOrder) -> OwnOrder:
    """The order's own data in a message: in state `trade`, price and volume are those of the execution."""
    is_execution = message.state == "trade"
    remaining, executed = _amount(message.remaining_volume), _amount(message.executed_volume) or Decimal(0)
    prevented = _amount(message.prevented_volume) or Decimal(0)
    whole = None if remaining is None else remaining + executed + prevented
    return OwnOrder(
        message.uuid or "",
        message.code,
        {"BID": True, "ASK": False}.get(message.ask_bid or ""),
        message.order_type or "",
        message.state or "",
        None if is_execution else _amount(message.price),
        whole if is_execution else _amount(message.volume),
        remaining,
        executed,
        message.order_timestamp or 0,
    )


def _amount(number: float | None) -> Decimal | None:
    known = known_figure(number)
    return None if known is None else decimal(known)
