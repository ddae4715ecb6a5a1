"""A chart panel on the real engine, with pages of several markets over a real socket."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

from candle_pages import EveryUnit
from core.market.candles.units import CandleUnit
from core.upbit.endpoints import endpoints_for
from core.upbit.rest.quotation import RestClient
from desk_in_hand import MARKETS, Desk
from exchange_limits import open_gates
from http_exchange import HttpExchange, served
from waiting import eventually
from widgets.chart.panel import ChartPanel
from widgets.panel.context import PanelContext

NOW_MS = int(datetime(2026, 11, 28, 3, 15, 30, tzinfo=UTC).timestamp()) * 1000
MINUTE = CandleUnit.MINUTE_1
LAST = MINUTE.slot(NOW_MS)
PRICES = {"KRW-BTC": 158_000_000.0, "KRW-ETH": 5_300_000.0, "KRW-XRP": 3_100.0}


class ChartInHand:
    """Opens chart panels whose candles come from `pages`."""

    def __init__(self, desk: Desk, context: PanelContext, pages: EveryUnit) -> None:
        self.desk, self.context, self.pages = desk, context, pages

    async def open(self, code: str = "KRW-BTC", option: str = "1m", context: PanelContext | None = None) -> ChartPanel:
        """Return a shown panel with its first candles."""
        panel = ChartPanel(context or self.context, code, option)
        panel.resize(700, 420)
        panel.show()
        await self.desk.requested()
        await eventually(lambda: len(panel.history.series) and panel.history.pending is None)
        return panel

    def revision(self, code: str, close: float, slot: int = LAST, timestamp: int = NOW_MS) -> dict[str, object]:
        """A frame of the minute stream."""
        row = self.pages.row(code, MINUTE, slot)
        high, low = max(close, row["high_price"]), min(close, row["low_price"])
        figures = {"trade_price": close, "high_price": high, "low_price": low, "timestamp": timestamp}
        figures["candle_acc_trade_volume"] = row["candle_acc_trade_volume"] + 1  # newer than the page's row
        return {**row, "type": "candle.1m", "code": row.pop("market"), "stream_type": "REALTIME", **figures}


@asynccontextmanager
async def charts_of(desk: Desk) -> AsyncIterator[ChartInHand]:
    """Charts of the markets in `PRICES`."""
    pages = EveryUnit(HttpExchange(), PRICES, MINUTE.start_ms(LAST - 700), NOW_MS)
    async with served(pages.http) as url:
        rest = RestClient(endpoints_for("simulated", url), open_gates())
        desk.markets.fill(MARKETS)
        try:
            yield ChartInHand(desk, replace(desk.context, rest=rest), pages)
        finally:
            await desk.tasks.cancel()
            await rest.close()
