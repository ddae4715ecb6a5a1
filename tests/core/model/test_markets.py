"""Markets by code, and the nearest ones to a code that does not exist."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.markets import LONGEST_NAME, Market, MarketList, is_code, is_currency, is_name

MARKETS = MarketList(
    Market(f"{quote}-{symbol}", korean, english)
    for quote in ("KRW", "BTC", "USDT")
    for symbol, korean, english in (
        ("BTC", "비트코인", "Bitcoin"),
        ("ETH", "이더리움", "Ethereum"),
        ("BCH", "비트코인캐시", "Bitcoin Cash"),
        ("XRP", "엑스알피(리플)", "XRP"),
        ("DOGE", "도지코인", "Dogecoin"),
        ("ETC", "이더리움클래식", "Ethereum Classic"),
    )
    if quote != symbol
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("BTC", "KRW-BTC"),
        ("krw-btc", "KRW-BTC"),
        ("KRW-BTCC", "KRW-BTC"),
        ("BTC-KRW", "KRW-BTC"),
        ("DOGE-BTC", "BTC-DOGE"),
        ("KRW-DOGEE", "KRW-DOGE"),
        ("USDT-DOGEE", "USDT-DOGE"),
        ("비트", "KRW-BTC"),
        ("도지", "KRW-DOGE"),
        ("bitcion", "KRW-BTC"),
        ("ethereum-classic", "KRW-ETC"),
    ],
)
def test_a_mistyped_code_finds_the_intended_market(typed, meant):
    assert MARKETS.nearest(typed)[0].code == meant


@given(st.text(max_size=20), st.integers(0, 30))
def test_any_typed_text_gets_the_requested_number_of_suggestions(typed, n):
    suggestions = MARKETS.nearest(typed, n)
    assert len(suggestions) == min(n, len(MARKETS))
    assert len({market.code for market in suggestions}) == len(suggestions)


def test_a_known_code_is_its_own_nearest():
    assert all(MARKETS.nearest(market.code, 1) == [market] for market in MARKETS)


def test_an_empty_list_suggests_nothing():
    assert MarketList([]).nearest("KRW-BTC") == []


def test_markets_are_found_by_code_and_kept_in_order():
    assert "KRW-BTC" in MARKETS
    assert "KRW-NONE" not in MARKETS
    assert MARKETS.get("KRW-NONE") is None
    assert [market.code for market in MARKETS][:2] == ["KRW-BTC", "KRW-ETH"]
    assert MARKETS.quotes() == ["KRW", "BTC", "USDT"]


def test_a_market_is_called_by_the_best_name_it_has():
    assert Market("KRW-BTC", "비트코인", "Bitcoin").name == "비트코인"
    assert Market("SGD-BTC", "", "Bitcoin").name == "Bitcoin"
    assert Market("SGD-BTC").name == "BTC"
    assert (Market("SGD-BTC").quote, Market("SGD-BTC").symbol) == ("SGD", "BTC")


def test_of_two_markets_with_one_code_the_first_counts():
    markets = MarketList([Market("KRW-BTC", "비트코인"), Market("KRW-BTC", "가짜")])
    assert (len(markets), markets.get("KRW-BTC").name) == (1, "비트코인")


def test_lists_with_the_same_content_are_equal():
    assert MarketList([Market("KRW-BTC")]) == MarketList([Market("KRW-BTC")])
    assert MarketList([Market("KRW-BTC")]) != MarketList([Market("KRW-BTC", warning=True)])
    assert MarketList([]) != []


def test_nothing_is_near_enough_where_similarity_is_required():
    markets = MarketList([Market("KRW-BTC", "비트코인", "Bitcoin"), Market("KRW-ETH", "이더리움", "Ethereum")])
    assert [market.code for market in markets.nearest("KRW-BTTC", least=0.6)] == ["KRW-BTC"]
    assert markets.nearest("도지", least=0.6) == []


def test_a_name_is_one_line_of_bounded_length():
    market = Market("KRW-BTC", "비트\n코인\u202e", "B" * 300)
    assert market.korean_name == market.name == "비트 코인"
    assert len(market.english_name) == LONGEST_NAME


@pytest.mark.parametrize("text", ["KRW-BTC", "USDT-1INCH", "SGD-A.B"])
def test_a_code_is_known_by_its_shape(text):
    assert is_code(text)


@pytest.mark.parametrize(
    "text", ["", "BTC", "krw-btc", "KRW-", "-BTC", "KRW-비트", "KRW-BTC\n", "KRW--BTC", "K" * 30 + "-A"]
)
def test_text_that_cannot_be_a_code_is_recognised(text):
    assert not is_code(text)


@given(
    st.floats(allow_nan=False, allow_infinity=False)
    | st.integers()
    | st.decimals(allow_nan=False, allow_infinity=False)
)
def test_a_number_is_neither_a_currency_nor_a_name(number):
    assert not is_currency(str(number))
    assert not is_name(str(number))


@pytest.mark.parametrize("text", ["-1.5", "1e308", "0", "", " ", "7", "1,000.5", "+1E-8", "---"])
def test_what_is_no_name(text):
    assert not is_name(text)


@pytest.mark.parametrize("text", ["비트코인", "Bitcoin", "1inch Network", "0x", "에이다 2.0", "e"])
def test_what_is_a_name(text):
    assert is_name(text)


@pytest.mark.parametrize(
    ("text", "is_one"), [("1INCH", True), ("BTC", True), ("A.B", True), ("12", False), ("", False)]
)
def test_a_currency_has_a_letter(text, is_one):
    assert is_currency(text) is is_one


def test_a_name_that_is_missing_in_a_newer_list_is_kept():
    old = MarketList([Market("KRW-BTC", "비트코인", "Bitcoin"), Market("KRW-ETH", "이더리움", "Ethereum")])
    new = MarketList([Market("KRW-BTC", "", "Bitcoin 2", warning=True), Market("KRW-NEW", "")])
    assert list(new.succeed(old)) == [
        Market("KRW-BTC", "비트코인", "Bitcoin 2", warning=True), Market("KRW-NEW"),
    ]  # fmt: skip
