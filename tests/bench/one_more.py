"""The cost of one more component beside few and beside many."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

from figures import Figure, percentile
from product import on_the_desks_loop

from core.engine.websocket_manager import WebSocketManager
from core.model.subscription import StreamType, subscribe

FEW, MANY = 10, 10_000
REPEATED = 400
AT_MOST = 1.5
"""Maximum ratio that counts as equal cost on a noisy machine."""


def measure(seconds: float) -> Iterator[Figure]:
    """Return the median of many repetitions of registering and unregistering."""
    few, many = on_the_desks_loop(beside(FEW)), on_the_desks_loop(beside(MANY))
    yield Figure.judged(f"register and leave beside {FEW}", few, None, "µs")
    yield Figure.judged(f"register and leave beside {MANY:,}", many, None, "µs")
    yield Figure.judged(f"beside {MANY:,} over beside {FEW}", many / few, AT_MOST, "x")


async def beside(count: int) -> float:
    """Return the microseconds for one more component beside `count` components, each with its own stream."""
    engine = WebSocketManager()
    with engine.hold():
        feeds = [engine.attach(f"c{n}", [subscribe(StreamType.TICKER, f"KRW-C{n}")]) for n in range(count)]
    costs = []
    for _ in range(REPEATED):
        began = time.thread_time()
        engine.attach("one more", [subscribe(StreamType.TICKER, "KRW-ONEMORE")]).close()
        costs.append((time.thread_time() - began) * 1e6)
        await asyncio.sleep(0)
    assert len(feeds) == count
    await engine.stop()
    return percentile(costs, 0.5)
