from __future__ import annotations

import pytest

from alert_messages import alert, book, trade
from core.market.alerts.alert import AlertKind
from core.market.alerts.spread import Spread
from core.model.messages import OrderBook, OrderBookUnit


def watch() -> Spread:
    return Spread(alert(AlertKind.SPREAD), None)


def test_a_wide_spread_is_told_once_until_it_has_closed():
    spread = watch()
    asks = (100.5, 101.0, 101.5, 100.95, 101.0, 100.89, 101.0)
    assert [ask for ask in asks if spread.take(book(100, ask))] == [101.0, 101.0]


def test_it_says_what_it_saw():
    spread = watch()
    spread.take(book(100, 100.5))
    (firing,) = spread.take(book(100, 102))
    assert (firing.price, round(firing.figure or 0, 6)) == (102, 2.0)


def test_a_book_with_an_empty_side_has_no_spread():
    spread = watch()
    spread.take(book(100, 100.5))
    for strange in (book(0, 102), book(100, 0), book(103, 102), OrderBook(code="KRW-BTC"), trade(100)):
        assert spread.take(strange) == []


def test_a_restart_does_not_tell_it_again():
    spread = watch()
    spread.take(book(100, 100.5))
    assert spread.take(book(100, 102))
    assert Spread(alert(AlertKind.SPREAD), spread.states()["a"]).take(book(100, 102)) == []


@pytest.mark.parametrize(
    ("bid", "ask", "is_blind"), [(-1.5, 101, True), (100, 1e308, True), (100, 0, True), (100, 100.5, False)]
)
def test_a_damaged_best_rank_makes_it_blind_until_the_next_book(bid, ask, is_blind):
    spread = watch()
    spread.take(book(100, 100.5))
    assert not spread.take(book(bid, ask))
    assert spread.is_blind is is_blind
    spread.take(book(100, 100.5))
    assert not spread.is_blind


def test_a_padded_side_is_empty_and_not_damaged():
    spread = watch()
    padded = OrderBookUnit(bid_price=100, bid_size=1)
    assert not spread.take(OrderBook(code="KRW-BTC", orderbook_units=(padded,)))
    assert not spread.is_blind
