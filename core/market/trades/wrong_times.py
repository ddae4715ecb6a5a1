"""Which trades of a tape have the time of a wrong clock: they are removed, or moved to the time that REST states. Pure.

A trade cannot be much newer than those that the exchange reports now. So if several in a row, or the last trade of all,
are far older than the newest on the tape, the newer ones have the time of a wrong clock. One is enough where the
exchange's clock itself says that they lie in the future.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.market.trades.tape import Gap, Order, TradeTape, order_of
from core.model.messages import Trade
from core.timing.exchange_clock import BELIEVED_AFTER, DISORDER_MS


class WrongTimes:
    """Corrects the times of one tape. The owner requests what is missing afterwards, as each method says.

    Args:
        tape: the tape.
    """

    def __init__(self, tape: TradeTape) -> None:
        self._tape = tape
        self._outdated: list[Trade] = []
        """Consecutive trades that are far older than the newest on the tape."""
        self._stated_from_ms: int | None = None

    def receive(self, latest: Trade, now_ms: int | None) -> Order | None:
        """Remove trades whose time is wrong according to `latest`.

        A known trade, which may be an old one that is told again, says so only with the clock.

        Args:
            latest: the next trade of the stream.
            now_ms: the exchange's clock, if known.

        Returns:
            The position of the first trade that showed it: those removed were made before. None if there were none.
        """
        is_ahead = now_ms is not None and self._is_ahead(now_ms)
        if self._tape.knows(latest) and not is_ahead:
            return None
        newest = self._tape.newest
        if newest is None or order_of(latest) > newest:
            self._outdated.clear()
        elif latest.trade_timestamp > 0 and newest[0] - latest.trade_timestamp > DISORDER_MS:
            self._outdated.append(latest)
            if is_ahead or latest.stream_type == "SNAPSHOT" or len(self._outdated) >= BELIEVED_AFTER:
                return self._believe_outdated(latest.trade_timestamp + DISORDER_MS)
        return None

    def remove_future(self, now_ms: int) -> bool:
        """Remove trades that lie in the future by the exchange's clock; returns whether there were any."""
        if not self._is_ahead(now_ms):
            return False
        self._tape.cut(now_ms + DISORDER_MS)
        self._outdated.clear()
        return True

    def correct(self, trades: Sequence[Trade]) -> list[Gap]:
        """Show known trades as REST states them, at their times; one that is older than the tape leaves it.

        Returns:
            Where trades are still missing, though a trade beside the gap has got another time: between the trades that
            lie beside it now. These gaps are not on the tape.
        """
        times = [trade.trade_timestamp for trade in trades if trade.trade_timestamp > 0]
        if self._stated_from_ms is not None:
            times.append(self._stated_from_ms)
        self._stated_from_ms = min(times, default=None)
        gaps = []
        for gap in self._tape.correct(trades):
            begin, end = self._tape.before(gap.order), self._tape.after((*gap.end[:2], -1))
            if begin is not None and end is not None:
                gaps.append(Gap((*begin[:2], 1), end, gap.lost))
        return gaps

    def take_reach(self) -> int | None:
        """Return the earliest time that REST has stated since this was last called; None without one."""
        reach, self._stated_from_ms = self._stated_from_ms, None
        return reach

    def _is_ahead(self, now_ms: int) -> bool:
        """Whether the newest trade lies in the future; a clock is an estimate."""
        newest = self._tape.newest
        return newest is not None and newest[0] > now_ms + DISORDER_MS

    def _believe_outdated(self, latest_ms: int) -> Order:
        """Remove trades later than `latest_ms` instead of those that seemed outdated; return the first of these."""
        first = min(map(order_of, self._outdated))
        self._tape.cut(latest_ms)
        # A tape full of later ones had no room for these.
        self._tape.extend(trade for trade in self._outdated if trade.trade_timestamp <= latest_ms)
        self._outdated.clear()
        return first
