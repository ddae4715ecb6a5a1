from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from core.market.order_book import OrderBookView, Side
from core.model.messages import OrderBook, OrderBookUnit, Ticker
from looks import DARK, LOOK
from painted import read_part
from whole_repaint import SCALES
from widgets.look.fonts import FontRole
from widgets.order_book.painter import OrderBookPainter, PlacedRow
from widgets.paint.cells import HEADER_HEIGHT, PADDING, ROW_HEIGHT, CellText
from widgets.text import formats


def book(size: float, price: float = 100.0) -> OrderBook:
    unit = OrderBookUnit(ask_price=price + 1, ask_size=size, bid_price=price, bid_size=size / 2)
    return OrderBook(code="KRW-A", orderbook_units=(unit,), total_ask_size=size, total_bid_size=size)


def painted(view: OrderBookView, look: OrderBookPainter | None = None, width: int = 400) -> QImage:
    look = look or OrderBookPainter(LOOK, "KRW-A")
    look.prepare(view, width)
    rows = [PlacedRow(-1, 0, view.asks[0]), PlacedRow(0, ROW_HEIGHT, view.bids[0])]
    image = QImage(width, 2 * ROW_HEIGHT, QImage.Format.Format_RGB32)
    image.fill(DARK.panel)
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
    asks, bids = bar_length(image, 0, DARK.ask_bar), bar_length(image, 1, DARK.bid_bar)
    assert asks > 0
    assert abs(asks - 2 * bids) <= 2
    assert DARK.bid_bar.name() not in colors(image, 0)


def test_prices_are_coloured_against_the_previous_close(view):
    before = painted(view)
    view.apply_ticker(Ticker(code="KRW-A", trade_price=None, prev_closing_price=50.0))
    assert painted(view) != before, "both prices are above the close now"


def test_the_last_price_is_framed(view):
    view.apply_ticker(Ticker(code="KRW-A", trade_price=100.0, prev_closing_price=None))
    image = painted(view)
    assert image.pixelColor(0, ROW_HEIGHT + 5).name() == DARK.text.name()
    assert image.pixelColor(0, 5).name() != DARK.text.name()


def test_a_price_that_needs_more_decimals_widens_all_of_them(view):
    look = OrderBookPainter(LOOK, "KRW-A")
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
    assert DARK.bid_row.name() in colors(painted(view), 0)


def test_a_narrow_book_keeps_its_prices(view):
    look = OrderBookPainter(LOOK, "KRW-A")
    painted(view, look, width=60)
    assert look._price_column
    assert not look._size_column
    view.apply_book(book(4.0, price=158_000_000.0))
    painted(view, look, width=190)
    assert look._size_column, "sizes stay longer than changes and totals"
    assert not look._change_column


def test_the_kept_texts_are_bounded(application):
    look = OrderBookPainter(LOOK, "KRW-A")
    view = OrderBookView()
    for price in range(1, 3000):
        view.apply_book(book(1.0, price=float(price)))
        look.prepare(view, 300)
    assert len(look._texts) <= 2050


@pytest.fixture
def number(application) -> CellText:
    return CellText(LOOK, FontRole.NUMBER)


@pytest.fixture
def small(application) -> CellText:
    return CellText(LOOK, FontRole.SMALL)


def deep_book(asks: list[tuple[float, float]], bids: list[tuple[float, float]], **sums: float) -> OrderBookView:
    units = tuple(
        OrderBookUnit(ask_price=ask, ask_size=ask_size, bid_price=bid, bid_size=bid_size)
        for (ask, ask_size), (bid, bid_size) in zip(asks, bids, strict=True)
    )
    made = OrderBookView()
    made.apply_book(OrderBook(code="KRW-A", orderbook_units=units, **sums))
    return made


@pytest.mark.parametrize("longest", ["ask price", "ask sum", "bid sum"])
def test_columns_hold_the_longest_price_and_the_longest_sum_of_either_side(number, longest):
    large = {"ask sum": (7_000_000.0, 1.0), "bid sum": (1.0, 7_000_000.0), "ask price": (1.0, 1.0)}[longest]
    top = 1_000_000_000.0 if longest == "ask price" else 1_003.0
    view = deep_book([(1_001.0, 1.0), (top, large[0])], [(999.0, 1.0), (998.0, large[1])])
    look = OrderBookPainter(LOOK, "KRW-A")
    price = number.width(f"{top:,.0f}") + 2 * PADDING
    total = number.width(formats.size(max(large) + 1.0, 4 if top < 10_000 else 8)) + 2 * PADDING
    room = 4 * max(price, total)
    look.prepare(view, room)
    assert look._price_column is not None
    assert look._total_column is not None
    assert look._price_column.right - look._price_column.left >= price
    if longest != "ask price":
        assert look._total_column.right - look._total_column.left >= total
        assert look._total_column.right - look._total_column.left == look._size_column.right - look._size_column.left


def test_a_book_that_grows_longer_figures_is_laid_out_anew_and_otherwise_never(application):
    look, made = OrderBookPainter(LOOK, "KRW-A"), []
    fit = look._number.fit
    look._number.fit = lambda *given: made.append(given) or fit(*given)
    for size, price, width in ((1.0, 500.0, 400), (2.0, 501.0, 400), (2.0, 5_000.0, 400), (2e6, 5_000.0, 400)):
        look.prepare(deep_book([(price + 1, size)], [(price, size)]), width)
    assert len(made) == 3
    look.prepare(deep_book([(5_001.0, 2e6)], [(5_000.0, 2e6)]), 401)
    assert len(made) == 4


@pytest.mark.parametrize("sums", [(1.0, 1.0), (123_456.0, 1.0), (1.0, 123_456.0)])
def test_the_spread_is_shown_where_all_three_have_room_and_not_a_pixel_below(small, sums):
    view = deep_book([(1_001.0, 1.0)], [(999.0, 1.0)], total_ask_size=sums[0], total_bid_size=sums[1])
    look = OrderBookPainter(LOOK, "KRW-A")
    look.prepare(view, 800)

    def reported(width: int) -> list[str]:
        part = read_part(lambda painter: look.paint_footer(painter, view, 7, width), QSize(width, 60))
        assert part.fills == [(0, 7, width, 7 + HEADER_HEIGHT, "HEADER")]
        assert {text.baseline for text in part.texts} == {7 + small.baseline(HEADER_HEIGHT)}
        return [text.text for text in part.within(0, 60)]

    asks, gap, bids = reported(800)
    need = 2 * max(small.width(asks), small.width(bids)) + small.width(gap) + 4 * PADDING
    assert reported(need) == [asks, bids]
    assert reported(need + 1) == [asks, gap, bids]


@pytest.mark.parametrize("sums", [(1.0, 1.0), (123_456.75, 1.0), (1.0, 123_456.75), (1.5e12, 1.5e12)])
@pytest.mark.parametrize("width", range(60, 400, 17))
def test_the_sums_never_run_into_each_other_and_lose_decimals_first(small, sums, width):
    view = deep_book([(1_001.0, 1.0)], [(999.0, 1.0)], total_ask_size=sums[0], total_bid_size=sums[1])
    look = OrderBookPainter(LOOK, "KRW-A")
    look.prepare(view, 800)
    part = read_part(lambda painter: look.paint_footer(painter, view, 7, width), QSize(width, 60))
    asks, bids = part.texts[0], part.texts[1]
    assert [asks.text[0], bids.text[0]] == ["매", "매"]
    assert asks.left >= PADDING
    assert asks.left + small.width(asks.text) + PADDING <= bids.left
    assert bids.left + small.width(bids.text) <= width - PADDING
    whole = [f"매도 {sums[0]:,.0f}", f"매수 {sums[1]:,.0f}"]
    if sum(map(small.width, whole)) + 3 * PADDING <= width:
        assert not any(text.text.endswith("…") for text in (asks, bids)), "the figures before the point are all there"


def test_a_bar_keeps_a_pixel_from_its_row_and_the_smallest_size_still_shows(application):
    view = deep_book([(1_001.0, 1e-6)], [(999.0, 5.0)])
    look = OrderBookPainter(LOOK, "KRW-A")
    look.prepare(view, 400)
    rows = [PlacedRow(-1, 40, view.asks[0]), PlacedRow(0, 40 + ROW_HEIGHT, view.bids[0])]
    part = read_part(lambda painter: look.paint_rows(painter, view, rows, 400, None), QSize(400, 200))
    left = look._size_column.left
    assert part.areas("ASK_BAR") == [(left, 41, left + 1, 40 + ROW_HEIGHT - 2, "ASK_BAR")]
    assert part.areas("BID_BAR") == [(left, 41 + ROW_HEIGHT, 400, 40 + 2 * ROW_HEIGHT - 2, "BID_BAR")]


@pytest.mark.parametrize(
    ("ranks", "is_ended"),
    [((-1,), True), ((-2, -1), True), ((-1, 0), True), ((-2, -1, 0), True), ((-3, -2), False), ((0, 1), False)],
)
def test_the_line_below_the_best_ask_is_painted_with_it(application, ranks, is_ended):
    """Also if only part of the book is painted again."""
    view = deep_book([(1_001.0 + n, 1.0) for n in range(4)], [(999.0 - n, 1.0) for n in range(4)])
    look = OrderBookPainter(LOOK, "KRW-A")
    look.prepare(view, 400)
    rows = [
        PlacedRow(rank, 100 + rank * ROW_HEIGHT, view.asks[-1 - rank] if rank < 0 else view.bids[rank])
        for rank in ranks
    ]
    part = read_part(lambda painter: look.paint_rows(painter, view, rows, 400, None), QSize(400, 200))
    assert part.areas("BORDER") == ([(0, 99, 400, 100, "BORDER")] if is_ended else [])
    top, bottom = rows[0].top, rows[-1].top + ROW_HEIGHT
    seen = [part.color_at(1, y) for y in range(top, bottom) if y != 99]
    assert seen == ["ASK_ROW" if y < 100 else "BID_ROW" for y in range(top, bottom) if y != 99]


def test_the_frame_of_the_last_price_fills_its_column(application):
    view = deep_book([(1_001.0, 1.0)], [(999.0, 1.0)])
    view.apply_ticker(Ticker(code="KRW-A", trade_price=999.0, prev_closing_price=1_000.0))
    look = OrderBookPainter(LOOK, "KRW-A")
    look.prepare(view, 400)
    rows = [PlacedRow(0, 40, view.bids[0])]
    part = read_part(lambda painter: look.paint_rows(painter, view, rows, 400, None), QSize(400, 200))
    column = look._price_column
    inside = [(column.left + 1, 41), (column.right - 2, 40 + ROW_HEIGHT - 2)]
    corners = [(x, y) for x in (column.left, column.right - 1) for y in (40, 40 + ROW_HEIGHT - 1)]
    edges = [(x, 50) for x in (column.left, column.right - 1)] + [(50, y) for y in (40, 40 + ROW_HEIGHT - 1)]
    assert {part.color_at(*point) for point in corners + edges} == {"TEXT"}
    assert {part.color_at(*point) for point in inside} == {"BID_ROW"}


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("begins_at", range(4))
def test_the_frame_of_the_last_price_is_whole_wherever_the_panel_begins(application, scale, begins_at):
    """At 150 % every second row begins in the middle of a pixel of the screen."""
    view = deep_book([(1_001.0, 1.0)], [(999.0, 1.0)])
    view.apply_ticker(Ticker(code="KRW-A", trade_price=999.0, prev_closing_price=1_000.0))
    look = OrderBookPainter(LOOK, "KRW-A")
    look.prepare(view, 400)
    image = QImage(round(410 * scale), round(100 * scale), QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.scale(scale, scale)
    painter.translate(begins_at, 0)
    painter.setClipRect(0, 0, 400, 100)
    look.paint_rows(painter, view, [PlacedRow(0, 40, view.bids[0])], 400, None)
    painter.end()
    middle = round((40 + ROW_HEIGHT / 2) * scale)
    framed = [x for x in range(image.width()) if image.pixelColor(x, middle) == DARK.text]
    left = next(x for x in range(image.width()) if image.pixelColor(x, middle) != QColor(Qt.GlobalColor.black))
    assert left in framed, "the first column of the panel that is painted is the frame's"
    right = (begins_at + look._price_column.right) * scale
    assert any(right - scale - 1 <= x < right + 1 for x in framed)


def test_nothing_but_the_ground_of_no_rows_is_painted(application):
    view = deep_book([(1_001.0, 1.0)], [(999.0, 1.0)])
    look = OrderBookPainter(LOOK, "KRW-A")
    look.prepare(view, 400)
    part = read_part(lambda painter: look.paint_rows(painter, view, [], 400, None), QSize(400, 200))
    assert not part.fills
    assert not part.texts


@pytest.mark.parametrize(("width", "has_arrows"), [(400, False), (120, True)])
def test_where_the_change_has_no_room_the_prices_have_arrows(view, width, has_arrows):
    view.apply_ticker(Ticker(code="KRW-A", trade_price=None, prev_closing_price=view.asks[0].price))
    look = OrderBookPainter(LOOK, "KRW-A")
    look.prepare(view, width)
    rows = [PlacedRow(-1, 0, view.asks[0]), PlacedRow(0, ROW_HEIGHT, view.bids[0])]
    shown = read_part(lambda painter: look.paint_rows(painter, view, rows, width, None), QSize(width, 2 * ROW_HEIGHT))
    assert ("▼" in [text.text for text in shown.texts]) is has_arrows
    assert ("-" in "".join(text.text for text in shown.texts)) is not has_arrows
    assert "▲" not in [text.text for text in shown.texts], "the ask is at the previous close"
    assert min(text.left for text in shown.texts) >= 0


def test_the_length_of_a_bar_is_seen_by_its_lower_edge(view):
    image = painted(view)
    bottom = ROW_HEIGHT - 2
    edge = [x for x in range(image.width()) if image.pixelColor(x, bottom) == DARK.ask_edge]
    bar = [x for x in range(image.width()) if image.pixelColor(x, 2) == DARK.ask_bar]
    assert edge == bar != []
