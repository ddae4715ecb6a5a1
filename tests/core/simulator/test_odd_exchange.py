"""Every REST call and every stream of the exchange on a port, under each fault with odd content.

The tests check that the exchange sends exactly the declared fault: the odd part is odd, all the rest is as without the
fault.
"""

import asyncio
import json

import aiohttp
import msgspec
import pytest

from core.simulator.faults.fault_table import FAULTS
from core.simulator.market.synthetic import SyntheticSource
from core.simulator.rest.odd_answers import kind_of
from core.simulator.serve.server import serve
from core.simulator.streams.limits import Limits
from core.simulator.streams.manners import Manners
from core.simulator.streams.odd_rows import bend_field, bend_time, bend_value
from exchange_limits import UNLIMITED
from signing import bearer
from waiting import eventually

PLACED = {"market": "KRW-BTC", "side": "bid", "ord_type": "limit", "price": "1000000", "volume": "0.1"}
CALLS = {
    "/v1/market/all": {"is_details": "true"},
    "/v1/candles/seconds": {"market": "KRW-BTC", "count": "3"},
    "/v1/candles/minutes/1": {"market": "KRW-BTC", "count": "3"},
    "/v1/candles/days": {"market": "KRW-BTC", "count": "3"},
    "/v1/candles/weeks": {"market": "KRW-BTC", "count": "3"},
    "/v1/candles/months": {"market": "KRW-BTC", "count": "3"},
    "/v1/candles/years": {"market": "KRW-BTC", "count": "2"},
    "/v1/ticker": {"markets": "KRW-BTC,KRW-ETH"},
    "/v1/ticker/all": {"quote_currencies": "KRW"},
    "/v1/trades/ticks": {"market": "KRW-BTC", "count": "3"},
    "/v1/orderbook": {"markets": "KRW-BTC,KRW-ETH"},
    "/v1/orderbook/instruments": {"markets": "KRW-BTC,KRW-ETH"},
    "/v1/accounts": {},
    "/v1/orders/chance": {"market": "KRW-BTC"},
    "/v1/orders/open": {},
    "/v1/orders/closed": {},
}
PRIVATE = ("/v1/accounts", "/v1/orders", "/v1/order")
STREAMS = ("ticker", "trade", "orderbook", "candle.1s", "candle.1m")
"""Private frames are sent by the same session, through the same call."""


def spelled(parameters):
    return "&".join(f"{name}={value}" for name, value in parameters.items())


def shapes(fault, parameter="shape"):
    return [choice.value for each in FAULTS[fault].parameters if each.name == parameter for choice in each.choices]


@pytest.fixture
async def server():
    limits = Limits(messages=(UNLIMITED,), quotation=UNLIMITED, account=UNLIMITED)
    manners = Manners(snapshot_delay=(0.0, 0.0), limits=limits)
    async with serve(SyntheticSource(seed=3, markets=3, trades_per_second=30.0), manners=manners) as server:
        now = asyncio.get_running_loop().time()
        server.exchange.private.play(now)
        yield server


@pytest.fixture
async def client(server):
    timeout = aiohttp.ClientTimeout(total=10.0)
    async with aiohttp.ClientSession(server.rest_url, timeout=timeout) as client:
        # one open and one closed order, so that both lists have rows
        for body in (PLACED, {**PLACED, "ord_type": "price", "price": "10000", "volume": None}):
            given = {name: value for name, value in body.items() if value is not None}
            async with client.post("/v1/orders", json=given, headers=bearer(spelled(given))) as response:
                assert response.status == 201, await response.text()
        yield client


async def ask(client, path):
    headers = bearer(spelled(CALLS[path])) if path.startswith(PRIVATE) else {}
    async with client.get(path, params=CALLS[path], headers=headers, allow_redirects=False) as response:
        return response.status, await response.read(), response.headers


async def length_of(client, path, most):
    """Read the body's length, up to `most`."""
    headers = bearer(spelled(CALLS[path])) if path.startswith(PRIVATE) else {}
    length = 0
    async with client.get(path, params=CALLS[path], headers=headers) as response:
        async for piece in response.content.iter_any():
            length += len(piece)
            if length >= most:
                break
    return length


def inflict(server, name, **parameters):
    server.exchange.faults.set(name, asyncio.get_running_loop().time(), **parameters)


def freeze(server):
    """Let all requests be answered with the same time, so that only the odd parts differ."""
    now_ms = server.exchange.now_ms(asyncio.get_running_loop().time())
    server.exchange.now_ms = lambda _now: now_ms


@pytest.mark.parametrize("path", CALLS)
async def test_every_call_is_answered_with_every_odd_page(server, client, path):
    freeze(server)
    status, good, _ = await ask(client, path)
    assert (status, good[:1] in {b"[", b"{"}) == (200, True)
    for shape in shapes("odd_page"):
        wait = 0.3 if shape == "slow" else 0.001
        inflict(server, "odd_page", rows=kind_of(path), shape=shape, wait=wait, mebibytes=0.1, count=1)
        started = asyncio.get_running_loop().time()
        if shape in {"torn", "bad_gzip"}:
            with pytest.raises((aiohttp.ClientPayloadError, aiohttp.ClientError)):
                await ask(client, path)
        elif shape == "endless":
            assert await length_of(client, path, 100 * len(good)) >= 100 * len(good)
        else:
            status, body, headers = await ask(client, path)
            is_whole = shape in {"slow", "trickle"} or (shape, good) == ("empty", b"[]")
            assert ((status, body) == (200, good)) is is_whole, shape
            assert (asyncio.get_running_loop().time() - started >= 0.3) is (shape == "slow"), shape
            assert ("Retry-After" in headers) is (status in {429, 502}), shape
            assert ("Location" in headers) is (status == 302), shape
            assert "Remaining-Req" in headers, shape
        assert server.exchange.faults.is_calm, shape
        assert (await ask(client, path))[:2] == (200, good), shape


BENDS = [
    *(("odd_field", {"shape": shape}) for shape in shapes("odd_field")),
    *(("odd_value", {"value": value}) for value in shapes("odd_value", "value")),
    *(("odd_time", {"shape": shape}) for shape in shapes("odd_time")),
]


def bent(name, parameters, row, turn):
    if name == "odd_field":
        return json.loads(msgspec.json.encode(bend_field(row, "", parameters["shape"], turn)))
    if name == "odd_value":
        return bend_value(row, parameters["value"])
    return bend_time(row, parameters["shape"], 86_400.0)


@pytest.mark.parametrize("path", CALLS)
async def test_every_call_has_one_odd_row_in_two_and_the_others_are_good(server, client, path):
    freeze(server)
    _, good, _ = await ask(client, path)
    content = json.loads(good)
    rows = content if isinstance(content, list) else [content]
    for name, parameters in BENDS:
        inflict(server, name, **parameters, rows=kind_of(path), every=2 if len(rows) > 1 else 1)
        status, body, _ = await ask(client, path)
        got = json.loads(body)
        turn = 0
        for place, row in enumerate(got if isinstance(got, list) else [got]):
            odd = bent(name, parameters, rows[place], turn)
            turn += odd != rows[place]
            is_turn = odd != rows[place] and (len(rows) == 1 or turn % 2 == 0)
            assert row == (odd if is_turn else rows[place]), (name, parameters, place)
        assert status == 200
        server.exchange.faults.clear(asyncio.get_running_loop().time())


@pytest.mark.parametrize("kind", STREAMS)
async def test_every_stream_has_an_odd_frame_and_then_a_good_one(server, client, kind):
    row = kind.partition(".")[0]
    request = json.dumps([{"ticket": "me"}, {"type": kind, "codes": ["KRW-BTC"], "is_only_snapshot": True}])
    async with client.ws_connect("/websocket/v1") as socket:

        async def requested():
            await socket.send_str(request)
            return json.loads((await socket.receive(5.0)).data)

        for name, parameters in BENDS:
            inflict(server, name, **parameters, rows=row, count=1)
            odd = await requested()
            good = await requested()
            assert good["type"] == kind
            good_shape = bent(name, parameters, good, 0)
            if good_shape == good:  # the stream has no such field
                assert odd.keys() == good.keys()
                server.exchange.faults.clear(asyncio.get_running_loop().time())
                continue
            assert server.exchange.faults.is_calm
            if good_shape is None:
                assert odd is None
                continue
            for field, value in good_shape.items():
                if value != good.get(field):
                    assert type(odd[field]) is type(value), (name, parameters, field)
            assert odd.keys() == good_shape.keys()


@pytest.mark.parametrize(
    ("fault", "parameters", "codes"),
    [
        ("listing", {}, ["KRW-BTC", "KRW-XRP", "KRW-ETH", "KRW-HOGA"]),
        ("delisting", {"days": 0}, ["KRW-BTC", "KRW-XRP"]),
        ("delisting", {"days": 3}, ["KRW-BTC", "KRW-XRP", "KRW-ETH"]),
        ("suspension", {}, ["KRW-BTC", "KRW-XRP", "KRW-ETH"]),
        ("caution", {}, ["KRW-BTC", "KRW-XRP", "KRW-ETH"]),
    ],
)
async def test_the_market_list_changes_and_the_streams_with_it(server, client, fault, parameters, codes):
    listed = json.loads((await ask(client, "/v1/market/all"))[1])
    assert [row["market"] for row in listed] == ["KRW-BTC", "KRW-XRP", "KRW-ETH"]
    code = "KRW-HOGA" if fault == "listing" else "KRW-ETH"
    async with client.ws_connect("/websocket/v1") as socket:
        await socket.send_json([{"ticket": "me"}, {"type": "ticker", "codes": ["KRW-ETH"], "is_only_realtime": True}])
        await eventually(lambda: any(session.wanted for session in server.sessions))
        inflict(server, fault, **parameters)
        listed = json.loads((await ask(client, "/v1/market/all"))[1])
        assert [row["market"] for row in listed] == codes
        async with client.get("/v1/ticker", params={"markets": code}) as response:
            assert response.status == (404 if code not in codes else 200)
        if code == "KRW-ETH" and code in codes:
            marks = [fault == "suspension", fault == "delisting", fault == "caution"]
            async with asyncio.timeout(20):
                reported = [False] * 3
                while reported != marks:  # a frame from before may be on its way
                    frame = json.loads((await socket.receive(5.0)).data)
                    reported = [
                        frame["is_trading_suspended"],
                        bool(frame["delisting_date"]),
                        frame["market_warning"] != "NONE",
                    ]
        server.exchange.faults.clear(asyncio.get_running_loop().time())
        listed = json.loads((await ask(client, "/v1/market/all"))[1])
        assert [row["market"] for row in listed] == ["KRW-BTC", "KRW-XRP", "KRW-ETH"]
        # Trading continues, and an old listener still receives it.
        async with asyncio.timeout(20):
            while json.loads((await socket.receive(20.0)).data)["is_trading_suspended"]:
                pass
