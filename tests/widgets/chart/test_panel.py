"""The chart panel on the real engine, with pages over a real socket."""

from __future__ import annotations

import asyncio
import gc
import json
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from candle_pages import revision
from core.market.chart.time_window import WIDEST_BAR
from core.market.indicators.catalogue import CATALOGUE
from core.timing.exchange_clock import BELIEVED_AFTER
from core.upbit.price_steps import PriceSteps
from core.upbit.wire.rest_rows import Instrument
from desk_in_hand import ticker
from paged_charts import LAST, shown, until
from widgets.chart.indicators.window import IndicatorWindow
from widgets.chart.panel import ChartPanel
from widgets.text import price_steps


async def test_it_watches_its_own_candles_at_once_and_says_that_it_is_loading(desk, context):
    panel = ChartPanel(context, "KRW-BTC", "5m")
    assert desk.wanted == {each: {"KRW-BTC"} for each in ("candle.5m", "trade", "ticker")}
    assert panel.panel_title() == "BTC/KRW · 5분"
    assert panel.status_text == "불러오는 중"
    panel.release()
    assert desk.wanted == {}


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


@pytest.mark.parametrize(
    "change",
    [
        {"high_price": 1.0},
        {"low_price": 2000.0},
        {"opening_price": None},
        {"candle_acc_trade_volume": 1e30},
        {"candle_date_time_utc": "2026-11-20T03:00:07"},
    ],
)
async def test_a_live_candle_that_cannot_be_one_is_said(desk, context, change):
    panel = shown(context)
    await until(lambda: len(panel.history.series) >= 200)
    await desk.requested()
    before = panel.history.series.last
    desk.deliver(revision(LAST + 1, 10, close=1030.0) | change)
    await until(lambda: "손상된 데이터 1건" in panel.status_text)
    assert panel.history.series.last == before


async def test_what_such_a_candle_meant_is_loaded_once_no_other_comes(desk, context, pages):
    panel = shown(context)
    await until(lambda: len(panel.history.series) >= 200)
    await desk.requested()
    desk.deliver(revision(LAST + 1, 10) | {"high_price": 1.0})
    await until(lambda: panel.status_text)
    asked = len(pages.http.requests)
    await until(lambda: panel.status_text == "" and len(pages.http.requests) > asked)


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


async def test_another_unit_starts_over_with_its_own_stream(desk, context):
    panel = shown(context)
    titles = []
    panel.title_changed.connect(titles.append)
    panel.set_unit("15m")
    assert desk.wanted == {each: {"KRW-BTC"} for each in ("candle.15m", "trade", "ticker")}
    assert panel.option == "15m"
    assert titles == ["BTC/KRW · 15분"]
    QTest.keyClick(panel.view, Qt.Key.Key_PageDown)
    assert panel.option == "30m"


async def test_away_from_the_live_edge_the_chart_says_so_and_leads_back(desk, context):
    panel = shown(context)
    await until(lambda: len(panel.history.series) >= 200)
    assert panel.newest_button.isHidden()
    for away in (Qt.Key.Key_Left, Qt.Key.Key_Home):
        QTest.keyClick(panel.view, away)
        assert not panel.newest_button.isHidden()
        assert not panel.view.window_of_time.is_following
        QTest.mouseClick(panel.newest_button, Qt.MouseButton.LeftButton)
        assert panel.newest_button.isHidden()
        assert panel.view.window_of_time.is_following
    QTest.keyClick(panel.view, Qt.Key.Key_Left)
    QTest.keyClick(panel.view, Qt.Key.Key_End)
    assert panel.newest_button.isHidden()
    QTest.keyClick(panel.view, Qt.Key.Key_Left)
    panel.set_market("KRW-ETH")
    assert panel.newest_button.isHidden()


async def test_another_market_starts_over_with_the_same_unit(desk, context):
    panel = shown(context, "3m")
    panel.set_market("KRW-ETH")
    assert desk.wanted == {each: {"KRW-ETH"} for each in ("candle.3m", "trade", "ticker")}
    assert panel.history.code == "KRW-ETH"


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


async def test_the_menu_has_the_selected_drawing_where_it_is_and_by_key_and_elsewhere_that_of_the_chart(desk, context):
    panel = shown(context)
    await until(lambda: len(panel.history.series))
    tools, view, prices = panel.drawing_tools, panel.view, panel.view.prices.area

    def titles(place: QPoint | None) -> list[str]:
        return [entry.title for entry in panel.entries_at(place)]

    def in_panel(at: QPoint) -> QPoint:
        return view.viewport().mapTo(panel, at)

    usual = titles(None)
    assert "그리기" in usual
    tools.drawings.add_level(prices.center())
    await until(tools.style_bar.isVisible)
    of_drawing = titles(None)
    assert (of_drawing[0], of_drawing[-1]) == ("수평선 모양", "차트")
    assert [entry.title for entry in panel.entries_at(None)[-1].entries if "수평선" not in entry.title] == usual
    line = in_panel(prices.center()).y()
    assert titles(in_panel(prices.center())) == of_drawing
    bar = tools.style_bar.rect().translated(tools.style_bar.mapTo(panel, QPoint()))
    assert titles(bar.center()) == of_drawing
    lines = sorted({*range(-40, panel.height(), 12), line})  # above the panel are title and tabs
    for place in (QPoint(x, y) for x in range(1, panel.width(), 12) for y in lines):
        at = view.viewport().mapFrom(panel, place)
        is_by_it = (prices.contains(at) and abs(place.y() - line) < 12) or bar.contains(place)
        assert titles(place)[0] == usual[0] or is_by_it, place
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


async def test_prices_are_written_anew_when_the_exchange_states_another_grid(desk, context, monkeypatch):
    panel = shown(context)
    panel.drawing_tools.drawings.add_level(QPoint(100, 100))
    await until(lambda: len(panel.history.series) > 100)
    panel.refresh()
    panel.view.grab()
    before, drawn = panel.view.crosshair.legend, panel.drawing_tools.drawings.layer.drawn
    row = Instrument(code="KRW-BTC", quote_currency="KRW", tick_size="0.001", supported_levels=("0",))
    steps = PriceSteps()
    steps.state([row], {"KRW-BTC": panel.history.series.last.close})
    monkeypatch.setattr(price_steps._Present, "steps", steps)
    desk.markets.steps_changed.emit()
    panel.view.grab()
    assert panel.view.crosshair.legend != before
    assert ".000" in panel.view.crosshair.legend
    assert panel.drawing_tools.drawings.layer.drawn == drawn + 1
    panel.hide()
    desk.markets.steps_changed.emit()
