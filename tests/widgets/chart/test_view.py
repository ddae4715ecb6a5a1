"""What the chart draws: the crosshair, the line of values, the axes, and how little a live candle costs."""

from __future__ import annotations

import time
from statistics import median

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from chart_in_hand import bar, chart, mouse, wheel
from core.market.candles.bar import Bar
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit
from core.market.chart.time_ticks import time_label
from core.market.indicators.catalogue import CATALOGUE
from indicators_in_hand import chart_with_indicators
from looks import DARK, LOOK
from widgets.chart.panes.value_scale import ScaleMode
from widgets.chart.view import ChartView
from widgets.look.look import Look


def test_the_mouse_moves_the_crosshair_and_draws_no_candle(application):
    view, _ = chart()
    drawn = view.layers_drawn
    for x in range(100, 400, 20):
        mouse(view, QEvent.Type.MouseMove, x, 200)
        QApplication.processEvents()
    assert view.layers_drawn == drawn
    assert view.crosshair.time
    view.close()


def test_the_line_of_values_tells_the_candle_under_the_pointer_and_else_the_newest(application):
    view, series = chart()
    x = int(view.window_of_time.x(1_990.5))
    mouse(view, QEvent.Type.MouseMove, x, 200)
    assert f"종 {series[1_990].close:,.0f}" in view.crosshair.legend
    assert "1970-01-02 18:10" in view.crosshair.legend
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert f"종 {series.last.close:,.0f}" in view.crosshair.legend
    assert view.crosshair.time == ""
    view.close()


def test_right_of_the_newest_candle_all_legends_say_what_they_say_without_a_pointer(application):
    view, series, shown = chart_with_indicators()
    for name in ("macd", "rsi"):
        shown.add(CATALOGUE[name])
    view.pan(-600)
    view.refresh()
    said = [pane.legend(None) for pane in view.panes.visible]
    legend = view.crosshair.legend
    assert f"종 {series.last.close:,.0f}" in legend
    x = int(view.window_of_time.x(int(series.slots[-1]) + 5))
    assert x < view.corner.left() - 10
    mouse(view, QEvent.Type.MouseMove, x, 200)
    assert view.crosshair.time
    assert view.crosshair.legend.startswith(time_label(view.unit, series.last.start_ms, LOOK.zone))
    assert f"종 {series.last.close:,.0f}" in view.crosshair.legend
    assert [pane.legend(int(series.slots[-1]) + 5) for pane in view.panes.visible] == said
    view.close()


def test_a_candle_that_arrives_while_one_looks_at_the_past_moves_nothing(application):
    view, series = chart()
    view.pan(900)
    left = view.window_of_time.left
    series.upsert(bar(2_001))
    series.merge(bar(slot) for slot in range(-200, 0))
    view.refresh()
    assert view.window_of_time.left == left
    view.to_newest()
    series.upsert(bar(2_002))
    view.refresh()
    assert view.window_of_time.right == view.window_of_time.live_right
    view.close()


def test_a_long_past_that_loads_while_all_of_it_is_in_sight_holds_nothing_up(application):
    """Each page takes one turn of the loop; measured in the thread's own time, without other processes."""
    pages, page = 120, 200
    newest = pages * page
    view, series = chart(first=newest - page, last=newest)
    wheel(view, 200, -100)
    turns = []
    for first in range(newest - 2 * page, 0, -page):
        bars = [bar(slot, 1_000.0 + slot % 83) for slot in range(first, first + page)]
        began = time.thread_time()
        series.merge(bars)
        view.refresh()
        view.viewport().repaint()
        wheel(view, 200, -20)
        turns.append(time.thread_time() - began)
    assert len(series) > 23_000
    assert view.window_of_time.left < page, "all of it is in sight"
    early, late = (median(some) for some in (turns[:20], turns[-20:]))
    assert late < 2 * early, "a page costs what it costs, however long the past before it"
    assert late < 0.05
    view.close()


def test_a_live_revision_inside_the_scale_draws_only_the_newest(application):
    view, series = chart()
    series.upsert(bar(2_001, 2_950.0))
    view.refresh()
    QApplication.processEvents()
    whole = view.layers_drawn_whole
    for close in (2_940.0, 2_999.0, 2_945.0):
        series.upsert(bar(2_001, close)._replace(volume=4.0))
        view.refresh()
        QApplication.processEvents()
    assert view.layers_drawn_whole == whole
    view.close()


def test_a_chart_without_candles_is_empty_and_survives_every_hand(application):
    view = ChartView(LOOK, "KRW-BTC", CandleSeries(CandleUnit.DAY))
    view.resize(300, 200)
    view.show()
    QApplication.processEvents()
    mouse(view, QEvent.Type.MouseMove, 50, 50)
    wheel(view, 50, 3)
    for key in (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Minus):
        QTest.keyClick(view, key)
    view.resize(20, 10)
    QApplication.processEvents()
    view.close()


def test_a_chart_without_candles_has_neither_times_nor_prices_nor_volumes(application):
    view, series = chart()
    axes = (view._time_axis, view.prices.axis, view.volumes.axis)
    assert all(axis._labels for axis in axes)
    view.show_series("KRW-ETH", CandleSeries(CandleUnit.MINUTE_1))
    view.refresh()
    QApplication.processEvents()
    assert [axis._labels for axis in axes] == [[], [], []]
    view.show_series("KRW-BTC", series)
    view.refresh()
    QApplication.processEvents()
    assert all(axis._labels for axis in axes)
    view.close()


async def test_a_last_price_millions_of_pixels_away_keeps_its_tag(application, caplog):
    series = CandleSeries(CandleUnit.MINUTE_1)
    series.merge(Bar(slot * 60_000, 1e-8, 1e-8, 1e-8, 1e-8, 5e-324, 0.0) for slot in range(500))
    series.upsert(Bar(500 * 60_000, 1e15, 1e15, 1e15, 1e15, 1e24, 1e24))
    view = ChartView(LOOK, "BTC-ETH", series)
    view.resize(800, 500)
    view.show()
    view.pan(900)
    assert view.grab().toImage().pixelColor(view.viewport().width() - 3, 2) == DARK.rise
    view.to_newest()
    view.grab()
    assert not caplog.records
    view.close()


async def test_the_axis_the_values_and_the_crosshair_change_to_the_time_zone_that_is_chosen(application):
    look = Look()
    view, _ = chart(look=look)
    x = int(view.window_of_time.x(1_990.5))
    for zone, start in (("kst", "1970-01-02 18:10"), ("utc", "1970-01-02 09:10"), ("kst", "1970-01-02 18:10")):
        look.set_time_zone(zone)
        QApplication.processEvents()
        mouse(view, QEvent.Type.MouseMove, x, 200)
        assert start in view.crosshair.legend
        assert view.crosshair.time == start
        assert {label.text for label in view._time_labels} >= {"18:00" if zone == "kst" else "09:00"}
    view.close()


def test_the_crosshair_of_a_linked_chart_is_shown_until_the_own_pointer_comes(application):
    view, series = chart()
    view.follow_pointer(1_990 * 60_000, 2_985.0)
    QApplication.processEvents()
    assert view.crosshair.time == "1970-01-02 18:10"
    assert f"종 {series[1_990].close:,.0f}" in view.crosshair.legend
    mouse(view, QEvent.Type.MouseMove, 100, 200)
    assert view.crosshair.time != "1970-01-02 18:10"
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert view.crosshair.time == "1970-01-02 18:10"
    for out_of_sight in (0, 10**15):
        view.follow_pointer(out_of_sight, None)
        assert view.crosshair.time == ""
    view.follow_pointer(None, None)
    assert view.crosshair.time == ""
    view.close()


@pytest.mark.parametrize("mode", [ScaleMode.LINEAR, ScaleMode.LOG])
def test_linked_charts_name_the_same_price(application, mode):
    view, _ = chart()
    other, _ = chart()
    other.resize(500, 260)
    other.set_scale_mode(other.prices, mode)
    view.pointed.connect(other.follow_pointer)
    QApplication.processEvents()
    area = view.prices.area
    met = set()
    for y in range(area.top(), area.bottom() + 1, 7):
        mouse(view, QEvent.Type.MouseMove, 300, y)
        if (followed := other.crosshair.value) is not None:
            assert followed.tag.text == view.crosshair.value.tag.text
            met.add(followed.tag.text)
    assert len(met) > 10
    view.close()
    other.close()


def test_two_linked_charts_that_both_have_a_pointer_tell_each_other_once(application):
    view, _ = chart()
    other, _ = chart()
    told = []
    for one, another in ((view, other), (other, view)):
        one.pointed.connect(another.follow_pointer)
        one.pointed.connect(lambda *at: told.append(at))
    QApplication.processEvents()
    for number, each in enumerate((view, other) * 4):  # no leave: one pointer may be that of the keys
        told.clear()
        mouse(each, QEvent.Type.MouseMove, 100 + 30 * number, 200)
        assert len(told) == 1
        own = told[0][0]
        view.refresh()
        other.refresh()
        assert len(told) == 1
        assert each.crosshair.time == time_label(each.unit, own, each._look.zone)
    QApplication.sendEvent(other, QEvent(QEvent.Type.Leave))
    assert other.crosshair.time == view.crosshair.time, "where the pointer of the other one still is"
    view.close()
    other.close()


def test_what_the_pointer_is_at_is_told_once_and_that_it_left_once(application):
    view, _ = chart()
    told = []
    view.pointed.connect(lambda *at: told.append(at))
    x = int(view.window_of_time.x(1_990.5))
    mouse(view, QEvent.Type.MouseMove, x, 200)
    ((time_ms, price),) = told
    assert time_ms == 1_990 * 60_000
    assert price == view.prices.value_at(200)
    mouse(view, QEvent.Type.MouseMove, x, view.volumes.area.center().y())
    assert told[-1] == (1_990 * 60_000, None), "a volume is no price"
    for _ in range(2):
        QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
        view.refresh()
    assert told[2:] == [(None, None)]
    view.close()
