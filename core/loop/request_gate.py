"""The gate in front of REST requests that the exchange counts together.

The exchange counts a request when it arrives: some time between its sending and its answer. The first ones have to open
a connection and later ones do not, so requests that are sent at an even pace may arrive close together. A gate for
sending alone then passes more than the exchange allows.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from core.loop.rate_gate import RateGate

SECOND: Final = 1.0
"""The exchange allows so many requests in any second."""

LONGEST_WAY: Final = 2.0
"""Seconds after its sending at which a request has arrived, although its answer may still be missing."""


class RequestGate:
    """Lets requests pass one after another, and only so many that the exchange counts at most `limit` in a second.

    A request counts from its sending until a second after its answer.

    Args:
        pace: passed before each request.
        limit: requests that the exchange may count in any second.
    """

    def __init__(self, pace: RateGate, limit: int) -> None:
        self.pace: Final = pace
        self._room: Final = asyncio.Semaphore(limit)

    @asynccontextmanager
    async def request(self) -> AsyncIterator[None]:
        """Wait until a request may be sent. The body sends it and waits for its answer."""
        await self._room.acquire()
        try:
            await self.pace.acquire()
        except BaseException:
            self._room.release()
            raise
        loop = asyncio.get_running_loop()
        counted = loop.call_later(LONGEST_WAY + SECOND, self._room.release)
        try:
            yield
        finally:
            if (end := loop.time() + SECOND) < counted.when():
                counted.cancel()
                loop.call_at(end, self._room.release)
