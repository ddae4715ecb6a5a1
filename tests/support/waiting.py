"""Waits for conditions on real sockets and windows, up to a generous limit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

LOOK_EVERY = 0.01
LOOKS = 1000
"""Ten seconds where nothing else runs."""


async def eventually(condition: Callable[[], object], within: float | None = None, every: float = LOOK_EVERY) -> None:
    """Return once `condition` holds; fail after `within` seconds, or without them after a number of looks.

    On a loaded machine what is waited for gets fewer turns, and so does the test: looks take longer there, seconds do
    not.

    Args:
        condition: what is waited for.
        within: seconds.
        every: seconds between two looks; more where one takes milliseconds.
    """
    clock = asyncio.get_running_loop().time
    began, looks = clock(), 0
    while not condition():
        waited, looks = clock() - began, looks + 1
        is_over = looks > LOOKS if within is None else waited >= within
        assert not is_over, f"still not so after {waited:.1f} s"
        await asyncio.sleep(every)


async def steady(value: Callable[[], object], for_seconds: float = 0.05, within: float = 10.0) -> None:
    """Return once `value` has not changed for some time, as a layout that Qt does in several turns of the loop."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + within
    last, since = value(), loop.time()
    while loop.time() - since < for_seconds:
        assert loop.time() < deadline, f"still changing: {last!r}"
        await asyncio.sleep(0.01)
        if (now := value()) != last:
            last, since = now, loop.time()
