"""Opens and closes panels a thousand times."""

from __future__ import annotations

import asyncio
import gc
import itertools
import weakref
from collections.abc import Iterator

from children import exchange
from figures import Figure
from product import desk, eventually, on_the_desks_loop
from PySide6.QtCore import QCoreApplication, QEvent

from app.panels.kinds import KINDS
from app.panels.spec import PanelSpec
from app.process.figures import rss_mb

TIMES = 1_000
WARM_UP = 500
"""Repetitions until every kind of panel has shown every market often enough to fill heap and caches (measured)."""
MARKETS = ("KRW-BTC", "KRW-ETH", "KRW-XRP", "KRW-SOL")


def measure(seconds: float) -> Iterator[Figure]:
    """Open all kinds in turn, and close each as its button would."""
    with exchange() as rest_url:
        yield from on_the_desks_loop(open_and_close(rest_url))


async def open_and_close(rest_url: str) -> list[Figure]:
    """Opens and closes panels on a desk that keeps one panel open, the baseline."""
    left: weakref.WeakSet[object] = weakref.WeakSet()
    async with desk(rest_url) as (_, parts):
        parts.markets.fill(await parts.rest.markets())
        parts.desk.open(PanelSpec("trades", "KRW-BTC"))
        specs = itertools.cycle(PanelSpec(k, c if KINDS[k].has_market else "") for c in MARKETS for k in KINDS)
        await eventually(lambda: parts.engine._pending_subscription_task is None)
        base = parts.engine.get_public_subscriptions()
        registered = parts.engine.get_subscription_stats()["components"]  # of the panel and of the alerts
        for _ in range(WARM_UP):
            await _once(parts, next(specs), left)
        await _settle(parts)
        before = rss_mb()
        for _ in range(TIMES):
            await _once(parts, next(specs), left)
        await _settle(parts)
        after = rss_mb()
        is_back = parts.engine.get_public_subscriptions() == base
        sent = {row.key for row in parts.engine.stream_report() if row.is_sent}
        wanted = {row.key for row in parts.engine.stream_report() if row.is_desired}
        components = parts.engine.get_subscription_stats()["components"] - registered
    return [
        Figure("subscriptions back to base", str(is_back), "True", "ok" if is_back else "MISSED"),
        Figure("on the wire what is wanted", str(sent == wanted), "True", "ok" if sent == wanted else "MISSED"),
        Figure("components left", str(components), "0", "MISSED" if components else "ok"),
        Figure("panels left as objects", str(len(left)), "0", "ok" if not left else "MISSED"),
        Figure.judged(f"memory after {TIMES} more", (after or 0) - (before or 0), 5.0, "MB"),
    ]


async def _once(parts, spec: PanelSpec, left: weakref.WeakSet[object]) -> None:
    dock = parts.desk.open(spec)
    left.add(dock.panel)
    await asyncio.sleep(0)
    dock.close()
    del dock
    await asyncio.sleep(0)


async def _settle(parts) -> None:
    """Wait until closed panels are deleted and the exchange has received the change."""
    await asyncio.sleep(2.5)
    await eventually(lambda: parts.engine._pending_subscription_task is None)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
