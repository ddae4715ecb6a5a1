"""When the price grids are asked for, over a real socket, and what happens if the exchange does not answer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from app.start import price_steps_loading
from app.start.price_steps_loading import PriceStepsLoading
from core.loop.tasks import TaskOwner
from core.model.markets import Market, MarketList
from core.timing import backoff
from core.upbit.endpoints import endpoints_for
from core.upbit.price_steps import PriceSteps
from core.upbit.rest.lifted_blocks import LiftedBlocks
from core.upbit.rest.quotation import RestClient
from http_exchange import HttpExchange, error, served
from waiting import eventually
from widgets.markets.directory import MarketDirectory

INSTRUMENTS, TICKERS = "/v1/orderbook/instruments", "/v1/ticker"
USDT = MarketList([Market("KRW-USDT", "테더", "Tether")])


class Loading:
    def __init__(self, http: HttpExchange, rest: RestClient) -> None:
        self.http, self.markets, self.steps = http, MarketDirectory(), PriceSteps()
        self.changes: list[float] = []
        self.markets.steps_changed.connect(lambda: self.changes.append(self.steps.tick_size("KRW-USDT", 1400.0)))
        self.loading = PriceStepsLoading(rest, self.markets, self.steps)

    def says(self, tick: str) -> None:
        row = {"market": "KRW-USDT", "quote_currency": "KRW", "tick_size": tick, "supported_levels": ["0", "10"]}
        self.http.replies[INSTRUMENTS] = [row]
        self.http.replies[TICKERS] = [{"market": "KRW-USDT", "trade_price": 1400.0}]

    @property
    def asked(self) -> list[str]:
        return [request.path for request in self.http.requests]


@pytest.fixture
async def http() -> HttpExchange:
    return HttpExchange()


@pytest.fixture
async def rest(http: HttpExchange) -> AsyncIterator[RestClient]:
    async with served(http) as url:
        made = RestClient(endpoints_for("simulated", url))
        yield made
        await made.close()


@pytest.fixture
async def loading(http: HttpExchange, rest: RestClient, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Loading]:
    monkeypatch.setattr(backoff, "INITIAL", 0.01)
    tasks, made = TaskOwner(), Loading(http, rest)
    made.says("0.5")
    tasks.spawn(made.loading.run(), "price grids")
    yield made
    await tasks.cancel()


async def test_nothing_is_asked_before_the_markets_are_known(loading: Loading) -> None:
    await asyncio.sleep(0.1)  # time enough for a request too many
    assert loading.asked == []


async def test_each_load_of_the_market_list_asks_once_and_tells_of_news_only(loading: Loading) -> None:
    loading.markets.fill(USDT)
    await eventually(lambda: loading.changes == [0.5])
    assert loading.asked == [INSTRUMENTS, TICKERS]
    loading.markets.fill(USDT)
    await eventually(lambda: len(loading.asked) == 4)
    loading.says("1")
    loading.markets.fill(USDT)
    await eventually(lambda: loading.changes == [0.5, 1.0])


@pytest.mark.parametrize("path", [INSTRUMENTS, TICKERS])
async def test_an_empty_list_is_a_failure_that_changes_nothing_and_is_asked_for_again(
    loading: Loading, path: str
) -> None:
    loading.markets.fill(USDT)
    await eventually(lambda: loading.changes == [0.5])
    loading.says("1")
    rows, before = loading.http.replies[path], loading.asked.count(path)

    async def empty_at_first() -> web.Response:
        return web.json_response([] if loading.asked.count(path) - before < 3 else rows)

    loading.http.replies[path] = empty_at_first
    loading.markets.fill(USDT)
    await eventually(lambda: loading.changes == [0.5, 1.0])
    assert loading.asked.count(path) - before == 3


async def test_after_a_failure_it_asks_again_and_gives_up_until_the_next_list(loading: Loading) -> None:
    async def refused() -> web.Response:
        return error(404, "not_found", "없는 마켓입니다")

    loading.http.replies[INSTRUMENTS] = refused
    loading.markets.fill(USDT)
    await eventually(lambda: len(loading.asked) == price_steps_loading.ATTEMPTS)
    await asyncio.sleep(0.3)  # time enough for a request too many
    assert loading.asked == [INSTRUMENTS] * price_steps_loading.ATTEMPTS
    assert loading.changes == []
    loading.says("0.5")
    loading.markets.fill(USDT)
    await eventually(lambda: loading.changes == [0.5])


async def test_once_blocks_turn_out_to_be_over_it_goes_on(
    loading: Loading, rest: RestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.upbit.rest.client.SHORT", 0.05)
    loading.http.replies[INSTRUMENTS] = error(418, "x", "blocked for 3000 seconds")
    loading.markets.fill(USDT)
    await eventually(lambda: rest.lifted._pauses)  # the answer has come, too
    assert loading.asked == [INSTRUMENTS]
    loading.says("0.5")
    rest.lift_blocks()
    await rest.markets()
    await eventually(lambda: loading.changes == [0.5])
    assert loading.asked.count(INSTRUMENTS) == 2


async def test_waits_begin_anew_with_each_list_and_the_same_failure_is_logged_once(
    loading: Loading, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "core.timing.attempts")
    waits: list[float] = []

    async def noted(_: LiftedBlocks, seconds: float) -> None:
        waits.append(seconds)

    async def refused() -> web.Response:
        return error(404, "not_found", "없는 마켓입니다")

    monkeypatch.setattr(LiftedBlocks, "wait_for", noted)
    loading.http.replies[INSTRUMENTS] = refused
    for rounds in (1, 2):
        loading.markets.fill(USDT)
        await eventually(lambda rounds=rounds: len(waits) == rounds * price_steps_loading.ATTEMPTS)
    assert max(waits[0], waits[price_steps_loading.ATTEMPTS]) <= backoff.INITIAL < waits[-1]
    assert len(caplog.messages) == 1
    loading.says("0.5")
    loading.markets.fill(USDT)
    await eventually(lambda: loading.changes == [0.5])
    loading.http.replies[INSTRUMENTS] = refused
    loading.markets.fill(USDT)
    await eventually(lambda: len(caplog.messages) == 2)
