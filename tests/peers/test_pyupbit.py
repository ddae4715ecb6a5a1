import datetime
import time

import pytest

pyupbit = pytest.importorskip("pyupbit")
requests = pytest.importorskip("requests")
websockets = pytest.importorskip("websockets")

REAL = "https://api.upbit.com"
INTERVALS = ["day", "week", "month", *(f"minute{unit}" for unit in (1, 3, 5, 10, 15, 30, 60, 240))]


@pytest.fixture(autouse=True)
def redirected(monkeypatch, base):
    """Its functions contain fixed addresses; requests to them are redirected to the exchange here."""
    request = requests.Session.request

    def redirect(self, method, url, **how):
        time.sleep(0.12)  # within the limits of the exchange
        return request(self, method, url.replace(REAL, base), **how)

    monkeypatch.setattr(requests.Session, "request", redirect)


@pytest.fixture
def account(keys):
    return pyupbit.Upbit(*keys)


def test_the_market_list():
    tickers, limit = pyupbit.get_tickers(limit_info=True)
    assert "KRW-BTC" in tickers
    assert limit["group"] == "market"
    assert {ticker.partition("-")[0] for ticker in pyupbit.get_tickers(fiat="KRW")} == {"KRW"}
    details = pyupbit.get_tickers(fiat="KRW", is_details=True)
    assert set(details[0]["market_event"]["caution"].values()) <= {True, False}


@pytest.mark.parametrize("interval", INTERVALS)
def test_candles_of_every_interval(interval):
    candles = pyupbit.get_ohlcv("KRW-BTC", interval=interval, count=5)
    assert len(candles) == 5
    assert list(candles.columns) == ["open", "high", "low", "close", "volume", "value"]
    assert (candles.high >= candles[["open", "close"]].max(axis=1)).all()
    assert candles.index.is_monotonic_increasing


def test_candles_over_several_pages():
    candles = pyupbit.get_ohlcv("KRW-BTC", interval="minute1", count=450)
    assert len(candles) == 450
    assert candles.index.is_unique


@pytest.mark.parametrize("to", ["20200101", "2018-01-01 09:00:00", "2021-07-01"])
def test_candles_of_years_ago(to):
    candles = pyupbit.get_ohlcv("KRW-BTC", interval="day", count=3, to=to)
    assert len(candles) == 3
    assert candles.index[-1].year <= int(to[:4])
    assert (candles > 0).all().all()


def test_candles_from_a_day_on():
    candles = pyupbit.get_ohlcv_from("KRW-BTC", "day", fromDatetime="2017-10-01", to="2018-10-01")
    assert candles.index[0].date() == datetime.date(2017, 10, 1)
    assert len(candles) == 365


def test_no_candles_before_the_exchange_opened():
    assert pyupbit.get_ohlcv("KRW-BTC", interval="day", count=3, to="20170101") is None


def test_prices_of_one_market_and_of_several():
    assert pyupbit.get_current_price("KRW-BTC") > 0
    assert set(pyupbit.get_current_price(["KRW-BTC", "KRW-XRP"])) == {"KRW-BTC", "KRW-XRP"}
    assert pyupbit.get_current_price("KRW-BTC", verbose=True)[0]["market"] == "KRW-BTC"
    price, limit = pyupbit.get_current_price(["KRW-BTC", "KRW-XRP"], limit_info=True)
    assert (len(price), limit["group"]) == (2, "ticker")


def test_an_order_book_and_several():
    book = pyupbit.get_orderbook("KRW-BTC")
    assert book["market"] == "KRW-BTC"
    assert len(book["orderbook_units"]) == 30
    assert [row["market"] for row in pyupbit.get_orderbook(["KRW-BTC", "KRW-XRP"])] == ["KRW-BTC", "KRW-XRP"]


def test_the_account(account):
    balances, limit = account.get_balances(contain_req=True)
    assert (balances[0]["currency"], limit["group"]) == ("KRW", "default")
    assert account.get_balance("KRW") > 0
    assert account.get_balance_t("KRW") >= account.get_balance("KRW")
    assert account.get_chance("KRW-BTC")["market"]["id"] == "KRW-BTC"


def test_wallets_and_keys(account, keys):
    wallets = account.get_deposit_withdraw_status()
    assert {"BTC", "KRW"} <= {row["currency"] for row in wallets}
    assert {row["wallet_state"] for row in wallets} == {"working"}
    assert account.get_api_key_list()[0]["access_key"] == keys[0]


def test_an_order_is_made_found_and_taken_back(account):
    price = pyupbit.get_tick_size(pyupbit.get_current_price("KRW-BTC") * 0.9)
    order = account.buy_limit_order("KRW-BTC", price, 0.001)
    assert (order["side"], order["state"]) == ("bid", "wait")
    assert account.get_order(order["uuid"])["uuid"] == order["uuid"]
    assert account.get_individual_order(order["uuid"])["market"] == "KRW-BTC"
    assert account.cancel_order(order["uuid"])["uuid"] == order["uuid"]
    assert account.get_individual_order(order["uuid"])["state"] == "cancel"


def test_an_order_at_the_market_is_filled(account):
    order = account.buy_market_order("KRW-XRP", 50_000)
    assert order["ord_type"] == "price"
    found = account.get_individual_order(order["uuid"])
    assert found["state"] in {"cancel", "done"}
    bought = float(found["executed_volume"])
    assert bought > 0
    assert account.sell_market_order("KRW-XRP", bought)["side"] == "ask"


def test_an_unknown_market_is_its_own_error():
    with pytest.raises(pyupbit.errors.UpbitError):
        pyupbit.get_current_price("KRW-NOPE")


@pytest.mark.parametrize("kind", ["ticker", "trade", "orderbook"])
def test_a_stream(monkeypatch, port, kind):
    """Its client runs until it is stopped; a full queue stops it."""

    class Enough(Exception):
        pass

    class Three(list):
        def put(self, frame):
            self.append(frame)
            if len(self) == 3:
                raise Enough

    connect = websockets.connect
    monkeypatch.setattr(
        websockets,
        "connect",
        lambda uri, **how: connect(uri.replace("wss://api.upbit.com", f"ws://127.0.0.1:{port}"), **how),
    )
    frames = Three()
    with pytest.raises(Enough):
        pyupbit.WebSocketClient(kind, ["KRW-BTC", "KRW-XRP"], frames)
    assert {frame["type"] for frame in frames} == {kind}
    assert {frame["stream_type"] for frame in frames} == {"REALTIME"}
