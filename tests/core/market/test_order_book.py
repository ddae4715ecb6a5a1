from __future__ import annotations

import pytest

from core.market.order_book import Day, OrderBookView, Side
from core.model.messages import OrderBook, OrderBookUnit, Ticker, Trade


def book(asks: list[tuple[float, float]], bids: list[tuple[float, float]]) -> OrderBook:
    ranks = max(len(asks), len(bids))
    asks, bids = ([*side, *[(0.0, 0.0)] * (ranks - len(side))] for side in (asks, bids))
    units = tuple(
        OrderBookUnit(ask_price=ask, ask_size=ask_size, bid_price=bid, bid_size=bid_size)
        for (ask, ask_size), (bid, bid_size) in zip(asks, bids, strict=True)
    )
    return OrderBook(code="KRW-BTC", orderbook_units=units)


def test_sizes_add_up_from_the_spread_outwards():
    view = OrderBookView()
    view.apply_book(book([(101, 1.0), (102, 2.0), (103, 4.0)], [(100, 3.0), (99, 5.0)]))
    assert [(row.price, row.side, row.total) for row in view.asks] == [
        (101, Side.ASK, 1.0), (102, Side.ASK, 3.0), (103, Side.ASK, 7.0),
    ]  # fmt: skip
    assert [row.total for row in view.bids] == [3.0, 8.0]
    assert view.spread == 1
    assert [(row.amount, row.total_amount) for row in view.bids] == [(300.0, 300.0), (495.0, 795.0)]
    assert view.rows_of(Side.ASK) is view.asks
    assert view.rows_of(Side.BID) is view.bids


def test_padding_ranks_are_no_prices():
    view = OrderBookView()
    view.apply_book(book([(101, 1.0)], [(100, 1.0), (99, 1.0), (98, 1.0)]))
    assert len(view.asks) == 1
    assert len(view.bids) == 3


@pytest.mark.parametrize("price", [0.0, -1.0, 1e-13, 1e16, 1e308])
def test_a_rank_with_a_size_but_no_price_is_damaged_and_its_neighbours_are_kept(price):
    view = OrderBookView()
    view.apply_book(book([(101, 1.0), (price, 2.0), (103, 4.0)], [(100, 1.0)]))
    assert [(row.price, row.total) for row in view.asks] == [(101, 1.0), (103, 5.0)]
    assert view.is_damaged
    view.apply_book(book([(101, 1.0)], [(100, 1.0), (price, 2.0)]))
    assert [row.price for row in view.bids] == [100]
    assert view.is_damaged


@pytest.mark.parametrize("size", [-1.0, 1e25, 1e308])
def test_a_rank_without_a_size_that_can_be_read_is_damaged(size):
    view = OrderBookView()
    view.apply_book(book([(101, 1.0), (102, size)], [(100, 1.0)]))
    assert [row.price for row in view.asks] == [101]
    assert view.is_damaged


def test_padding_and_an_empty_level_are_no_damage():
    view = OrderBookView()
    view.apply_book(book([(101, 1.0), (102, 0.0)], [(100, 1.0)]))
    assert [(row.price, row.size) for row in view.asks] == [(101, 1.0), (102, 0.0)]
    assert not view.is_damaged


def test_an_empty_side_has_no_spread():
    view = OrderBookView()
    view.apply_book(book([], [(100, 1.0)]))
    assert view.spread is None
    assert view.asks == ()


def test_a_deeper_book_is_cut_to_the_depth():
    view = OrderBookView(depth=1)
    view.apply_book(book([(101, 1.0), (102, 9.0)], [(100, 1.0), (99, 9.0)]))
    assert len(view.asks) == len(view.bids) == 1


def test_a_price_changes_against_the_previous_close_and_is_unknown_without_it():
    view = OrderBookView()
    assert view.change(110.0) is None
    assert view.apply_ticker(Ticker(code="KRW-BTC", trade_price=105.0, prev_closing_price=100.0))
    assert not view.apply_ticker(Ticker(code="KRW-BTC", trade_price=105.0, prev_closing_price=100.0))
    assert round(view.change(110.0), 9) == 0.1


def test_another_depth_cuts_the_book_that_is_there():
    view = OrderBookView(depth=1)
    view.apply_book(book([(101, 1.0), (102, 9.0)], [(100, 1.0), (99, 9.0)]))
    view.set_depth(5)
    assert (len(view.asks), len(view.bids), view.depth) == (2, 2, 5)
    OrderBookView().set_depth(5)


def test_the_share_of_bids_is_of_the_levels_shown():
    view = OrderBookView(depth=1)
    assert view.bid_share is None
    view.apply_book(book([(101, 1.0), (102, 90.0)], [(100, 3.0)]))
    assert view.bid_share == 0.75
    view.apply_book(book([(101, 0.0)], []))
    assert view.bid_share is None
    view.apply_book(book([], [(100, 3.0)]))
    assert view.bid_share == 1.0


def test_the_ticker_tells_the_prices_of_the_day_and_who_took():
    view = OrderBookView()
    day = {"opening_price": 100.0, "high_price": 120.0, "low_price": 90.0, "prev_closing_price": 99.0}
    volumes = {"acc_bid_volume": 6.0, "acc_ask_volume": 4.0}
    assert view.apply_ticker(Ticker(code="KRW-BTC", trade_price=105.0, ask_bid="BID", **day, **volumes))
    assert view.day == (105.0, Side.ASK, 99.0, 100.0, 120.0, 90.0, 1.5)
    assert (view.last_price, view.prev_close) == (105.0, 99.0)
    assert view.apply_ticker(Ticker(code="KRW-BTC", trade_price=105.0, ask_bid="ASK", **day, **volumes))
    assert view.day.last_side is Side.BID


@pytest.mark.parametrize(("bought", "sold"), [(None, 4.0), (6.0, None), (6.0, 0.0), (float("inf"), 1.0), (-1.0, 1.0)])
def test_without_both_volumes_there_is_no_strength(bought, sold):
    view = OrderBookView()
    view.apply_ticker(Ticker(code="KRW-BTC", trade_price=105.0, acc_bid_volume=bought, acc_ask_volume=sold))
    assert view.day.strength is None


def traded(ms: int, price: float, taker: str = "BID", close: float | None = 100.0) -> Trade:
    return Trade(
        code="KRW-BTC", trade_price=price, ask_bid=taker, prev_closing_price=close, trade_timestamp=ms, sequential_id=ms
    )


def told(ms: int, price: float) -> Ticker:
    return Ticker(code="KRW-BTC", trade_price=price, ask_bid="BID", prev_closing_price=100.0, trade_timestamp=ms)


@pytest.mark.parametrize(
    ("ticker_ms", "trade_ms", "last"), [(5, 5, 105.0), (5, 4, 105.0), (5, 6, 106.0), (None, 6, 106.0), (5, None, 105.0)]
)
@pytest.mark.parametrize("is_trade_first", [False, True])
def test_the_last_price_is_the_newer_of_ticker_and_trade_whichever_comes_first(
    ticker_ms, trade_ms, last, is_trade_first
):
    view = OrderBookView()
    steps = [
        lambda: ticker_ms is not None and view.apply_ticker(told(ticker_ms, 105.0)),
        lambda: trade_ms is not None and view.apply_trade(traded(trade_ms, 106.0)),
    ]
    for step in reversed(steps) if is_trade_first else steps:
        step()
    assert view.last_price == last


def test_trades_tell_the_side_and_the_close_of_the_day_before_unless_it_is_unknown():
    view = OrderBookView()
    view.apply_ticker(told(5, 105.0))
    assert view.apply_trade(traded(6, 106.0, "ASK", close=104.0))
    assert (view.day.last_side, view.prev_close) == (Side.BID, 104.0)
    assert not view.apply_trade(traded(7, 106.0, "ASK", close=104.0))
    assert view.apply_trade(traded(8, 106.0, "ASK", close=None))
    assert view.prev_close == 100.0


def test_what_does_not_come_any_more_is_forgotten():
    view = OrderBookView()
    view.apply_ticker(told(5, 105.0))
    view.apply_trade(traded(6, 106.0))
    assert not OrderBookView().forget_ticker()
    other = OrderBookView()
    other.take_day(view)
    assert other.day == view.day
    assert view.forget_trade()
    assert view.last_price == 105.0
    assert view.forget_ticker()
    assert view.day == Day()
    assert not other.forget_ticker(), "the trade tells the same"
    assert other.last_price == 106.0
