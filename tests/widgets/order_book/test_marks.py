from __future__ import annotations

import pytest

from core.market.order_book import Day, OrderBookView, Side
from core.model.messages import OrderBook, OrderBookUnit
from widgets.order_book.marks import mark_of_average, mark_of_order, marks_of_day, placed_marks
from widgets.order_book.visible_rows import VisibleRows


@pytest.fixture
def rows(application) -> VisibleRows:
    view = OrderBookView()
    units = [OrderBookUnit(ask_price=1000.0 + n, ask_size=1.0, bid_price=1000.0 - n, bid_size=1.0) for n in (1, 2, 3)]
    view.apply_book(OrderBook(code="KRW-A", orderbook_units=units))
    made = VisibleRows(view, "KRW-A")
    made.resize(7)
    made.book_changed()
    return made


def test_prices_of_the_day_that_are_known_are_marked(application):
    day = Day(prev_close=1.0, opening=2.0, high=3.0)
    assert [(mark.letter, mark.word, mark.price) for mark in marks_of_day(day)] == [
        ("시", "시가", 2.0), ("고", "고가", 3.0), ("전", "전일 종가", 1.0),
    ]  # fmt: skip
    assert marks_of_day(Day()) == []


def test_marks_stand_at_the_row_of_their_price(rows):
    marks = [mark_of_average(1001.0), mark_of_order(998.0, Side.BID), *marks_of_day(Day(opening=1001.0))]
    placed = placed_marks(rows, marks)
    assert {place: [mark.letter for mark in each] for place, each in placed.items()} == {2: ["평", "시"], 5: ["내"]}


@pytest.mark.parametrize(("side", "place"), [(Side.ASK, 2), (Side.BID, 3)])
def test_an_order_off_the_grid_is_at_the_next_row_of_its_side(rows, side, place):
    assert list(placed_marks(rows, [mark_of_order(1000.5, side)])) == [place]


@pytest.mark.parametrize("price", [900.0, 1100.0, 996.9])
def test_what_is_out_of_sight_is_not_marked_at_the_edge(rows, price):
    assert placed_marks(rows, [mark_of_average(price)]) == {}


def test_own_marks_say_what_they_are(application):
    marks = [mark_of_average(1.0), mark_of_order(1.0, Side.ASK), mark_of_order(1.0, Side.BID)]
    assert [mark.word for mark in marks] == ["내 평균 매수가", "내 매도 주문", "내 매수 주문"]
    assert all(mark.is_own for mark in marks)
