"""Detects that the machine slept: the wall clock advanced while the loop's clock stood still."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

JUMP = 5.0
"""Seconds by which the clocks must differ. Setting the clock by hand or by NTP looks the same; an extra probe does no
harm."""
_EVERY = 2.0


async def watch_for_resume(wall_clock: Callable[[], float], on_resume: Callable[[], object]) -> None:
    """Call `on_resume` whenever the machine has slept, as long as this task lives.

    Args:
        wall_clock: seconds since a fixed moment; also advances during sleep.
        on_resume: called on the loop within a few seconds of waking up.
    """
    clock = asyncio.get_running_loop().time
    apart = wall_clock() - clock()
    while True:
        await asyncio.sleep(_EVERY)
        was_apart, apart = apart, wall_clock() - clock()
        if abs(apart - was_apart) > JUMP:
            on_resume()
