from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.simulator.account.api_error import ApiError
from core.simulator.account.matching import Entry, Fill, enter, meet
from core.simulator.account.orders import Order, OrderRequest
from core.simulator.market.source import Book
from scripted_source import trade

D = Decimal
BOOK = Book("KRW-BTC", ((101.0, 1.0), (102.0, 2.0), (103.0, 4.0)), ((99.0, 1.0), (98.0, 2.0), (97.0, 4.0)), 0)


def request(kind="limit", side="bid", price=None, volume=None, **rest):
    return OrderRequest("KRW-BTC", side, kind, price and D(price), volume and D(volume), **rest)


def resting(name, side, price, volume, created_ms=0):
    return Order(name, request("limit", side, price, volume), D("0.0005"), created_ms)


def entry(*fills, rests):
    return Entry(tuple(Fill(D(price), D(volume)) for price, volume in fills), rests)


@pytest.mark.parametrize(
    ("given_wish", "expected"),
    [
        (request(price="100", volume="5"), entry(rests=True)),
        (request(price="102", volume="2"), entry(("101", "1"), ("102", "1"), rests=True)),
        (request(price="101", volume="5"), entry(("101", "1"), rests=True)),
        (request(side="ask", price="98", volume="5"), entry(("99", "1"), ("98", "2"), rests=True)),
        (request(price="101", volume="5", time_in_force="ioc"), entry(("101", "1"), rests=False)),
        (request(price="101", volume="5", time_in_force="fok"), entry(rests=False)),
        (request(price="101", volume="1", time_in_force="fok"), entry(("101", "1"), rests=False)),
        (request(price="101", volume="1", time_in_force="post_only"), entry(rests=False)),
        (request(price="100", volume="1", time_in_force="post_only"), entry(rests=True)),
        (request("market", "ask", volume="2.5"), entry(("99", "1"), ("98", "1.5"), rests=False)),
        (request("price", price="305"), entry(("101", "1"), ("102", "2"), rests=False)),
        (request("price", price="152"), entry(("101", "1"), ("102", "0.5"), rests=False)),
        (request("best", price="305", time_in_force="ioc"), entry(("101", "1"), rests=False)),
        (request("best", price="305", time_in_force="fok"), entry(rests=False)),
        (request("best", "ask", volume="3", time_in_force="ioc"), entry(("99", "1"), rests=False)),
    ],
)
def test_each_kind_of_order_takes_its_share_from_the_book(given_wish, expected):
    assert enter(given_wish, BOOK) == expected


@pytest.mark.parametrize("order", [request("market", "ask", volume="7.1"), request("price", price="10000")])
@pytest.mark.parametrize("book", [BOOK, None])
def test_a_market_order_beyond_the_visible_book_is_refused(order, book):
    with pytest.raises(ApiError, match="volume_too_large"):
        enter(order, book)


def test_without_a_book_a_limit_order_rests():
    assert enter(request(price="100", volume="1"), None) == entry(rests=True)


def test_a_trade_fills_the_best_price_first_and_at_one_price_the_oldest():
    orders = [
        resting("late", "bid", "100", "1", 2),
        resting("early", "bid", "100", "1", 1),
        resting("best", "bid", "101", "1", 3),
        resting("below", "bid", "99", "1", 0),
    ]
    filled = meet(orders, trade("KRW-BTC", 5, price=100.0, volume=2.5))
    assert [(order.uuid, fill) for order, fill in filled] == [
        ("best", Fill(D(101), D(1))),
        ("early", Fill(D(100), D(1))),
        ("late", Fill(D(100), D("0.5"))),
    ]


@pytest.mark.parametrize(("side", "price", "is_filled"), [("bid", 101, True), ("bid", 99, False), ("ask", 99, True)])
def test_a_trade_at_or_through_a_price_reaches_it(side, price, is_filled):
    order = resting("o", side, str(price), "1")
    assert bool(meet([order], trade("KRW-BTC", 5, price=100.0))) is is_filled
    assert meet([order], trade("KRW-BTC", 5, price=float(price)))


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["bid", "ask"]), st.integers(90, 110), st.integers(1, 10**9)), max_size=8),
    st.integers(90, 110),
    st.integers(1, 10**9),
)
def test_no_more_is_filled_than_was_traded_or_than_is_left(rows, price, units):
    orders = [
        resting(str(n), side, str(limit), D(volume).scaleb(-8), n) for n, (side, limit, volume) in enumerate(rows)
    ]
    filled = meet(orders, trade("KRW-BTC", 5, float(price), units / 10**8))
    assert sum(fill.volume for _, fill in filled) <= D(units).scaleb(-8)
    for order, fill in filled:
        assert 0 < fill.volume <= order.remaining_volume
        assert fill.price == order.request.price
