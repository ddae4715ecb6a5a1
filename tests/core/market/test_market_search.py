"""Typed texts, and the markets they mean."""

from __future__ import annotations

import unicodedata
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.market_search import best_market, find_markets, goes_by
from core.model.markets import Market, MarketList

MARKETS = MarketList(
    [
        Market("KRW-BTC", "비트코인", "Bitcoin"),
        Market("KRW-BCH", "비트코인캐시", "Bitcoin Cash"),
        Market("KRW-ETH", "이더리움", "Ethereum"),
        Market("KRW-ETC", "이더리움클래식", "Ethereum Classic"),
        Market("KRW-XRP", "엑스알피(리플)", "XRP"),
        Market("KRW-USDT", "테더", "Tether"),
        Market("BTC-ETH", "이더리움", "Ethereum"),
        Market("BTC-XRP", "엑스알피(리플)", "XRP"),
        Market("USDT-BTC", "비트코인", "Bitcoin"),
    ]
)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("KRW-BTC", "KRW-BTC"),
        ("krw-btc", "KRW-BTC"),
        (" KRW-BTC  비트코인 BTC ", "KRW-BTC"),
        ("btc", "KRW-BTC"),
        ("BTC", "KRW-BTC"),
        ("eth", "KRW-ETH"),
        ("비트코인", "KRW-BTC"),
        ("비트", "KRW-BTC"),
        ("비트코인캐", "KRW-BCH"),
        ("\u1107\u1175\u1110\u1173", "KRW-BTC"),
        ("ㅂㅌㅋㅇ", "KRW-BTC"),
        ("ㅇㄷㄹㅇㅋ", "KRW-ETC"),
        ("리플", "KRW-XRP"),
        ("bitcoin", "KRW-BTC"),
        ("Bitcoin Cash", "KRW-BCH"),
        ("xrp/krw", "KRW-XRP"),
        ("xrp/btc", "BTC-XRP"),
        ("BTC-XRP", "BTC-XRP"),
        ("eth:btc", "BTC-ETH"),
        ("btc usdt", "USDT-BTC"),
        ("비트코인 usdt", "USDT-BTC"),
        ("비트코인 BTC/KRW", "KRW-BTC"),
        ("비트\n코인", "KRW-BTC"),
        ("usdt", "KRW-USDT"),
        ("krw", "KRW-BTC"),
    ],
)
def test_the_likeliest_market_comes_first(typed, code):
    assert find_markets(MARKETS, typed)[0].code == code


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "-", "/", "nonsense", "KRW-NONE", "<b>btc</b>", "😀", "가" * 300, "btc" * 100, "비트코인 이더리움"],
)
def test_text_that_no_market_matches_finds_none(typed):
    assert find_markets(MARKETS, typed) == []


def test_of_one_name_the_quotes_stand_in_the_exchanges_order():
    assert [market.code for market in find_markets(MARKETS, "이더리움")] == ["KRW-ETH", "BTC-ETH", "KRW-ETC"]


@given(st.text(max_size=400))
def test_any_text_is_answered(typed):
    assert all(market in list(MARKETS) for market in find_markets(MARKETS, typed))


@pytest.mark.parametrize("market", MARKETS, ids=lambda market: market.code)
def test_every_market_is_found_by_its_code_either_way_round(market):
    for typed in (
        market.code,
        market.code.lower(),
        f"{market.symbol}/{market.quote}",
        f"{market.symbol} {market.quote}",
    ):
        assert find_markets(MARKETS, typed)[0] in (market, MARKETS.get(f"{market.symbol}-{market.quote}"))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("xrp/krw", "KRW-XRP"),
        ("krw-xrp", "KRW-XRP"),
        ("KRW-XRP  이름이 바뀐 코인", "KRW-XRP"),
        ("리플", "KRW-XRP"),
        ("코인", "KRW-CCC"),
        ("xrp", "KRW-AAA"),
    ],
)
def test_a_better_match_comes_before_the_exchanges_order(typed, code):
    markets = MarketList(
        [
            Market("KRW-AAA", "XRP"),
            Market("KRW-BBB", "가코인"),
            Market("BTC-XRP", "리플"),
            Market("KRW-XRP", "리플"),
            Market("KRW-CCC", "코인캐시"),
        ]
    )
    assert find_markets(markets, typed)[0].code == code


class TestTheBestMatch:
    TETHER, ETHEREUM, CLASSIC = (
        Market("KRW-USDT", "테더", "Tether"),
        Market("KRW-ETH", "이더리움", "Ethereum"),
        Market("KRW-ETC", "이더리움클래식", "Ethereum Classic"),
    )

    @pytest.mark.parametrize(
        "typed", ["eth", "ETH/KRW", "ＥＴＨ", "이더리움", unicodedata.normalize("NFD", "이더리움")]
    )
    def test_a_whole_name_comes_before_a_part_in_any_order(self, typed):
        for order in permutations((self.TETHER, self.ETHEREUM, self.CLASSIC)):
            assert best_market(order, typed) is self.ETHEREUM

    def test_of_equals_the_first(self):
        assert best_market((self.CLASSIC, self.ETHEREUM), "이덜") is self.CLASSIC
        assert best_market((self.ETHEREUM, self.CLASSIC), "이덜") is self.ETHEREUM

    @pytest.mark.parametrize("typed", ["", " ", "///", "zzz"])
    def test_nothing_where_nothing_goes_by_it(self, typed):
        assert best_market((self.TETHER, self.ETHEREUM), typed) is None
        assert not goes_by(self.ETHEREUM, typed)
