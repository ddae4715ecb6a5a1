from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from core.market.order_book import OrderBookView, Row, Side
from core.market.order_book_grid import GridRow
from core.model.messages import OrderBook, OrderBookUnit, Ticker
from looks import DARK, LOOK
from painted import Painted, read_part
from whole_repaint import SCALES
from widgets.order_book.choices import BookChoices
from widgets.order_book.painter import OrderBookPainter, _round_scale
from widgets.order_book.placed_rows import PlacedRow
from widgets.paint.cells import HEADER_HEIGHT, ROW_HEIGHT

WIDTH = 400


def book(size: float, price: float = 100.0) -> OrderBook:
    unit = OrderBookUnit(ask_price=price + 1, ask_size=size, bid_price=price, bid_size=size / 2)
    return OrderBook(code="KRW-A", orderbook_units=(unit,), total_ask_size=size, total_bid_size=size)


@pytest.fixture
def view(application) -> OrderBookView:
    made = OrderBookView()
    made.apply_book(book(4.0))
    return made


def placed(view: OrderBookView, **more: object) -> list[PlacedRow]:
    asks = [GridRow(row.price, False, row, None, 1) for row in reversed(view.asks)]
    bids = [GridRow(row.price, False, None, row, 1) for row in view.bids]
    return [
        PlacedRow(place, row, row.level.side, row.price == view.last_price, place == len(asks) - 1, **more)
        for place, row in enumerate((*asks, *bids))
    ]


def part(
    view: OrderBookView, width: int = WIDTH, look: OrderBookPainter | None = None, rows: list[PlacedRow] | None = None
) -> Painted:
    look = look or OrderBookPainter(LOOK, "KRW-A")
    rows = placed(view) if rows is None else rows
    look.prepare(view, BookChoices(), placed(view), width)
    return read_part(lambda painter: look.paint_rows(painter, rows, width, None), QSize(width, 200))


def test_prices_are_coloured_against_the_previous_close(view):
    assert {text.color for text in part(view).texts if text.text in {"101", "100"}} == {"TEXT"}
    view.apply_ticker(Ticker(code="KRW-A", prev_closing_price=100.5))
    seen = part(view)
    assert (seen.text("101").color, seen.text("100").color) == ("RISE", "FALL")


def test_a_change_that_rounds_to_nothing_has_no_colour_beside_the_price_that_has_one(application):
    view = OrderBookView()
    view.apply_book(book(4.0, price=160_000_000.0))
    view.apply_ticker(Ticker(code="KRW-A", prev_closing_price=160_000_000.5))
    seen = part(view)
    assert [text.color for text in seen.texts if text.text == "0.00%"] == ["TEXT", "TEXT"]
    assert (seen.text("160,000,001").color, seen.text("160,000,000").color) == ("RISE", "FALL")


@pytest.mark.parametrize("is_torn", [False, True])
def test_dots_lie_between_rows_where_prices_are_left_out(view, is_torn):
    rows = [each._replace(is_torn=is_torn and not each.place) for each in placed(view)]
    y = HEADER_HEIGHT + ROW_HEIGHT - 1
    dots = [area for area in part(view, rows=rows).areas("DIM_TEXT") if (area.top, area.bottom) == (y, y + 1)]
    assert [dot.left for dot in dots] == (list(range(0, WIDTH, 6)) if is_torn else [])


def test_a_price_that_needs_more_decimals_widens_all_of_them(view):
    look = OrderBookPainter(LOOK, "KRW-A")
    part(view, look=look)
    view.apply_book(book(4.0, price=100.05))
    part(view, look=look)
    view.apply_book(book(4.0))
    assert part(view, look=look).text("100.00")


def test_the_kept_texts_are_bounded(application):
    look = OrderBookPainter(LOOK, "KRW-A")
    view = OrderBookView()
    for price in range(1, 3000):
        view.apply_book(book(1.0, price=float(price)))
        look.prepare(view, BookChoices(), placed(view), WIDTH)
    assert len(look._texts) <= 2050


@pytest.mark.parametrize(
    ("width", "names"),
    [(60, "price"), (150, "price size"), (225, "price change size"), (260, "marks price change size")],
)
def test_a_narrow_book_keeps_its_prices_then_its_sizes(view, width, names):
    look = OrderBookPainter(LOOK, "KRW-A")
    part(view, width, look)
    assert list(look.columns._by_name) == names.split()


def test_a_bar_keeps_a_pixel_from_its_row_and_the_smallest_size_still_shows(application):
    view = OrderBookView()
    unit = OrderBookUnit(ask_price=1001.0, ask_size=1e-6, bid_price=999.0, bid_size=5.0)
    view.apply_book(OrderBook(code="KRW-A", orderbook_units=(unit,)))
    look = OrderBookPainter(LOOK, "KRW-A")
    seen = part(view, look=look)
    column = look.columns["size"]
    top = HEADER_HEIGHT
    asks = [bar for bar in seen.areas("ASK_BAR") if bar.left == column.left]
    bids = [bar for bar in seen.areas("BID_BAR") if bar.left == column.left]
    assert asks == [(column.left, top + 1, column.left + 1, top + ROW_HEIGHT - 2, "ASK_BAR")]
    below = top + ROW_HEIGHT
    assert bids == [(column.left, below + 1, column.right, below + ROW_HEIGHT - 2, "BID_BAR")]
    edges = [(edge.top, edge.bottom) for edge in seen.areas("BID_EDGE")]
    assert edges == [(below + ROW_HEIGHT - 2, below + ROW_HEIGHT - 1)] * 2


@pytest.mark.parametrize("which", [(0,), (1,), (0, 1), ()])
def test_the_line_below_the_best_ask_is_painted_with_it(view, which):
    """Also if only part of the book is painted again."""
    seen = part(view, rows=[placed(view)[place] for place in which])
    bottom = HEADER_HEIGHT + ROW_HEIGHT
    assert seen.areas("BORDER") == ([(0, bottom - 1, WIDTH, bottom, "BORDER")] if 0 in which else [])
    assert bool(seen.texts) is bool(which)


def test_the_frame_of_the_last_price_fills_its_column(view):
    view.apply_ticker(Ticker(code="KRW-A", trade_price=100.0))
    look = OrderBookPainter(LOOK, "KRW-A")
    seen = part(view, look=look)
    column, top = look.columns["price"], HEADER_HEIGHT + ROW_HEIGHT
    corners = [(x, y) for x in (column.left, column.right - 1) for y in (top, top + ROW_HEIGHT - 1)]
    inside = [(column.left + 1, top + 1), (column.right - 2, top + ROW_HEIGHT - 2)]
    assert {seen.color_at(*point) for point in corners} == {"TEXT"}
    assert {seen.color_at(*point) for point in inside} == {"BID_ROW"}


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("begins_at", range(4))
def test_the_frame_of_the_last_price_is_whole_wherever_the_panel_begins(view, scale, begins_at):
    """At 150 % every second row begins in the middle of a pixel of the screen."""
    view.apply_ticker(Ticker(code="KRW-A", trade_price=100.0))
    look = OrderBookPainter(LOOK, "KRW-A")
    look.prepare(view, BookChoices(), placed(view), WIDTH)
    image = QImage(round(410 * scale), round(100 * scale), QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.scale(scale, scale)
    painter.translate(begins_at, 0)
    painter.setClipRect(0, 0, WIDTH, 100)
    look.paint_rows(painter, placed(view), WIDTH, None)
    painter.end()
    middle = round((HEADER_HEIGHT + ROW_HEIGHT * 1.5) * scale)
    framed = [x for x in range(image.width()) if image.pixelColor(x, middle) == DARK.text]
    column = look.columns["price"]
    for edge in (column.left, column.right):
        at = (begins_at + edge) * scale
        assert any(abs(x - at) <= scale + 1 for x in framed)
    assert image.pixelColor(0, middle) in (QColor(Qt.GlobalColor.black), DARK.bid_row)


@pytest.mark.parametrize(("width", "has_arrows"), [(WIDTH, False), (150, True)])
def test_where_the_change_has_no_room_the_prices_have_arrows(view, width, has_arrows):
    view.apply_ticker(Ticker(code="KRW-A", prev_closing_price=101.0))
    seen = part(view, width)
    assert ("▼" in [text.text for text in seen.texts]) is has_arrows
    assert ("-" in "".join(text.text for text in seen.texts)) is not has_arrows
    assert "▲" not in [text.text for text in seen.texts], "the ask is at the previous close"
    assert min(text.left for text in seen.texts) >= 0


def test_a_gap_is_dots_and_a_level_in_it_is_its_price(view):
    level = Row(100.0, Side.BID, 2.0, 2.0)
    rows = [PlacedRow(0, GridRow(None, True)), PlacedRow(1, GridRow(100.0, True, None, level, 3), Side.BID)]
    seen = part(view, rows=rows)
    assert [text.text for text in seen.within(HEADER_HEIGHT, HEADER_HEIGHT + ROW_HEIGHT)] == ["⋯"]
    assert seen.words(HEADER_HEIGHT + ROW_HEIGHT, HEADER_HEIGHT + 2 * ROW_HEIGHT)[:2] == ["+2", "100"]


@pytest.mark.parametrize(
    ("before", "largest", "scale"),
    [
        (0.0, 0.0, 0.0),
        (0.0, 1.0, 1.0),
        (0.0, 1.01, 2.0),
        (0.0, 30.0, 50.0),
        (0.0, 60.0, 100.0),
        (50.0, 51.0, 100.0),
        (50.0, 17.0, 50.0),
        (50.0, 16.0, 20.0),
        (50.0, 0.0, 0.0),
        (0.0, 3e-8, 5e-8),
    ],
)
def test_a_full_bar_is_a_round_figure_that_changes_seldom(before, largest, scale):
    assert _round_scale(before, largest) == pytest.approx(scale)
