"""The rows that a tape shows: prints of one taker merged, small ones left out. Pure.

The tape itself stays single trades, because gaps and the row that is held go by their order. Of a taker only the side
is known, so trades of one side in one millisecond, with none of the other side between them, are taken for one order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from operator import attrgetter
from typing import Final, NamedTuple

from core.market.trades.tape import Entry, Gap, Order, Print, TradeTape

_ORDER: Final = attrgetter("order")


class MergedPrint(NamedTuple):
    """Several trades of one taker in one millisecond."""

    order: Order
    """The position of the oldest of them, which stays when more are added."""
    last: Order
    """The position of the newest of them."""
    price: float | None
    """Of the newest of them: where the order has moved the market."""
    size: float | None
    is_buy: bool | None
    value: float | None
    trades: int

    @property
    def timestamp_ms(self) -> int:
        """The time of all of them."""
        return self.order[0]


PrintRow = Print | MergedPrint
Row = PrintRow | Gap


class TapeRows:
    """The rows of one tape; index 0 is the newest. They follow the tape at `sync`, at the cost of what is new.

    Args:
        tape: the tape.
        is_merging: whether prints of one taker are one row.
        least: the least value of a row; 0 for all. A gap, and a row of unknown value, is never left out.
    """

    def __init__(self, tape: TradeTape, *, is_merging: bool = False, least: float = 0.0) -> None:
        self.tape = tape
        self.is_merging = is_merging
        self.least = least
        self._rows: list[Row] = []
        self._open: PrintRow | None = None
        """The newest row while more prints may join it, shown or left out."""
        self._appended = self._rearranged = -1
        self.sync()

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index: int) -> Row:
        if not 0 <= index < len(self._rows):
            raise IndexError(index)
        return self._rows[-1 - index]

    def sync(self) -> None:
        """Follow the tape."""
        tape, came = self.tape, self.tape.appended - self._appended
        is_known = tape.rearranged == self._rearranged and self._appended >= 0 and came < len(tape)
        self._appended, self._rearranged = tape.appended, tape.rearranged
        if is_known and not self._drop_oldest():
            is_known = False  # a part of the oldest row has left the tape
        if is_known:
            if came:
                self._add(tape.latest(came))
            return
        self._rows.clear()
        self._open = None
        self._add(tape.latest(len(tape)))

    def newer_than(self, order: Order) -> int:
        """How many rows are newer than the one at `order`."""
        return len(self._rows) - bisect_right(self._rows, order, key=_ORDER)

    def hold(self, oldest: Order | None) -> None:
        """Keep the trades from `oldest` on while the user reads them; None ends this."""
        self.tape.hold(oldest)

    def _add(self, entries: Iterable[Entry]) -> None:
        if not self.is_merging and not self.least:
            self._rows.extend(entries)
            return
        for entry in entries:
            if isinstance(entry, Gap):
                self._open = None
                self._rows.append(entry)
            elif self.is_merging and (before := self._open) is not None and _is_one_order(before, entry):
                self._open = row = _merged(before, entry)
                if self._is_shown(before):
                    self._rows[-1] = row
                elif self._is_shown(row):
                    self._rows.append(row)
            else:
                self._open = entry
                if self._is_shown(entry):
                    self._rows.append(entry)

    def _is_shown(self, row: PrintRow) -> bool:
        return not self.least or row.value is None or row.value >= self.least

    def _drop_oldest(self) -> bool:
        """Remove rows that have left the tape; returns whether those that remain are whole."""
        first = self.tape[len(self.tape) - 1].order if len(self.tape) else None
        gone = 0
        for row in self._rows:
            if first is not None and (row.order if isinstance(row, Gap) else row.last) >= first:
                break
            gone += 1
        del self._rows[:gone]
        if first is None:
            return True
        oldest = [row.order for row in (*self._rows[:1], self._open) if row is not None]
        return all(order >= first for order in oldest)


def _is_one_order(before: PrintRow, entry: Print) -> bool:
    return entry.is_buy is not None and before.is_buy is entry.is_buy and before.timestamp_ms == entry.timestamp_ms > 0


def _merged(before: PrintRow, entry: Print) -> MergedPrint:
    size = None if before.size is None or entry.size is None else before.size + entry.size
    value = None if before.value is None or entry.value is None else before.value + entry.value
    return MergedPrint(before.order, entry.order, entry.price, size, entry.is_buy, value, before.trades + 1)
