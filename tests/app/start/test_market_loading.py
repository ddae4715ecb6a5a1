"""When the market list is loaded, over a real socket, and the reaction to failures."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from datetime import UTC

import pytest

from app.start import market_loading
from app.start.market_loading import MarketLoading
from core.loop.tasks import TaskOwner
from core.model.link_status import ConnectionState, LinkStatus
from core.model.messages import Ticker
from core.timing.attempts import Attempts
from core.upbit.endpoints import endpoints_for
from core.upbit.rest.quotation import RestClient
from http_exchange import HttpExchange, error, served
from waiting import eventually
from widgets.look.look import Look
from widgets.markets.directory import MarketDirectory
from widgets.text import formats

PATH = "/v1/market/all"
BTC = {"market": "KRW-BTC", "korean_name": "비트코인"}
ETH = {"market": "KRW-ETH", "korean_name": "이더리움"}


class Loading:
    """A market directory that is kept up to date, and the status of the connection."""

    def __init__(self, http: HttpExchange, rest: RestClient) -> None:
        self.http = http
        self.link = LinkStatus(ConnectionState.CONNECTING)
        self.markets = MarketDirectory()
        self.look = Look()
        self.loading = MarketLoading(rest, self.markets, lambda: self.link, self.look)

    @property
    def codes(self) -> list[str]:
        return [market.code for market in self.markets.markets or ()]


@pytest.fixture
async def loading(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Loading]:
    monkeypatch.setattr(market_loading, "_LOOK", 0.01)
    http, tasks = HttpExchange(), TaskOwner()
    http.replies[PATH] = [BTC]
    async with served(http) as url:
        rest = RestClient(endpoints_for("simulated", url))
        made = Loading(http, rest)
        tasks.spawn(made.loading.run(), "market list")
        yield made
        await tasks.cancel()
        await rest.close()


async def test_it_is_loaded_at_once_and_not_again_for_the_first_connection(loading: Loading) -> None:
    await eventually(lambda: loading.codes == ["KRW-BTC"])
    loading.link = LinkStatus(ConnectionState.LIVE, epoch=1)
    await asyncio.sleep(0.2)  # time enough for a request too many
    assert len(loading.http.requests) == 1


async def test_a_new_listing_appears_after_the_interval(monkeypatch: pytest.MonkeyPatch, loading: Loading) -> None:
    assert market_loading.INTERVAL == 600
    monkeypatch.setattr(market_loading, "INTERVAL", 0.05)
    await eventually(lambda: loading.codes == ["KRW-BTC"])
    loading.http.replies[PATH] = [BTC, ETH]
    await eventually(lambda: loading.codes == ["KRW-BTC", "KRW-ETH"])


async def test_a_reconnect_asks_again_once_it_flows(loading: Loading) -> None:
    await eventually(lambda: loading.codes == ["KRW-BTC"])
    loading.http.replies[PATH] = [BTC, ETH]
    loading.link = LinkStatus(ConnectionState.RECONNECTING, epoch=2)
    await asyncio.sleep(0.2)  # time enough for a request too many
    assert len(loading.http.requests) == 1
    loading.link = LinkStatus(ConnectionState.LIVE, epoch=2)
    await eventually(lambda: loading.codes == ["KRW-BTC", "KRW-ETH"])
    await asyncio.sleep(0.2)  # time enough for a request too many
    assert len(loading.http.requests) == 2


async def test_a_list_that_a_ticker_contradicts_is_loaded_again_soon_but_not_at_once(
    loading: Loading, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert market_loading.CONTRADICTED == 30
    monkeypatch.setattr(market_loading, "CONTRADICTED", 0.3)
    await eventually(lambda: loading.codes == ["KRW-BTC"])
    loading.markets.reload_requested.emit()
    await eventually(lambda: len(loading.http.requests) == 2)
    loading.http.replies[PATH] = [BTC, ETH]
    began = time.monotonic()
    for stamp in range(1, 10):
        loading.markets.update_from_ticker(Ticker(code="KRW-ETH", timestamp=stamp))
    await eventually(lambda: loading.codes == ["KRW-BTC", "KRW-ETH"])
    assert time.monotonic() - began > 0.25
    loading.markets.update_from_ticker(Ticker(code="KRW-ETH", timestamp=11))
    await asyncio.sleep(0.4)  # time enough for a request too many
    assert len(loading.http.requests) == 3


async def test_a_list_that_lacks_a_market_is_doubted_at_growing_intervals(
    loading: Loading, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert market_loading.DOUBTED == 60
    monkeypatch.setattr(market_loading, "DOUBTED", 0.1)
    loading.http.replies[PATH] = [BTC, ETH]
    loading.markets.reload_requested.emit()
    await eventually(lambda: loading.codes == ["KRW-BTC", "KRW-ETH"])
    loading.http.replies[PATH] = [BTC]
    loading.markets.reload_requested.emit()
    await eventually(lambda: loading.markets.is_gone("KRW-ETH"))
    before = len(loading.http.requests)
    await eventually(lambda: len(loading.http.requests) == before + 2)
    assert 0.15 < loading.loading._interval < 10
    loading.http.replies[PATH] = [BTC, ETH]
    await eventually(lambda: loading.codes == ["KRW-BTC", "KRW-ETH"])


async def test_a_list_that_waits_behind_a_block_is_loaded_once_the_exchange_answers_others(
    loading: Loading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.upbit.rest.client.SHORT", 0.05)
    await eventually(lambda: loading.codes == ["KRW-BTC"])
    loading.http.replies[PATH] = error(418, "x", "blocked for 3000 seconds")
    loading.markets.reload_requested.emit()
    await eventually(lambda: loading.markets.trouble)
    loading.http.replies[PATH] = [ETH]
    rest = loading.loading._rest
    rest.lift_blocks()
    await rest.trades("KRW-BTC")
    await eventually(lambda: loading.codes == ["KRW-ETH"])
    asked = len(loading.http.requests)
    loading.markets.reload_requested.emit()
    await asyncio.sleep(0.2)  # time enough for a request too many
    assert len(loading.http.requests) == asked + 1, "its own answer to the user has it load no second time"


async def test_the_user_asks_and_has_it_now(loading: Loading) -> None:
    await eventually(lambda: loading.codes == ["KRW-BTC"])
    loading.http.replies[PATH] = [ETH]
    loading.markets.reload_requested.emit()
    await eventually(lambda: loading.codes == ["KRW-ETH"])
    assert loading.markets.is_gone("KRW-BTC")


@pytest.mark.parametrize("reply", [list, lambda: "<html>", lambda: [None], lambda: error(502, "x", "Bad Gateway")])
async def test_a_failure_is_shown_and_the_old_list_stays_until_it_is_over(loading: Loading, reply) -> None:
    await eventually(lambda: loading.codes == ["KRW-BTC"])

    async def bad() -> object:
        return reply()

    loading.http.replies[PATH] = bad
    loading.markets.reload_requested.emit()
    await eventually(lambda: loading.markets.trouble)
    assert loading.markets.trouble.startswith("종목 목록을 새로 고치지 못함")
    assert not any(word in loading.markets.trouble for word in ("Expected", "bad_reply", "Gateway"))
    assert loading.codes == ["KRW-BTC"]
    loading.http.replies[PATH] = [BTC]
    await eventually(lambda: not loading.markets.trouble)
    assert loading.codes == ["KRW-BTC"]


async def test_an_outage_is_logged_once_and_waits_begin_anew_with_a_success_or_the_user(
    loading: Loading, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("core.timing.backoff.INITIAL", 0.01)
    monkeypatch.setattr("core.timing.backoff.MAXIMUM", 0.02)
    await eventually(lambda: loading.codes == ["KRW-BTC"])
    loading.loading._attempts = Attempts("market list", logging.WARNING)

    async def down() -> object:
        return error(502, "x", "Bad Gateway")

    def waits() -> int:
        return loading.loading._attempts._backoff.attempt

    loading.http.replies[PATH] = down
    loading.markets.reload_requested.emit()
    await eventually(lambda: waits() >= 4)
    assert len(caplog.records) == 1
    loading.markets.reload_requested.emit()
    assert waits() == 0
    await eventually(lambda: waits() >= 4)
    loading.http.replies[PATH] = [BTC]
    await eventually(lambda: not loading.markets.trouble)
    assert waits() == 0
    assert len(caplog.records) == 1
    loading.http.replies[PATH] = down
    loading.markets.reload_requested.emit()
    await eventually(lambda: waits() >= 2)
    assert len(caplog.records) == 2


async def test_a_block_is_honoured_until_the_user_wants_to_know(
    loading: Loading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.upbit.rest.client.SHORT", 0.05)
    await eventually(lambda: loading.codes == ["KRW-BTC"])
    loading.http.replies[PATH] = error(418, "x", "", **{"Retry-After": "3000"})
    loading.markets.reload_requested.emit()
    await eventually(lambda: "막았습니다" in loading.markets.trouble)
    reported = [formats.clock_time(round((time.time() + ahead) * 1000)) for ahead in range(2990, 3002)]
    assert any(f"{each}에 다시 시도" in loading.markets.trouble for each in reported)
    loading.http.replies[PATH] = [ETH]
    await asyncio.sleep(0.2)  # time enough for a request too many
    assert len(loading.http.requests) == 2
    loading.markets.reload_requested.emit()
    await eventually(lambda: loading.codes == ["KRW-ETH"])


async def test_the_time_is_of_the_zone_of_the_screen_also_after_that_changed(loading: Loading) -> None:
    loading.http.replies[PATH] = error(418, "x", "", **{"Retry-After": "3000"})
    await eventually(lambda: loading.markets.trouble)
    in_korea = loading.markets.trouble
    loading.look.set_time_zone("utc")
    in_utc = loading.markets.trouble
    assert in_utc != in_korea
    reported = [formats.clock_time(round((time.time() + ahead) * 1000), UTC) for ahead in range(2990, 3002)]
    assert any(each in in_utc for each in reported)


async def test_a_silent_server_is_named_while_it_is_waited_for(
    loading: Loading, monkeypatch: pytest.MonkeyPatch
) -> None:
    await eventually(lambda: loading.codes == ["KRW-BTC"])
    monkeypatch.setattr(market_loading, "SLOW", 0.05)
    loading.markets.markets = None
    ends = asyncio.Event()

    async def silent() -> object:
        await ends.wait()
        return [ETH]

    loading.http.replies[PATH] = silent
    loading.markets.reload_requested.emit()
    await eventually(lambda: "모의 거래소가 응답하지 않습니다. 바쁠 수" in loading.markets.trouble)
    ends.set()
    await eventually(lambda: loading.codes == ["KRW-ETH"])
    assert not loading.markets.trouble


async def test_the_first_connection_after_a_failure_says_that_the_exchange_is_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(market_loading, "_LOOK", 0.01)
    monkeypatch.setattr("core.timing.backoff.INITIAL", 60.0)
    monkeypatch.setattr("core.timing.backoff.MAXIMUM", 60.0)
    http, tasks = HttpExchange(), TaskOwner()
    http.replies[PATH] = error(503, "maintenance", "down")
    async with served(http) as url:
        rest = RestClient(endpoints_for("simulated", url))
        made = Loading(http, rest)
        tasks.spawn(made.loading.run(), "market list")
        await eventually(lambda: made.markets.trouble != "")
        http.replies[PATH] = [BTC]
        made.link = LinkStatus(ConnectionState.LIVE, epoch=1)
        await eventually(lambda: made.codes == ["KRW-BTC"])
        await tasks.cancel()
        await rest.close()
