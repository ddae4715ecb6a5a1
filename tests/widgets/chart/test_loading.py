"""The loading of pages without a chart, over a real socket."""

from __future__ import annotations

import gc
import math
import weakref
from collections.abc import AsyncIterator

import pytest
from PySide6.QtWidgets import QApplication

from candle_pages import MinuteHistory
from core.loop.rate_gate import RateGate
from core.market.candles.history import CandleHistory
from core.market.candles.units import CandleUnit
from core.timing.slots import SlotLedger
from core.upbit.endpoints import endpoints_for
from core.upbit.rest.quotation import Group, RestClient
from http_exchange import HttpExchange, error, served
from widgets.chart.loading import CandleLoading

LAST = 29_000_000


@pytest.fixture
async def pages() -> MinuteHistory:
    return MinuteHistory(HttpExchange(), LAST - 299, LAST)


@pytest.fixture
async def rest(pages: MinuteHistory) -> AsyncIterator[RestClient]:
    async with served(pages.http) as url:
        client = RestClient(
            endpoints_for("simulated", url),
            {group: RateGate(SlotLedger(burst=1_000, spacing=0.0001)) for group in Group},
        )
        yield client
        await client.close()


@pytest.fixture
def history(application: QApplication) -> CandleHistory:
    return CandleHistory("KRW-BTC", CandleUnit.MINUTE_1)


async def ended(loading: CandleLoading, first_slot: float = math.inf) -> bool:
    """Load the next page, if any is missing."""
    page = loading.next_page(first_slot)
    if page is not None:
        await page
    return page is not None


async def test_page_after_page_until_the_wanted_slot_and_then_to_the_beginning(rest, history):
    loading = CandleLoading(rest, history)
    spoiled: list[int] = []
    loading.page_ended.connect(spoiled.append)
    assert loading.note == ""
    first = loading.next_page(math.inf)
    assert loading.note == "과거 봉 불러오는 중 · 0개"
    assert loading.next_page(math.inf) is None, "one at a time"
    await first
    assert len(history.series) == 200
    assert loading.note == ""
    assert not await ended(loading, LAST - 150)
    assert await ended(loading, LAST - 250)
    assert await ended(loading, 0)
    assert loading.note == "처음까지 불러옴 · 300개"
    assert not await ended(loading, 0)
    assert spoiled == [0, 0, 0]


async def test_a_failed_page_says_why_and_waits_as_long_as_the_exchange_demands(rest, history, pages):
    pages.http.replies["/v1/candles/minutes/1"] = error(429, "too_many_requests", "", **{"Retry-After": "40"})
    loading = CandleLoading(rest, history)
    assert await ended(loading)
    assert loading.note == ""
    assert loading.trouble.startswith("봉을 불러오지 못함: ")
    assert loading.trouble.endswith(("· 40초 후 재시도", "· 41초 후 재시도"))
    assert not loading.is_unreachable
    assert not await ended(loading), "not before the wait is over"
    pages.http.replies["/v1/candles/minutes/1"] = pages.page
    rest.lift_blocks()
    loading.retry()
    assert loading.trouble == ""
    assert await ended(loading)
    assert len(history.series) == 200


async def test_without_a_way_to_the_exchange_it_says_so(application, history):
    client = RestClient(endpoints_for("simulated", "http://127.0.0.1:9"))
    loading = CandleLoading(client, history)
    assert await ended(loading)
    assert loading.is_unreachable
    assert loading.trouble
    await client.close()


async def test_what_comes_for_an_earlier_history_is_not_told(rest, history):
    loading = CandleLoading(rest, history)
    told: list[int] = []
    loading.page_ended.connect(told.append)
    page = loading.next_page(math.inf)
    loading.load_for(CandleHistory("KRW-BTC", CandleUnit.MINUTE_5))
    await page
    assert told == []
    assert loading.note == ""


async def test_once_stopped_it_neither_asks_nor_tells(rest, history):
    loading = CandleLoading(rest, history)
    told: list[int] = []
    loading.page_ended.connect(told.append)
    page = loading.next_page(math.inf)
    loading.stop()
    await page
    assert told == []
    assert not await ended(loading, 0)


async def test_a_page_under_way_does_not_keep_it(rest, history):
    loading = CandleLoading(rest, history)
    page = loading.next_page(math.inf)
    gone = weakref.ref(loading)
    del loading
    gc.collect()
    assert gone() is None
    await page
    assert len(history.series) == 200
