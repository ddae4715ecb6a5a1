from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.market_state import Phase
from core.market.watchlist import SortKey, Watchlist, WatchRow, sort_rows
from core.model.markets import Market
from core.model.messages import Ticker

MARKETS = [
    Market("USDT-BTC", "비트코인", "Bitcoin"),
    Market("KRW-BTC", "비트코인", "Bitcoin"),
    Market("KRW-ETH", "이더리움", "Ethereum"),
    Market("SGD-BTC", "", "Bitcoin"),
]


def codes(rows: list[WatchRow]) -> list[str]:
    return [row.code for row in rows]


def priced(code: str, price: float | None) -> WatchRow:
    row = WatchRow(Market(code))
    row.price = price
    return row


def test_usual_quotes_come_first_and_others_in_the_exchanges_order():
    assert Watchlist(MARKETS).quotes == ("KRW", "USDT", "SGD")


def test_missing_figures_are_unknown_not_zero():
    row = Watchlist(MARKETS).row("KRW-BTC")
    assert (row.price, row.change, row.high, row.low, row.turnover) == (None,) * 5


def test_a_ticker_is_news_once():
    row = Watchlist(MARKETS).row("KRW-BTC")
    ticker = Ticker(code="KRW-BTC", trade_price=10.0, signed_change_rate=0.1, acc_trade_price_24h=5.0)
    assert row.apply(ticker)
    assert not row.apply(ticker)
    assert (row.price, row.change, row.turnover) == (10.0, 0.1, 5.0)


def test_a_suspension_is_news_and_is_kept_with_the_figures():
    watchlist = Watchlist(MARKETS)
    row = watchlist.row("KRW-BTC")
    assert row.apply(Ticker(code="KRW-BTC", trade_price=10.0))
    assert row.apply(Ticker(code="KRW-BTC", trade_price=10.0, is_trading_suspended=True))
    assert row.state.phase is Phase.SUSPENDED
    assert Watchlist(MARKETS, watchlist).row("KRW-BTC").state.phase is Phase.SUSPENDED


def test_a_delisted_market_comes_last_with_its_figures_and_is_not_subscribed():
    watchlist = Watchlist(MARKETS)
    watchlist.row("KRW-BTC").apply(Ticker(code="KRW-BTC", trade_price=10.0))
    after = Watchlist([market for market in MARKETS if market.code != "KRW-BTC"], watchlist, [MARKETS[1]])
    assert after.codes == ("USDT-BTC", "KRW-ETH", "SGD-BTC")
    assert codes(after.select()) == ["USDT-BTC", "KRW-ETH", "SGD-BTC", "KRW-BTC"]
    assert (after.row("KRW-BTC").is_gone, after.row("KRW-BTC").price) == (True, 10.0)
    assert not after.row("KRW-ETH").is_gone


def test_markets_are_selected_by_quote_and_typed_text():
    watchlist = Watchlist(MARKETS)
    assert codes(watchlist.select("KRW")) == ["KRW-BTC", "KRW-ETH"]
    assert codes(watchlist.select("KRW", "ㅇㄷ")) == ["KRW-ETH"]
    assert codes(watchlist.select("", " bitcoin ")) == ["USDT-BTC", "KRW-BTC", "SGD-BTC"]
    assert watchlist.select("KRW", "없는 것") == []


def test_a_new_list_keeps_the_figures_of_the_markets_it_still_has():
    before = Watchlist(MARKETS)
    ticker = Ticker(
        code="KRW-BTC",
        trade_price=10.0,
        prev_closing_price=8.0,
        signed_change_rate=0.25,
        high_price=12.0,
        low_price=7.0,
        acc_trade_price_24h=3.0,
    )
    before.row("KRW-BTC").apply(ticker)
    after = Watchlist([*MARKETS, Market("KRW-NEW")], before)
    row = after.row("KRW-BTC")
    figures = (row.price, row.prev_close, row.change, row.high, row.low, row.turnover)
    assert figures == (10.0, 8.0, 0.25, 12.0, 7.0, 3.0)
    assert not row.apply(ticker), "the same figures are no news"
    assert after.row("KRW-NEW").price is None
    assert len(after) == 5


def test_numbers_sort_as_numbers():
    rows = [priced("KRW-A", 9.0), priced("KRW-B", 1000.0), priced("KRW-C", 80.5)]
    assert codes(sort_rows(rows, SortKey.PRICE, is_descending=True)) == ["KRW-B", "KRW-C", "KRW-A"]


@pytest.mark.parametrize("is_descending", [True, False])
def test_names_sort_as_in_an_alphabet_whatever_their_case(is_descending):
    names = ["Aave", "aelf", "Aptos", "dKargo", "Dogecoin", "io.net", "Zilliqa", "ZKsync", "리플", "비트코인"]
    rows = [WatchRow(Market(f"KRW-{number}", name)) for number, name in enumerate(reversed(names))]
    shown = [row.name for row in sort_rows(rows, SortKey.NAME, is_descending)]
    assert shown == (names[::-1] if is_descending else names)


@given(st.lists(st.none() | st.floats(0, 1e12)), st.booleans())
def test_unknown_figures_come_last_in_either_direction(prices, is_descending):
    rows = [priced(f"KRW-{number}", price) for number, price in enumerate(prices)]
    figures = [row.price for row in sort_rows(rows, SortKey.PRICE, is_descending)]
    known = [price for price in figures if price is not None]
    assert known == sorted(known, reverse=is_descending)
    assert figures == known + [None] * (len(prices) - len(known))
