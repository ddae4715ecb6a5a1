"""Waits for conditions on real sockets and windows, up to a generous limit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


async def eventually(condition: Callable[[], object], within: float = 10.0) -> None:
    """Return once `condition` holds; fail after `within` seconds."""
    clock = asyncio.get_running_loop().time
    limit = clock() + within
    while not condition():
        assert clock() < limit, f"still not so after {within} s"
        await asyncio.sleep(0.01)


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
