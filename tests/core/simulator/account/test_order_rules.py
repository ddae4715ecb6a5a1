from decimal import Decimal

import pytest

from core.simulator.account.api_error import ApiError
from core.simulator.account.order_rules import RULES, check, find_market
from core.simulator.account.orders import OrderRequest
from core.simulator.market.source import Market
from scripted_source import BTC, ScriptedSource, trade

D = Decimal
NOW_MS = 1_795_144_500_000
BTC_ETH = Market("BTC-ETH", "이더리움", "Ethereum")


@pytest.fixture
def source():
    return ScriptedSource([BTC, BTC_ETH], trades=[trade("KRW-BTC", NOW_MS, price=10_000.0)])


def request(kind="limit", side="bid", price="10000", volume="1", market="KRW-BTC", **rest):
    return OrderRequest(market, side, kind, price and D(price), volume and D(volume), **rest)


GOOD = [
    request(),
    request(side="ask"),
    request("price", volume=None),
    request("market", "ask", price=None),
    request("best", volume=None, time_in_force="ioc"),
    request("best", "ask", price=None, time_in_force="fok"),
    request(time_in_force="post_only"),
    request(smp_type="reduce", identifier="x" * 64),
    request(price="5000"),
    request(price="1000000000"),
]

BAD = {
    "notfoundmarket": [request(market="KRW-NOPE")],
    "create_bid_error": [
        request(price=None),
        request(volume=None),
        request("price"),
        request("market", price=None),
        request("market", volume=None),
        request("best", time_in_force="ioc"),
        request(volume="0"),
        request(price="0"),
    ],
    "create_ask_error": [
        request("price", "ask", volume=None),
        request("market", "ask"),
        request("best", "ask", volume=None, time_in_force="ioc"),
    ],
    "invalid_time_in_force": [
        request("best", volume=None),
        request("price", volume=None, time_in_force="ioc"),
        request("market", "ask", price=None, time_in_force="fok"),
    ],
    "invalid_post_only": [
        request("best", volume=None, time_in_force="post_only"),
        request(time_in_force="post_only", smp_type="reduce"),
    ],
    "invalid_price_bid": [request(price="10000.5")],
    "invalid_price_ask": [request(side="ask", price="10000.00000001")],
    "under_min_total_bid": [request(price="4999"), request("price", price="4999.99999999", volume=None)],
    "under_min_total_ask": [request("market", "ask", price=None, volume="0.49999999")],
    "over_krw_funds_bid": [request(price="1000000001"), request("price", price="1000000000.1", volume=None)],
    "over_krw_funds_ask": [request("market", "ask", price=None, volume="100000.1")],
    "validation_error": [request(identifier="x" * 65), request(identifier="")],
}


@pytest.mark.parametrize("good", GOOD)
def test_a_valid_order_gets_its_markets_fee(source, good):
    assert check(good, source, NOW_MS).fee_rate == D("0.0005")


@pytest.mark.parametrize(("name", "bad"), [(name, bad) for name, requests in BAD.items() for bad in requests])
def test_an_invalid_order_gets_the_broken_rule(source, name, bad):
    with pytest.raises(ApiError) as caught:
        check(bad, source, NOW_MS)
    assert (caught.value.status, caught.value.name) == (400, name)


def test_each_quote_currency_has_its_own_rules(source):
    small = OrderRequest("BTC-ETH", "bid", "limit", D(1), D("0.00005"))
    assert check(small, source, NOW_MS) == RULES["BTC"]
    assert RULES["BTC"].fee_rate == D("0.0025")


def test_a_market_is_found_in_any_case(source):
    assert find_market(source, "krw-btc") is BTC
