"""Runs an `Exchange` on an event loop, on the loop's own time: real or virtual."""

from __future__ import annotations

import asyncio
import math
from typing import Final

from core.simulator.exchange import Exchange

STEP: Final = 0.005
"""Least seconds between two looks at the market, so that a flood is handled in batches."""

SLICE: Final = 0.004
"""Seconds of work after which other tasks on the loop get a turn. The first look at a market takes milliseconds."""


class Clock:
    """Advances an exchange whenever something is due, and sleeps otherwise.

    Args:
        exchange: the exchange to advance; its `now` is the running loop's time.
    """

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange
        exchange.on_due = self.wind
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None
        self._due = math.inf
        """When the timer strikes: not every loop's timer tells that, once it is overdue."""
        self._advanced = -math.inf

    @property
    def now(self) -> float:
        """The loop's time."""
        return self._loop.time()

    def catch_up(self) -> float:
        """Advance the exchange to the present before a request; returns the time."""
        now = self.now
        self.exchange.advance(now)
        return now

    def wind(self) -> None:
        """Set the timer again, after any request to the exchange."""
        due = max(self.exchange.next_due, self._advanced + STEP)
        if self._timer is not None:
            if self._due <= due:
                return
            self._timer.cancel()
        self._due = due
        self._timer = self._loop.call_at(due, self._strike) if due < math.inf else None

    def stop(self) -> None:
        """Stop advancing."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _strike(self) -> None:
        self._timer = None
        self._advanced = started = self.now
        try:
            self.exchange.advance(started)
            while self.exchange.next_due <= started and self.now - started < SLICE:
                self.exchange.advance(started)
        finally:
            # A failure in one market stops only that market; the loop reports it.
            self.wind()
