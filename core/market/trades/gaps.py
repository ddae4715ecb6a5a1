"""Which trades of one market are missing, and which page to request by REST next. Pure: sends nothing.

A tape opens with the latest trades, requested at once: the stream begins with the last one only, and in a quiet market
the next may be hours away. A panel that joined late receives the engine's last trades, which may lack some without a
sign, so they are requested, too. Stream and page may come in any order; what neither has shown is a gap.

The exchange does not repeat the trades of a lost connection. It begins every subscription with a snapshot of the last
trade; if that trade is not on the tape, others before it may be missing. So the stream itself shows where to look. A
mailbox that overflowed reports a `Loss`.

Pages come newest first, so a gap is filled from its end, and the rest shrinks towards its beginning. The trades before
the first one of a tape are a gap too, until there are enough.

Trades with the time of a wrong clock are removed from the tape (`wrong_times.py`), and requested by REST.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from core.market.trades.effort import FILLING, NOT_KEPT, TOO_MANY, Effort, Next
from core.market.trades.tape import Gap, Order, TradeTape, order_of
from core.market.trades.traded_today import TradedToday
from core.market.trades.wrong_times import WrongTimes
from core.model.messages import Loss, Ticker, Trade

ENOUGH: Final = 200
"""How many trades a tape opens with."""
OPENING: Final[Order] = (0, 0, 1)
"""The place of the gap before the first trade."""
LATEST: Final[Order] = (1 << 63, 0, 1)
"""The place after every trade: what has been traded since the newest one of the tape, if anything."""


class TradePage(NamedTuple):
    """One page to request by REST."""

    gap: Order
    """The gap it is for."""
    cursor: int | None
    """Only trades older than the one with this sequential id; None for the latest."""
    days_ago: int | None
    """An earlier UTC day; None for today."""


class TradeGaps:
    """Finds and fills the gaps of one market's `TradeTape`; at most one page is under way at a time.

    Args:
        tape: the tape.
        opens_with: how many trades before the first one to request.
    """

    def __init__(self, tape: TradeTape, opens_with: int = 0) -> None:
        self.tape = tape
        self._opens_with = min(opens_with, tape.limit)
        self._is_opening = opens_with > 0
        self._is_beginning_unseen = False
        """Whether the opening ended because no page had a trade; they are asked for again after another connection, and
        as soon as a ticker contradicts."""
        self._traded_today = TradedToday()
        self._efforts: dict[Order, Effort] = {OPENING: Effort()} if opens_with else {}
        self._pending: TradePage | None = None
        self._is_pending_outdated = False
        """Whether trades were doubted since the page under way was requested: it may repeat what was wrong before."""
        self._is_broken = False
        self._lost = 0
        self.wrong_times: Final = WrongTimes(tape)
        """Corrects the times of the tape."""

    @property
    def is_missing_trades(self) -> bool:
        """Whether any page remains to be requested, now or after the page under way."""
        return any(not effort.is_over for effort in self._efforts.values())

    @property
    def is_end_unknown(self) -> bool:
        """Whether trades may be missing after the newest one of the tape; the next one shows it."""
        return self._is_broken

    def receive(self, mail: Iterable[Trade | Loss], now_ms: int | None = None) -> bool:
        """Put mail on the tape, and a gap wherever trades may be missing; returns True if the tape changed.

        Args:
            mail: in the order of arrival.
            now_ms: the exchange's clock, if known.
        """
        is_changed = False
        for message in mail:
            if isinstance(message, Loss):
                self._is_broken = True
                self._lost += message.count
                continue
            if (first := self.wrong_times.receive(message, now_ms)) is not None:
                self._open_before(first)
                is_changed = True
            if not self.tape.knows(message):
                if self._is_broken or message.stream_type == "SNAPSHOT":
                    self._open(message)
                is_changed |= self.tape.put(message)
        self._settle()
        return is_changed

    def receive_ticker(self, ticker: Ticker) -> None:
        """Take what was traded today: if the tape has less, no empty page of its opening is believed."""
        self._traded_today.tell(ticker)
        if self._is_beginning_unseen and self._traded_today.is_more_than(self.tape):
            self._is_opening, self._is_beginning_unseen = True, False
            self._efforts[OPENING] = Effort()

    def next_page(self) -> TradePage | None:
        """The next page to request, newest gap first; None while a page is under way or if nothing can be done."""
        if self._pending is None:
            order = max((order for order, effort in self._efforts.items() if not effort.is_over), default=None)
            if order is not None:
                gap, effort = self.tape.gaps.get(order), self._efforts[order]
                is_first = order == OPENING and not effort.pages
                cursor = None if gap is None or is_first else gap.end[1] or None
                self._pending = TradePage(order, cursor, effort.days_ago or None)
                self._is_pending_outdated = False
                return self._pending
        return None

    def arrived(self, page: TradePage, trades: Sequence[Trade]) -> bool:
        """Take the trades of the requested page; gaps between its trades are closed.

        Returns:
            Whether nothing was found on any day, or nothing today though the ticker says that there was: that is
            doubted, and asked for again later, as after a failure.
        """
        self._pending = None
        if self._is_pending_outdated or (effort := self._efforts.get(page.gap)) is None:
            return False
        effort.page_arrived()
        is_doubted = False
        if page.gap == LATEST:
            self._take(page, trades)
            del self._efforts[LATEST]
        elif self._take(page, trades):
            if not effort.found():
                self._give_up(page.gap, TOO_MANY)
        elif page.gap == OPENING and not effort.has_found and self._traded_today.is_more_than(self.tape):
            effort.begin_again()
            is_doubted = True
        else:
            step = effort.found_nothing()
            is_doubted = step is Next.ANOTHER_ROUND
            if step is Next.GIVE_UP:
                self._give_up(page.gap, NOT_KEPT)
        self._settle()
        return is_doubted

    def failed(self, page: TradePage, reason: str) -> None:
        """Record that the requested page failed, and why, for display."""
        self._pending = None
        if (effort := self._efforts.get(page.gap)) is None:
            return
        effort.page_failed(reason)
        if (gap := self.tape.gaps.get(page.gap)) is not None:
            self.tape.mark(gap._replace(reason=reason, can_retry=effort.can_retry))

    def retry(self) -> None:
        """Try again to fill gaps that were given up."""
        for gap in list(self.tape.gaps.values()):
            if gap.can_retry:
                self._efforts[gap.order] = Effort()
                self.tape.mark(gap._replace(reason=FILLING, can_retry=False))
        if self._is_opening and OPENING not in self.tape.gaps:
            self._efforts[OPENING] = Effort()

    def doubt(self, since_ms: int) -> None:
        """Request what came after a time again: messages were left out, or the exchange's clock was set forward.

        What is there stays; the next trade shows whether one is missing before it, too. A page under way was requested
        before, and is requested again.
        """
        self._is_broken = True
        self._is_pending_outdated = self._pending is not None
        if (newest := self.tape.newest) is not None:
            self._efforts[LATEST] = Effort()
        begin = self.tape.before((since_ms, 0, 1)) or self.tape.oldest
        if newest is not None and begin is not None and begin < newest:
            self._mark(begin, newest, 0)

    def clock_was_set(self, since_ms: int, now_ms: int) -> None:
        """Take off what lies in the future by the exchange's clock, and request what came after `since_ms` again.

        In a quiet market no trade may come for long that would show it.
        """
        if self.wrong_times.remove_future(now_ms):
            self._open_anew()
        self.doubt(since_ms)

    def _take(self, page: TradePage, trades: Sequence[Trade]) -> bool:
        """Put a page on the tape; returns whether it reached further back than what was known."""
        self._correct(trades)
        gap = self.tape.gaps.get(page.gap)
        if gap is not None and page.cursor is not None and page.cursor == gap.end[1]:
            # The page reaches without a hole up to the trade that it was requested from.
            if (reach := min(map(order_of, trades), default=gap.end)) >= gap.end:
                return False
            self.tape.fill([trade for trade in trades if order_of(trade) < gap.end])
            self._close_between(reach, gap.end)
            return True
        if not trades:
            return False
        first, last = min(map(order_of, trades)), max(map(order_of, trades))
        oldest, newest = self.tape.oldest, self.tape.newest
        if page.gap == OPENING:
            self.tape.extend(sorted(trades, key=order_of))
        else:
            self.tape.fill(trades)
        self._close_between(first, last)
        if newest is not None and newest < first:
            self._mark(newest, first, 0)
        elif page.gap == OPENING and oldest is not None and oldest < first:
            self._mark(oldest, first, 0)  # some of those that the engine remembered
        return True

    def _correct(self, trades: Sequence[Trade]) -> None:
        """Correct known trades after a page: the stream may have told them damaged, or by a wrong clock."""
        known = len(self.tape)
        for gap in self.wrong_times.correct(trades):
            self._mark(gap.order, gap.end, gap.lost)
        if len(self.tape) < known:
            self._open_anew()

    def _open_anew(self) -> None:
        """Request the latest trades again if too few are left of those that had the time of a wrong clock."""
        if len(self.tape) - len(self.tape.gaps) < self._opens_with:
            self._is_opening, self._is_beginning_unseen = True, False
            self._efforts[OPENING] = Effort()

    def _open_before(self, first: Order) -> None:
        """Request what was removed because of a wrong clock: it was made before `first`, which has shown that."""
        before = self.tape.before(first)
        self._open_anew()
        if before is not None:  # else all before it is missing, which `_settle` marks while the tape is opening
            self._mark(before, first, 0)

    def _open(self, first: Trade) -> None:
        """Mark that trades may be missing before `first`."""
        newest, end = self.tape.newest, order_of(first)
        if newest is not None and end < newest:
            self._is_broken = True  # a late trade: the gap is behind the newest one
            return
        lost, self._lost, self._is_broken = self._lost, 0, False
        self._is_opening |= self._is_beginning_unseen
        self._is_beginning_unseen = False
        self.retry()
        if newest is None and not lost:
            return
        self._mark(newest or (0, 0, 0), end, lost)

    def _mark(self, newest: Order, end: Order, lost: int) -> None:
        order = (*newest[:2], 1)
        is_opening = self._is_opening and order == OPENING
        is_hopeless = not is_opening and not (order[1] and end[1])
        if not is_opening:
            self._efforts[order] = Effort(is_over=is_hopeless)
        self.tape.mark(Gap(order, end, lost, NOT_KEPT if is_hopeless else FILLING))

    def _close_between(self, first: Order, last: Order) -> None:
        """Take what is known from `first` to `last` out of all gaps; one that reaches beyond both becomes two."""
        for gap in list(self.tape.gaps.values()):
            if not (first < gap.end and gap.order < last):
                continue
            if last < gap.end:
                self._mark(last, gap.end, 0)
            if first < gap.order:
                self.tape.close(gap)
            else:
                self.tape.mark(gap._replace(end=first, lost=0, reason=FILLING))

    def _give_up(self, order: Order, reason: str) -> None:
        if order == OPENING and self._is_opening:
            self._is_beginning_unseen = not self._efforts[order].has_found
            self._end_opening()  # the market is young, or nobody trades: the tape begins here
        elif (gap := self.tape.gaps.get(order)) is not None:
            self._efforts[order].is_over = True
            self.tape.mark(gap._replace(reason=reason, can_retry=True))

    def _settle(self) -> None:
        """End the opening as soon as there are enough trades, and forget the gaps that the tape has dropped."""
        if self._is_opening and (oldest := self.tape.oldest) is not None:
            if self._efforts[OPENING].pages and len(self.tape) - len(self.tape.gaps) >= self._opens_with:
                self._end_opening()
            elif OPENING not in self.tape.gaps:
                effort = self._efforts[OPENING]
                self.tape.mark(Gap(OPENING, oldest, 0, effort.reason, effort.can_retry))
        for order in self._efforts.keys() - self.tape.gaps.keys():
            if order != LATEST and not (self._is_opening and order == OPENING):
                del self._efforts[order]

    def _end_opening(self) -> None:
        self._is_opening = False
        self._efforts.pop(OPENING, None)
        if (gap := self.tape.gaps.get(OPENING)) is not None:
            self.tape.close(gap)
