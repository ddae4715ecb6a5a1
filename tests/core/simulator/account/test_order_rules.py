from decimal import Decimal

import pytest

from core.simulator.account.api_error import ApiError
from core.simulator.account.order_rules import RULES, check, find_market
from core.simulator.account.orders import Wish
from core.simulator.market.source import Market
from scripted_source import BTC, ScriptedSource, trade

D = Decimal
NOW_MS = 1_795_144_500_000
BTC_ETH = Market("BTC-ETH", "이더리움", "Ethereum")


@pytest.fixture
def source():
    return ScriptedSource([BTC, BTC_ETH], trades=[trade("KRW-BTC", NOW_MS, price=10_000.0)])


def wish(kind="limit", side="bid", price="10000", volume="1", market="KRW-BTC", **rest):
    return Wish(market, side, kind, price and D(price), volume and D(volume), **rest)


GOOD = [
    wish(),
    wish(side="ask"),
    wish("price", volume=None),
    wish("market", "ask", price=None),
    wish("best", volume=None, time_in_force="ioc"),
    wish("best", "ask", price=None, time_in_force="fok"),
    wish(time_in_force="post_only"),
    wish(smp_type="reduce", identifier="x" * 64),
    wish(price="5000"),
    wish(price="1000000000"),
]

BAD = {
    "notfoundmarket": [wish(market="KRW-NOPE")],
    "create_bid_error": [
        wish(price=None),
        wish(volume=None),
        wish("price"),
        wish("market", price=None),
        wish("market", volume=None),
        wish("best", time_in_force="ioc"),
        wish(volume="0"),
        wish(price="0"),
    ],
    "create_ask_error": [
        wish("price", "ask", volume=None),
        wish("market", "ask"),
        wish("best", "ask", volume=None, time_in_force="ioc"),
    ],
    "invalid_time_in_force": [
        wish("best", volume=None),
        wish("price", volume=None, time_in_force="ioc"),
        wish("market", "ask", price=None, time_in_force="fok"),
    ],
    "invalid_post_only": [
        wish("best", volume=None, time_in_force="post_only"),
        wish(time_in_force="post_only", smp_type="reduce"),
    ],
    "invalid_price_bid": [wish(price="10000.5")],
    "invalid_price_ask": [wish(side="ask", price="10000.00000001")],
    "under_min_total_bid": [wish(price="4999"), wish("price", price="4999.99999999", volume=None)],
    "under_min_total_ask": [wish("market", "ask", price=None, volume="0.49999999")],
    "over_krw_funds_bid": [wish(price="1000000001"), wish("price", price="1000000000.1", volume=None)],
    "over_krw_funds_ask": [wish("market", "ask", price=None, volume="100000.1")],
    "validation_error": [wish(identifier="x" * 65), wish(identifier="")],
}


@pytest.mark.parametrize("good", GOOD)
def test_a_valid_order_gets_its_markets_fee(source, good):
    assert check(good, source, NOW_MS).fee_rate == D("0.0005")


@pytest.mark.parametrize(("name", "bad"), [(name, bad) for name, wishes in BAD.items() for bad in wishes])
def test_an_invalid_order_gets_the_broken_rule(source, name, bad):
    with pytest.raises(ApiError) as caught:
        check(bad, source, NOW_MS)
    assert (caught.value.status, caught.value.name) == (400, name)


def test_each_quote_currency_has_its_own_rules(source):
    small = Wish("BTC-ETH", "bid", "limit", D(1), D("0.00005"))
    assert check(small, source, NOW_MS) == RULES["BTC"]
    assert RULES["BTC"].fee_rate == D("0.0025")


def test_a_market_is_found_in_any_case(source):
    assert find_market(source, "krw-btc") is BTC
