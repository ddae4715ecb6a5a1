"""Typed texts, and the markets they mean."""

from __future__ import annotations

import unicodedata
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.market_search import MarketIndex, best_market
from core.model.markets import Market, MarketList
from core.simulator.market.listings import listings
from dubeolsik import states

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

INDEX = MarketIndex(MARKETS)


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
    assert INDEX.find(typed)[0].code == code


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "-", "/", "nonsense", "KRW-NONE", "<b>btc</b>", "😀", "가" * 300, "btc" * 100, "비트코인 이더리움"],
)
def test_text_that_no_market_matches_finds_none(typed):
    assert INDEX.find(typed) == []


def test_of_one_name_the_quotes_stand_in_the_exchanges_order():
    assert [market.code for market in INDEX.find("이더리움")] == ["KRW-ETH", "BTC-ETH", "KRW-ETC"]


def test_of_equals_the_larger_turnover_comes_first():
    worth = {"BTC-ETH": 3.0, "KRW-ETC": 9.0, "KRW-BCH": 2.0, "KRW-BTC": 1.0}

    def found(typed):
        return [market.code for market in INDEX.find(typed, lambda market: worth.get(market.code, 0.0))]

    assert found("이더리움") == ["BTC-ETH", "KRW-ETH", "KRW-ETC"], "a whole name before the beginning of one"
    assert found("코인") == ["KRW-BCH", "KRW-BTC", "USDT-BTC"]


def test_the_order_is_code_code_begins_name_begins_inside_then_the_rest():
    markets = [
        Market("KRW-AAA", "가나다", "Smeth"),
        Market("KRW-BBB", "나다", "Ethos"),
        Market("KRW-ETHW", "다", "Wow"),
        Market("KRW-CCC", "라", "Eth"),
        Market("BTC-ETH", "마", "Ether"),
        Market("KRW-ETH", "마", "Ether"),
    ]
    wanted = ["BTC-ETH", "KRW-ETH", "KRW-CCC", "KRW-ETHW", "KRW-BBB", "KRW-AAA"]
    assert {market.code for market in MarketIndex(markets).find("eth")[:2]} == set(wanted[:2])
    assert [market.code for market in MarketIndex(markets).find("eth")][2:] == wanted[2:]
    assert MarketIndex(markets).codes("eth") == set(wanted)


@pytest.mark.parametrize("market", MARKETS, ids=lambda market: market.code)
def test_each_key_of_its_name_keeps_a_market_among_the_found(market):
    for name in (market.korean_name, market.english_name, market.symbol):
        for state in states(name):
            assert market in INDEX.find(state), state


@given(st.text(max_size=400))
def test_any_text_is_answered(typed):
    assert all(market in list(MARKETS) for market in INDEX.find(typed))


@pytest.mark.parametrize("market", MARKETS, ids=lambda market: market.code)
def test_every_market_is_found_by_its_code_either_way_round(market):
    for typed in (
        market.code,
        market.code.lower(),
        f"{market.symbol}/{market.quote}",
        f"{market.symbol} {market.quote}",
    ):
        assert INDEX.find(typed)[0] in (market, MARKETS.get(f"{market.symbol}-{market.quote}"))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("xrp/krw", "KRW-XRP"),
        ("krw-xrp", "KRW-XRP"),
        ("KRW-XRP  이름이 바뀐 코인", "KRW-XRP"),
        ("리플", "KRW-XRP"),
        ("코인", "KRW-CCC"),
        ("xrp", "KRW-XRP"),
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
    assert MarketIndex(markets).find(typed)[0].code == code


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


class TestRealNames:
    """All names that the embedded exchange has copied from Upbit."""

    LISTED = tuple(Market(each.market.code, each.market.korean_name, each.market.english_name) for each in listings())
    INDEX = MarketIndex(LISTED)

    def test_each_key_of_each_name_and_code_keeps_the_market_among_the_found(self):
        lost = [
            (market.code, state)
            for market in self.LISTED
            for name in {market.korean_name, market.english_name, market.symbol, f"{market.symbol}/{market.quote}"}
            for state in states(name)
            if market.code not in self.INDEX.codes(state)
        ]
        assert not lost

    def test_a_whole_code_comes_first_and_nfd_finds_what_nfc_finds(self):
        for market in self.LISTED:
            assert self.INDEX.find(market.code.lower())[0] == market
            assert self.INDEX.find(market.symbol.lower())[0].symbol == market.symbol
            decomposed = unicodedata.normalize("NFD", market.korean_name)
            assert self.INDEX.find(decomposed) == self.INDEX.find(market.korean_name)

    @pytest.mark.parametrize(
        ("typed", "code"),
        [("eth", "KRW-ETH"), ("빝", "KRW-BTC"), ("이덜", "KRW-ETH"), ("도짘", "KRW-DOGE"), ("빝ㅋ", "KRW-BTC"),
         ("xrp/krw", "KRW-XRP"), ("ㄷ소", "KRW-ETH"), ("qlxm", "KRW-BTC")],
    )  # fmt: skip
    def test_the_likeliest_comes_first(self, typed, code):
        assert self.INDEX.find(typed)[0].code == code
