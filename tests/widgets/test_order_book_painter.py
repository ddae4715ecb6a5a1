from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from core.market.order_book import OrderBookView, Side
from core.upbit.messages import OrderBook, OrderBookUnit, Ticker
from widgets import palette
from widgets.cells import ROW_HEIGHT
from widgets.order_book_painter import OrderBookPainter, PlacedRow


def book(size: float, price: float = 100.0) -> OrderBook:
    unit = OrderBookUnit(ask_price=price + 1, ask_size=size, bid_price=price, bid_size=size / 2)
    return OrderBook(code="KRW-A", orderbook_units=(unit,), total_ask_size=size, total_bid_size=size)


def painted(view: OrderBookView, look: OrderBookPainter | None = None, width: int = 400) -> QImage:
    look = look or OrderBookPainter("KRW-A")
    look.prepare(view, width)
    rows = [PlacedRow(-1, 0, view.asks[0]), PlacedRow(0, ROW_HEIGHT, view.bids[0])]
    image = QImage(width, 2 * ROW_HEIGHT, QImage.Format.Format_RGB32)
    image.fill(palette.PANEL)
    painter = QPainter(image)
    look.paint_rows(painter, view, rows, width, None)
    painter.end()
    return image


def colors(image: QImage, row: int) -> set[str]:
    return {image.pixelColor(x, row * ROW_HEIGHT + 10).name() for x in range(image.width())}


@pytest.fixture
def view(application) -> OrderBookView:
    made = OrderBookView()
    made.apply_book(book(4.0))
    return made


def bar_length(image: QImage, row: int, color: QColor) -> int:
    return sum(image.pixelColor(x, row * ROW_HEIGHT + 2).name() == color.name() for x in range(image.width()))


def test_asks_are_blue_and_bids_are_red_and_bars_are_as_long_as_sizes_are_large(view):
    image = painted(view)
    asks, bids = bar_length(image, 0, palette.ASK_BAR), bar_length(image, 1, palette.BID_BAR)
    assert asks > 0
    assert abs(asks - 2 * bids) <= 2
    assert palette.BID_BAR.name() not in colors(image, 0)


def test_prices_are_coloured_against_the_previous_close(view):
    before = painted(view)
    view.apply_ticker(Ticker(code="KRW-A", trade_price=None, prev_closing_price=50.0))
    assert painted(view) != before, "both prices are above the close now"


def test_the_last_price_is_framed(view):
    view.apply_ticker(Ticker(code="KRW-A", trade_price=100.0, prev_closing_price=None))
    image = painted(view)
    assert image.pixelColor(0, ROW_HEIGHT + 5).name() == palette.TEXT.name()
    assert image.pixelColor(0, 5).name() != palette.TEXT.name()


def test_a_price_that_needs_more_decimals_widens_all_of_them(view):
    look = OrderBookPainter("KRW-A")
    painted(view, look)
    view.apply_book(book(4.0, price=100.5))
    painted(view, look)
    view.apply_book(book(4.0))
    painted(view, look)
    assert look._texts[100.0].price == "100.0"


def test_a_pinned_price_that_changed_sides_is_painted_as_what_it_is(view):
    view.pin()
    view.apply_book(book(4.0, price=101.0))
    assert view.asks[0].side is Side.BID
    assert palette.BID_ROW.name() in colors(painted(view), 0)


def test_a_narrow_book_keeps_its_prices(view):
    look = OrderBookPainter("KRW-A")
    painted(view, look, width=60)
    assert look._price_column
    assert not look._size_column
    view.apply_book(book(4.0, price=158_000_000.0))
    painted(view, look, width=190)
    assert look._size_column, "sizes stay longer than changes and totals"
    assert not look._change_column


def test_the_kept_texts_are_bounded(application):
    look = OrderBookPainter("KRW-A")
    view = OrderBookView()
    for price in range(1, 3000):
        view.apply_book(book(1.0, price=float(price)))
        look.prepare(view, 300)
    assert len(look._texts) <= 2050
