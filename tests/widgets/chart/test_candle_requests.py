"""What a chart asks for, and what it says of pages that come or fail."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import pytest
from aiohttp import web
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QPushButton

from candle_pages import revision, utc
from core.market.candle_history.empty_pages import BELIEVED_AFTER
from core.market.indicators.catalogue import CATALOGUE
from core.market.market_state import USUAL, MarketState, Phase
from core.model.markets import Market, MarketList
from core.upbit.endpoints import endpoints_for
from core.upbit.rest.quotation import RestClient
from http_exchange import error
from paged_charts import LAST, shown, until
from widgets.chart.controls.notice import ChartNotice
from widgets.chart.panel import ChartPanel
from widgets.markets.directory import MarketDirectory
from widgets.panel.data_state.data_notice import Notice
from widgets.panel.source_access import SourceAccess


async def test_a_bad_row_costs_one_candle_and_is_reported_until_its_page_comes_whole(desk, context, pages, monkeypatch):
    monkeypatch.setattr("core.timing.backoff.INITIAL", 0.01)
    whole, missing, count = pages.page, LAST - 7, 0

    async def page():
        nonlocal count
        rows, count = await whole(), count + 1
        return [row | {"opening_price": None} if row["candle_date_time_utc"] == utc(missing) else row for row in rows]

    pages.http.replies["/v1/candles/minutes/1"] = page
    panel = shown(context)
    await desk.requested()
    await until(lambda: len(panel.history.series) >= 199)
    assert panel.status_text.startswith("손상된 데이터 ")
    assert panel.status_text.endswith("건 제외")
    said = panel.status_text
    await until(lambda: count >= 5)
    assert panel.status_text == said, "the same row is not counted again"
    assert "손상된 봉 1개" in panel.requests.notice.text
    assert panel.history.series.bar_at(missing) is None
    pages.http.replies["/v1/candles/minutes/1"] = whole
    await until(lambda: panel.history.series.bar_at(missing) is not None)
    await until(lambda: panel.requests.notice.text == "")
    assert panel._loading._retrying.seconds_left == 0


async def test_a_page_without_a_good_row_is_refused_in_our_words(desk, context, pages):
    pages.http.replies["/v1/candles/minutes/1"] = [{"market": "KRW-BTC", "opening_price": None}]
    panel = shown(context)
    await desk.requested()
    await until(lambda: panel.history.error)
    assert panel.history.error == "거래소의 응답을 읽을 수 없습니다"
    assert not panel.history.is_at_beginning


async def test_a_block_may_be_lifted_by_hand(desk, context, pages, monkeypatch):
    monkeypatch.setattr("core.upbit.rest.client.SHORT", 0.05)
    pages.http.replies["/v1/candles/minutes/1"] = error(418, "x", "", **{"Retry-After": "3000"})
    panel = shown(context)
    await desk.requested()
    await until(lambda: "막았습니다" in panel.history.error)
    pages.http.replies["/v1/candles/minutes/1"] = pages.page
    panel.requests.retry()
    await until(lambda: len(panel.history.series) >= 200)


async def test_scrolling_back_pages_the_past_in_without_a_jump_until_there_is_no_more(desk, context, pages):
    panel = shown(context)
    await until(lambda: len(panel.history.series) and panel.history.pending is None)
    panel.view.pan(200)
    left = panel.view.window_of_time.left
    while not panel.history.is_at_beginning:
        panel.view.to_oldest()
        left = panel.view.window_of_time.left
        await until(lambda: panel.history.pending is None and not panel.history.is_doubting)
    assert len(panel.history.series) == 1000
    assert panel.view.window_of_time.left == pytest.approx(left)
    assert "처음까지" in panel.header.note
    ends = [query.get("to") for query in pages.http.queries()]
    *others, last = dict.fromkeys(ends)
    assert ends == [*others, *[last] * BELIEVED_AFTER], "only the empty page was asked for again"


class ShownTexts(QObject):
    """The texts of a notice, each time it is shown: it may be gone at the next look."""

    def __init__(self, notice: ChartNotice) -> None:
        super().__init__(notice)
        self._notice = notice
        self.texts: list[str] = []
        notice.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Show:
            self.texts.append(self._notice.text)
        return False


REFUSALS: list[object] = [
    error(500, "server_error", "점검 중"),
    error(502, "bad_gateway", ""),
    error(429, "too_many_requests", "요청이 많습니다", **{"Retry-After": "0"}),
    {"status": 502, "text": "<html><b>Bad Gateway</b></html>", "content_type": "text/html"},
    {"status": 200, "text": '[{"market": "KRW-BTC", "candle_da', "content_type": "application/json"},
    {"status": 200, "text": "<html>", "content_type": "text/html"},
]  # fmt: skip


@pytest.mark.parametrize(("refusal", "at"), [*((each, 1) for each in range(6)), (0, 0), (0, 3)])
async def test_pages_that_fail_in_a_row_come_by_themselves(desk, context, pages, monkeypatch, refusal, at):
    """First page, second or later ones: six failures in a row, and nobody clicks."""
    monkeypatch.setattr("core.timing.backoff.INITIAL", 0.002)
    page, answered, failures = pages.page, [], []

    async def refusing() -> object:
        if len(answered) == at and len(failures) < 6:
            failures.append(1)
            kind = REFUSALS[refusal]
            return web.Response(**kind) if isinstance(kind, dict) else copied(kind)
        answered.append(1)
        return await page()

    pages.http.replies["/v1/candles/minutes/1"] = refusing
    panel = shown(context)
    shown_texts = ShownTexts(panel.requests.notice)
    while not panel.history.is_at_beginning:
        panel.view.to_oldest()
        await asyncio.sleep(0.002)
    notices = shown_texts.texts
    assert len(failures) == 6
    assert len(panel.history.series) == 1000
    assert panel.requests.notice.text == ""
    assert notices
    assert all("불러오지 못함" in text and "초 후 재시도" in text for text in notices)
    assert not [text for text in notices if "<" in text or "malformed" in text or "JSON" in text or "Gateway" in text]


async def test_its_notice_and_that_of_the_data_do_not_lie_over_each_other(desk, context, pages):
    pages.http.replies["/v1/candles/minutes/1"] = answering(error(503, "down", "점검 중"))
    panel = shown(context)
    await until(lambda: panel.requests.notice.text)
    panel.show_notice(Notice("연결 끊김", is_aside=True, can_retry=True))
    panel.requests.show_progress()
    QApplication.sendPostedEvents()  # no more: a second that passes meanwhile would take the notice away
    panel._overlay.layout().activate()
    card = panel._overlay._text.geometry().translated(panel._overlay.pos())
    notice, view = panel.requests.notice.geometry(), panel.view.geometry()
    assert panel.rect().contains(card)
    assert not notice.intersects(card)
    assert not view.intersects(card)
    assert not view.intersects(notice)
    again = panel.requests.notice.findChild(QPushButton)
    assert panel.childAt(again.mapTo(panel, again.rect().center())) is again, "it can be clicked"


async def test_beside_other_markets_to_choose_it_says_nothing(desk, context, pages):
    pages.http.replies["/v1/candles/minutes/1"] = answering(error(404, "no_market", "없는 종목"))
    panel = shown(context)
    await until(lambda: panel.requests.notice.text)
    panel.show_notice(Notice("모의 거래소에 없는 종목: KRW-ZZZZ", ("KRW-ZK",)))
    panel.requests.show_progress()
    assert panel.requests.notice.text == ""
    panel.show_notice(None)
    panel.requests.show_progress()
    assert panel.requests.notice.text


async def test_it_comes_back_no_sooner_than_the_exchange_allows(desk, context, pages):
    pages.http.replies["/v1/candles/minutes/1"] = answering(
        error(429, "too_many_requests", "요청이 많습니다", **{"Retry-After": "2"})
    )
    panel = shown(context)
    await until(lambda: panel.history.error)
    began, earlier = time.monotonic(), len(pages.http.requests)
    assert "2초 후 재시도" in panel.requests.notice.text
    await until(lambda: "1초 후 재시도" in panel.requests.notice.text)
    pages.http.replies["/v1/candles/minutes/1"] = pages.page
    await until(lambda: len(pages.http.requests) > earlier)
    assert time.monotonic() - began > 1.9
    await until(lambda: len(panel.history.series) >= 200)
    assert panel.requests.notice.text == ""


async def refused(context, pages, monkeypatch) -> ChartPanel:
    """Return a panel whose page has just failed, and which would ask again in an hour."""
    monkeypatch.setattr("core.timing.backoff.INITIAL", 3_600.0)
    monkeypatch.setattr("core.timing.backoff.MAXIMUM", 3_600.0)
    pages.is_refusing = True
    panel = shown(context)
    await until(lambda: panel.history.error)
    return panel


async def test_a_click_waits_no_longer_and_nothing_else_hammers(desk, context, pages, monkeypatch):
    panel = await refused(context, pages, monkeypatch)
    assert "점검 중" in panel.requests.notice.text
    earlier = len(pages.http.requests)
    panel.view.pan(50)
    panel.frame()
    await asyncio.sleep(0.05)
    assert len(pages.http.requests) == earlier
    pages.is_refusing = False
    panel.requests.retry()
    await until(lambda: len(panel.history.series) >= 200)
    assert panel.requests.notice.text == ""


async def test_all_charts_go_on_once_after_a_block_that_the_user_lifted_anywhere(desk, context, pages, monkeypatch):
    monkeypatch.setattr("core.upbit.rest.client.SHORT", 0.05)
    path = "/v1/candles/minutes/1"
    pages.http.replies[path] = answering(error(418, "x", "blocked for 3600 seconds"))
    panels = [shown(context), shown(context)]
    panels[0].comparing.compare("KRW-ETH")
    compared = panels[0].comparing.market.history
    histories = [compared, *(panel.history for panel in panels)]
    await until(lambda: all("막았습니다" in history.error for history in histories))
    for _ in range(3):
        asked = len(pages.http.requests)
        context.rest.lift_blocks()
        await context.rest.markets()
        await until(lambda asked=asked: len(pages.http.requests) > asked + 1)
        await until(lambda: all("막았습니다" in history.error for history in histories))
        await asyncio.sleep(0.05)  # time enough for a request too many
        assert len(pages.http.requests) <= asked + 1 + len(histories), "each tries once, and the block holds again"
    pages.http.replies[path] = pages.page
    context.rest.lift_blocks()
    await context.rest.markets()
    await until(lambda: all(len(history.series) for history in histories))


async def test_another_unit_or_market_does_not_wait_for_what_failed_before(desk, context, pages, monkeypatch):
    panel = await refused(context, pages, monkeypatch)
    panel.set_unit("5m")
    assert panel.requests.notice.text == ""
    pages.is_refusing = False
    panel.set_unit("1m")
    await until(lambda: len(panel.history.series) >= 200)


async def test_a_page_that_comes_forgives_the_failures_before_it(desk, context, pages, monkeypatch):
    monkeypatch.setattr("core.timing.backoff.INITIAL", 0.001)
    pages.is_refusing = True
    panel = shown(context)
    await until(lambda: len(pages.http.requests) >= 6)
    assert panel._loading._retrying._backoff.attempt >= 5
    pages.is_refusing = False
    await until(lambda: len(panel.history.series) >= 200 and panel.history.pending is None)
    assert panel._loading._retrying._backoff.attempt == 0
    assert panel._loading._retrying.seconds_left == 0


async def test_a_panel_closed_while_it_waits_asks_no_more(desk, context, pages, monkeypatch):
    monkeypatch.setattr("core.timing.backoff.INITIAL", 0.01)
    pages.is_refusing = True
    panel = shown(context)
    await until(lambda: panel.history.error)
    panel.release()
    assert panel._loading._retrying.seconds_left == 0, "no timer runs for what is closed"
    earlier = len(pages.http.requests)
    await asyncio.sleep(0.1)
    assert len(pages.http.requests) == earlier


def answering(reply: web.Response) -> Callable[[], object]:
    """A response can be sent once only: another like `reply` each time."""

    async def answer() -> object:
        return copied(reply)

    return answer


def copied(reply: web.Response) -> web.Response:
    headers = {name: value for name, value in reply.headers.items() if not name.startswith("Content-")}
    return web.Response(status=reply.status, body=reply.body, headers=headers, content_type=reply.content_type)


async def test_live_candles_show_though_no_page_comes(desk, context, pages):
    pages.is_refusing = True
    panel = shown(context)
    await until(lambda: panel.history.error)
    await desk.requested()
    desk.deliver(revision(LAST, 10))
    panel.frame()
    assert len(panel.history.series) == 1


async def test_what_was_missed_while_the_link_was_down_is_fetched_when_it_is_back(desk, context, pages):
    panel = shown(context)
    await desk.requested()
    desk.deliver(revision(LAST, 10))
    panel.frame()
    await until(lambda: len(panel.history.series) >= 200 and panel.history.pending is None)
    desk.sockets[-1].abort()
    await until(lambda: len(desk.sockets) == 2 and desk.sockets[-1].heard)
    pages.last = LAST + 8
    desk.deliver(revision(LAST + 9, 99, close=1044.0))
    panel.frame()
    await until(lambda: len(panel.history.series) and LAST + 5 in panel.history.series.slots)
    assert panel.history.series.slots[-11:].tolist() == list(range(LAST - 1, LAST + 10))
    assert panel.history.series.last.close == 1044.0


MARKETS: Final = [Market("KRW-BTC", "비트코인"), Market("KRW-ETH", "이더리움")]


def halt(markets: MarketDirectory) -> None:
    markets.update_state("KRW-BTC", MarketState(Phase.SUSPENDED))


def resume(markets: MarketDirectory) -> None:
    markets.update_state("KRW-BTC", USUAL)


def leave_list(markets: MarketDirectory) -> None:
    markets.fill(MarketList(MARKETS[1:]))


def return_to_list(markets: MarketDirectory) -> None:
    markets.fill(MarketList(MARKETS))


@pytest.mark.parametrize(("begin", "end"), [(halt, resume), (leave_list, return_to_list)])
async def test_the_end_of_a_candle_that_nobody_sent_is_loaded_once_trading_stops_and_once_it_goes_on(
    desk, context, pages, begin, end
):
    rows, final = pages.page, {}

    async def page():
        return [{**each, **final.get(each["candle_date_time_utc"], {})} for each in await rows()]

    pages.http.replies["/v1/candles/minutes/1"] = page
    return_to_list(context.markets)
    panel = shown(context)
    await desk.requested()
    desk.deliver(revision(LAST, 1, volume=3.0))
    panel.frame()
    await until(lambda: len(panel.history.series) >= 200 and panel.history.pending is None)
    for minute, volume, act in ((LAST, 7.0, begin), (LAST + 1, 5.0, end)):
        pages.last = minute
        final[utc(minute)] = {"candle_acc_trade_volume": volume}
        act(context.markets)
        await until(lambda minute=minute: panel.history.series.last.start_ms == minute * 60_000)
        await until(lambda volume=volume: panel.history.series.last.volume == volume)


async def test_a_chart_nobody_sees_asks_for_no_past_and_paints_nothing(desk, context, pages):
    panel = ChartPanel(context, "KRW-BTC", "1m")
    await until(lambda: len(panel.history.series) and panel.history.pending is None)
    desk.deliver(revision(LAST + 1, 10))
    panel.frame()
    assert panel.history.series.last.start_ms == (LAST + 1) * 60_000
    assert panel.view.layers_drawn == 0
    assert len(pages.http.requests) == 1


async def test_candles_are_loaded_as_far_back_as_the_indicators_need_them(desk, context):
    panel = shown(context)
    await desk.requested()
    await until(lambda: panel.header.note == "" and len(panel.history.series) >= 200)
    before = len(panel.history.series)
    made = panel.indicators.add(CATALOGUE["sma"])
    panel.indicators.change(made.with_value("period", 600))
    await until(lambda: len(panel.history.series) >= 700)
    assert before < 700
    first = panel.indicators.first_needed(panel.history.unit, panel.view.window_of_time.left)
    await until(lambda: panel.history.series.slots[0] <= first)


@pytest.mark.parametrize("is_real", [True, False])
async def test_where_the_exchange_cannot_be_reached_it_offers_simulated_quotes(desk, context, is_real):
    rest, source = RestClient(endpoints_for("simulated", "http://127.0.0.1:9")), SourceAccess(is_real=is_real)
    panel, wanted = shown(replace(context, rest=rest, source=source)), []
    source.simulated_wanted.connect(lambda: wanted.append(1))
    await until(lambda: panel.requests.notice.text)
    again, switch = panel.requests.notice.findChildren(QPushButton)
    assert again.isVisible()
    assert switch.isVisible() is is_real
    switch.click()
    assert wanted == [1]
    panel.release()
    await rest.close()


async def test_that_there_is_no_way_to_the_exchange_is_said_once(desk, context):
    rest = RestClient(endpoints_for("simulated", "http://127.0.0.1:9"))
    panel = shown(replace(context, rest=rest))
    await until(lambda: panel.requests.notice.text)
    panel.show_notice(Notice("연결할 수 없음", can_retry=True))
    await until(lambda: not panel.requests.notice.text)
    panel.show_notice(None)
    await until(lambda: panel.requests.notice.text)
    panel.release()
    await rest.close()


async def test_a_page_that_the_exchange_refused_offers_no_other_source(desk, context, pages):
    pages.is_refusing = True
    panel = shown(replace(context, source=SourceAccess(is_real=True)))
    await until(lambda: panel.requests.notice.text)
    assert not panel.requests.notice.findChildren(QPushButton)[1].isVisible()


async def test_what_a_damaged_message_left_out_is_loaded_without_waiting_for_the_next_one(
    desk, context, pages, monkeypatch
):
    monkeypatch.setattr("core.engine.deliver.left_out.RUN_ENDS_AFTER", 0.2)
    monkeypatch.setattr("widgets.panel.status._SECOND_MS", 20)
    panel = shown(context)
    await desk.requested()
    desk.deliver(revision(LAST, 1))
    await until(lambda: len(panel.history.series) and panel.history.pending is None)
    asked = len(pages.http.queries())
    desk.clock._on_slow_beat()  # the frame that it wanted before it was shown
    desk.deliver({**revision(LAST, 2), "trade_price": "?"})
    await until(lambda: panel.status_text.startswith("손상된 데이터 "))
    assert len(pages.http.queries()) == asked
    await until(lambda: len(pages.http.queries()) > asked, within=5.0)
