"""Whether a tape has every trade, by the ticker's sum of the day: it shows trades that no other sign tells of.

An exchange or a network may leave out trades of a connection that goes on. Each ticker says how much was traded since
00:00 UTC and when the last trade was, so two of them say how much the trades between them come to. In a recording of
Upbit each ticker's sum exceeds the one before by exactly the size of its trade (332 of 332 pairs, July 2025).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from core.market.figures import known_figure
from core.market.trades.tape import Gap

if TYPE_CHECKING:
    from core.market.trades.gaps import TradeGaps
    from core.market.trades.tape import TradeTape
    from core.model.messages import Ticker

SETTLED: Final = 2.0
"""Seconds after which the trades that a ticker counts have come, if they come at all."""
MOST_SELDOM: Final = 60.0
"""Seconds between looks at most, at an exchange whose pages do not explain its tickers."""

_DAY_MS: Final = 86_400_000
_LEAST: Final = 5e-9
"""Half the smallest size of a trade."""


class Traded(NamedTuple):
    """How much was traded on a UTC day up to a trade, as a ticker says."""

    volume: float
    last_ms: int
    """The time of that trade; others of the same millisecond may follow."""


class VolumeCheck:
    """Compares the trades of one tape with the tickers, and requests those that are missing.

    The owner calls `tell` with each ticker, and `look` whenever `seconds` have passed while `is_due`.

    Args:
        gaps: of the tape.
    """

    def __init__(self, gaps: TradeGaps) -> None:
        self._gaps = gaps
        self._newest: Traded | None = None
        self._settling: Traded | None = None
        """What is compared at the next look."""
        self._agreed: Traded | None = None
        """What the tape had last."""
        self._is_doubted = False
        """Whether the trades until `_settling` have been requested again."""
        self.seconds = SETTLED
        """Until the next look."""

    @property
    def is_due(self) -> bool:
        """Whether anything is to be compared."""
        return self._settling is not None

    def tell(self, ticker: Ticker) -> None:
        """Take a ticker; one without the volume or the time of its trade says nothing."""
        volume = known_figure(ticker.acc_trade_volume)
        if volume is None or ticker.trade_timestamp <= 0:
            return
        self._newest = Traded(volume, ticker.trade_timestamp)
        if self._settling is None and self._newest != self._agreed:
            self._settling = self._newest

    def look(self) -> bool:
        """Compare what has settled; request the trades in question again if the tape does not agree.

        Returns:
            Whether they are requested.
        """
        told = self._settling
        if told is None or self._gaps.is_missing_trades:  # what is on its way may be what is missing
            return False
        before, tape = self._agreed, self._gaps.tape
        if before is not None and _is_comparable(before, told, tape):
            if _agree(before, told, tape):
                self.seconds = SETTLED
            elif not self._is_doubted:
                self._is_doubted = True
                self._gaps.doubt(before.last_ms)
                return True
            else:  # the exchange's own pages do not have them either
                self.seconds = min(2 * self.seconds, MOST_SELDOM)
        self._agreed, self._is_doubted = told, False
        self._settling = self._newest if self._newest != told else None
        return False


def _is_comparable(before: Traded, told: Traded, tape: TradeTape) -> bool:
    """Whether both are of one day, and the tape reaches back to `before` without a gap between them."""
    if before.last_ms // _DAY_MS != told.last_ms // _DAY_MS or before.last_ms >= told.last_ms:
        return False
    if before.volume > told.volume or tape.oldest is None or tape.oldest[0] >= before.last_ms:
        return False
    return not any(gap.from_ms <= told.last_ms and before.last_ms <= gap.to_ms for gap in tape.gaps.values())


def _agree(before: Traded, told: Traded, tape: TradeTape) -> bool:
    """Whether the trades of a tape come to what two tickers say, wherever within a millisecond each was sent."""
    between, first, last = 0.0, [], []
    for time_ms, size in _sizes(tape, before.last_ms, told.last_ms):
        if size is None:
            return True  # how much it was is not known
        if time_ms == told.last_ms:
            last.append(size)
        elif time_ms == before.last_ms:
            first.append(size)
        else:
            between += size
    rest = told.volume - before.volume - between
    tolerance = _LEAST + 4 * math.ulp(told.volume)
    after_first = [0.0, *accumulate(first[:-1])]  # newest first: what may have come after that ticker's trade
    return any(
        abs(rest - later - earlier) <= tolerance for later in accumulate(reversed(last)) for earlier in after_first
    )


def _sizes(tape: TradeTape, from_ms: int, to_ms: int) -> Iterator[tuple[int, float | None]]:
    """Yield the times and sizes of the trades from one time to another, the newest first."""
    for place in range(len(tape)):
        entry = tape[place]
        if isinstance(entry, Gap) or entry.timestamp_ms > to_ms:
            continue
        if entry.timestamp_ms < from_ms:
            return
        yield entry.timestamp_ms, entry.size
