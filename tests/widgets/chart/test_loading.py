"""The loading of pages without a chart, over a real socket."""

from __future__ import annotations

import gc
import math
import weakref
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from candle_pages import MinuteHistory
from core.engine.deliver.feed import FeedState, FeedStatus
from core.market.candle_history.empty_pages import BELIEVED_AFTER
from core.market.candle_history.page_request import Purpose
from core.market.candles.units import CandleUnit
from core.model.flow_status import FlowStatus
from core.model.link_status import ConnectionState, LinkStatus
from core.model.messages import Trade
from core.model.subscription import StreamKey, StreamType
from core.storage.candle_store import CandleStore, SourceCandles
from core.upbit.endpoints import endpoints_for
from core.upbit.rest.quotation import RestClient
from exchange_limits import open_gates
from http_exchange import HttpExchange, error, served
from waiting import eventually
from widgets.chart.loading import CandleLoading

LAST = 29_000_000


@pytest.fixture
async def pages() -> MinuteHistory:
    return MinuteHistory(HttpExchange(), LAST - 299, LAST)


@pytest.fixture
async def rest(pages: MinuteHistory) -> AsyncIterator[RestClient]:
    async with served(pages.http) as url:
        client = RestClient(endpoints_for("simulated", url), open_gates())
        yield client
        await client.close()


async def ended(loading: CandleLoading, first_slot: float = math.inf) -> bool:
    """Load the next page, if any is missing."""
    page = loading.next_page(first_slot)
    if page is not None:
        await page
    return page is not None


async def test_page_after_page_until_the_wanted_slot_and_then_to_the_beginning(application, rest):
    loading = CandleLoading(rest)
    history = loading.begin("KRW-BTC", CandleUnit.MINUTE_1)
    spoiled: list[int] = []
    loading.page_ended.connect(spoiled.append)
    due: list[bool] = []
    loading.is_due.connect(lambda: due.append(True))
    assert loading.note == ""
    first = loading.next_page(math.inf)
    assert loading.note == "과거 봉 불러오는 중 · 0개"
    assert loading.next_page(math.inf) is None, "one at a time"
    await first
    assert len(history.series) == 200
    assert loading.note == ""
    assert not await ended(loading, LAST - 150)
    assert await ended(loading, LAST - 250)
    for _ in range(BELIEVED_AFTER):
        assert loading.note == ""
        assert await ended(loading, 0)
        if not history.is_at_beginning:
            assert loading.note == "과거 봉 불러오는 중 · 300개", "one empty page is not believed"
            assert loading.trouble == ""
            assert not await ended(loading, 0), "not at once"
            due.clear()
            await eventually(lambda: due)
            loading.retry()
    assert loading.note == "처음까지 불러옴 · 300개"
    assert not await ended(loading, 0)
    assert spoiled == [0, 0] + [0] * BELIEVED_AFTER


async def test_a_failed_page_says_why_and_waits_as_long_as_the_exchange_demands(application, rest, pages):
    pages.http.replies["/v1/candles/minutes/1"] = error(429, "too_many_requests", "", **{"Retry-After": "40"})
    loading = CandleLoading(rest)
    history = loading.begin("KRW-BTC", CandleUnit.MINUTE_1)
    assert await ended(loading)
    assert loading.note == ""
    assert loading.trouble.startswith("봉을 불러오지 못함: ")
    assert loading.trouble.endswith(("· 40초 후 재시도", "· 41초 후 재시도"))
    assert not loading.is_unreachable
    assert not await ended(loading), "not before the wait is over"
    pages.http.replies["/v1/candles/minutes/1"] = pages.page
    rest.lift_blocks()
    loading.retry()
    page = loading.next_page(math.inf)
    assert loading.trouble.startswith("봉을 불러오지 못함: "), "a strip that comes and goes would move the chart"
    await page
    assert loading.trouble == ""
    assert len(history.series) == 200


async def test_without_a_way_to_the_exchange_it_says_so(application):
    client = RestClient(endpoints_for("simulated", "http://127.0.0.1:9"))
    loading = CandleLoading(client)
    loading.begin("KRW-BTC", CandleUnit.MINUTE_1)
    assert await ended(loading)
    assert loading.is_unreachable
    assert loading.trouble
    await client.close()


async def test_what_trades_have_shown_stays_while_the_newest_candles_are_loaded_again_in_vain(application, rest, pages):
    loading = CandleLoading(rest)
    history = loading.begin("KRW-BTC", CandleUnit.MINUTE_1)
    assert await ended(loading)
    seen_ms = (LAST + 1) * 60_000 + 9
    history.receive(Trade(code="KRW-BTC", trade_price=123.0, timestamp=seen_ms, trade_timestamp=seen_ms))
    assert history.series.last.close == 123.0
    pages.http.replies["/v1/candles/minutes/1"] = error(404, 404, "Code not found")
    loading.load_newest()
    assert await ended(loading)
    assert loading.trouble
    assert history.series.last.close == 123.0


def live(**changes: Any) -> FeedStatus:
    """A status of a stream that is heard; its clock is 1 000 s ahead of the loop's."""
    link = LinkStatus(ConnectionState.LIVE, epoch=1)
    return FeedStatus(FeedState.LIVE, link, last_heard=50.0, heard_ms=1_050_000)._replace(**changes)


MINUTES, PRICES = StreamKey(StreamType.CANDLE_1M, "KRW-BTC"), StreamKey(StreamType.TICKER, "KRW-BTC")


@pytest.mark.parametrize(
    ("before", "then", "is_missed"),
    [
        (live(), live(), False),
        (live(), live(last_heard=99.0, heard_ms=1_099_000), False),
        (live(), live(heard_ms=1_053_000), False),
        (live(), live(heard_ms=1_050_000 - 60_000), False),
        (live(heard_ms=1_050_000 - 60_000), live(), False),
        (live(), live(heard_ms=None), False),
        (live(), live(link=LinkStatus(ConnectionState.LIVE, epoch=2)), True),
        (live(), live(state=FeedState.DISCONNECTED, link=LinkStatus(ConnectionState.RECONNECTING, epoch=2)), False),
        (live(spoiled=3), live(spoiled=4), False),
        (live(spoiled=3), live(), True),
        (live(misdated=3), live(), True),
        (live(unheard=frozenset({MINUTES})), live(), True),
        (live(unheard=frozenset({MINUTES})), live(unheard=frozenset({MINUTES})), False),
        (live(unheard=frozenset({PRICES})), live(), False),
        (live(), live(unheard=frozenset({MINUTES})), False),
    ],
)
async def test_candles_may_be_missed_before_their_stream_begins_and_after_bad_messages_not_by_a_delay(
    application, rest, before, then, is_missed
):
    loading = CandleLoading(rest)
    history = loading.begin("KRW-BTC", CandleUnit.MINUTE_1)
    assert loading.meet(before), "a page made before the stream began may lack something"
    assert await ended(loading)
    assert not await ended(loading)
    assert loading.meet(then) is is_missed
    assert len(history.series) == 200
    assert await ended(loading) is is_missed
    assert len(history.series) == 200
    loading.begin("KRW-BTC", CandleUnit.MINUTE_5)
    assert loading.meet(then) is (then.state is FeedState.LIVE), "another stream begins"


HOUR_MS, DAY_MS = 3_600_000, 86_400_000


@pytest.mark.parametrize(
    ("steps", "are_kept"),
    [
        ([HOUR_MS, HOUR_MS], [True, True]),  # this machine slept twice
        ([DAY_MS, -DAY_MS, HOUR_MS], [True, False, False]),
        ([-DAY_MS, DAY_MS, HOUR_MS], [False, False, True]),
    ],
)
async def test_the_chart_begins_anew_where_candles_came_at_wrong_times_and_is_joined_after_a_sleep(
    application, rest, steps, are_kept
):
    loading = CandleLoading(rest)
    history = loading.begin("KRW-BTC", CandleUnit.MINUTE_1)
    loading.meet(live())
    await ended(loading)
    heard_ms = 1_050_000
    for step, is_kept in zip(steps, are_kept, strict=True):
        heard_ms += step
        assert loading.meet(live(heard_ms=heard_ms))
        assert len(history.series) == (200 if is_kept else 0)
        assert await ended(loading), "what was missed is loaded"
        assert len(history.series) == 200
        assert not loading.meet(live(heard_ms=heard_ms))


@pytest.mark.parametrize("by_ms", [20_000, 60_000])
async def test_a_clock_known_to_be_set_back_and_set_right_again_makes_the_chart_begin_anew_each_time(
    application, rest, by_ms
):
    loading = CandleLoading(rest)
    history = loading.begin("KRW-BTC", CandleUnit.MINUTE_1)
    loading.meet(live())
    assert await ended(loading)
    for heard_ms in (1_050_000 - by_ms, 1_050_000):
        assert loading.meet(live(heard_ms=heard_ms, clock_set_back=1))
        assert len(history.series) == 0
        assert await ended(loading)
        assert not loading.meet(live(heard_ms=heard_ms + 3_000, clock_set_back=1))


async def test_the_newest_candles_are_checked_from_time_to_time_in_silence(application, rest, pages):
    """The stream left out a minute, and nothing tells of it."""
    loading = CandleLoading(rest)
    history = loading.begin("KRW-BTC", CandleUnit.MINUTE_1)
    told: list[int] = []
    pages.holes = frozenset({LAST - 2})
    heard_ms = (LAST + 1) * 60_000 + 30_000
    loading.meet(live(heard_ms=heard_ms))
    assert await ended(loading)
    loading.page_ended.connect(told.append)
    pages.holes = frozenset()
    asked = len(pages.http.requests)
    for seconds, pages_of in ((9.0, []), (10.0, ["4", "200"]), (19.0, []), (20.0, ["4"])):
        assert not loading.meet(live(last_heard=50.0 + seconds, heard_ms=heard_ms + round(seconds * 1000)))
        while (page := loading.next_page(LAST - 100)) is not None:
            is_check = history.pending.purpose is Purpose.CHECK
            assert (loading.note == "", loading.trouble) == (is_check, "")
            await page
            assert len(history.series) == 200 + 1
        assert [each.query["count"] for each in pages.http.requests[asked:]] == pages_of
        asked = len(pages.http.requests)
    assert told == [0, 0], "the second check found nothing"


async def test_no_candles_are_checked_while_data_come_late(application, rest):
    loading = CandleLoading(rest)
    loading.begin("KRW-BTC", CandleUnit.MINUTE_1)
    loading.meet(live())
    assert await ended(loading)
    assert not loading.meet(live(last_heard=65.0, flow=FlowStatus(late_ms=5_000.0)))
    assert not await ended(loading, LAST - 100)


async def test_a_check_that_fails_is_no_trouble(application, rest, pages):
    loading = CandleLoading(rest)
    history = loading.begin("KRW-BTC", CandleUnit.MINUTE_1)
    loading.meet(live())
    assert await ended(loading)
    told: list[int] = []
    loading.page_ended.connect(told.append)
    pages.is_refusing = True
    for seconds in (10.0, 20.0):
        loading.meet(live(last_heard=50.0 + seconds))
        assert await ended(loading, LAST - 100)
        assert (loading.trouble, history.error, told) == ("", "", [])


async def test_what_comes_for_an_earlier_history_is_not_told(application, rest):
    loading = CandleLoading(rest)
    loading.begin("KRW-BTC", CandleUnit.MINUTE_1)
    told: list[int] = []
    loading.page_ended.connect(told.append)
    page = loading.next_page(math.inf)
    loading.begin("KRW-BTC", CandleUnit.MINUTE_5)
    await page
    assert told == []
    assert loading.note == ""


async def test_once_stopped_it_neither_asks_nor_tells(application, rest):
    loading = CandleLoading(rest)
    loading.begin("KRW-BTC", CandleUnit.MINUTE_1)
    told: list[int] = []
    loading.page_ended.connect(told.append)
    page = loading.next_page(math.inf)
    loading.stop()
    await page
    assert told == []
    assert not await ended(loading, 0)


async def test_a_page_under_way_does_not_keep_it(application, rest):
    loading = CandleLoading(rest)
    history = loading.begin("KRW-BTC", CandleUnit.MINUTE_1)
    page = loading.next_page(math.inf)
    gone = weakref.ref(loading)
    del loading
    gc.collect()
    assert gone() is None
    await page
    assert len(history.series) == 200


class TestWithAStore:
    @pytest.fixture
    async def store(self, tmp_path: Path) -> AsyncIterator[SourceCandles]:
        made = CandleStore(tmp_path / "candles.sqlite", 10**9, lambda text: None)
        yield SourceCandles(made, "upbit")
        await made.close()

    async def test_what_was_loaded_is_there_at_the_next_start_without_a_request(self, application, rest, store, pages):
        first = CandleLoading(rest, store)
        first.begin("KRW-BTC", CandleUnit.MINUTE_1)
        while await ended(first, LAST - 250):
            pass
        first.stop()
        asked = len(pages.http.requests)
        second = CandleLoading(rest, store)
        history = second.begin("KRW-BTC", CandleUnit.MINUTE_1)
        assert await ended(second)
        assert history.series.slots.tolist() == list(range(LAST - 299, LAST - 1)), "all but the newest two"
        assert len(pages.http.requests) == asked
        assert await ended(second)
        assert history.series.slots.tolist() == list(range(LAST - 299, LAST + 1))
        assert not await ended(second, LAST - 250), "nothing is missing"

    async def test_another_unit_or_market_or_source_has_candles_of_its_own(self, application, rest, store):
        loading = CandleLoading(rest, store)
        loading.begin("KRW-BTC", CandleUnit.MINUTE_1)
        while await ended(loading):
            pass
        for other, code, unit in (
            (store, "KRW-BTC", CandleUnit.MINUTE_5),
            (store, "KRW-ETH", CandleUnit.MINUTE_1),
            (SourceCandles(store.store, "simulated"), "KRW-BTC", CandleUnit.MINUTE_1),
        ):
            loading = CandleLoading(rest, other)
            history = loading.begin(code, unit)
            assert await ended(loading)
            assert len(history.series) == 0

    async def test_candles_of_another_market_are_replaced_and_removed(self, application, rest, store, pages):
        first = CandleLoading(rest, store)
        first.begin("KRW-BTC", CandleUnit.MINUTE_1)
        while await ended(first, 0):
            pass
        first.stop()
        original = pages.page

        async def other() -> object:
            return [dict(each, high_price=each["high_price"] + 500) for each in await original()]

        pages.http.replies["/v1/candles/minutes/1"] = other
        second = CandleLoading(rest, store)
        history = second.begin("KRW-BTC", CandleUnit.MINUTE_1)
        while await ended(second):
            pass
        assert len(history.series) == 200
        assert history.series.highs.min() > 1500
        second.stop()
        kept = await store.read("KRW-BTC", "1m", None, 9_999)
        assert kept.batch.figures[1].min() > 1500
        assert await store.read("KRW-BTC", "1m", kept.first, 9_999) is None

    async def test_rows_told_twice_are_counted_as_left_out(self, application, rest, pages):
        original = pages.page

        async def twice() -> object:
            rows = await original()
            return [*rows, rows[5], rows[7]]

        pages.http.replies["/v1/candles/minutes/1"] = twice
        loading = CandleLoading(rest)
        history = loading.begin("KRW-BTC", CandleUnit.MINUTE_1)
        left_out: list[int] = []
        loading.page_ended.connect(left_out.append)
        assert await ended(loading)
        assert left_out == [2]
        assert len(history.series) == 200
