"""The curves of a book against sums by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.order_book import OrderBookView, Side
from core.market.order_book_depth import BookDepth, DepthPoint
from core.model.messages import OrderBook, OrderBookUnit


def depth(asks: list[tuple[float, float]], bids: list[tuple[float, float]]) -> BookDepth:
    ranks = max(len(asks), len(bids))
    asks, bids = ([*side, *[(0.0, 0.0)] * (ranks - len(side))] for side in (asks, bids))
    units = [
        OrderBookUnit(ask_price=ask, ask_size=ask_size, bid_price=bid, bid_size=bid_size)
        for (ask, ask_size), (bid, bid_size) in zip(asks, bids, strict=True)
    ]
    view = OrderBookView()
    view.apply_book(OrderBook(code="KRW-A", orderbook_units=units))
    return BookDepth(view)


BOOK = depth([(102.0, 1.0), (104.0, 2.0)], [(98.0, 3.0), (90.0, 4.0)])


def test_the_corners_are_steps_that_begin_at_nothing_and_go_on_to_the_end():
    assert BOOK.corners(Side.ASK, 110.0) == ([102, 102, 104, 104, 110], [0, 1, 1, 3, 3])
    assert BOOK.corners(Side.BID, 80.0) == ([98, 98, 90, 90, 80], [0, 3, 3, 7, 7])
    assert BOOK.corners(Side.ASK, 103.0) == ([102, 102, 104, 104], [0, 1, 1, 3])
    assert depth([], [(98.0, 1.0)]).corners(Side.ASK, 110.0) == ([], [])


def test_the_middle_and_the_reach():
    assert (BOOK.mid, BOOK.reach) == (100.0, 10.0)
    assert (depth([], [(98.0, 1.0), (90.0, 1.0)]).mid, depth([(102.0, 1.0)], []).reach) == (98.0, 0.0)
    assert (depth([], []).mid, depth([], []).reach, depth([], []).at(100.0)) == (None, 0.0, None)


@pytest.mark.parametrize(
    ("price", "side", "total", "amount"),
    [
        (100.0, None, 0.0, 0.0),
        (101.9, None, 0.0, 0.0),
        (102.0, Side.ASK, 1.0, 102.0),
        (103.9, Side.ASK, 1.0, 102.0),
        (104.0, Side.ASK, 3.0, 310.0),
        (500.0, Side.ASK, 3.0, 310.0),
        (98.0, Side.BID, 3.0, 294.0),
        (97.9, Side.BID, 3.0, 294.0),
        (90.0, Side.BID, 7.0, 654.0),
        (1.0, Side.BID, 7.0, 654.0),
    ],
)
def test_what_is_reached_at_a_price(price, side, total, amount):
    assert BOOK.at(price) == DepthPoint(price, side, total, amount, price / 100.0 - 1)


def test_the_largest_total_in_sight():
    assert [BOOK.total_within(*ends) for ends in ((0, 200), (95, 105), (99, 101), (98, 102))] == [7.0, 3.0, 0.0, 3.0]


@given(
    st.lists(st.tuples(st.integers(101, 150), st.integers(1, 9)), max_size=12, unique_by=lambda level: level[0]),
    st.lists(st.tuples(st.integers(1, 99), st.integers(1, 9)), max_size=12, unique_by=lambda level: level[0]),
    st.integers(1, 160),
)
def test_the_total_is_the_sum_of_what_lies_between(asks, bids, price):
    asks, bids = sorted(asks), sorted(bids, reverse=True)
    made = depth([(float(p), float(s)) for p, s in asks], [(float(p), float(s)) for p, s in bids])
    point = made.at(float(price))
    if point is None:
        assert not asks
        assert not bids
        return
    expected = sum(size for at, size in asks if at <= price) or sum(size for at, size in bids if at >= price)
    assert point.total == expected
