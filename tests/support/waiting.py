"""Waits for conditions on a real socket, up to a generous limit."""

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
