"""Chart panels on the real engine, with pages of minutes over a real socket."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

from candle_pages import EveryUnit, MinuteHistory
from core.upbit.endpoints import endpoints_for
from core.upbit.rest.quotation import RestClient
from desk_in_hand import Desk
from exchange_limits import open_gates
from http_exchange import served
from widgets.chart.panel import ChartPanel
from widgets.panel.context import PanelContext

LAST = 29_000_000
"""The newest minute of the pages."""


@asynccontextmanager
async def context_of(desk: Desk, pages: MinuteHistory | EveryUnit) -> AsyncIterator[PanelContext]:
    """What a panel is built with, whose candles come from `pages`."""
    async with served(pages.http) as url:
        # As fast as possible: the subject is the panel, not the rate of requests.
        rest = RestClient(endpoints_for("simulated", url), open_gates())
        yield replace(desk.context, rest=rest)
        await desk.tasks.cancel()
        await rest.close()


async def until(is_so: Callable[[], object], within: float = 20.0) -> None:
    """Return when `is_so`; sockets and threads take their turns meanwhile."""
    end = time.monotonic() + within
    while not is_so():
        assert time.monotonic() < end, "it never came about"
        await asyncio.sleep(0.002)


def shown(context: PanelContext, option: str = "1m") -> ChartPanel:
    """Return a panel on the screen."""
    panel = ChartPanel(context, "KRW-BTC", option)
    panel.resize(700, 420)
    panel.show()
    return panel
