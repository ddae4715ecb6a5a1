"""The client side and the embedded exchange, which share no code, understand each other over real sockets."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from websockets.asyncio.client import connect

from core.errors import ExchangeError
from core.model.candle_rows import CANDLE_UNITS
from core.model.control import ErrorReply, SubscriptionList
from core.model.exchange import RequestPart
from core.model.messages import DataMessage, OrderBook, Ticker
from core.model.subscription import Scope, StreamKey, StreamType
from core.simulator.market.synthetic import SyntheticSource
from core.simulator.serve.server import ExchangeServer, serve
from core.simulator.streams.manners import Manners
from core.upbit.endpoints import endpoints_for
from core.upbit.rest.quotation import RestClient
from core.upbit.trading_rules import price_decimals, tick_size
from core.upbit.wire.codec import Decoder, encode_list_subscriptions, encode_request
from core.upbit.wire.wire_format import WireFormat

CODES = ("KRW-BTC", "KRW-ETH")
PUBLIC = [stream_type for stream_type in StreamType if stream_type.scope is Scope.PUBLIC]


@pytest.fixture
async def server() -> AsyncIterator[ExchangeServer]:
    async with serve(SyntheticSource(seed=7, markets=20), manners=Manners(snapshot_delay=(0.0, 0.0))) as server:
        yield server


@pytest.fixture
async def client(server) -> AsyncIterator[RestClient]:
    client = RestClient(endpoints_for("simulated", server.rest_url))
    yield client
    await client.close()


@pytest.mark.parametrize("wire_format", WireFormat)
async def test_every_public_stream_is_requested_and_read_in_every_format(server, wire_format):
    decoder = Decoder(wire_format)
    parts = [RequestPart(stream_type, CODES) for stream_type in PUBLIC if stream_type is not StreamType.ORDERBOOK]
    parts += [RequestPart(StreamType.ORDERBOOK, ("KRW-BTC.15",), level=10000.0)]
    parts += [RequestPart(StreamType.ORDERBOOK, ("KRW-ETH.5",))]
    wanted = {StreamKey(part.type, code.partition(".")[0], part.level) for part in parts for code in part.codes}
    seen: dict[StreamKey, DataMessage] = {}
    async with connect(endpoints_for("simulated", server.rest_url).public_ws, ping_interval=None) as socket:
        await socket.send(encode_request("ticket", parts, wire_format))
        async with asyncio.timeout(10):
            while seen.keys() < wanted:
                for message in decoder.decode(await socket.recv(decode=False)):
                    assert isinstance(message, DataMessage)
                    seen.setdefault(StreamKey(message.type, message.code, message.level), message)
    assert seen.keys() == wanted
    assert {message.stream_type for message in seen.values()} == {"SNAPSHOT"}
    assert not any(decoder.counters.as_dict().values())
    book = seen[StreamKey(StreamType.ORDERBOOK, "KRW-BTC", 10000.0)]
    assert isinstance(book, OrderBook)
    assert len(book.orderbook_units) == 15


@pytest.mark.parametrize("wire_format", WireFormat)
async def test_replies_and_errors_are_read_in_every_format(server, wire_format):
    decoder = Decoder(wire_format)
    async with connect(endpoints_for("simulated", server.rest_url).public_ws, ping_interval=None) as socket:
        parts = [RequestPart(StreamType.TICKER, CODES, is_only_realtime=True)]
        await socket.send(encode_request("ticket", parts, wire_format))
        await socket.send(encode_list_subscriptions("question", wire_format))
        listed = await answer(socket, decoder, SubscriptionList)
        assert listed.ticket == "question"
        assert [(part.type, set(part.codes)) for part in listed.result] == [("ticker", set(CODES))]
        await socket.send("no request")
        assert (await answer(socket, decoder, ErrorReply)).name == "WRONG_FORMAT"
    assert decoder.counters.dropped == decoder.counters.other_format == 0


async def answer(socket, decoder, kind):
    async with asyncio.timeout(5):
        while True:
            for message in decoder.decode(await socket.recv(decode=False)):
                if isinstance(message, kind):
                    return message


async def test_the_market_list_has_names_and_cautions(client):
    markets = await client.markets()
    assert len(markets) == 20
    assert markets.get("KRW-BTC").korean_name == "비트코인"
    assert any(market.cautions or market.warning for market in markets)


@pytest.mark.parametrize("unit", CANDLE_UNITS)
async def test_pages_of_every_unit_follow_one_another_without_overlap(unit, client):
    newest = await client.candles("KRW-BTC", unit, count=20)
    older = await client.candles("KRW-BTC", unit, to=newest[-1].candle_date_time_utc, count=20)
    starts = [candle.start_ms for candle in newest + older]
    assert len(starts) > 20
    assert starts == sorted(set(starts), reverse=True)
    assert all(candle.low_price <= candle.trade_price <= candle.high_price for candle in newest + older)


async def test_every_listed_market_has_a_ticker(client):
    markets = await client.markets()
    tickers = await client.tickers([market.code for market in markets])
    assert {ticker.code for ticker in tickers} == {market.code for market in markets}
    assert all(isinstance(ticker, Ticker) and ticker.trade_price for ticker in tickers)


async def test_older_trades_are_reached_by_cursor(client):
    newest = await client.trades("KRW-BTC", count=5)
    older = await client.trades("KRW-BTC", count=5, cursor=newest[-1].sequential_id)
    times = [trade.trade_timestamp for trade in newest + older]
    assert times == sorted(times, reverse=True)
    assert len({trade.sequential_id for trade in newest + older}) == 10
    assert {trade.ask_bid for trade in newest + older} <= {"BID", "ASK"}


async def test_the_exchanges_grid_is_the_one_we_fall_back_to(client):
    codes = [market.code for market in await client.markets()]
    prices = {ticker.code: ticker.trade_price for ticker in await client.tickers(codes)}
    for instrument in await client.instruments(codes):
        code, price = instrument.code, prices[instrument.code]
        assert float(instrument.tick_size) == tick_size(code, price)
        assert round(price, price_decimals(code, price)) == price


async def test_an_unknown_code_refuses_the_whole_list(client):
    with pytest.raises(ExchangeError) as refusal:
        await client.tickers(["KRW-BTC", "KRW-NONE"])
    assert (refusal.value.name, refusal.value.message) == ("404", "Code not found")
    with pytest.raises(ExchangeError) as refusal:
        await client.candles("KRW-BTC", "1m", count=-1)
    assert refusal.value.status == 400


@pytest.mark.parametrize("stall", [0.0, 0.6])
async def test_our_pace_never_meets_the_exchanges_limit(client, stall):
    """Also when the first requests arrive late: the exchange, which runs in the same thread, stands still."""
    await client.markets()
    asyncio.get_running_loop().call_later(0.002, time.sleep, stall)
    pages = await asyncio.gather(*(client.candles("KRW-BTC", "1m", count=1) for _ in range(25)))
    assert all(len(page) == 1 for page in pages)
