"""The default desk with the panels of the account on an exchange of its own thread, where another client trades."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import cache
from typing import Any

import aiohttp
import msgspec

from app.command_line.options import DeskOptions
from app.panels.spec import DEFAULT_DESK, PanelSpec
from app.settings.declared import DEBOUNCE_DELAY
from app.settings.store import Settings
from app.start.market_loading import MarketLoading
from app.start.quote_check import QuoteCheck
from app.start.wiring import Parts, wire
from app.window.main_window import MainWindow
from core.model.subscription import Scope
from core.simulator.market.synthetic import SyntheticSource
from core.simulator.rest.quotation import ENDPOINTS, Query, QuotationError
from core.simulator.serve.server import serve
from core.simulator.streams.limits import Limits
from core.simulator.streams.manners import Manners
from core.upbit.endpoints import endpoints_for
from core.upbit.rest.faults import FaultControl
from exchange_limits import UNLIMITED
from signing import bearer
from waiting import eventually
from widgets.account.my_orders_panel import MyOrdersPanel
from widgets.account.private_panel import PrivatePanel
from widgets.panel.panel import Panel

REQUESTS_EVERY = 0.02
"""Seconds between two requests of the other client."""

LONGEST_WAIT = 30.0
"""Seconds until the desk is well after a fault; most of them are for a busy machine."""


ALL_PANELS = (*DEFAULT_DESK, PanelSpec("my-orders"), PanelSpec("assets"))
"""Each frame of each costs a few milliseconds: a test that looks at some of them for long needs no others."""


@cache
def _source(markets: int) -> SyntheticSource:
    """Lively markets, the same for all exchanges: a source only answers, and keeps what it computed of its past."""
    return SyntheticSource(seed=3, markets=markets, trades_per_second=40.0)


class Trader:
    """Another client of the account: it places orders and cancels them, whatever answers it gets."""

    def __init__(self, rest_url: str) -> None:
        self._url = rest_url
        self.is_paused = False

    async def run(self) -> None:
        """Keep about three orders open, until cancelled."""
        own: deque[str] = deque()
        limit = aiohttp.ClientTimeout(total=0.5)
        async with aiohttp.ClientSession(self._url, timeout=limit) as http:
            while True:
                await asyncio.sleep(REQUESTS_EVERY)
                if not self.is_paused:
                    with suppress(aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError):
                        if len(own) > 3:
                            await self._cancel(http, own.popleft())
                        else:
                            own.append(await self._place(http))

    async def _place(self, http: aiohttp.ClientSession) -> str:
        subscription = {"market": "KRW-BTC", "side": "bid", "ord_type": "limit", "price": "1000000", "volume": "0.01"}
        signed = "&".join(f"{name}={value}" for name, value in subscription.items())
        async with http.post("/v1/orders", json=subscription, headers=bearer(signed), allow_redirects=False) as reply:
            return str((await reply.json())["uuid"])

    async def _cancel(self, http: aiohttp.ClientSession, order: str) -> None:
        given = {"uuid": order}
        async with http.delete("/v1/order", params=given, headers=bearer(f"uuid={order}"), allow_redirects=False):
            pass


class ExchangeThread:
    """An exchange on its own thread and loop, as the real one has its own process; with a client that trades."""

    def __init__(self, markets: int) -> None:
        self._markets = markets
        self._stop = threading.Event()
        self._url: Future[str] = Future()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()))
        self._thread.start()
        self.rest_url = self._url.result(10)

    async def _run(self) -> None:
        limits = Limits(
            messages=(UNLIMITED,), quotation=UNLIMITED, connects=UNLIMITED, account=UNLIMITED, orders=UNLIMITED
        )
        manners = Manners(snapshot_delay=(0.0, 0.0), limits=limits)
        source = _source(self._markets)
        self._codes = [market.code for market in source.markets]
        async with serve(source, manners=manners) as server:
            self._exchange, self._loop = server.exchange, asyncio.get_running_loop()
            self.trader = Trader(server.rest_url)
            self._url.set_result(server.rest_url)
            trading = asyncio.create_task(self.trader.run())
            while not self._stop.is_set():  # noqa: ASYNC110 - the event belongs to threads
                await asyncio.sleep(0.05)
            trading.cancel()

    @property
    def codes(self) -> list[str]:
        """The markets, also those that a fault delists."""
        return self._codes

    def open_orders(self) -> set[str]:
        """The ids of the account's open orders."""
        return {order.uuid for order in self._exchange.private.desk.open_orders}

    def rows(self, path: str, codes: Sequence[str], count: int) -> Sequence[Mapping[str, Any]]:
        """The answer to a request, whatever faults are on; none of a market that does not exist.

        Args:
            path: such as `candles/minutes/1`.
            codes: the markets; only calls for tickers and books take several.
            count: how many trades or candles.
        """
        return asyncio.run_coroutine_threadsafe(self._rows(path, codes, count), self._loop).result(10)

    async def _rows(self, path: str, codes: Sequence[str], count: int) -> Sequence[Mapping[str, Any]]:
        name, _, unit = path.partition("minutes/")
        endpoint = next(
            each for each in ENDPOINTS if each.path.partition("{")[0] == f"/v1/{name}{'minutes/' * bool(unit)}"
        )
        given = {"market": codes[0], "markets": ",".join(codes), "count": str(count), "unit": unit}
        exchange = self._exchange
        query = Query(exchange.source, given, exchange.now_ms(self._loop.time()))
        with suppress(QuotationError):
            return list(msgspec.json.decode(msgspec.json.encode(list(endpoint.answer(query)))))
        return []

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(20)
        assert not self._thread.is_alive()


class OddDesk:
    """The default desk with the panels of the account, or one of other panels, wired as the program wires it."""

    def __init__(self, server: ExchangeThread, specs: Sequence[PanelSpec] = ALL_PANELS) -> None:
        self.server = server
        self._specs = specs
        self.control = FaultControl(server.rest_url)
        self.window = MainWindow()
        options = DeskOptions(rest_url=server.rest_url)
        settings = Settings()
        settings.use_for_this_run(DEBOUNCE_DELAY, 0.01)
        endpoints = endpoints_for("simulated", rest_url=server.rest_url)
        self.parts: Parts = wire(options, settings, endpoints, self.window, lambda *_: None)
        self.parts.desk.open_all(specs)
        loading = MarketLoading(
            self.parts.rest,
            self.parts.markets,
            lambda: self.parts.engine.link_status(Scope.PUBLIC),
            self.window.look,
        )
        self.parts.tasks.spawn(loading.run(), "market list")
        self.parts.tasks.spawn(QuoteCheck(self.parts.rest, self.parts.engine, self.parts.markets).run(), "quote check")
        self.window.resize(1400, 800)
        self.window.show()
        self._codes = ("KRW-XRP", "KRW-BTC")

    @property
    def codes(self) -> list[str]:
        """The markets."""
        return self.server.codes

    @property
    def panels(self) -> list[Panel]:
        return [dock.panel for dock in self.parts.desk.docks()]

    def of(self, kind: str) -> Panel:
        return next(panel for panel in self.panels if panel.kind == kind)

    def ask_for_everything(self) -> None:
        """Switch every panel to another market, and reload the market list."""
        self._codes = self._codes[::-1]
        for panel in self.panels:
            if panel.code:
                panel.set_market(self._codes[0])
            elif isinstance(panel, PrivatePanel):
                panel.market_changed()
                if panel._pages.currentWidget() is panel._stop:
                    panel._stop.retry_requested.emit()
        self.parts.markets.reload_requested.emit()

    def says_what_is_left_out(self) -> bool:
        """Whether a panel, or the market directory, reports unreadable rows."""
        texts = [*(panel.status_text for panel in self.panels), self.parts.markets.trouble]
        return any("제외" in text or "읽지 못" in text for text in texts)

    def has_data(self) -> bool:
        """Whether every panel about a market or the account has data."""
        panels = [panel for panel in self.panels if panel.kind != "engine"]
        assert len(panels) == len(self._specs)
        return all(panel.has_data() for panel in panels)

    async def is_well(self, within: float = LONGEST_WAIT) -> None:
        """Return when all data are shown, and, within so many seconds, the account's orders are those that it has."""
        await eventually(self.has_data, within=LONGEST_WAIT)
        if not any(panel.kind == "my-orders" for panel in self.panels):
            return
        with self._nobody_trading():
            await eventually(self.shows_open_orders, within=within)

    def shows_open_orders(self) -> bool:
        """Whether the orders shown are those that the account has, and it has some."""
        return self._shown_orders() == self.server.open_orders() != set()

    @contextmanager
    def _nobody_trading(self) -> Iterator[None]:
        self.server.trader.is_paused = True
        try:
            yield
        finally:
            self.server.trader.is_paused = False

    def _shown_orders(self) -> set[str]:
        panel = self.of("my-orders")
        assert isinstance(panel, MyOrdersPanel)
        return {order.uuid for order in panel._orders.orders()}

    @asynccontextmanager
    async def other(self) -> AsyncIterator[OddDesk]:
        """Another desk on the same exchange, which has seen nothing yet: the default one, to compare with."""
        other = OddDesk(self.server, DEFAULT_DESK)
        try:
            yield other
        finally:
            await other.stop()

    async def stop(self) -> None:
        self.parts.clock.stop()
        self.parts.desk.close_all()
        await self.parts.tasks.cancel()
        await self.parts.keys.close()
        await self.parts.engine.stop()
        await self.parts.rest.close()
        self.window.deleteLater()
        await asyncio.sleep(0)


@asynccontextmanager
async def odd_desk(markets: int = 8, specs: Sequence[PanelSpec] = ALL_PANELS) -> AsyncIterator[OddDesk]:
    """A desk and its exchange, closed before the test's loop ends: Qt events must not meet a stopped loop.

    Args:
        markets: how many the exchange has; among many, most are quiet.
        specs: the panels; without those of the account, the other client of it does nothing.
    """
    server = ExchangeThread(markets)
    server.trader.is_paused = specs is not ALL_PANELS
    made = OddDesk(server, specs)
    try:
        yield made
        await made.control.clear()
    finally:
        await made.stop()
        await asyncio.to_thread(server.stop)
