from __future__ import annotations

from core.market.order_book import Side
from core.model.messages import Trade
from widgets.order_book.flashes import SECONDS, TradeFlashes


def trade(price: float | None, taker: str | None = "BID", origin: str = "REALTIME") -> Trade:
    return Trade(code="KRW-A", trade_price=price, ask_bid=taker, stream_type=origin)


def test_a_trade_marks_its_price_on_the_side_it_took_from_until_its_time_is_over():
    flashes = TradeFlashes()
    flashes.add([trade(100.0)], 10.0)
    flashes.add([trade(99.0, "ASK")], 10.2)
    assert flashes.prices() == ((100.0, Side.ASK), (99.0, Side.BID))
    assert flashes.expire(10.0 + SECONDS - 0.1) is not None
    assert round(flashes.expire(10.0 + SECONDS), 6) == 0.2
    assert flashes.prices() == ((99.0, Side.BID),)
    assert flashes.expire(10.2 + SECONDS) is None
    assert flashes.prices() == ()


def test_another_trade_at_the_price_begins_its_time_anew():
    flashes = TradeFlashes()
    flashes.add([trade(100.0), trade(101.0), trade(100.0)], 10.0)
    assert flashes.prices() == ((101.0, Side.ASK), (100.0, Side.ASK))
    flashes.add([trade(100.0)], 10.4)
    assert flashes.expire(10.0 + SECONDS) is not None
    assert flashes.prices() == ((100.0, Side.ASK),)


def test_what_tells_of_the_past_or_has_no_price_marks_nothing():
    flashes = TradeFlashes()
    flashes.add([trade(100.0, origin="SNAPSHOT"), trade(None), trade(0.0)], 10.0)
    assert flashes.prices() == ()


def test_a_trade_of_an_unknown_side_is_shown_on_neither():
    flashes = TradeFlashes()
    flashes.add([trade(100.0, taker) for taker in (None, "", "bid", "BUY", "BOTH")], 10.0)
    assert flashes.prices() == ()


def test_a_flood_is_bounded_to_the_latest_prices():
    flashes = TradeFlashes()
    flashes.add([trade(float(price)) for price in range(1, 10_001)], 10.0)
    assert len(flashes.prices()) == 64
    assert flashes.prices()[-1] == (10_000.0, Side.ASK)
