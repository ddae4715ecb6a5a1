"""Computes in advance what every market needs once.

The first ticker of a market costs some milliseconds, because today's price depends on all days before. A desk loads for
half a second after the exchange begins to listen; this time is used to make its first snapshots fast.
"""

from __future__ import annotations

import asyncio
import time

from core.simulator.market.source import Source


async def warm_up(source: Source) -> None:
    """Compute the ticker of each market, largest first; between two of them the loop serves requests."""
    for market in source.markets:
        source.ticker(market.code, time.time_ns() // 1_000_000)
        await asyncio.sleep(0)
