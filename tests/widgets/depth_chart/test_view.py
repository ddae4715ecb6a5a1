"""The plot of a book's depth: where its curves run, and what hands do to it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.market.order_book import OrderBookView, Side
from core.model.messages import OrderBook, OrderBookUnit
from looks import LOOK
from painted import read
from widgets.depth_chart.view import DepthView
from widgets.text.language import speak
from widgets.text.price_steps import price_decimals, tick_size


def book(mid: float = 1000.0, depth: int = 10) -> OrderBook:
    units = [
        OrderBookUnit(ask_price=mid + n, ask_size=1.0, bid_price=mid - n, bid_size=2.0) for n in range(1, depth + 1)
    ]
    return OrderBook(code="KRW-A", orderbook_units=units)


@pytest.fixture
def plot(application, qtbot) -> DepthView:
    view = OrderBookView()
    view.apply_book(book())
    made = DepthView(LOOK, view, "KRW-A")
    qtbot.addWidget(made)
    made.resize(480, 300)
    made.show()
    QApplication.processEvents()
    return made


def move(plot: DepthView, x: float) -> None:
    at, none = QPointF(x, 100.0), Qt.MouseButton.NoButton
    moved = QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(plot.viewport(), moved)


def wheel(plot: DepthView, angle: int) -> None:
    none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    at = QPointF(100, 100)
    QApplication.sendEvent(plot.viewport(), QWheelEvent(at, at, QPoint(), QPoint(0, angle), *none, False))


def test_all_levels_are_in_sight_with_the_spread_in_the_middle(plot):
    assert (plot.low, plot.high) == (990.0, 1010.0)
    assert plot.x_of(1000.0) == plot.plot.width() / 2
    assert plot.price_at(plot.x_of(995.5)) == pytest.approx(995.5)


def test_the_curves_rise_outwards_to_the_sum_of_each_side(plot):
    for side, price, total in ((Side.ASK, 1010.0, 10.0), (Side.BID, 990.0, 20.0)):
        x, y = plot._curves[side].getData()
        assert x[-1] == pytest.approx(plot.x_of(price))
        assert y[0] == pytest.approx(plot.totals.y(0.0))
        assert y[-1] == pytest.approx(plot.totals.y(total))
    assert plot.totals.high >= 20.0 * 1.08
    filled = {plot._curves[side].opts["fillLevel"] for side in Side}
    assert filled == {plot.totals.y(0.0)}


@pytest.mark.parametrize(
    ("price", "words"),
    [
        (1004.3, "1,004  +0.400%  매도 누적 4.0000  금액 4,010"),
        (995.7, "996  -0.400%  매수 누적 8.000  금액 7,980"),
        (1000.0, "1,000  0.000%"),
    ],
)
def test_the_pointer_tells_what_is_reached_there(plot, price, words):
    move(plot, plot.x_of(price))
    assert plot.point.price == round(price), "a price of the grid"
    assert words in plot.legend()
    assert words in " ".join(text.text for text in read(plot).texts)


def test_without_the_pointer_the_middle_is_told(plot):
    move(plot, 100.0)
    QApplication.sendEvent(plot, QEvent(QEvent.Type.Leave))
    assert plot.point is None
    assert plot.legend() == "중간가 1,000"


def test_on_the_axis_nothing_is_pointed_at(plot):
    move(plot, plot.plot.width() + 3.0)
    assert plot.point is None


@pytest.mark.parametrize("zoomed", [lambda plot: wheel(plot, 120), lambda plot: QTest.keyClicks(plot, "+")])
def test_wheel_and_keys_zoom_around_the_middle(plot, zoomed):
    zoomed(plot)
    assert plot.zoom == pytest.approx(0.8)
    assert (plot.low, plot.high) == pytest.approx((992.0, 1008.0))
    assert plot.totals.high == pytest.approx(16.0 * 1.08), "the curves fill the height again"
    wheel(plot, -1200)
    assert plot.zoom == 1.0
    QTest.keyClicks(plot, "=" * 40)
    assert plot.zoom == pytest.approx(0.02)
    QTest.keyClicks(plot, "-")
    QTest.keyClick(plot, Qt.Key.Key_Home)
    assert plot.zoom == 1.0


def test_arrows_read_values_without_a_mouse(plot):
    QTest.keyClick(plot, Qt.Key.Key_Right)
    assert plot.point.price > 1000.0
    for _ in range(200):
        QTest.keyClick(plot, Qt.Key.Key_Left)
    assert plot.point.price == plot.low
    QTest.keyClick(plot, Qt.Key.Key_Home)
    assert plot.point is None


@pytest.mark.parametrize("units", [[], [OrderBookUnit(ask_price=1001.0, ask_size=1.0, bid_price=0.0, bid_size=0.0)]])
def test_a_side_without_levels_has_no_curve(plot, units):
    plot._view.apply_book(OrderBook(code="KRW-A", orderbook_units=units))
    plot.redraw()
    x, _ = plot._curves[Side.BID].getData()
    assert x is None or not len(x)
    read(plot)
    move(plot, 50.0)
    read(plot)


def test_labels_are_round_inside_the_plot_and_do_not_overlap(plot):
    for width in (170, 300, 480, 900):
        plot.resize(width, 300)
        totals, prices = plot.total_labels(), plot.price_labels()
        assert all(0 <= y <= plot.plot.height() for y, _ in totals)
        xs = [x for x, _ in prices]
        assert xs == sorted(xs)
        for (x, text), (other, _) in pairwise(prices):
            assert x + plot.small.width(text) / 2 < other


def test_prices_of_the_axis_have_no_more_decimals_than_the_prices_of_the_market(plot):
    for at in (1000.0, 100.0, 12.5):
        step = tick_size("KRW-BTC", at)
        units = [
            OrderBookUnit(ask_price=at + n * step, ask_size=1.0, bid_price=at - n * step, bid_size=1.0)
            for n in range(1, 6)
        ]
        plot._view.apply_book(OrderBook(code="KRW-BTC", orderbook_units=units))
        plot.redraw()
        most = price_decimals("KRW-BTC", at)
        assert plot.price_labels()
        assert all(len(text.partition(".")[2]) <= most for _, text in plot.price_labels())


@pytest.mark.parametrize(("language", "units"), [("ko", ("백만", "억", "조")), ("en", ("M", "B", "T"))])
@pytest.mark.parametrize("size", [10.0, 4e4, 3e6, 2e8, 5e12])
def test_large_totals_have_one_unit_of_the_language(plot, language, units, size):
    units_of_book = [OrderBookUnit(ask_price=1001.0, ask_size=size, bid_price=999.0, bid_size=size)]
    speak(language)
    try:
        plot._view.apply_book(OrderBook(code="KRW-A", orderbook_units=units_of_book))
        plot.redraw()
        words = {"".join(letter for letter in text if letter not in "0123456789.,") for _, text in plot.total_labels()}
    finally:
        speak("ko")
    assert len(words) == 1
    assert words <= ({*units} if size > 1e6 else {""})


@pytest.mark.parametrize("size", [(160, 120), (480, 160), (480, 300), (900, 900)])
def test_no_curve_lies_under_the_legend(plot, size):
    plot.resize(*size)
    QApplication.processEvents()
    for zoom in (1.0, 0.5, 0.25):
        plot.set_zoom(zoom)
        for side in Side:
            x, y = plot._curves[side].getData()
            seen = [height for place, height in zip(x, y, strict=True) if 0 <= place < plot.plot.width()]
            assert seen
            assert min(seen) >= plot.legend_bottom


def test_another_book_is_drawn(plot):
    other = OrderBookView()
    other.apply_book(book(500.0))
    plot.show_view(other, "KRW-B")
    assert (plot.low, plot.high) == (490.0, 510.0)
    plot.close()
    plot.redraw()
