"""The exchange's own Python client, unmodified and with its strict validation on, reads everything."""

import asyncio
import time

import pytest
from pydantic import BaseModel
from upbit import AsyncUpbit, AuthenticationError, NotFoundError

from core.simulator.market.source import Unit
from core.simulator.market.synthetic import SyntheticSource
from core.simulator.serve.server import serve
from core.simulator.streams.manners import Manners

FORMATS = ["DEFAULT", "SIMPLE", "JSON_LIST", "SIMPLE_LIST"]
UNITS = [unit for unit in Unit if unit[-1] in "sm"]


@pytest.fixture(scope="module")
def market():
    return SyntheticSource(seed=7, markets=12, trades_per_second=200.0)


@pytest.fixture
async def server(market):
    async with serve(market, manners=Manners(snapshot_delay=(0.0, 0.0))) as server:
        yield server


@pytest.fixture
async def client(server):
    async with AsyncUpbit(
        access_key="demo-access-key",
        secret_key="demo-secret-key-for-local-simulator-only-0123456789abcdef0123456",
        base_url=server.rest_url,
        websocket_base_url=server.ws_url,
        max_retries=0,
        _strict_response_validation=True,
    ) as client:
        yield client


def assert_strict(event):
    """A stream's models are built without validation; validate them here."""
    assert isinstance(event, BaseModel)
    type(event).model_validate(event.model_dump(by_alias=True), strict=True)


async def test_the_market_list(client, market):
    assert [row.market for row in await client.trading_pairs.list(is_details=True)] == [
        listed.code for listed in market.markets
    ]


async def test_every_candle(client):
    candles = client.candles
    pages = {
        "seconds": await candles.list_seconds(market="KRW-BTC", count=5),
        "days": await candles.list_days(market="KRW-BTC", count=200, converting_price_unit="KRW"),
        "weeks": await candles.list_weeks(market="KRW-BTC", count=5),
        "months": await candles.list_months(market="KRW-BTC", count=5),
        "years": await candles.list_years(market="KRW-BTC", count=2),
    }
    assert {name: len(page) for name, page in pages.items()} == {
        "seconds": 5,
        "days": 200,
        "weeks": 5,
        "months": 5,
        "years": 2,
    }


@pytest.mark.parametrize("unit", [1, 3, 5, 10, 15, 30, 60, 240])
async def test_every_candle_of_minutes_page_by_page(client, unit):
    first = await client.candles.list_minutes(unit, market="KRW-BTC", count=3)
    second = await client.candles.list_minutes(unit, market="KRW-BTC", count=3, to=first[-1].candle_date_time_utc)
    starts = [candle.candle_date_time_utc for candle in [*first, *second]]
    assert starts == sorted(set(starts), reverse=True)
    assert len(starts) == 6


async def test_tickers_trades_books_and_instruments(client, market):
    codes = "KRW-BTC,KRW-ETH"
    assert len(await client.tickers.list_by_trading_pairs(markets=codes)) == 2
    assert len(await client.tickers.list_by_quote_currencies(quote_currencies="KRW")) > 2
    trades = await client.trades.list(market="KRW-BTC", count=200)
    older = await client.trades.list(market="KRW-BTC", count=5, cursor=str(trades[-1].sequential_id))
    ids = [trade.sequential_id for trade in [*trades, *older]]
    assert ids == sorted(set(ids), reverse=True)
    (book, _) = await client.orderbooks.list(markets=codes, count="15")
    assert len(book.orderbook_units) == 15
    (instrument, _) = await client.orderbooks.list_instruments(markets=codes)
    grouped = await client.orderbooks.list(markets="KRW-BTC", level=instrument.supported_levels[1])
    assert float(grouped[0].level) == float(instrument.supported_levels[1])


@pytest.mark.parametrize("form", FORMATS)
async def test_every_stream_in_every_format(client, form):
    codes = ["KRW-BTC", "KRW-ETH"]
    missing = {"ticker", "trade", "orderbook", *(f"candle.{unit}" for unit in UNITS)}
    realtime = {"ticker", "trade", "orderbook", "candle.1s", "candle.1m"}
    manager = client.ws_stream.subscribe(
        ticker=codes, trade=codes, orderbook=codes, candle={unit.value: codes for unit in UNITS}, format=form
    )
    deadline = time.monotonic() + 20
    async with manager as stream:
        while missing or realtime:
            assert time.monotonic() < deadline, (missing, realtime)
            received = await stream.recv()
            for event in received if isinstance(received, list) else [received]:
                assert_strict(event)
                content = event.model_dump(by_alias=True)
                kind = content.get("type", content.get("ty"))
                state = content.get("stream_type", content.get("st"))
                (missing if state == "SNAPSHOT" else realtime).discard(kind)
        assert_strict(await stream.list_subscriptions())


async def test_the_account_and_the_chance_of_a_market(client):
    owned = {row.currency: (row.balance, row.locked) for row in await client.accounts.list()}
    assert (owned["KRW"], owned["BTC"]) == (("10000000", "0"), ("0.1", "0"))
    chance = await client.orders.retrieve_chance(market="KRW-BTC")
    assert (chance.bid_fee, chance.market.bid.min_total, chance.ask_account.currency) == ("0.0005", "5000", "BTC")


async def test_an_order_from_its_making_to_its_cancelling(client):
    sale = {"market": "KRW-BTC", "side": "ask", "ord_type": "limit", "volume": "0.01", "price": "900000000"}
    assert (await client.orders.test_create(**sale)).state == "wait"
    made = await client.orders.create(**sale, identifier="mine", smp_type="reduce")
    assert [order.uuid async for order in client.orders.list_open(states=["wait", "watch"])] == [made.uuid]
    assert (await client.orders.retrieve(identifier="mine")).locked == "0.01"
    assert (await client.orders.cancel(uuid=made.uuid)).state == "wait"
    (closed,) = await client.orders.list_closed(market="KRW-BTC", states=["cancel"])
    assert (closed.uuid, closed.state) == (made.uuid, "cancel")
    with pytest.raises(NotFoundError, match="order_not_found"):
        await client.orders.cancel(uuid=made.uuid)


async def test_a_wrong_secret_is_an_authentication_error(client):
    stranger = client.copy(secret_key="x" * 64)
    with pytest.raises(AuthenticationError, match="jwt_verification"):
        await stranger.accounts.list()


@pytest.mark.parametrize("form", FORMATS)
async def test_both_private_streams_in_every_format(client, form):
    manager = client.ws_stream.subscribe_private(my_order=[], my_asset=True, format=form)
    async with manager as stream:
        listed = (await stream.list_subscriptions()).model_dump(by_alias=True)
        kinds = listed.get("result", listed.get("rslt"))
        assert {kind.get("type", kind.get("ty")) for kind in kinds} == {"myOrder", "myAsset"}
        await client.orders.create(market="KRW-BTC", side="ask", ord_type="market", volume="0.001")
        states = []
        async with asyncio.timeout(5):
            while "done" not in states:
                received = await stream.recv()
                for event in received if isinstance(received, list) else [received]:
                    assert_strict(event)
                    content = event.model_dump(by_alias=True)
                    states.append(content.get("state", content.get("s", "assets")))
        assert states[:4] == ["wait", "assets", "trade", "assets"]
