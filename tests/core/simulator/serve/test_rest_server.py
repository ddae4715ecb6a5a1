import asyncio
import time

import aiohttp
import pytest

from core.simulator.market.source import Market
from core.simulator.serve.clock import SLICE
from core.simulator.serve.server import serve
from core.simulator.streams.limits import Limits, Quota
from core.simulator.streams.manners import Manners
from scripted_source import ScriptedSource, book, trade


@pytest.fixture
async def client():
    now_ms = time.time_ns() // 1_000_000
    source = ScriptedSource(trades=[trade("KRW-BTC", now_ms - 500)], books=[book("KRW-BTC", now_ms - 500)])
    limits = Limits(quotation=Quota(3, 60.0), strikes=Quota(2, 10.0), block_seconds=9.0)
    async with serve(source, manners=Manners(limits=limits)) as server, aiohttp.ClientSession(server.rest_url) as http:
        http.server = server
        yield http


async def test_an_answer_has_the_rest_of_the_limit(client):
    reply = await client.get("/v1/ticker", params={"markets": "KRW-BTC"})
    assert reply.status == 200
    assert reply.content_type == "application/json"
    assert reply.headers["Remaining-Req"] == "group=ticker; min=3; sec=2"
    assert reply.headers["Limit-By-Ip"] == "Yes"
    assert (await reply.json())[0]["market"] == "KRW-BTC"


async def test_a_path_may_hold_a_parameter(client):
    reply = await client.get("/v1/candles/minutes/15", params={"market": "KRW-BTC"})
    assert (await reply.json())[0]["unit"] == 15


async def test_an_error_comes_in_the_envelope_and_counts(client):
    reply = await client.get("/v1/ticker", params={"markets": "KRW-NOPE"})
    assert reply.status == 404
    assert reply.headers["Remaining-Req"] == "group=ticker; min=3; sec=2"
    assert await reply.json() == {"error": {"name": 404, "message": "Code not found"}}


async def test_a_path_that_does_not_exist_is_no_route_and_counts_nowhere(client):
    reply = await client.get("/v1/nope")
    assert reply.status == 404
    assert "Remaining-Req" not in reply.headers
    assert await reply.json() == {"error": {"name": "not_found", "message": "no Route matched with those values"}}


async def test_one_request_too_many_is_429_and_going_on_is_418(client):
    replies = [await client.get("/v1/market/all") for _ in range(6)]
    assert [reply.status for reply in replies] == [200, 200, 200, 429, 418, 418]
    assert (await replies[3].json())["error"]["name"] == 429
    assert "blocked for 9 seconds" in (await replies[5].json())["error"]["message"]
    assert (await client.get("/v1/ticker", params={"markets": "KRW-BTC"})).status == 200


async def test_an_origin_header_is_limited_harder(client):
    origin = {"Origin": "https://example.org"}
    first = await client.get("/v1/market/all", headers=origin)
    assert first.headers["Remaining-Req"] == "group=origin; min=6; sec=0"
    assert (await client.get("/v1/market/all", headers=origin)).status == 429


async def test_the_streams_of_all_connections_can_be_listed(client):
    async with client.ws_connect("/websocket/v1") as socket:
        await socket.send_json([{"ticket": "me"}, {"type": "orderbook", "codes": ["KRW-BTC.5"]}])
        await socket.receive()
        (view,) = await (await client.get("/simulator/sessions")).json()
        assert view["is_private"] is False
        assert view["wanted"] == [{"type": "orderbook", "code": "KRW-BTC", "level": 0.0, "depth": 5}]
        assert (view["requests"], view["violations"], view["format"]) == (1, 0, "DEFAULT")


async def test_a_long_answer_lets_others_have_their_turn():
    turns, seen = 0, []

    class Laborious(ScriptedSource):
        def ticker(self, code, now_ms):
            seen.append(turns)
            time.sleep(SLICE * 1.1)
            return super().ticker(code, now_ms)

    async def take_turns():
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    codes = [f"KRW-{n}" for n in range(10)]
    source = Laborious([Market(code, code, code) for code in codes], [trade(code, 1) for code in codes])
    async with serve(source) as server, aiohttp.ClientSession(server.rest_url) as http:
        other = asyncio.get_running_loop().create_task(take_turns())
        assert len(await (await http.get("/v1/ticker/all?quote_currencies=KRW")).json()) == 10
        other.cancel()
    assert len(set(seen)) == 10


@pytest.mark.parametrize(
    "requested",
    [
        {"params": {"markets": "KRW-BTC,KRW-ETH"}},
        {"params": [("markets", "KRW-BTC"), ("markets", "KRW-ETH")]},
        {"params": [("markets[]", "KRW-BTC"), ("markets[]", "KRW-ETH")]},
        {"data": {"markets": "KRW-BTC,KRW-ETH"}},
        {"data": [("markets", "KRW-BTC"), ("markets", "KRW-ETH")]},
    ],
)
async def test_several_markets_are_requested_in_many_ways(client, requested):
    reply = await client.get("/v1/orderbook/supported_levels", **requested)
    assert [row["market"] for row in await reply.json()] == ["KRW-BTC", "KRW-ETH"]


async def test_of_a_parameter_that_is_no_list_the_first_counts(client):
    reply = await client.get("/v1/candles/days", params=[("market", "KRW-BTC"), ("market", "KRW-ETH")])
    assert (await reply.json())[0]["market"] == "KRW-BTC"


@pytest.mark.parametrize("path", ["//v1/candles/minutes/15", "/v1//candles///minutes/15", "//v1//candles/minutes/15"])
async def test_slashes_too_many_do_not_count(client, path):
    url = f"{client.server.rest_url}{path}?market=KRW-BTC"
    reply = await client.get(url)
    assert (await reply.json())[0]["unit"] == 15
    assert "Remaining-Req" in reply.headers
    assert (await client.get(f"{client.server.rest_url}//v1//nope")).status == 404
