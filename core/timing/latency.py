"""How long messages take, from the exchange's timestamp to a moment here. Pure: time is an argument.

Two clocks are involved, and this machine's may be wrong by hours. Their offset is estimated from the messages
themselves: `exchange_clock` keeps the greatest lead of a timestamp over the loop's clock within one to two minutes,
which is the smallest of all (received - timestamp). The message that had it came without any delay but its way, taken
for half of a ping's round trip: of the fastest in that time, because a late pong says nothing about messages. The
`Date` header of REST replies is no help: it has whole seconds, and comes from another server.

So what is shown is right but for the difference between the two ways of a ping, and for what even the fastest message
of two minutes waited at the exchange.
"""

from __future__ import annotations

from collections import deque
from statistics import median
from typing import Final

_KEPT: Final = 32
"""Of how many messages the median is shown: one slow frame is no slow line."""


def way_ms(round_trip: float | None) -> float:
    """Return how long a message is on its way, in ms, from the seconds of a ping's round trip; 0 if unknown."""
    return (round_trip or 0.0) * 500.0


class Latency:
    """The latest latencies of one receiver; it keeps a fixed number."""

    def __init__(self) -> None:
        self._recent: deque[float] = deque(maxlen=_KEPT)

    def add(self, stamp_ms: int, exchange_ms: float | None, round_trip: float | None) -> None:
        """Note one message.

        Args:
            stamp_ms: its timestamp; 0 or less if it has none.
            exchange_ms: what the exchange's clock shows now, as estimated; None if unknown.
            round_trip: of a fast ping, in seconds.
        """
        if stamp_ms > 0 and exchange_ms is not None:
            self._recent.append(max(0.0, exchange_ms - stamp_ms) + way_ms(round_trip))

    def forget(self) -> None:
        """Start anew: with another market, or after a time in which nobody looked."""
        self._recent.clear()

    @property
    def ms(self) -> float | None:
        """The median; None before the first message."""
        return median(self._recent) if self._recent else None
