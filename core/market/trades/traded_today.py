"""What was traded on a UTC day according to the ticker, against what a tape has of it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.market.figures import known_figure
from core.market.trades.tape import Print

if TYPE_CHECKING:
    from core.market.trades.tape import TradeTape
    from core.model.messages import Ticker

_DAY_MS: Final = 86_400_000
_ROUNDING: Final = 1e-6
"""How far, as a ratio, a sum of sizes may differ from the exchange's own."""


class TradedToday:
    """The volume of the day of the last trade, as the newest ticker says."""

    def __init__(self) -> None:
        self._day = -1
        self._volume = 0.0

    def tell(self, ticker: Ticker) -> None:
        """Take a ticker; one without the volume or the time of its trade says nothing."""
        volume = known_figure(ticker.acc_trade_volume)
        if volume is not None and ticker.trade_timestamp:
            self._day, self._volume = ticker.trade_timestamp // _DAY_MS, volume

    def is_more_than(self, tape: TradeTape) -> bool:
        """Whether the tape lacks trades of that day."""
        prints = (tape[place] for place in range(len(tape)))
        known = sum(
            each.size for each in prints if isinstance(each, Print) and each.size and self._day == _day_of(each)
        )
        return self._volume > known * (1.0 + _ROUNDING)


def _day_of(entry: Print) -> int:
    return entry.timestamp_ms // _DAY_MS
