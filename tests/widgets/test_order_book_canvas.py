from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.market.order_book import OrderBookView
from core.upbit.messages import OrderBook, OrderBookUnit
from widgets.cells import HEADER_HEIGHT, ROW_HEIGHT
from widgets.order_book_canvas import OrderBookCanvas

HEIGHT = 2 * HEADER_HEIGHT + 20 * ROW_HEIGHT
SPREAD_Y = HEIGHT // 2


def book(mid: float) -> OrderBook:
    units = tuple(OrderBookUnit(ask_price=mid + n, ask_size=1.0, bid_price=mid - n, bid_size=1.0) for n in range(1, 31))
    return OrderBook(code="KRW-A", orderbook_units=units, total_ask_size=30.0, total_bid_size=30.0)


@pytest.fixture
def view() -> OrderBookView:
    made = OrderBookView()
    made.apply_book(book(1000.0))
    return made


@pytest.fixture
def canvas(application, view) -> OrderBookCanvas:
    made = OrderBookCanvas(view, "KRW-A")
    made.resize(350, HEIGHT)
    return made


def enter(canvas: OrderBookCanvas, y: int) -> None:
    at = QPointF(10, y)
    QApplication.sendEvent(canvas, QEnterEvent(at, at, at))


def leave(canvas: OrderBookCanvas) -> None:
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))


def test_the_spread_is_in_the_middle_asks_above_bids_below(canvas):
    assert canvas.row_at(SPREAD_Y - 1).price == 1001.0
    assert canvas.row_at(SPREAD_Y).price == 999.0
    assert canvas.row_at(SPREAD_Y - 1 - ROW_HEIGHT).price == 1002.0


def test_header_and_footer_are_no_rows(canvas):
    assert canvas.row_at(HEADER_HEIGHT - 1) is None
    assert canvas.row_at(HEIGHT - HEADER_HEIGHT) is None


def test_rows_under_the_pointer_stay_still_while_the_market_runs_away(canvas, view):
    enter(canvas, SPREAD_Y - 5)
    view.apply_book(book(1200.0))
    canvas.book_changed()
    assert canvas.row_at(SPREAD_Y - 5).price == 1001.0
    assert canvas.row_at(SPREAD_Y - 5).size is None
    leave(canvas)
    assert canvas.row_at(SPREAD_Y - 5).price == 1201.0


def test_a_first_book_under_the_pointer_is_pinned_too(application):
    view = OrderBookView()
    canvas = OrderBookCanvas(view, "KRW-A")
    canvas.resize(350, HEIGHT)
    enter(canvas, SPREAD_Y)
    view.apply_book(book(1000.0))
    canvas.book_changed()
    view.apply_book(book(1100.0))
    canvas.book_changed()
    assert canvas.row_at(SPREAD_Y).price == 999.0


def test_scrolling_ends_where_the_book_ends_and_home_brings_the_spread_back(canvas):
    QTest.keyClick(canvas, Qt.Key.Key_Up)
    assert canvas.scroll_rows == 1
    canvas.scroll_by(1000)
    assert canvas.scroll_rows == 20
    assert canvas.row_at(HEADER_HEIGHT + 5).price == 1030.0
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    assert canvas.scroll_rows == 0
    canvas.scroll_by(-1000)
    assert canvas.row_at(HEIGHT - HEADER_HEIGHT - 5).price == 970.0


def test_more_room_takes_scrolling_back(canvas):
    canvas.scroll_by(1000)
    canvas.show()
    canvas.resize(350, 2 * HEADER_HEIGHT + 60 * ROW_HEIGHT)
    assert canvas.scroll_rows == 0


def test_only_whole_rows_are_painted(canvas):
    canvas.resize(350, HEIGHT + 10)
    tops = [row.top for row in canvas._exposed_rows(canvas.rect())]
    assert min(tops) >= HEADER_HEIGHT
    assert max(tops) + ROW_HEIGHT <= HEIGHT + 10 - HEADER_HEIGHT


def test_moving_the_pointer_repaints_two_rows_and_no_more(canvas, qtbot):
    painted = []

    class Watched(OrderBookCanvas):
        def paintEvent(self, event):
            painted.append(event.region().boundingRect().height())
            super().paintEvent(event)

    watched = Watched(canvas._view, "KRW-A")
    watched.resize(350, HEIGHT)
    watched.show()
    enter(watched, SPREAD_Y + 5)
    qtbot.waitUntil(lambda: bool(painted))
    QApplication.processEvents()
    painted.clear()
    at = QPointF(10, SPREAD_Y + 5 + ROW_HEIGHT)
    none = Qt.MouseButton.NoButton
    moved = QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(watched, moved)
    qtbot.waitUntil(lambda: bool(painted))
    assert max(painted) <= 2 * ROW_HEIGHT
