"""The trade tape as a panel draws it: the newest trades in the order they were made, and where some were lost.

Trades arrive late and out of order; each is put where (trade time, sequential id) says. The ids promise no order across
milliseconds, so they only order the trades within one.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable
from operator import attrgetter
from typing import Final, NamedTuple

from core.mailbox import Loss
from core.upbit.messages import Trade

Order = tuple[int, int, int]
"""Where an entry belongs: trade time in ms, sequential id, and 1 for a gap behind that trade."""

_ORDER: Final = attrgetter("order")


class Print(NamedTuple):
    """One trade on the tape."""

    order: Order
    price: float | None
    size: float | None
    is_buy: bool | None
    """Whether the taker bought; None where the exchange did not say."""

    @property
    def timestamp_ms(self) -> int:
        """When it was made; 0 where the exchange did not say."""
        return self.order[0]

    @property
    def value(self) -> float | None:
        """What was paid, in the quote currency."""
        return None if self.price is None or self.size is None else self.price * self.size


class Gap(NamedTuple):
    """A place where trades were lost."""

    order: Order
    lost: int


Entry = Print | Gap


class TradeTape:
    """The newest `limit` entries; index 0 is the newest."""

    def __init__(self, limit: int = 2000) -> None:
        self.limit = limit
        self.prev_close: float | None = None
        self._entries: list[Entry] = []

    def __len__(self) -> int:
        return len(self._entries)

    def __getitem__(self, index: int) -> Entry:
        if not 0 <= index < len(self._entries):
            raise IndexError(index)
        return self._entries[-1 - index]

    def extend(self, messages: Iterable[Trade | Loss]) -> bool:
        """Put trades where they belong and gaps behind the newest trade so far; True if the tape is another now."""
        is_changed = False
        for message in messages:
            entry = self._gap(message) if isinstance(message, Loss) else self._print(message)
            if len(self._entries) >= self.limit and entry.order < self._entries[0].order:
                continue
            is_changed = True
            if not self._entries or entry.order >= self._entries[-1].order:
                self._entries.append(entry)
            else:
                insort(self._entries, entry, key=_ORDER)
            if len(self._entries) > self.limit:
                del self._entries[0]
        return is_changed

    def newer_than(self, order: Order) -> int:
        """How many entries belong behind `order`: the index of the entry there, for a view that holds on to it."""
        return len(self._entries) - bisect_right(self._entries, order, key=_ORDER)

    def _print(self, trade: Trade) -> Print:
        self.prev_close = trade.prev_closing_price if trade.prev_closing_price is not None else self.prev_close
        is_buy = {"BID": True, "ASK": False}.get(trade.ask_bid or "")
        order = (trade.trade_timestamp, trade.sequential_id or 0, 0)
        return Print(order, trade.trade_price, trade.trade_volume, is_buy)

    def _gap(self, loss: Loss) -> Gap:
        newest = self._entries[-1].order if self._entries else (0, 0, 0)
        return Gap((newest[0], newest[1], 1), loss.count)
