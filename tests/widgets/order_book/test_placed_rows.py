"""What each visible row of a book shows."""

from __future__ import annotations

import pytest

from core.market.order_book import OrderBookView, Side
from core.model.messages import OrderBook, OrderBookUnit, Ticker
from widgets.order_book.marks import mark_of_average, mark_of_order
from widgets.order_book.placed_rows import PlacedRow, placed_rows
from widgets.order_book.visible_rows import VisibleRows


@pytest.fixture
def view(application) -> OrderBookView:
    made = OrderBookView()
    units = [
        OrderBookUnit(ask_price=1000.0 + n, ask_size=1.0, bid_price=1000.0 - n, bid_size=1.0) for n in range(1, 16)
    ]
    made.apply_book(OrderBook(code="KRW-A", orderbook_units=units))
    return made


def shown(view: OrderBookView, *, own=(), flashes=(), count: int = 11) -> dict[float | None, PlacedRow]:
    rows = VisibleRows(view, "KRW-A")
    rows.resize(count)
    rows.book_changed()
    placed = placed_rows(rows, view.day, own, flashes)
    assert [each.place for each in placed] == list(range(len(placed)))
    return {each.row.price: each for each in placed}


def test_each_row_in_sight_is_placed_with_the_side_it_lies_on(view):
    rows = shown(view)
    assert list(rows) == [1005.0 - n for n in range(11)]
    assert {price for price, row in rows.items() if row.side is Side.ASK} == {1001.0, 1002.0, 1003.0, 1004.0, 1005.0}
    assert {price for price, row in rows.items() if row.side is Side.BID} == {995.0, 996.0, 997.0, 998.0, 999.0}
    assert rows[1000.0].side is None
    assert [price for price, row in rows.items() if row.is_best_ask] == [1001.0]


def test_a_row_looks_alike_but_for_figures_while_only_sizes_and_sums_differ(view):
    row = shown(view)[1003.0]
    level = row.row.ask
    larger = row._replace(row=row.row._replace(ask=level._replace(size=9.0, total=11.0, amount=9_027.0)))
    assert larger.looks_alike_but_for_figures(row)
    mark = mark_of_average(1003.0)
    for other in (
        row._replace(row=row.row._replace(price=1003.5)),
        row._replace(row=row.row._replace(levels=2)),
        row._replace(row=row.row._replace(levels=0, ask=None)),
        row._replace(side=None),
        row._replace(is_last=True),
        row._replace(is_best_ask=True),
        row._replace(marks=(mark,)),
        row._replace(flash=Side.ASK),
    ):
        assert not other.looks_alike_but_for_figures(row), other
        assert not row.looks_alike_but_for_figures(other), other


@pytest.mark.parametrize("price", [1001.0, 999.0, 1005.0])
def test_the_row_of_the_last_trade_is_known(view, price):
    view.apply_ticker(Ticker(code="KRW-A", trade_price=price, ask_bid="BID"))
    assert [each for each, row in shown(view).items() if row.is_last] == [price]


@pytest.mark.parametrize("price", [0.0, 990.0, 5000.0])
def test_a_last_price_out_of_sight_marks_no_row(view, price):
    view.apply_ticker(Ticker(code="KRW-A", trade_price=price, ask_bid="BID"))
    assert not any(row.is_last for row in shown(view).values())


def test_marks_of_the_day_and_of_the_user_stand_at_their_rows(view):
    view.apply_ticker(Ticker(code="KRW-A", trade_price=1000.0, high_price=1003.0))
    own = [mark_of_average(998.0), mark_of_order(1003.0, Side.ASK), mark_of_order(5000.0, Side.ASK)]
    marked = {price: len(row.marks) for price, row in shown(view, own=own).items() if row.marks}
    assert marked == {1003.0: 2, 998.0: 1}


def test_a_trade_flashes_in_its_row_with_the_side_it_took_from(view):
    rows = shown(view, flashes=[(1001.0, Side.ASK), (999.0, Side.BID), (7000.0, Side.ASK)])
    assert {price: row.flash for price, row in rows.items() if row.flash} == {1001.0: Side.ASK, 999.0: Side.BID}


def test_without_a_book_there_is_nothing_to_place(application):
    assert shown(OrderBookView()) == {}


def test_what_lies_beyond_the_book_marks_none_of_its_outermost_rows(view):
    view.apply_ticker(Ticker(code="KRW-A", trade_price=7000.0, ask_bid="ASK"))
    own = [mark_of_average(5.0), mark_of_order(7000.0, Side.ASK)]
    rows = shown(view, own=own, flashes=[(7000.0, Side.ASK), (5.0, Side.BID)], count=31)
    assert {985.0, 1015.0} <= rows.keys(), "they are in sight"
    assert not any(row.is_last or row.marks or row.flash for row in rows.values())
