import asyncio
import time

import pytest

ccxt = pytest.importorskip("ccxt")
pro = pytest.importorskip("ccxt.pro")

SYMBOL = "BTC/KRW"


@pytest.fixture(scope="module")
def exchange(base, keys):
    made = ccxt.upbit({"apiKey": keys[0], "secret": keys[1], "options": {"createMarketBuyOrderRequiresPrice": False}})
    made.urls["api"] = {"public": base, "private": base}
    made.session.trust_env = False
    return made


def test_markets(exchange):
    markets = exchange.load_markets()
    assert (markets[SYMBOL]["id"], markets[SYMBOL]["active"]) == ("KRW-BTC", True)


def test_a_ticker_and_several(exchange):
    ticker = exchange.fetch_ticker(SYMBOL)
    assert ticker["low"] <= ticker["last"] <= ticker["high"]
    assert abs(ticker["timestamp"] - time.time() * 1000) < 60_000
    assert set(exchange.fetch_tickers([SYMBOL, "XRP/KRW"])) == {SYMBOL, "XRP/KRW"}


def test_an_order_book_and_several(exchange):
    book = exchange.fetch_order_book(SYMBOL)
    assert len(book["asks"]) == len(book["bids"]) == 30
    assert book["bids"][0][0] < book["asks"][0][0]
    books = exchange.fetch_order_books([SYMBOL, "XRP/KRW"])
    assert set(books) == {SYMBOL, "XRP/KRW"}


def test_trades_are_in_order(exchange):
    trades = exchange.fetch_trades(SYMBOL, limit=200)
    assert len(trades) == 200
    assert [trade["timestamp"] for trade in trades] == sorted(trade["timestamp"] for trade in trades)
    assert {trade["side"] for trade in trades} == {"buy", "sell"}


def test_whoever_takes_sweeps_the_book_away_from_its_best_price(exchange):
    last = {}
    swept = 0
    for trade in sorted(exchange.fetch_trades(SYMBOL, limit=500), key=lambda trade: int(trade["id"])):
        before = last.get(trade["side"])
        if before and before["timestamp"] == trade["timestamp"]:
            move = trade["price"] - before["price"]
            assert move >= 0 if trade["side"] == "buy" else move <= 0
            swept += 1
        last[trade["side"]] = trade
    assert swept


@pytest.mark.parametrize("timeframe", ["1s", "1m", "3m", "5m", "10m", "15m", "30m", "1h", "4h", "1d", "1w", "1M"])
def test_candles_of_every_timeframe(exchange, timeframe):
    candles = exchange.fetch_ohlcv(SYMBOL, timeframe, limit=20)
    assert len(candles) == 20
    assert all(low <= min(opening, close) <= max(opening, close) <= high for _, opening, high, low, close, _ in candles)


def test_candles_of_years_ago(exchange):
    since = exchange.parse8601("2019-03-01T00:00:00Z")
    candles = exchange.fetch_ohlcv(SYMBOL, "1d", since, 10)
    assert candles
    assert all(abs(start - since) < 400 * 86_400_000 for start, *_ in candles)


def test_the_account(exchange):
    assert exchange.fetch_balance()["KRW"]["total"] > 0
    assert exchange.fetch_trading_fee(SYMBOL)["taker"] > 0


def test_an_order_is_made_listed_and_taken_back(exchange):
    price = exchange.fetch_ticker(SYMBOL)["last"] * 0.9 // 1000 * 1000
    order = exchange.create_order(SYMBOL, "limit", "buy", 0.001, price)
    assert order["status"] == "open"
    assert order["id"] in [each["id"] for each in exchange.fetch_open_orders(SYMBOL)]
    assert exchange.fetch_order(order["id"])["symbol"] == SYMBOL
    exchange.cancel_order(order["id"])
    assert exchange.fetch_order(order["id"])["status"] == "canceled"
    assert order["id"] in [each["id"] for each in exchange.fetch_canceled_orders(SYMBOL)]


def test_an_order_at_the_market_is_filled(exchange):
    order = exchange.create_order("XRP/KRW", "market", "buy", 50_000)
    assert exchange.fetch_order(order["id"])["filled"] > 0
    assert order["id"] in [each["id"] for each in exchange.fetch_closed_orders("XRP/KRW")] + [
        each["id"] for each in exchange.fetch_canceled_orders("XRP/KRW")
    ]


def test_an_unknown_market_is_refused(exchange):
    with pytest.raises(ccxt.ExchangeError):
        exchange.public_get_ticker({"markets": "KRW-NOPE"})


@pytest.mark.parametrize("kind", ["ticker", "trades", "order_book"])
def test_a_stream(base, kind):
    async def watch():
        client = pro.upbit()
        client.urls["api"] = {"public": base, "private": base, "ws": base.replace("http", "ws") + "/websocket/v1"}
        try:
            async with asyncio.timeout(30):
                return [await getattr(client, f"watch_{kind}")(SYMBOL) for _ in range(3)][-1]
        finally:
            await client.close()

    reported = asyncio.run(watch())
    if kind == "trades":
        assert all(trade["symbol"] == SYMBOL for trade in reported)
    else:
        assert reported["symbol"] == SYMBOL
