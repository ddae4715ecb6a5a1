"""The trade tape as a panel draws it: the newest trades in the order of execution, with marked gaps.

Trades may arrive late, twice and out of order; each is placed once, by (trade time, sequential id). The ids are not
ordered across milliseconds, so they only order trades within one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from types import MappingProxyType
from typing import Final, NamedTuple

from core.market.figures import known_figure
from core.market.trades.minute import LastMinute
from core.model.messages import Trade

Order = tuple[int, int, int]
"""The position of an entry: trade time in ms, sequential id, and 1 for a gap after that trade."""

_ORDER: Final = attrgetter("order")


class Print(NamedTuple):
    """One trade on the tape."""

    order: Order
    price: float | None
    size: float | None
    is_buy: bool | None
    """Whether the taker bought; None if unknown."""

    @property
    def timestamp_ms(self) -> int:
        """The time of the trade; 0 if unknown."""
        return self.order[0]

    @property
    def last(self) -> Order:
        """Its own position; rows of several trades have that of their newest."""
        return self.order

    @property
    def trades(self) -> int:
        """It is one."""
        return 1

    @property
    def is_whole(self) -> bool:
        """Whether all of it is known."""
        return None not in self

    @property
    def value(self) -> float | None:
        """Price times size, in the quote currency."""
        return None if self.price is None or self.size is None else self.price * self.size


class Gap(NamedTuple):
    """A place where trades are missing: between the trade at `order` and the one at `end`."""

    order: Order
    end: Order
    """The first known trade after it."""
    lost: int = 0
    """How many are missing; 0 if unknown."""
    reason: str = ""
    """Why they are still missing, for display."""
    can_retry: bool = False
    """Whether filling was given up, but the user may ask for a retry."""

    @property
    def from_ms(self) -> int:
        """The time of the last trade before it; 0 if there is none."""
        return self.order[0]

    @property
    def to_ms(self) -> int:
        """The time of the first trade after it."""
        return self.end[0]


Entry = Print | Gap


_HELD: Final = 5
"""Limit of the tape while a user reads old trades, as a multiple of `limit`."""


class TradeTape:
    """The newest `limit` trades and the gaps between them; index 0 is the newest entry."""

    def __init__(self, limit: int = 2000) -> None:
        self.limit = limit
        self._read_from: Order | None = None
        self.prev_close: float | None = None
        self.appended = 0
        """How many entries were added as the newest; who keeps rows of them adds only the latest of these."""
        self.rearranged = 0
        """How often the entries changed in any other way, but for the oldest ones that went."""
        self.minute = LastMinute()
        """What was bought and sold in the last minute."""
        self._entries: list[Entry] = []
        self._times: dict[int, int] = {}
        """The time of each trade on the tape in ms, by sequential id."""
        self._gaps: dict[Order, Gap] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def __getitem__(self, index: int) -> Entry:
        if not 0 <= index < len(self._entries):
            raise IndexError(index)
        return self._entries[-1 - index]

    @property
    def gaps(self) -> Mapping[Order, Gap]:
        """The gaps on the tape, by position."""
        return MappingProxyType(self._gaps)

    @property
    def newest(self) -> Order | None:
        """The position of the newest trade."""
        return next((entry.order for entry in reversed(self._entries) if isinstance(entry, Print)), None)

    @property
    def oldest(self) -> Order | None:
        """The position of the oldest trade."""
        return next((entry.order for entry in self._entries if isinstance(entry, Print)), None)

    def knows(self, trade: Trade) -> bool:
        """Whether this trade is on the tape."""
        return trade.sequential_id is not None and trade.sequential_id in self._times

    def extend(self, trades: Iterable[Trade]) -> bool:
        """Add trades in their places, each once; returns True if the tape changed."""
        is_changed = False
        for trade in trades:
            is_changed |= self.put(trade)
        return is_changed

    def put(self, trade: Trade) -> bool:
        """Add one trade in its place, unless it is there; returns True if the tape changed."""
        order = order_of(trade)
        if self.knows(trade) or (self._is_full and order < self._entries[0].order):
            return False
        entry = _print_of(trade)
        if not self._entries or order >= self._entries[-1].order:
            self._entries.append(entry)
            self.appended += 1
            close = known_figure(trade.prev_closing_price)
            self.prev_close = close if close is not None else self.prev_close
        else:
            insort(self._entries, entry, key=_ORDER)
            self.rearranged += 1
        self.minute.add(order[0], entry.size, entry.is_buy)
        if trade.sequential_id is not None:
            self._times[trade.sequential_id] = order[0]
        self._trim()
        return True

    def fill(self, trades: Iterable[Trade]) -> None:
        """Add missing trades. Trades older than the tape are left out, because a page may reach further back."""
        if self._entries:
            self.extend([trade for trade in trades if order_of(trade) > self._entries[0].order])

    def mark(self, gap: Gap) -> None:
        """Put a gap on the tape, replacing one in the same place."""
        self.rearranged += 1
        if gap.order in self._gaps:
            self._entries[bisect_left(self._entries, gap.order, key=_ORDER)] = gap
        else:
            insort(self._entries, gap, key=_ORDER)
        self._gaps[gap.order] = gap

    def close(self, gap: Gap) -> None:
        """Remove a gap: nothing is missing there any more."""
        if self._gaps.pop(gap.order, None) is not None:
            del self._entries[bisect_left(self._entries, gap.order, key=_ORDER)]
            self.rearranged += 1

    def cut(self, time_ms: int) -> None:
        """Remove trades later than `time_ms`, and the gaps that end after it."""
        stop = bisect_right(self._entries, time_ms, key=lambda entry: entry.order[0])
        for entry in self._entries[stop:]:
            self._times.pop(entry.order[1], None)
        self._gaps = {order: gap for order, gap in self._gaps.items() if gap.to_ms <= time_ms}
        self._entries = [
            entry for entry in self._entries[:stop] if isinstance(entry, Print) or entry.order in self._gaps
        ]
        self._count_minute()

    def correct(self, trades: Sequence[Trade]) -> list[Gap]:
        """Show known trades as `trades` state them, at their times; one that is older than the tape leaves it.

        Returns:
            The gaps that began or ended with a trade that has got another time; they are removed.
        """
        known = {order_of(trade)[1]: trade for trade in trades if self.knows(trade)}
        moved = [trade for number, trade in known.items() if self._times[number] != trade.trade_timestamp]
        beside = self._move(moved) if moved else []
        is_changed = bool(moved)
        for trade in known.values():
            entry = _print_of(trade)
            place = bisect_left(self._entries, entry.order, key=_ORDER)
            if entry.is_whole and place < len(self._entries) and self._entries[place][:1] == (entry.order,):
                is_changed |= self._entries[place] != entry
                self._entries[place] = entry
        if is_changed:
            self._count_minute()
        return beside

    def _move(self, trades: Sequence[Trade]) -> list[Gap]:
        ids, oldest = {order_of(trade)[1] for trade in trades}, self._entries[0].order
        beside = [gap for gap in self._gaps.values() if gap.order[1] in ids or gap.end[1] in ids]
        for gap in beside:
            self.close(gap)
        self._entries = [entry for entry in self._entries if isinstance(entry, Gap) or entry.order[1] not in ids]
        for sequential_id in ids:
            del self._times[sequential_id]
        self.extend([trade for trade in trades if order_of(trade) >= oldest])
        return beside

    def _count_minute(self) -> None:
        """Count the last minute anew, after trades were changed or removed."""
        self.rearranged += 1
        self.minute = LastMinute()
        for entry in self._entries:
            if isinstance(entry, Print):
                self.minute.add(entry.timestamp_ms, entry.size, entry.is_buy)

    def latest(self, count: int) -> list[Entry]:
        """The newest `count` entries, oldest first."""
        return self._entries[max(len(self._entries) - count, 0) :]

    def hold(self, oldest: Order | None) -> None:
        """Keep the entries from `oldest` on while the user reads them, as long as there is room; None ends this."""
        self._read_from = oldest

    def before(self, order: Order) -> Order | None:
        """The position of the newest trade before `order`."""
        older = reversed(self._entries[: bisect_left(self._entries, order, key=_ORDER)])
        return next((entry.order for entry in older if isinstance(entry, Print)), None)

    def after(self, order: Order) -> Order | None:
        """The position of the oldest trade after `order`."""
        newer = self._entries[bisect_right(self._entries, order, key=_ORDER) :]
        return next((entry.order for entry in newer if isinstance(entry, Print)), None)

    def newer_than(self, order: Order) -> int:
        """How many entries are newer than `order`: the index of the entry there, for a view that keeps its place."""
        return len(self._entries) - bisect_right(self._entries, order, key=_ORDER)

    @property
    def _is_full(self) -> bool:
        return len(self._entries) - len(self._gaps) >= self.limit

    def _trim(self) -> None:
        excess = len(self._entries) - len(self._gaps) - self.limit
        if excess <= 0:
            return
        if self._read_from is not None:
            unread = bisect_left(self._entries, self._read_from, key=_ORDER)
            excess = max(min(excess, unread), excess - (_HELD - 1) * self.limit)
        if excess > 0:
            self._drop_oldest(excess)

    def _drop_oldest(self, trades: int) -> None:
        """Drop that many trades and the gaps beside them; a gap without a trade before it would end the tape."""
        stop = 0
        while trades or isinstance(self._entries[stop], Gap):
            trades -= isinstance(self._entries[stop], Print)
            stop += 1
        for gone in self._entries[:stop]:
            self._gaps.pop(gone.order, None)
            self._times.pop(gone.order[1], None)
        del self._entries[:stop]


def _print_of(trade: Trade) -> Print:
    is_buy = {"BID": True, "ASK": False}.get(trade.ask_bid or "")
    size = known_figure(trade.trade_volume) or None  # there is no trade of nothing
    return Print(order_of(trade), known_figure(trade.trade_price), size, is_buy)


def order_of(trade: Trade) -> Order:
    """The position of a trade."""
    return trade.trade_timestamp, trade.sequential_id or 0, 0
