"""Mouse and keys on a chart."""

from __future__ import annotations

import time
from statistics import median

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.market.candles.bar import Bar
from core.market.candles.series import CandleSeries
from core.market.candles.units import CandleUnit
from core.market.chart.time_window import WIDEST_BAR
from looks import DARK, LOOK
from widgets.chart.view import ChartView
from widgets.look.look import Look


def bar(slot: int, close: float = 0.0) -> Bar:
    close = close or 1000.0 + slot
    return Bar(slot * 60_000, close - 1, close + 2, close - 3, close, 1.0 + slot % 5, 1.0)


def chart(first: int = 0, last: int = 2_000, look: Look = LOOK) -> tuple[ChartView, CandleSeries]:
    series = CandleSeries(CandleUnit.MINUTE_1)
    series.merge(bar(slot) for slot in range(first, last + 1))
    view = ChartView(look, "KRW-BTC", series)
    view.resize(800, 500)
    view.show()
    QApplication.processEvents()
    return view, series


def mouse(view: ChartView, kind: QEvent.Type, x: int, y: int, button: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
    at = QPointF(x, y)
    QApplication.sendEvent(
        view.viewport(), QMouseEvent(kind, at, QPointF(at), button, button, Qt.KeyboardModifier.NoModifier)
    )


def wheel(view: ChartView, x: int, notches: int) -> None:
    at = QPointF(x, 200)
    event = QWheelEvent(
        at, at, QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


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


def test_dragging_pans_with_the_prices_held_still_until_the_hand_lets_go(application):
    view, _ = chart()
    before, left = view.scale_of_prices, view.window_of_time.left
    mouse(view, QEvent.Type.MouseButtonPress, 300, 200, Qt.MouseButton.LeftButton)
    mouse(view, QEvent.Type.MouseMove, 545, 200, Qt.MouseButton.LeftButton)
    assert view.window_of_time.left < left
    assert view.scale_of_prices == before
    mouse(view, QEvent.Type.MouseButtonRelease, 545, 200, Qt.MouseButton.LeftButton)
    assert not view.is_dragged
    assert view.scale_of_prices != before
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


def test_the_wheel_zooms_around_the_pointer(application):
    view, _ = chart()
    view.pan(900)
    under = view.window_of_time.slot_at(200)
    wheel(view, 200, 2)
    assert abs(view.window_of_time.slot_at(200) - under) < 1e-6
    assert view.window_of_time.bar_width > 7
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


def test_keys_pan_zoom_and_go_to_either_end(application):
    view, _ = chart()
    moves = []
    view.moved.connect(lambda: moves.append(1))
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert not view.window_of_time.is_following
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.window_of_time.bar_width > 7
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert abs(view.window_of_time.left) < 1
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.window_of_time.is_following
    assert len(moves) == 4
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


@pytest.mark.parametrize("button", [Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton])
def test_no_gesture_of_the_mouse_raises(application, caplog, button):
    """A right click raised AttributeError: pyqtgraph's scene had an entry for a menu nobody had opened."""
    view, _ = chart()
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
        mouse(view, kind, 300, 200, button)
        mouse(view, QEvent.Type.MouseMove, 400, 450, button)
        mouse(view, QEvent.Type.MouseButtonRelease, 400, 450, button)
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        menu = QContextMenuEvent(reason, QPoint(50, 50), QPoint(50, 50), Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(view.viewport(), menu)
    for key in (Qt.Key.Key_Menu, Qt.Key.Key_F10, Qt.Key.Key_Home):
        QTest.keyClick(view, key, Qt.KeyboardModifier.ShiftModifier)
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert not view.findChildren(QAction)
    assert not caplog.records
    view.close()


@pytest.mark.parametrize("notches", [10**6, -(10**6), 17_000_000, -17_000_000])
def test_a_wheel_that_tells_nonsense_ends_at_the_end_of_the_zoom(application, notches, caplog):
    view, _ = chart()
    wheel(view, 200, notches)
    assert view.window_of_time.least_bar_width <= view.window_of_time.bar_width <= WIDEST_BAR
    assert (view.window_of_time.bar_width > 7) is (notches > 0)
    assert not caplog.records
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
