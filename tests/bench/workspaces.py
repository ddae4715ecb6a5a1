"""A workspace of many panels is put on the screen, in place of another of the same panels."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Iterator
from itertools import pairwise

from children import exchange
from figures import Figure
from product import desk, eventually, on_the_desks_loop

from app.panels.kinds import KINDS
from app.panels.spec import PanelSpec

MARKETS = ("KRW-BTC", "KRW-ETH", "KRW-XRP", "KRW-SOL")
REPEATED = {"chart": 6, "orderbook": 3, "trades": 3}
"""How many panels of a kind; there is one of every other."""
WARM_UP = 2


def measure(seconds: float) -> Iterator[Figure]:
    """CPU of the process for the whole change, and for the longest turn of its loop."""
    with exchange() as rest_url:
        yield from on_the_desks_loop(put_on_the_screen(rest_url, times=max(round(seconds), 3)))


async def put_on_the_screen(rest_url: str, times: int) -> list[Figure]:
    """Switches as the menu does, `times` times."""
    kinds = [kind for kind in KINDS for _ in range(REPEATED.get(kind, 1))]
    specs = [PanelSpec(k, MARKETS[n % 4] if KINDS[k].has_market else "") for n, k in enumerate(kinds)]
    async with desk(rest_url) as (window, parts):
        window.resize(1366, 768)
        parts.markets.fill(await parts.rest.markets())
        parts.desk.open_all(specs)
        await eventually(lambda: parts.engine._pending_subscription_task is None)
        content = parts.workspace.content()
        runs = [await _once(parts, content) for _ in range(times + WARM_UP)][WARM_UP:]
    whole, longest = (statistics.median(run[which] for run in runs) * 1000 for which in (0, 1))
    return [
        Figure.judged(f"{len(specs)} panels put on the screen", whole, None, "ms CPU"),
        Figure.judged("longest turn of the loop", longest, None, "ms CPU"),
    ]


async def _once(parts, content: dict) -> tuple[float, float]:
    loop = asyncio.get_running_loop()
    turns = [time.process_time()]

    def note() -> None:
        turns.append(time.process_time())
        if is_under_way:
            loop.call_soon(note)

    is_under_way = True
    note()
    assert await parts.workspace.replace("other", content)
    is_under_way = False
    turns.append(time.process_time())
    await asyncio.sleep(0.5)  # the first candles, so that each time as much is drawn
    return turns[-1] - turns[0], max(later - earlier for earlier, later in pairwise(turns))
