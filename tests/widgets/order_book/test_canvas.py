"""The rows of the book hold still, show every level at its price, and lead back to the spread."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.market.order_book import OrderBookView, Side
from core.model.messages import OrderBook, OrderBookUnit, Ticker, Trade
from looks import LOOK
from painted import read
from widgets.order_book.canvas import OrderBookCanvas
from widgets.order_book.choices import BookChoices
from widgets.order_book.flashes import SECONDS
from widgets.order_book.marks import mark_of_average, mark_of_order
from widgets.paint.cells import HEADER_HEIGHT, ROW_HEIGHT
from widgets.text import formats

HEIGHT = 2 * HEADER_HEIGHT + 20 * ROW_HEIGHT
TOP = 1009.0
"""The highest price in sight: nine asks, the empty price between, ten bids."""


def book(mid: float = 1000.0, depth: int = 30, size: float = 1.0) -> OrderBook:
    units = tuple(
        OrderBookUnit(ask_price=mid + n, ask_size=size * n, bid_price=mid - n, bid_size=2 * size * n)
        for n in range(1, depth + 1)
    )
    return OrderBook(code="KRW-A", orderbook_units=units, total_ask_size=1111.0, total_bid_size=2222.0)


@pytest.fixture
def view() -> OrderBookView:
    made = OrderBookView()
    made.apply_book(book())
    made.apply_ticker(Ticker(code="KRW-A", trade_price=998.0, prev_closing_price=1002.0, ask_bid="ASK"))
    return made


class Watched(OrderBookCanvas):
    """Keeps what it was asked to paint."""

    painted: list

    def paintEvent(self, event):
        self.painted.append([rect.getRect() for rect in event.region()])
        super().paintEvent(event)


def made(view: OrderBookView, width: int = 400, height: int = HEIGHT) -> Watched:
    canvas = Watched(LOOK, view, "KRW-A")
    canvas.painted = []
    canvas.resize(width, height)
    canvas.show()
    QApplication.processEvents()
    leave(canvas)  # Qt's offscreen screen has its pointer on every window
    QApplication.processEvents()
    canvas.painted.clear()
    return canvas


@pytest.fixture
def canvas(application, view) -> Watched:
    return made(view)


def y_of(canvas: OrderBookCanvas, price: float) -> int:
    (place,) = (each.place for each in canvas.placed if each.row.price == price)
    return HEADER_HEIGHT + place * ROW_HEIGHT


def prices(canvas: OrderBookCanvas) -> list[float | None]:
    return [each.row.price for each in canvas.placed]


def words(canvas: OrderBookCanvas, price: float) -> list[str]:
    top = y_of(canvas, price)
    return read(canvas).words(top, top + ROW_HEIGHT)


def enter(canvas: OrderBookCanvas, y: int = 100) -> None:
    at = QPointF(10, y)
    everywhere = QPointF(canvas.mapToGlobal(at))
    QApplication.sendEvent(canvas, QEnterEvent(at, at, everywhere))
    none = Qt.MouseButton.NoButton
    moved = QMouseEvent(QEvent.Type.MouseMove, at, everywhere, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(canvas, moved)


def leave(canvas: OrderBookCanvas) -> None:
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))


def move(canvas: OrderBookCanvas, y: int) -> None:
    at, none = QPointF(10, y), Qt.MouseButton.NoButton
    moved = QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(canvas, moved)


def wheel(canvas: OrderBookCanvas, angle: int, y: int = 200) -> None:
    at = QPointF(10, y)
    none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(canvas, QWheelEvent(at, at, QPoint(), QPoint(0, angle), *none, False))


def news(canvas: OrderBookCanvas, view: OrderBookView, *books: OrderBook) -> None:
    for each in books:
        view.apply_book(each)
        canvas.book_changed()


class TestWhereRowsAre:
    def test_the_spread_is_in_the_middle_with_prices_of_the_grid_around_it(self, canvas):
        assert prices(canvas) == [TOP - n for n in range(20)]
        assert canvas.row_at(HEADER_HEIGHT).price == TOP
        assert canvas.row_at(HEIGHT - HEADER_HEIGHT - 1).price == TOP - 19

    @pytest.mark.parametrize("y", [0, HEADER_HEIGHT - 1, HEIGHT - HEADER_HEIGHT, HEIGHT])
    def test_header_and_footer_are_no_rows(self, canvas, y):
        assert canvas.row_at(y) is None

    @pytest.mark.parametrize("more", [0, 1, ROW_HEIGHT - 1])
    def test_half_rows_are_not_shown(self, application, view, more):
        assert len(made(view, height=HEIGHT + more).placed) == 20

    def test_a_small_book_has_the_prices_around_it_too(self, application):
        view = OrderBookView()
        view.apply_book(book(depth=1))
        assert prices(made(view)) == [TOP - n for n in range(20)]

    def test_an_empty_book_shows_the_prices_around_the_last_trade(self, application):
        view = OrderBookView()
        view.apply_ticker(Ticker(code="KRW-A", trade_price=500.0))
        view.apply_book(OrderBook(code="KRW-A", orderbook_units=()))
        shown = prices(made(view))
        assert (len(shown), 500.0 in shown) == (20, True)

    def test_without_anything_there_is_nothing(self, application):
        canvas = made(OrderBookView())
        assert canvas.placed == []
        canvas.scroll_by(3)
        canvas.to_spread()
        assert canvas.shows_spread
        read(canvas)

    @pytest.mark.parametrize("mid", [1001.0, 1004.0, 996.0])
    def test_a_market_that_moves_within_the_view_moves_no_row(self, canvas, view, mid):
        news(canvas, view, book(mid))
        assert prices(canvas) == [TOP - n for n in range(20)]
        assert words(canvas, mid - 1)[2:] == ["2.0000", "2.0000"]

    @pytest.mark.parametrize("mid", [1009.0, 990.0, 992.0, 1006.0, 1200.0, 500.0])
    def test_a_spread_that_leaves_the_view_is_followed(self, canvas, view, mid):
        news(canvas, view, book(mid))
        assert prices(canvas) == [mid + 9 - n for n in range(20)]

    def test_more_room_shows_more_rows_around_the_spread(self, canvas):
        canvas.resize(400, 2 * HEADER_HEIGHT + 40 * ROW_HEIGHT)
        assert prices(canvas) == [1019.0 - n for n in range(40)]
        canvas.resize(400, 2 * HEADER_HEIGHT + 5 * ROW_HEIGHT)
        assert prices(canvas) == [1002.0, 1001.0, 1000.0, 999.0, 998.0]

    def test_levels_that_would_share_a_row_get_their_own_while_nobody_looks_closely(self, application):
        view = OrderBookView()
        units = [OrderBookUnit(ask_price=5000.0 * n, ask_size=1.0, bid_price=4000.0 / n, bid_size=1.0) for n in (1, 2)]
        view.apply_book(OrderBook(code="KRW-A", orderbook_units=units))
        canvas = made(view)
        best = y_of(canvas, 5000.0)
        more = [OrderBookUnit(ask_price=ask, ask_size=1.0, bid_price=0.0, bid_size=0.0) for ask in (5000, 6000, 7000)]
        news(canvas, view, OrderBook(code="KRW-A", orderbook_units=[*more, *units[1:]]))
        assert [price for price in prices(canvas) if price in {5000, 6000, 7000, 10000}] == [10000, 7000, 6000, 5000]
        assert y_of(canvas, 5000.0) == best

    def test_another_market_starts_at_its_spread(self, canvas):
        canvas.scroll_by(5)
        other = OrderBookView()
        other.apply_book(book(500.0))
        canvas.show_view(other, "KRW-B")
        assert prices(canvas) == [509.0 - n for n in range(20)]

    def test_a_grouped_book_has_the_prices_of_its_grouping(self, application):
        view = OrderBookView()
        units = [OrderBookUnit(ask_price=1010.0, ask_size=1.0, bid_price=1000.0, bid_size=1.0)]
        view.apply_book(OrderBook(code="KRW-A", orderbook_units=units, level=10))
        canvas = made(view)
        canvas.show_view(view, "KRW-A", 10.0)
        assert prices(canvas) == [1100.0 - 10 * n for n in range(20)]


class TestHeldRows:
    @pytest.fixture
    def held(self, canvas) -> OrderBookCanvas:
        enter(canvas)
        return canvas

    def test_rows_under_the_pointer_stay_while_the_market_runs_away(self, held, view):
        news(held, view, *(book(1000.0 + n) for n in range(0, 500, 7)))
        assert prices(held) == [TOP - n for n in range(20)]
        assert not held.shows_spread
        assert words(held, 1000.0) == ["1,000", "-0.20%"]

    def test_new_levels_appear_under_the_pointer_where_they_belong(self, held, view):
        units = (OrderBookUnit(ask_price=1000.0, ask_size=7.0, bid_price=991.0, bid_size=3.0),)
        news(held, view, OrderBook(code="KRW-A", orderbook_units=units))
        assert words(held, 1000.0) == ["1,000", "-0.20%", "7.0000", "7.0000"]
        assert words(held, 1001.0) == ["1,001", "-0.10%"]

    def test_when_the_pointer_goes_the_spread_comes_back(self, held, view):
        news(held, view, book(1200.0))
        leave(held)
        assert prices(held)[0] == 1209.0

    def test_a_spread_still_in_sight_moves_nothing_when_the_pointer_goes(self, held, view):
        news(held, view, book(1003.0))
        leave(held)
        assert prices(held)[0] == TOP

    @pytest.mark.parametrize("key", [Qt.Key.Key_Home, Qt.Key.Key_Space])
    def test_a_key_brings_the_spread_under_the_pointer_and_the_rows_stay_there(self, held, view, key):
        news(held, view, book(1200.0))
        QTest.keyClick(held, key)
        assert prices(held)[0] == 1209.0
        news(held, view, book(1000.0))
        assert prices(held)[0] == 1209.0

    def test_a_first_book_under_the_pointer_is_held_too(self, application):
        view = OrderBookView()
        canvas = made(view)
        enter(canvas)
        news(canvas, view, book(1000.0), book(1100.0))
        assert prices(canvas)[0] == TOP

    def test_it_says_so(self, held):
        assert [text.color for text in read(held).within(0, HEADER_HEIGHT) if text.text == "고정"] == ["TEXT"]
        leave(held)
        assert "고정" not in [text.text for text in read(held).texts]

    def test_levels_that_share_a_row_say_how_many_more_there_are(self, held, view):
        far = (OrderBookUnit(ask_price=ask, ask_size=1.0, bid_price=0.0, bid_size=0.0) for ask in (2000, 2001, 2500))
        news(held, view, OrderBook(code="KRW-A", orderbook_units=list(far)))
        more = (OrderBookUnit(ask_price=ask, ask_size=1.0, bid_price=0.0, bid_size=0.0) for ask in (2100, 2200, 2500))
        news(held, view, OrderBook(code="KRW-A", orderbook_units=list(more)))
        held.scroll_by(2000)
        assert words(held, 2100.0)[:2] == ["+1", "2,100"]
        assert words(held, 2100.0)[3:] == ["2.0000", "2.0000"]


class TestScrolling:
    @pytest.mark.parametrize(
        ("key", "rows"),
        [(Qt.Key.Key_Up, 1), (Qt.Key.Key_Down, -1), (Qt.Key.Key_PageUp, 19), (Qt.Key.Key_PageDown, -19)],
    )
    def test_every_key_scrolls_its_way_and_the_rows_stay_there(self, canvas, view, key, rows):
        QTest.keyClick(canvas, key)
        assert prices(canvas)[0] == TOP + rows
        news(canvas, view, book(1100.0))
        assert prices(canvas)[0] == TOP + rows

    @pytest.mark.parametrize("key", [Qt.Key.Key_Home, Qt.Key.Key_Space])
    def test_the_way_back_follows_again(self, canvas, view, key):
        QTest.keyClick(canvas, Qt.Key.Key_PageUp)
        QTest.keyClick(canvas, key)
        assert prices(canvas)[0] == TOP
        news(canvas, view, book(1100.0))
        assert prices(canvas)[0] == 1109.0

    def test_once_the_keyboard_is_elsewhere_the_rows_follow_again(self, canvas):
        QTest.keyClick(canvas, Qt.Key.Key_PageUp)
        QApplication.sendEvent(canvas, QFocusEvent(QEvent.Type.FocusOut))
        assert prices(canvas)[0] == TOP

    def test_it_ends_where_the_levels_end(self, canvas):
        canvas.scroll_by(1000)
        assert prices(canvas)[0] == 1030.0
        canvas.scroll_by(-1000)
        assert prices(canvas)[-1] == 970.0

    def test_after_the_levels_have_run_away_it_leads_only_towards_them(self, canvas, view):
        enter(canvas)
        news(canvas, view, book(1200.0))
        canvas.scroll_by(-5)
        assert prices(canvas)[0] == TOP
        canvas.scroll_by(5)
        assert prices(canvas)[0] == TOP + 5

    @pytest.mark.parametrize("notches", [1, -1, 2, -2])
    def test_the_wheel_scrolls_three_rows_a_notch(self, canvas, notches):
        enter(canvas)
        wheel(canvas, 120 * notches)
        assert prices(canvas)[0] == TOP + 3 * notches

    @pytest.mark.parametrize("direction", [1, -1])
    def test_small_steps_of_a_touch_pad_add_up(self, canvas, direction):
        enter(canvas)
        for _ in range(4):
            wheel(canvas, 10 * direction)
        assert prices(canvas)[0] == TOP + direction

    def test_a_key_it_does_not_know_is_left_to_others(self, canvas):
        QTest.keyClick(canvas, Qt.Key.Key_X)
        assert prices(canvas)[0] == TOP
        assert not canvas.rows.is_held


class TestOnTheScreen:
    @pytest.mark.parametrize("scroll", [0, 3, -3, 20, -20])
    def test_every_row_says_what_the_book_says_of_its_price(self, canvas, view, scroll):
        enter(canvas)
        canvas.scroll_by(scroll)
        levels = {row.price: row for row in (*view.asks, *view.bids)}
        seen = read(canvas)
        for place, price in enumerate(prices(canvas)):
            top = HEADER_HEIGHT + place * ROW_HEIGHT
            level = levels.get(price)
            figures = [formats.size(each, 4) for each in (level.size, level.total)] if level else []
            said = [word for word in seen.words(top, top + ROW_HEIGHT) if word != "전"]
            assert said == [f"{price:,.0f}", formats.percent(price / 1002 - 1), *figures]

    def test_prices_are_red_above_the_previous_close_and_blue_below_and_dim_without_a_level(self, canvas):
        seen = read(canvas)
        colors = {"1,003": "RISE", "1,002": "TEXT", "1,001": "FALL", "999": "FALL", "1,000": "DIM_TEXT"}
        assert {price: seen.text(price).color for price in colors} == colors

    def test_figures_end_where_their_titles_end(self, canvas):
        seen = read(canvas)
        titles = seen.within(0, HEADER_HEIGHT)
        assert [title.text for title in titles] == ["가격", "전일대비", "잔량", "누적"]
        for row in seen.rows()[1:-1]:
            for text in row:
                assert text.text in {"전"} or text.color == "FAINT_TEXT" or text.right <= titles[-1].right + 1

    def test_sides_are_tinted_from_their_best_to_their_deepest_level(self, application):
        view = OrderBookView()
        view.apply_book(book(depth=3))
        canvas = made(view)
        seen = read(canvas)
        for place, price in enumerate(prices(canvas)):
            expected = "ASK_ROW" if 1001 <= price <= 1003 else "BID_ROW" if 997 <= price <= 999 else "PANEL"
            assert seen.color_at(1, HEADER_HEIGHT + place * ROW_HEIGHT + 1) == expected

    def test_bars_are_as_long_as_sizes_and_sums_are_large_and_never_longer_than_their_column(self, canvas, view):
        seen = read(canvas)
        columns = [canvas._painter.columns[name] for name in ("size", "total")]
        fulls = canvas._painter._full
        assert 20.0 <= fulls[0] <= 60.0
        assert 110.0 <= fulls[1] <= 330.0
        for side, rows in (("ASK_BAR", view.asks[:9]), ("BID_BAR", view.bids[:10])):
            for column, figure, full in zip(columns, ("size", "total"), fulls, strict=True):
                bars = [bar for bar in seen.areas(side) if bar.left == column.left]
                room = column.right - column.left
                lengths = sorted(bar.right - bar.left for bar in bars)
                assert lengths == sorted(max(int(getattr(row, figure) / full * room), 1) for row in rows)

    def test_a_line_ends_the_best_ask(self, canvas):
        bottom = y_of(canvas, 1001.0) + ROW_HEIGHT
        assert read(canvas).areas("BORDER") == [(0, bottom - 1, 400, bottom, "BORDER")]

    def test_the_last_price_is_framed(self, canvas):
        sides = read(canvas).areas("TEXT")
        top = y_of(canvas, 998.0)
        assert (min(side.top for side in sides), max(side.bottom for side in sides)) == (top, top + ROW_HEIGHT)

    def test_the_row_under_the_pointer_is_lit_and_no_other(self, canvas):
        assert not read(canvas).areas("HOVER")
        enter(canvas, HEADER_HEIGHT + 1)
        for rows in (0, 5, 3, 19):
            move(canvas, HEADER_HEIGHT + rows * ROW_HEIGHT + 1)
            (lit,) = read(canvas).areas("HOVER")
            assert lit.top == HEADER_HEIGHT + rows * ROW_HEIGHT
        move(canvas, HEADER_HEIGHT - 1)
        assert not read(canvas).areas("HOVER")
        leave(canvas)
        assert not read(canvas).areas("HOVER")

    def test_sums_spread_and_strength_stand_below(self, canvas, view):
        view.apply_ticker(Ticker(code="KRW-A", trade_price=998.0, acc_bid_volume=3.0, acc_ask_volume=2.0))
        canvas.book_changed()
        canvas.resize(600, HEIGHT)
        asks, between, bids = read(canvas).within(HEIGHT - HEADER_HEIGHT, HEIGHT)
        assert (asks.text, asks.color) == ("매도 465.0000", "FALL")
        assert (bids.text, bids.color) == ("매수 930.0000", "RISE")
        assert (between.text, between.color) == ("차이 2   체결강도 150.0%", "DIM_TEXT")

    def test_prices_of_the_day_and_the_users_own_are_marked(self, canvas, view):
        view.apply_ticker(
            Ticker(code="KRW-A", opening_price=1003.0, high_price=1008.0, low_price=900.0, prev_closing_price=1003.0)
        )
        canvas.show_own_marks(
            [mark_of_average(995.5), mark_of_order(1004.0, Side.ASK), mark_of_order(1003.0, Side.ASK)]
        )
        canvas.book_changed()
        marks = {text.text: text.color for text in read(canvas).texts if text.left < 20 and text.baseline < HEIGHT - 30}
        assert marks == {"고": "DIM_TEXT", "내": "ACCENT", "내…": "ACCENT", "평": "ACCENT"}
        assert words(canvas, 995.0)[0] == "평", "off the grid it is at the price below"

    @pytest.mark.parametrize(("taker", "price", "color"), [("BID", 1002.0, "RISE"), ("ASK", 997.0, "FALL")])
    def test_a_trade_is_seen_at_its_price_for_a_moment(self, canvas, qtbot, taker, price, color):
        top = y_of(canvas, price)

        def framed() -> bool:
            return any(area.top == top and area.bottom == top + ROW_HEIGHT for area in read(canvas).areas(color))

        canvas.flash([Trade(code="KRW-A", trade_price=price, ask_bid=taker, stream_type="REALTIME")])
        canvas.book_changed()
        assert framed()
        qtbot.waitUntil(lambda: not framed(), timeout=round(SECONDS * 1000) + 4000)


class TestChoices:
    def test_amounts_are_price_times_size(self, canvas):
        canvas.show_choices(BookChoices(is_amount=True))
        assert words(canvas, 1002.0)[-2:] == ["2,004", "3,005"]
        assert [title.text for title in read(canvas).within(0, HEADER_HEIGHT)][2] == "금액"

    def test_two_sides_have_asks_left_and_bids_right_of_the_price(self, canvas):
        canvas.resize(640, HEIGHT)
        canvas.show_choices(BookChoices(is_two_sided=True))
        assert words(canvas, 1003.0) == ["6.0000", "3.0000", "1,003", "+0.10%"]
        assert words(canvas, 997.0) == ["997", "-0.50%", "6.0000", "12.0000"]
        titles = [title.text for title in read(canvas).within(0, HEADER_HEIGHT)]
        assert titles == ["누적", "잔량", "가격", "전일대비", "잔량", "누적"]

    @pytest.mark.parametrize("is_two_sided", [False, True])
    @pytest.mark.parametrize("is_amount", [False, True])
    @pytest.mark.parametrize("width", range(160, 700, 37))
    def test_columns_stay_whatever_comes_and_no_text_leaves_its_own(
        self, application, view, width, is_amount, is_two_sided
    ):
        canvas = made(view, width)
        canvas.show_choices(BookChoices(is_amount=is_amount, is_two_sided=is_two_sided))
        columns = dict(canvas._painter.columns._by_name)
        for size in (1e-8, 1.0, 123.456789, 9e5, 7e9, 1e15):
            news(canvas, view, book(size=size))
            assert canvas._painter.columns._by_name == columns
            edges = sorted((column.left, column.right) for column in columns.values())
            for text in read(canvas).within(HEADER_HEIGHT, HEIGHT - HEADER_HEIGHT):
                assert any(left <= text.left and text.right <= right + 1 for left, right in edges), text


class TestPainting:
    def areas(self, canvas: Watched) -> list[tuple[int, int, int, int]]:
        QApplication.processEvents()
        (areas,) = canvas.painted
        return areas

    def test_only_rows_that_changed_are_painted_again(self, canvas, view):
        changed = book()
        changed.orderbook_units[2].ask_size = 3.5
        changed.orderbook_units[29].ask_size = 30.0 - 0.5
        news(canvas, view, changed)
        tops = [top for _, top, _, _ in self.areas(canvas)]
        assert min(tops) == HEADER_HEIGHT
        bottom = y_of(canvas, 1003.0) + ROW_HEIGHT
        assert max(top + height for _, top, _, height in canvas.painted[0]) == bottom, "the sums above it changed too"

    @pytest.mark.parametrize("is_two_sided", [False, True])
    def test_of_a_row_with_another_size_only_the_figures_are_painted_again(self, canvas, view, is_two_sided):
        canvas.show_choices(BookChoices(is_two_sided=is_two_sided))
        QApplication.processEvents()
        canvas.painted.clear()
        changed = book()
        changed.orderbook_units[2].ask_size = 3.5
        changed.orderbook_units[29].ask_size = 30.0 - 0.5
        news(canvas, view, changed)
        columns = canvas._painter.columns
        groups = [["ask_size"], ["bid_size"]] if is_two_sided else [["size", "total"]]
        spans = {(columns[names[0]].left, columns[names[-1]].right) for names in groups}
        assert {(left, left + width) for left, _, width, _ in self.areas(canvas)} == spans

    def test_a_row_whose_price_changes_its_look_is_painted_as_a_whole(self, canvas, view):
        view.apply_ticker(Ticker(code="KRW-A", trade_price=1002.0, prev_closing_price=1002.0, ask_bid="BID"))
        canvas.book_changed()
        assert (0, y_of(canvas, 1002.0), 400, ROW_HEIGHT) in self.areas(canvas)

    def test_nothing_is_painted_when_nothing_changed(self, canvas, view):
        news(canvas, view, book())
        QApplication.processEvents()
        assert canvas.painted == []

    def test_a_level_out_of_sight_changes_the_footer_alone(self, canvas, view):
        changed = book()
        changed.orderbook_units[29].ask_size = 31.0
        news(canvas, view, changed)
        assert self.areas(canvas) == [(0, HEIGHT - HEADER_HEIGHT, 400, HEADER_HEIGHT)]

    def test_the_pointer_paints_two_rows(self, canvas):
        enter(canvas, HEADER_HEIGHT + 1)
        QApplication.processEvents()
        canvas.painted.clear()
        move(canvas, HEADER_HEIGHT + 3 * ROW_HEIGHT + 1)
        assert self.areas(canvas) == [
            (0, HEADER_HEIGHT, 400, ROW_HEIGHT),
            (0, HEADER_HEIGHT + 3 * ROW_HEIGHT, 400, ROW_HEIGHT),
        ]

    @pytest.mark.parametrize(
        "change",
        [
            lambda canvas: canvas.show_view(OrderBookView(), "KRW-B"),
            lambda canvas: canvas.scroll_by(1),
            lambda canvas: canvas.to_spread(),
            lambda canvas: canvas.lay_out(),
            lambda canvas: canvas.show_choices(BookChoices(is_amount=True)),
        ],
    )
    def test_what_changes_all_of_the_picture_paints_all_of_it(self, canvas, change):
        change(canvas)
        assert self.areas(canvas) == [canvas.rect().getRect()]


def test_it_tells_when_the_spread_goes_out_of_sight_and_comes_back(canvas, view):
    told = []
    canvas.spread_left.connect(lambda: told.append(canvas.shows_spread))
    enter(canvas)
    news(canvas, view, book(1200.0), book(1300.0))
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    assert told == [False, True]


def test_it_asks_for_the_room_of_fifteen_rows_a_side(canvas):
    assert canvas.sizeHint().toTuple() == (350, 30 * ROW_HEIGHT + 2 * HEADER_HEIGHT)
