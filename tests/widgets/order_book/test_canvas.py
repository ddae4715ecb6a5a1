from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.market.order_book import OrderBookView, Side
from core.model.messages import OrderBook, OrderBookUnit, Ticker
from looks import LOOK
from painted import read
from widgets.order_book.canvas import OrderBookCanvas
from widgets.paint.cells import HEADER_HEIGHT, ROW_HEIGHT
from widgets.text import formats

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
    made = OrderBookCanvas(LOOK, view, "KRW-A")
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
    canvas = OrderBookCanvas(LOOK, view, "KRW-A")
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

    watched = Watched(LOOK, canvas._view, "KRW-A")
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


class TestOnTheScreen:
    """Every figure is at the row that `row_at` gives for its price, in its colour."""

    @pytest.fixture
    def view(self) -> OrderBookView:
        """All figures differ; above, below and at the previous close; the last price is a bid."""
        units = tuple(
            OrderBookUnit(ask_price=1000 + n, ask_size=n + 0.25, bid_price=1000 - n, bid_size=2 * n + 0.5)
            for n in range(1, 31)
        )
        made = OrderBookView()
        made.apply_book(OrderBook(code="KRW-A", orderbook_units=units, total_ask_size=1111.0, total_bid_size=2222.0))
        made.apply_ticker(Ticker(code="KRW-A", trade_price=998.0, prev_closing_price=1002.0))
        return made

    @staticmethod
    def tops(canvas: OrderBookCanvas) -> list[int]:
        spread_y = SPREAD_Y + canvas.scroll_rows * ROW_HEIGHT
        tops = range(spread_y % ROW_HEIGHT, canvas.height(), ROW_HEIGHT)
        return [top for top in tops if top >= HEADER_HEIGHT and top + ROW_HEIGHT <= canvas.height() - HEADER_HEIGHT]

    @pytest.mark.parametrize("scroll", [0, 3, -3, 20, -20])
    def test_every_row_says_what_the_book_says_of_its_price(self, canvas, view, scroll):
        canvas.scroll_by(scroll)
        seen = read(canvas)
        tops = self.tops(canvas)
        assert len(tops) == 20
        for top in tops:
            row = canvas.row_at(top + ROW_HEIGHT // 2)
            assert seen.words(top, top + ROW_HEIGHT) == [
                f"{row.price:,.0f}",
                formats.percent(row.price / 1002 - 1),
                formats.size(row.size, 4),
                formats.size(row.total, 4),
            ]

    def test_the_best_ask_and_the_best_bid_meet_at_the_spread(self, canvas, view):
        seen = read(canvas)
        assert seen.words(SPREAD_Y - ROW_HEIGHT, SPREAD_Y) == ["1,001", "-0.10%", "1.2500", "1.2500"]
        assert seen.words(SPREAD_Y, SPREAD_Y + ROW_HEIGHT) == ["999", "-0.30%", "2.5000", "2.5000"]
        assert seen.words(SPREAD_Y - 2 * ROW_HEIGHT, SPREAD_Y - ROW_HEIGHT) == ["1,002", "0.00%", "2.2500", "3.5000"]

    def test_prices_are_red_above_the_previous_close_and_blue_below(self, canvas, view):
        seen = read(canvas)
        for price, color in (("1,003", "RISE"), ("1,002", "TEXT"), ("1,001", "FALL"), ("999", "FALL")):
            assert seen.text(price).color == color
        assert seen.text("+0.20%").color == "RISE"
        assert seen.text("-0.60%").color == "FALL"

    def test_sizes_are_bright_totals_dim_and_their_zeros_faint(self, canvas, view):
        _, _, size, size_zeros, total, total_zeros = read(canvas).within(SPREAD_Y, SPREAD_Y + ROW_HEIGHT)
        assert [text.color for text in (size, total)] == ["TEXT", "DIM_TEXT"]
        assert (size.text, size_zeros.text, total.text, total_zeros.text) == ("2.5", "000", "2.5", "000")
        assert size_zeros.color == total_zeros.color == "FAINT_TEXT"

    def test_figures_end_where_their_titles_end(self, canvas, view):
        seen = read(canvas)
        titles = seen.within(0, HEADER_HEIGHT)
        assert [title.text for title in titles] == ["가격", "전일대비", "잔량", "누적"]
        for row in seen.rows()[1:-1]:
            for title in titles:
                assert any(abs(text.right - title.right) <= 1 for text in row)

    def test_sides_are_tinted_and_bars_are_as_long_as_sizes_are_large(self, canvas, view):
        seen = read(canvas)
        asks, bids = seen.areas("ASK_BAR"), seen.areas("BID_BAR")
        assert len(asks) == len(bids) == 10
        assert all(bar.bottom <= SPREAD_Y for bar in asks)
        assert all(bar.top >= SPREAD_Y for bar in bids)
        for bar in (*asks, *bids):
            row = canvas.row_at(int(bar.top))
            room = canvas.width() - bar.left
            assert bar.right - bar.left == int(row.size * room / 60.5)
        for top in self.tops(canvas):
            assert seen.color_at(2, top + 2) == ("ASK_ROW" if top < SPREAD_Y else "BID_ROW")

    def test_a_line_one_pixel_high_ends_the_best_ask(self, canvas):
        assert read(canvas).areas("BORDER") == [(0, SPREAD_Y - 1, canvas.width(), SPREAD_Y, "BORDER")]

    def test_header_and_footer_have_their_own_ground(self, canvas):
        header, footer = read(canvas).areas("HEADER")
        assert header == (0, 0, canvas.width(), HEADER_HEIGHT, "HEADER")
        assert footer == (0, HEIGHT - HEADER_HEIGHT, canvas.width(), HEIGHT, "HEADER")

    def test_the_last_price_is_framed(self, canvas, view):
        sides = read(canvas).areas("TEXT")
        top, bottom = min(side.top for side in sides), max(side.bottom for side in sides)
        assert (top, bottom) == (SPREAD_Y + ROW_HEIGHT, SPREAD_Y + 2 * ROW_HEIGHT)
        assert canvas.row_at(int(top)).price == view.last_price
        price = read(canvas).text("998")
        assert min(side.left for side in sides) <= price.left < price.right < max(side.right for side in sides)

    def test_the_row_under_the_pointer_is_lit_and_no_other(self, canvas):
        assert not read(canvas).areas("HOVER")
        enter(canvas, SPREAD_Y + ROW_HEIGHT + 1)
        (lit,) = read(canvas).areas("HOVER")
        assert (lit.top, lit.bottom) == (SPREAD_Y + ROW_HEIGHT, SPREAD_Y + 2 * ROW_HEIGHT)
        enter(canvas, HEADER_HEIGHT - 1)
        assert not read(canvas).areas("HOVER")
        leave(canvas)
        assert not read(canvas).areas("HOVER")

    def test_it_says_that_its_rows_are_pinned_while_they_are(self, canvas):
        def pinned() -> list[str]:
            return [text.color for text in read(canvas).within(0, HEADER_HEIGHT) if text.text == "고정"]

        assert not pinned()
        enter(canvas, SPREAD_Y)
        assert pinned() == ["TEXT"]
        leave(canvas)
        assert not pinned()

    def test_the_sums_of_each_side_stand_below_it_with_the_spread_between_them(self, canvas):
        asks, gap, bids = read(canvas).within(HEIGHT - HEADER_HEIGHT, HEIGHT)
        assert (asks.text, asks.color) == ("매도 1,111.0000", "FALL")
        assert (bids.text, bids.color) == ("매수 2,222.0000", "RISE")
        assert (gap.text, gap.color) == ("차이 2", "DIM_TEXT")
        assert asks.left < 20
        assert bids.right > canvas.width() - 20

    def test_where_there_is_no_room_the_spread_goes_and_the_sums_stay(self, canvas):
        canvas.resize(200, HEIGHT)
        assert [text.text[:2] for text in read(canvas).within(HEIGHT - HEADER_HEIGHT, HEIGHT)] == ["매도", "매수"]

    def test_a_pinned_price_that_left_the_book_is_a_price_without_sizes(self, canvas, view):
        enter(canvas, SPREAD_Y)
        view.apply_book(book(1015.0))
        canvas.book_changed()
        seen = read(canvas)
        assert canvas.row_at(SPREAD_Y).price == 999.0
        assert canvas.row_at(SPREAD_Y - 1).side is Side.BID, "1,001 is bought at now"
        assert seen.color_at(2, SPREAD_Y - 2) == "BID_ROW"
        view.apply_book(book(1100.0))
        canvas.book_changed()
        assert read(canvas).words(SPREAD_Y, SPREAD_Y + ROW_HEIGHT) == ["999", "-0.30%", "–", "–"]
        move(canvas, SPREAD_Y - 60)
        assert read(canvas).color_at(2, SPREAD_Y + 2) == "BID_ROW", "where it stands still tells its side"

    def test_another_market_starts_at_its_spread_with_its_own_figures(self, canvas):
        canvas.scroll_by(5)
        other = OrderBookView()
        other.apply_book(book(500.0))
        canvas.show_view(other, "KRW-B")
        assert canvas.scroll_rows == 0
        assert read(canvas).words(SPREAD_Y, SPREAD_Y + ROW_HEIGHT)[0] == "499"


class TestHands:
    @pytest.mark.parametrize(
        ("key", "rows"),
        [
            (Qt.Key.Key_Up, 1),
            (Qt.Key.Key_Down, -1),
            (Qt.Key.Key_PageUp, 19),
            (Qt.Key.Key_PageDown, -19),
            (Qt.Key.Key_Home, 0),
            (Qt.Key.Key_Space, 0),
        ],
    )
    @pytest.mark.parametrize("from_row", [-1, 0, 1])
    def test_every_key_scrolls_its_way(self, canvas, key, rows, from_row):
        canvas.scroll_by(from_row)
        QTest.keyClick(canvas, key)
        assert canvas.scroll_rows == (min(max(from_row + rows, -20), 20) if rows else 0)

    @pytest.mark.parametrize("notches", [1, -1, 2, -2])
    def test_the_wheel_scrolls_three_rows_a_notch_towards_what_it_is_turned_to(self, canvas, notches):
        wheel(canvas, 120 * notches)
        assert canvas.scroll_rows == 3 * notches
        top = canvas.row_at(HEADER_HEIGHT + 1)
        assert top.price == 1010.0 + 3 * notches, "turned away from the hand, higher prices come into sight"

    @pytest.mark.parametrize("direction", [1, -1])
    def test_small_steps_of_a_touch_pad_add_up(self, canvas, direction):
        for _ in range(4):
            wheel(canvas, 10 * direction)
        assert canvas.scroll_rows == direction

    def test_under_a_turned_wheel_the_row_at_the_pointer_is_lit(self, canvas):
        enter(canvas, SPREAD_Y + 1)
        wheel(canvas, 120, SPREAD_Y + 1)
        (lit,) = read(canvas).areas("HOVER")
        assert lit.top == SPREAD_Y

    def test_the_pointer_takes_its_light_along(self, canvas):
        enter(canvas, SPREAD_Y + 1)
        for rows in (1, -2, 4):
            move(canvas, SPREAD_Y + 1 + rows * ROW_HEIGHT)
            (lit,) = read(canvas).areas("HOVER")
            assert lit.top == SPREAD_Y + rows * ROW_HEIGHT

    def test_a_key_it_does_not_know_is_left_to_others(self, canvas):
        QTest.keyClick(canvas, Qt.Key.Key_Up)
        QTest.keyClick(canvas, Qt.Key.Key_X)
        assert canvas.scroll_rows == 1


def wheel(canvas: OrderBookCanvas, angle: int, y: int = SPREAD_Y) -> None:
    at = QPointF(10, y)
    none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(canvas, QWheelEvent(at, at, QPoint(), QPoint(0, angle), *none, False))


def move(canvas: OrderBookCanvas, y: int) -> None:
    at, none = QPointF(10, y), Qt.MouseButton.NoButton
    moved = QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(canvas, moved)


def test_a_book_that_comes_after_the_pointer_has_gone_is_not_pinned(canvas, view):
    enter(canvas, SPREAD_Y)
    leave(canvas)
    canvas.book_changed()
    assert not view.is_pinned


@pytest.mark.parametrize(
    "change",
    [
        lambda canvas: canvas.book_changed(),
        lambda canvas: canvas.show_view(OrderBookView(), "KRW-B"),
        lambda canvas: canvas.scroll_by(1),
        lambda canvas: enter(canvas, SPREAD_Y),
        leave,
    ],
)
def test_whatever_changes_the_picture_has_it_painted_whole(application, view, change):
    painted = []

    class Watched(OrderBookCanvas):
        def paintEvent(self, event):
            painted.append(event.rect())

    watched = Watched(LOOK, view, "KRW-A")
    watched.resize(350, HEIGHT)
    watched.show()
    QApplication.processEvents()
    painted.clear()
    change(watched)
    QApplication.processEvents()
    assert painted == [watched.rect()]


def test_it_asks_for_the_room_of_fifteen_rows_a_side(canvas):
    assert canvas.sizeHint().toTuple() == (350, 30 * ROW_HEIGHT + 2 * HEADER_HEIGHT)
