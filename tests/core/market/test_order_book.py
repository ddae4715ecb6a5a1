from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.market.order_book import OrderBookView, Side
from core.model.messages import OrderBook, OrderBookUnit, Ticker


def book(asks: list[tuple[float, float]], bids: list[tuple[float, float]]) -> OrderBook:
    ranks = max(len(asks), len(bids))
    asks, bids = ([*side, *[(0.0, 0.0)] * (ranks - len(side))] for side in (asks, bids))
    units = tuple(
        OrderBookUnit(ask_price=ask, ask_size=ask_size, bid_price=bid, bid_size=bid_size)
        for (ask, ask_size), (bid, bid_size) in zip(asks, bids, strict=True)
    )
    return OrderBook(code="KRW-BTC", orderbook_units=units, total_ask_size=9.0, total_bid_size=8.0)


def test_sizes_add_up_from_the_spread_outwards():
    view = OrderBookView()
    view.apply_book(book([(101, 1.0), (102, 2.0), (103, 4.0)], [(100, 3.0), (99, 5.0)]))
    assert [(row.price, row.side, row.total) for row in view.asks] == [
        (101, Side.ASK, 1.0), (102, Side.ASK, 3.0), (103, Side.ASK, 7.0),
    ]  # fmt: skip
    assert [row.total for row in view.bids] == [3.0, 8.0]
    assert view.spread == 1
    assert view.largest_size == 5.0
    assert (view.total_ask_size, view.total_bid_size) == (9.0, 8.0)


def test_the_newest_rows_of_a_side_are_known_while_others_are_pinned():
    view = OrderBookView()
    view.apply_book(book([(101, 1.0)], [(100, 3.0)]))
    view.pin()
    view.apply_book(book([(111, 1.0)], [(110, 3.0)]))
    assert [row.price for side in Side for row in view.rows_of(side)] == [111, 110]


def test_padding_ranks_are_no_prices():
    view = OrderBookView()
    view.apply_book(book([(101, 1.0)], [(100, 1.0), (99, 1.0), (98, 1.0)]))
    assert len(view.asks) == 1
    assert len(view.bids) == 3


def test_an_empty_side_has_no_spread():
    view = OrderBookView()
    view.apply_book(book([], [(100, 1.0)]))
    assert view.spread is None
    assert view.asks == ()


def test_a_deeper_book_is_cut_to_the_depth():
    view = OrderBookView(depth=1)
    view.apply_book(book([(101, 1.0), (102, 9.0)], [(100, 1.0), (99, 9.0)]))
    assert len(view.asks) == len(view.bids) == 1
    assert view.largest_size == 1.0


def test_a_pinned_row_keeps_its_price_and_shows_the_newest_size_there():
    view = OrderBookView()
    view.apply_book(book([(101, 1.0), (102, 2.0)], [(100, 3.0), (99, 4.0)]))
    view.pin()
    view.apply_book(book([(102, 7.0), (103, 1.0)], [(101, 5.0), (100, 6.0)]))
    assert [(row.price, row.side, row.size) for row in view.asks] == [(101, Side.BID, 5.0), (102, Side.ASK, 7.0)]
    assert [(row.price, row.side, row.size) for row in view.bids] == [(100, Side.BID, 6.0), (99, None, None)]
    assert view.spread == 1


def test_unpinned_rows_follow_the_newest_book():
    view = OrderBookView()
    view.apply_book(book([(101, 1.0)], [(100, 1.0)]))
    view.pin()
    view.apply_book(book([(111, 1.0)], [(110, 1.0)]))
    view.unpin()
    assert (view.asks[0].price, view.bids[0].price) == (111, 110)


def test_there_is_nothing_to_pin_before_the_first_book():
    view = OrderBookView()
    view.pin()
    view.apply_book(book([(101, 1.0)], [(100, 1.0)]))
    assert not view.is_pinned
    assert len(view.asks) == 1


def test_a_price_changes_against_the_previous_close_and_is_unknown_without_it():
    view = OrderBookView()
    assert view.change(110.0) is None
    assert view.apply_ticker(Ticker(code="KRW-BTC", trade_price=105.0, prev_closing_price=100.0))
    assert not view.apply_ticker(Ticker(code="KRW-BTC", trade_price=105.0, prev_closing_price=100.0))
    assert round(view.change(110.0), 9) == 0.1


prices = st.lists(st.integers(1, 200), min_size=1, max_size=30, unique=True)


@given(prices, prices, prices, prices)
def test_pinned_prices_never_move(asks, bids, later_asks, later_bids):
    view = OrderBookView()
    view.apply_book(book([(float(p), 1.0) for p in sorted(asks)], [(float(p), 1.0) for p in sorted(bids)[::-1]]))
    before = [row.price for row in (*view.asks, *view.bids)]
    view.pin()
    view.apply_book(book([(float(p), 2.0) for p in later_asks], [(float(p), 3.0) for p in later_bids]))
    assert [row.price for row in (*view.asks, *view.bids)] == before
    assert all((row.size is None) == (row.side is None) for row in (*view.asks, *view.bids))
