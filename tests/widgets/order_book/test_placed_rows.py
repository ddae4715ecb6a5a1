"""What each visible row of a book shows."""

from __future__ import annotations

from itertools import accumulate, pairwise, zip_longest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
        row._replace(is_torn=True),
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


def test_in_a_gap_that_shows_another_price_neither_the_last_one_nor_a_trade_is_framed(application):
    rows, view = sparse([1000, 1001, 1030], [999])
    view.apply_book(book_of([1000, 1010, 1030], [999]))
    rows.book_changed()
    view.apply_ticker(Ticker(code="KRW-A", trade_price=1020.0, ask_bid="BID"))
    flashes = [(1020.0, Side.ASK), (1000.0, Side.ASK)]
    placed = placed_rows(rows, view.day, (), flashes)
    assert 1010.0 in [each.row.price for each in placed]
    assert [each.row.price for each in placed if each.is_last] == []
    assert [each.row.price for each in placed if each.flash] == [1000.0]
    view.apply_ticker(Ticker(code="KRW-A", trade_price=1010.0, ask_bid="BID"))
    placed = placed_rows(rows, view.day, (), [(1010.0, Side.ASK)])
    assert [each.row.price for each in placed if each.is_last and each.flash] == [1010.0]


@settings(deadline=None, max_examples=300)
@given(data=st.data(), level=st.sampled_from([0.0, 10.0, 100.0]), is_held=st.booleans(), count=st.integers(1, 60))
def test_neighbouring_rows_are_a_step_apart_or_it_is_marked(data, level, is_held, count):
    """Whatever books come, wherever one scrolls: an empty price has a row, stands for "⋯", or the rows are torn."""
    step = level or 1.0
    view, first = OrderBookView(), data.draw(sides())
    view.apply_book(book_of(*first, step))
    rows = VisibleRows(view, "KRW-A", level)
    rows.resize(count)
    rows.book_changed()
    rows.is_held = is_held
    for later in [first, *data.draw(st.lists(sides(), max_size=4))]:
        view.apply_book(book_of(*later, step))
        rows.book_changed()
        rows.scroll(data.draw(st.integers(-80, 80)))
        placed = placed_rows(rows, view.day, (), ())
        assert not placed or not placed[-1].is_torn, "it has no neighbour"
        for above, below in pairwise(placed):
            if None in (above.row.price, below.row.price):
                assert not above.is_torn, "the row says so itself"
                continue
            assert above.is_torn == (above.row.price - below.row.price > step), (above, below)


def test_a_level_in_a_gap_tears_the_rows_on_both_of_its_sides(application):
    rows, view = sparse([1000, 1001, 1030], [999])
    view.apply_book(book_of([1000, 1010, 1030], [999]))
    rows.book_changed()
    placed = placed_rows(rows, view.day, (), ())
    shown = [(each.row.price, each.is_torn) for each in placed]
    at = [price for price, _ in shown].index(1010.0)
    assert shown[at - 1 : at + 3] == [(1030.0, True), (1010.0, True), (1001.0, False), (1000.0, False)]


def book_of(asks, bids, step=1.0) -> OrderBook:
    """A book with levels at these numbers of steps."""
    pairs = zip_longest(asks, bids)
    units = [
        OrderBookUnit(
            ask_price=None if ask is None else ask * step,
            ask_size=None if ask is None else 1.0,
            bid_price=None if bid is None else bid * step,
            bid_size=None if bid is None else 1.0,
        )
        for ask, bid in pairs
    ]
    return OrderBook(code="KRW-A", orderbook_units=units)


def sparse(asks, bids) -> tuple[VisibleRows, OrderBookView]:
    """Rows that are laid out and held."""
    view = OrderBookView()
    view.apply_book(book_of(asks, bids))
    rows = VisibleRows(view, "KRW-A")
    rows.resize(40)
    rows.book_changed()
    rows.is_held = True
    return rows, view


@st.composite
def sides(draw) -> tuple[list[int], list[int]]:
    """Levels of both sides in steps, dense and sparse, within prices that lie one won apart."""
    best = draw(st.integers(1400, 1500))
    steps = st.lists(st.integers(1, 3) | st.integers(1, 12), min_size=1, max_size=12)
    asks = list(accumulate(draw(steps), initial=best + draw(st.integers(1, 20))))
    bids = list(accumulate((-step for step in draw(steps)), initial=best))
    return asks, bids


def test_without_a_book_there_is_nothing_to_place(application):
    assert shown(OrderBookView()) == {}


def test_what_lies_beyond_the_book_marks_none_of_its_outermost_rows(view):
    view.apply_ticker(Ticker(code="KRW-A", trade_price=7000.0, ask_bid="ASK"))
    own = [mark_of_average(5.0), mark_of_order(7000.0, Side.ASK)]
    rows = shown(view, own=own, flashes=[(7000.0, Side.ASK), (5.0, Side.BID)], count=31)
    assert {985.0, 1015.0} <= rows.keys(), "they are in sight"
    assert not any(row.is_last or row.marks or row.flash for row in rows.values())
