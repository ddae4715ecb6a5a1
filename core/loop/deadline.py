"""Waits until a moment, on a clock whose timers may fire early."""

from __future__ import annotations

import asyncio
import contextlib

RESOLUTION = 1e-6
"""Seconds of tolerance when comparing moments: finer than any timer here."""


async def sleep_until(time: float) -> None:
    """Return once the loop's clock shows `time`; it is read again after every wake.

    Qt's timers fire up to 5 % early (measured), so one sleep is not enough.
    """
    clock = asyncio.get_running_loop().time
    while (wait := time - clock()) > RESOLUTION:  # noqa: ASYNC110 - time itself is what is waited for
        await asyncio.sleep(wait)


async def sleep_for(seconds: float) -> None:
    """Return after `seconds`, never earlier."""
    await sleep_until(asyncio.get_running_loop().time() + seconds)


async def awake_for(seconds: float, overslept: float) -> None:
    """Return after `seconds` at whose end the loop was awake: what has come in until then has been read.

    A loop that was busy, or a machine that slept, wakes late, and what came in meanwhile is not read before this task
    goes on. So a wait that ends more than `overslept` seconds late begins again.
    """
    clock = asyncio.get_running_loop().time
    due = clock() + seconds
    await sleep_until(due)
    while clock() - due >= overslept:
        due = clock() + seconds
        await sleep_until(due)


class Deadline:
    """A moment that can be moved earlier while a task waits for it, never later."""

    def __init__(self) -> None:
        self._time = float("inf")
        self._moved = asyncio.Event()

    def bring_forward(self, time: float) -> None:
        """Move the deadline to `time`, unless it is earlier already."""
        if time < self._time:
            self._time = time
            self._moved.set()

    async def reached(self) -> None:
        """Return once the deadline has passed; at once if none was set."""
        clock = asyncio.get_running_loop().time
        while RESOLUTION < (wait := self._time - clock()) < float("inf"):
            self._moved.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await self._moved.wait()
