"""The chart panel on the real engine, with pages over a real socket."""

from __future__ import annotations

import asyncio
import gc
import json
import time
import weakref
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest
from aiohttp import web
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from candle_pages import MinuteHistory, revision
from core.loop.rate_gate import RateGate
from core.market.chart.time_window import WIDEST_BAR
from core.market.indicators.catalogue import CATALOGUE
from core.timing.exchange_clock import BELIEVED_AFTER
from core.timing.slots import SlotLedger
from core.upbit.endpoints import endpoints_for
from core.upbit.rest.quotation import Group, RestClient
from desk_in_hand import Desk, ticker
from http_exchange import HttpExchange, error, served
from widgets.chart.indicators.window import IndicatorWindow
from widgets.chart.panel import ChartPanel
from widgets.panel.context import PanelContext
from widgets.panel.source_access import SourceAccess

LAST = 29_000_000


@pytest.fixture
async def pages() -> MinuteHistory:
    return MinuteHistory(HttpExchange(), LAST - 999, LAST)


@pytest.fixture
async def context(application: QApplication, desk: Desk, pages: MinuteHistory) -> AsyncIterator[PanelContext]:
    # As in the product: a window that closes must not end the loop under its tasks.
    application.setQuitOnLastWindowClosed(False)
    async with served(pages.http) as url:
        # As fast as possible: the subject is the panel, not the rate of requests.
        gates = {group: RateGate(SlotLedger(burst=1_000, spacing=0.0001)) for group in Group}
        rest = RestClient(endpoints_for("simulated", url), gates)
        yield replace(desk.context, rest=rest)
        await desk.tasks.cancel()
        await rest.close()


async def until(is_so: Callable[[], object]) -> None:
    """Return when `is_so`; sockets and threads take their turns meanwhile."""
    end = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < end, "it never came about"
        await asyncio.sleep(0.002)


def shown(context: PanelContext, option: str = "1m") -> ChartPanel:
    panel = ChartPanel(context, "KRW-BTC", option)
    panel.resize(700, 420)
    panel.show()
    return panel


async def test_it_watches_its_own_candles_at_once_and_says_that_it_is_loading(desk, context):
    panel = ChartPanel(context, "KRW-BTC", "5m")
    assert desk.wanted == {"candle.5m": {"KRW-BTC"}, "ticker": {"KRW-BTC"}}
    assert panel.panel_title() == "BTC/KRW · 5분"
    assert panel.status_text == "불러오는 중"
    panel.release()
    assert desk.wanted == {}


async def test_a_bad_row_costs_one_candle_and_is_reported_in_our_words(desk, context, pages):
    whole = pages.page

    async def page():
        rows = await whole()
        rows[7] |= {"opening_price": None}
        return rows

    pages.http.replies["/v1/candles/minutes/1"] = page
    panel = shown(context)
    await desk.requested()
    await until(lambda: len(panel.history.series) >= 199)
    assert panel.status_text.startswith("손상된 데이터 ")
    assert panel.status_text.endswith("건 제외")
    assert panel.notice_text == ""


async def test_a_page_without_a_good_row_is_refused_in_our_words(desk, context, pages):
    pages.http.replies["/v1/candles/minutes/1"] = [{"market": "KRW-BTC", "opening_price": None}]
    panel = shown(context)
    await desk.requested()
    await until(lambda: panel.history.error)
    assert panel.history.error == "거래소의 응답을 읽을 수 없습니다"
    assert not panel.history.is_at_beginning


async def test_a_block_may_be_lifted_by_hand(desk, context, pages, monkeypatch):
    monkeypatch.setattr("core.upbit.refusal.block.SHORT", 0.05)
    pages.http.replies["/v1/candles/minutes/1"] = error(418, "x", "", **{"Retry-After": "3000"})
    panel = shown(context)
    await desk.requested()
    await until(lambda: "막았습니다" in panel.history.error)
    pages.http.replies["/v1/candles/minutes/1"] = pages.page
    panel.retry()
    await until(lambda: len(panel.history.series) >= 200)


async def test_days_and_longer_watch_the_ticker(desk, context):
    panel = ChartPanel(context, "KRW-BTC", "week")
    assert desk.wanted == {"ticker": {"KRW-BTC"}}
    assert panel.option == "week"


async def test_a_page_and_the_live_candle_meet(desk, context):
    panel = shown(context)
    await until(lambda: len(panel.history.series) >= 200)
    desk.deliver(revision(LAST + 1, 10, close=1030.0))
    panel.frame()
    series = panel.history.series
    assert series.last.close == 1030.0
    assert int(series.slots[-1]) == LAST + 1
    assert int(series.slots[-2]) == LAST


async def test_a_candle_of_a_clock_a_day_ahead_is_gone_with_the_next_message(desk, context):
    """It comes before any live message has told the exchange's time; those of other markets tell it soon."""
    panel, other = shown(context), shown(context, "day")
    await until(lambda: len(panel.history.series) >= 200)
    await desk.requested()
    minute = LAST + 1 + 24 * 60
    desk.deliver(revision(minute, minute * 60_000) | {"stream_type": "SNAPSHOT"})
    panel.frame()
    assert int(panel.history.series.slots[-1]) == minute
    stamp = (LAST + 1) * 60_000
    desk.deliver(*(ticker(timestamp=stamp + each, stream_type="REALTIME") for each in range(BELIEVED_AFTER)))
    desk.deliver(revision(LAST + 1, stamp + 10))
    panel.frame()
    assert int(panel.history.series.slots[-1]) == LAST + 1
    other.release()


async def test_scrolling_back_pages_the_past_in_without_a_jump_until_there_is_no_more(desk, context, pages):
    panel = shown(context)
    await until(lambda: len(panel.history.series) and panel.history.pending is None)
    panel.view.pan(200)
    left = panel.view.window_of_time.left
    while not panel.history.is_at_beginning:
        panel.view.to_oldest()
        left = panel.view.window_of_time.left
        await until(lambda: panel.history.pending is None)
    assert len(panel.history.series) == 1000
    assert panel.view.window_of_time.left == pytest.approx(left)
    assert "처음까지" in panel.header_note
    ends = [query.get("to") for query in pages.http.queries()]
    assert len(set(ends)) == len(ends), "no page was asked for twice"


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
    notices: list[str] = []
    while not panel.history.is_at_beginning:
        panel.view.to_oldest()
        if panel.notice_text:
            notices.append(panel.notice_text)
        await asyncio.sleep(0.002)
    assert len(failures) == 6
    assert len(panel.history.series) == 1000
    assert panel.notice_text == ""
    assert notices
    assert all("불러오지 못함" in text and "초 후 재시도" in text for text in notices)
    assert not [text for text in notices if "<" in text or "malformed" in text or "JSON" in text or "Gateway" in text]


async def test_it_comes_back_no_sooner_than_the_exchange_allows(desk, context, pages):
    pages.http.replies["/v1/candles/minutes/1"] = answering(
        error(429, "too_many_requests", "요청이 많습니다", **{"Retry-After": "2"})
    )
    panel = shown(context)
    await until(lambda: panel.history.error)
    began, earlier = time.monotonic(), len(pages.http.requests)
    assert "2초 후 재시도" in panel.notice_text
    await until(lambda: "1초 후 재시도" in panel.notice_text)
    pages.http.replies["/v1/candles/minutes/1"] = pages.page
    await until(lambda: len(pages.http.requests) > earlier)
    assert time.monotonic() - began > 1.9
    await until(lambda: len(panel.history.series) >= 200)
    assert panel.notice_text == ""


async def test_a_click_waits_no_longer_and_nothing_else_hammers(desk, context, pages, monkeypatch):
    monkeypatch.setattr("core.timing.backoff.INITIAL", 3_600.0)
    monkeypatch.setattr("core.timing.backoff.MAXIMUM", 3_600.0)
    pages.is_refusing = True
    panel = shown(context)
    await until(lambda: panel.history.error)
    assert "점검 중" in panel.notice_text
    earlier = len(pages.http.requests)
    panel.view.pan(50)
    panel.frame()
    await asyncio.sleep(0.05)
    assert len(pages.http.requests) == earlier
    pages.is_refusing = False
    panel.retry()
    await until(lambda: len(panel.history.series) >= 200)
    assert panel.notice_text == ""


async def test_another_unit_or_market_does_not_wait_for_what_failed_before(desk, context, pages, monkeypatch):
    monkeypatch.setattr("core.timing.backoff.INITIAL", 3_600.0)
    monkeypatch.setattr("core.timing.backoff.MAXIMUM", 3_600.0)
    pages.is_refusing = True
    panel = shown(context)
    await until(lambda: panel.history.error)
    panel.set_unit("5m")
    assert panel.notice_text == ""
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


async def test_another_unit_starts_over_with_its_own_stream(desk, context):
    panel = shown(context)
    titles = []
    panel.title_changed.connect(titles.append)
    panel.set_unit("15m")
    assert desk.wanted == {"candle.15m": {"KRW-BTC"}, "ticker": {"KRW-BTC"}}
    assert panel.option == "15m"
    assert titles == ["BTC/KRW · 15분"]
    QTest.keyClick(panel.view, Qt.Key.Key_PageDown)
    assert panel.option == "30m"


async def test_away_from_the_live_edge_the_chart_says_so_and_leads_back(desk, context):
    panel = shown(context)
    await until(lambda: len(panel.history.series) >= 200)
    assert not panel.offers_newest
    for away in (Qt.Key.Key_Left, Qt.Key.Key_Home):
        QTest.keyClick(panel.view, away)
        assert panel.offers_newest
        assert not panel.view.window_of_time.is_following
        QTest.mouseClick(panel._return, Qt.MouseButton.LeftButton)
        assert not panel.offers_newest
        assert panel.view.window_of_time.is_following
    QTest.keyClick(panel.view, Qt.Key.Key_Left)
    QTest.keyClick(panel.view, Qt.Key.Key_End)
    assert not panel.offers_newest
    QTest.keyClick(panel.view, Qt.Key.Key_Left)
    panel.set_market("KRW-ETH")
    assert not panel.offers_newest


async def test_another_market_starts_over_with_the_same_unit(desk, context):
    panel = shown(context, "3m")
    panel.set_market("KRW-ETH")
    assert desk.wanted == {"candle.3m": {"KRW-ETH"}, "ticker": {"KRW-ETH"}}
    assert panel.history.code == "KRW-ETH"


async def test_a_chart_nobody_sees_asks_for_no_past_and_paints_nothing(desk, context, pages):
    panel = ChartPanel(context, "KRW-BTC", "1m")
    await until(lambda: len(panel.history.series) and panel.history.pending is None)
    desk.deliver(revision(LAST + 1, 10))
    panel.frame()
    assert panel.history.series.last.start_ms == (LAST + 1) * 60_000
    assert panel.view.layers_drawn == 0
    assert len(pages.http.requests) == 1


async def test_a_panel_dropped_while_its_page_is_on_its_way_is_gone_at_once(desk, context, pages):
    answer = asyncio.Event()
    page = pages.page

    async def late() -> object:
        await answer.wait()
        return await page()

    pages.http.replies["/v1/candles/minutes/1"] = late
    gc.disable()
    try:
        panel = shown(context)
        await until(lambda: pages.http.requests)
        gone = weakref.ref(panel)
        del panel
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        await asyncio.sleep(0)
        assert gone() is None
        assert desk.wanted == {}
    finally:
        gc.enable()
        answer.set()


async def test_a_released_panel_leaves_no_task_and_no_cycle(desk, context):
    panel = shown(context)
    panel.view.pan(100)
    panel.release()
    panel.release()
    await until(lambda: len(desk.tasks) == 0)
    gc.disable()
    try:
        gone = weakref.ref(panel)
        panel.deleteLater()
        del panel
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        await asyncio.sleep(0)
        assert gone() is None
    finally:
        gc.enable()


async def test_the_zoom_comes_back_with_the_workspace(desk, context):
    panel = shown(context)
    panel.view.zoom(2.0, 100)
    kept = panel.state()
    other = shown(context)
    other.restore_state(kept)
    assert other.view.window_of_time.bar_width == panel.view.window_of_time.bar_width
    other.restore_state({"bar_width": "wide"})


async def test_the_zoom_comes_back_to_a_chart_that_has_no_size_yet(desk, context):
    other = ChartPanel(context, "KRW-BTC", "1m")
    other.restore_state({"bar_width": 7.0})
    assert other.state()["bar_width"] == 7.0
    other.resize(700, 420)
    other.show()
    assert other.state()["bar_width"] == 7.0
    other.restore_state({"bar_width": 1e9})
    assert other.state()["bar_width"] == WIDEST_BAR
    other.release()


async def test_a_scale_moved_by_hand_comes_back_with_the_workspace_but_not_for_another_unit(desk, context):
    panel = shown(context)
    await until(lambda: len(panel.history.series) > 100)
    panel.refresh()
    panel.view.prices.stretch(0.7)
    panel.view.redraw()
    other = shown(context)
    other.restore_state(json.loads(json.dumps(panel.state())))
    await until(lambda: len(other.history.series) > 100)
    other.refresh()
    assert not other.view.prices.is_automatic
    assert other.view.prices.scale == panel.view.prices.scale
    other.set_unit("5m")
    assert other.view.prices.is_automatic


async def test_the_indicators_come_back_with_the_workspace(desk, context):
    panel = shown(context)
    panel.indicators.add(CATALOGUE["rsi"])
    panel.indicators.remove("sma-2")
    other = shown(context)
    assert [each.key for each in other.indicators.all] == ["sma", "sma-2", "sma-3", "sma-4"], "those of a new chart"
    other.restore_state(panel.state())
    assert other.indicators.all == panel.indicators.all
    other.restore_state({"bar_width": 7.0})
    assert other.indicators.all == panel.indicators.all, "a workspace of an earlier version says nothing of them"
    other.restore_state({"indicators": []})
    assert other.indicators.all == ()


async def test_candles_are_loaded_as_far_back_as_the_indicators_need_them(desk, context):
    panel = shown(context)
    await desk.requested()
    await until(lambda: panel.header_note == "" and len(panel.history.series) >= 200)
    before = len(panel.history.series)
    made = panel.indicators.add(CATALOGUE["sma"])
    panel.indicators.change(made.with_value("period", 600))
    await until(lambda: len(panel.history.series) >= 700)
    assert before < 700
    first = panel.indicators.first_needed(panel.history.unit, panel.view.window_of_time.left)
    await until(lambda: panel.history.series.slots[0] <= first)


async def test_the_table_has_the_values_of_the_indicators(desk, context):
    panel = shown(context)
    await desk.requested()
    await until(lambda: len(panel.history.series) >= 200)
    panel.indicators.add(CATALOGUE["rsi"])
    table = panel.shown_values()
    assert table.titles[-5:] == ("MA 5", "MA 20", "MA 60", "MA 120", "RSI 14")
    closes = panel.history.series.closes
    assert table.rows[0].texts[-5] == panel.view.prices.text(float(closes[-5:].mean()))


async def test_the_menu_and_the_header_lead_to_the_window_of_the_indicators(desk, context):
    panel = shown(context)
    (entry,) = (each for each in panel.menu_entries() if each.title == "지표")
    assert [each.title for each in entry.entries] == ["지표 추가·설정…", "MA 5", "MA 20", "MA 60", "MA 120"]
    entry.entries[2].entries[0].run()
    window = panel.findChild(IndicatorWindow)
    assert window.editor.chosen.key == "sma-2"
    button = panel.findChild(QPushButton, "indicators")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert panel.findChildren(IndicatorWindow) == [window], "the one that is open comes forward"


async def test_candles_of_a_lost_connection_say_since_when_they_are_old(desk, context):
    panel = shown(context)
    await desk.requested()
    await until(lambda: len(panel.history.series) >= 200)
    desk.deliver(revision(LAST + 1, 10, close=1030.0))
    await until(lambda: panel.status_text == "")
    desk.sockets[-1].abort()
    await until(lambda: panel.status_text.startswith("연결 끊김 · 마지막 수신"))
    await until(lambda: panel.status_text.startswith("다시 불러오는 중"))
    desk.deliver(revision(LAST + 1, 11, close=1031.0))
    await until(lambda: panel.status_text == "")


@pytest.mark.parametrize("is_real", [True, False])
async def test_where_the_exchange_cannot_be_reached_it_offers_simulated_quotes(desk, context, is_real):
    rest, source = RestClient(endpoints_for("simulated", "http://127.0.0.1:9")), SourceAccess(is_real=is_real)
    panel, wanted = shown(replace(context, rest=rest, source=source)), []
    source.simulated_wanted.connect(lambda: wanted.append(1))
    await until(lambda: panel.notice_text)
    again, switch = panel._notice.findChildren(QPushButton)
    assert again.isVisible()
    assert switch.isVisible() is is_real
    switch.click()
    assert wanted == [1]
    panel.release()
    await rest.close()


async def test_a_page_that_the_exchange_refused_offers_no_other_source(desk, context, pages):
    pages.is_refusing = True
    panel = shown(replace(context, source=SourceAccess(is_real=True)))
    await until(lambda: panel.notice_text)
    assert not panel._notice.findChildren(QPushButton)[1].isVisible()


async def test_the_menu_begins_with_the_drawing_that_was_clicked(desk, context):
    panel = shown(context)
    await until(lambda: len(panel.history.series))
    usual = [entry.title for entry in panel.menu_entries()]
    assert "그리기" in usual
    panel.drawing_tools.drawings.add_level(panel.view.prices.area.center())
    titles = [entry.title for entry in panel.menu_entries()]
    assert titles[0] == "수평선 모양"
    assert titles[-1] == "차트"
    assert [entry.title for entry in panel.menu_entries()[-1].entries if "수평선" not in entry.title] == usual
    panel.release()


async def test_drawings_survive_units_markets_and_a_restart_of_the_panel(desk, context):
    panel = shown(context)
    await until(lambda: len(panel.history.series))
    panel.drawing_tools.drawings.add_level(panel.view.prices.area.center())
    drawn = panel.drawing_tools.drawings.market.drawings
    panel.drawing_tools.toggle_bar()
    panel.set_unit("5m")
    panel.set_market("KRW-ETH")
    assert panel.drawing_tools.drawings.market.drawings == ()
    panel.set_market("KRW-BTC")
    assert panel.drawing_tools.drawings.market.drawings == drawn
    state = panel.state()
    panel.release()
    panel.close()
    again = shown(context)
    again.restore_state(state)
    assert again.drawing_tools.drawings.market.drawings == drawn
    assert again.drawing_tools.bar.isHidden()
    again.release()
