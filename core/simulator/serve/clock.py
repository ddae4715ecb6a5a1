"""Makes an `Exchange` run on an event loop, on the loop's own time: the real one or a virtual one."""

from __future__ import annotations

import asyncio
import math
from typing import Final

from core.simulator.exchange import Exchange

STEP: Final = 0.005
"""Seconds between two looks at the market at least, so that a flood is carried in batches."""

SLICE: Final = 0.004
"""Seconds of work after which everybody else on the loop has a turn. The first look at a market takes milliseconds."""


class Clock:
    """Advances an exchange whenever it has something to do, and sleeps otherwise.

    Args:
        exchange: what to advance; its `now` is the running loop's time.
    """

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange
        exchange.on_due = self.wind
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None
        self._advanced = -math.inf

    @property
    def now(self) -> float:
        """The loop's time."""
        return self._loop.time()

    def catch_up(self) -> float:
        """Advance the exchange to the present, before something is said to it; the present."""
        now = self.now
        self.exchange.advance(now)
        return now

    def wind(self) -> None:
        """Set the timer anew; after anything was said to the exchange."""
        due = max(self.exchange.next_due, self._advanced + STEP)
        if self._timer is not None:
            if self._timer.when() <= due:
                return
            self._timer.cancel()
        self._timer = self._loop.call_at(due, self._strike) if due < math.inf else None

    def stop(self) -> None:
        """Advance no more."""
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
            # One market that fails stops only itself; the loop reports it.
            self.wind()
