import asyncio
import json
import time

import aiohttp
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosedError, InvalidMessage, InvalidStatus

from core.simulator.faults.fault_table import FAULTS
from core.simulator.serve.server import serve
from core.simulator.streams.manners import Manners
from scripted_source import ScriptedSource, trade
from waiting import eventually

WEBSOCKET = "/websocket/v1"
TICKER = json.dumps([{"ticket": "me"}, {"type": "ticker", "codes": ["KRW-BTC"]}])


@pytest.fixture
async def server():
    now_ms = time.time_ns() // 1_000_000
    source = ScriptedSource(trades=[trade("KRW-BTC", now_ms + 20 * n) for n in range(-50, 500)])
    async with serve(source, manners=Manners(snapshot_delay=(0.0, 0.0))) as server:
        yield server


@pytest.fixture
async def control(server):
    async with aiohttp.ClientSession(server.rest_url) as client:

        async def order(shown=None, **headers):
            data = None if shown is None else shown if isinstance(shown, bytes) else json.dumps(shown)
            method = "GET" if shown is None else "POST"
            async with client.request(method, "/simulator/faults", data=data, headers=headers) as response:
                return response.status, await response.json()

        yield order


async def test_the_list_declares_every_fault_and_how_it_stands(control):
    status, rows = await control()
    assert status == 200
    assert [row["name"] for row in rows] == list(FAULTS)
    assert all(row["on"] is None and row["title"] for row in rows)
    close = next(row for row in rows if row["name"] == "close")
    assert close["is_momentary"]
    assert close["parameters"][0] == {
        "name": "code",
        "title": "닫기 코드",
        "kind": "whole",
        "default": 1012,
        "least": 1000,
        "most": 4999,
        "choices": [],
        "is_market": False,
        "is_new_market": False,
    }
    mute = next(row for row in rows if row["name"] == "mute")
    assert mute["parameters"][0]["choices"][1] == {"value": "all", "title": "새 연결도"}


MARKETS = [(fault.name, each) for fault in FAULTS.values() for each in fault.parameters if each.is_market]


@pytest.mark.parametrize(("name", "parameter"), MARKETS, ids=lambda each: getattr(each, "name", each))
async def test_a_market_that_the_exchange_does_not_have_is_refused_by_its_field(control, name, parameter):
    others = {each.name: "KRW-BTC" for _, each in MARKETS if _ == name and each is not parameter}
    if any(each.name == "reach" for each in FAULTS[name].parameters):
        others["reach"] = "all"  # there is no connection
    for wrong in ("KRW-NONE", "비트코인", "BTC", "KRW-BTC KRW-ETH"):
        status, reply = await control({"set": name, **others, parameter.name: wrong})
        assert status == 400
        assert reply["error"] == {"name": "no_such_market", "message": f"{parameter.title}: {wrong}"}
    status, _ = await control({"set": name, **others, parameter.name: ""})
    assert status == (400 if parameter.default else 200)
    status, rows = await control({"set": name, **others, parameter.name: " krw-btc "})
    assert status == 200
    assert next(row for row in rows if row["name"] == name)["on"]["parameters"][parameter.name] == "KRW-BTC"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("", "no_market_code"),
        ("NOT A MARKET", "no_market_code"),
        ("KRW", "no_market_code"),
        ("KRW-", "no_market_code"),
        ("KRW-호가", "no_market_code"),
        ("KRW-BTC-ETH", "no_market_code"),
        ("KRW-" + "A" * 21, "no_market_code"),
        ("KRW-ETH", "market_exists"),
    ],
)
async def test_a_new_market_has_a_possible_code_that_no_other_has(control, code, reason):
    status, reply = await control({"set": "listing", "code": code})
    assert (status, reply["error"]) == (400, {"name": reason, "message": f"새 종목: {code}"})
    for each in (" usdt-1a.b ", "KRW-HOGA", "KRW-HOGA"):  # again with the same code, as another field was changed
        status, rows = await control({"set": "listing", "code": each})
        assert status == 200
        on = next(row for row in rows if row["name"] == "listing")["on"]
        assert on["parameters"]["code"] == each.strip().upper()


async def test_a_market_that_a_fault_lists_or_delists_can_be_named(control):
    assert (await control({"set": "listing", "code": "KRW-NEW", "like": "KRW-BTC"}))[0] == 200
    assert (await control({"set": "suspension", "code": "KRW-NEW"}))[0] == 200
    assert (await control({"set": "delisting", "code": "KRW-BTC", "days": 0}))[0] == 200
    assert (await control({"set": "caution", "code": "KRW-BTC"}))[0] == 200


async def test_a_fault_is_set_shown_and_cleared(control):
    status, rows = await control({"set": "garbage", "count": 5, "seconds": 60})
    assert status == 200
    on = next(row for row in rows if row["name"] == "garbage")["on"]
    assert on["parameters"] == {"chance": 1.0, "count": 5, "seconds": 60.0}
    assert on["left"] == 5
    assert 59 < on["ends_in"] <= 60
    await control({"set": "duplicate"})
    _, rows = await control({"clear": "garbage"})
    assert [row["name"] for row in rows if row["on"]] == ["duplicate"]
    _, rows = await control({"clear": None})
    assert not any(row["on"] for row in rows)


@pytest.mark.parametrize(
    ("shown", "reported"),
    [
        (b"hello", "the body must be a JSON object"),
        (b"[1]", "the body must be a JSON object"),
        (b"\xff", "the body must be a JSON object"),
        (b"[" * 100_000, "the body must be a JSON object"),
        ({}, 'say {"set": name'),
        ({"set": 3}, 'say {"set": name'),
        ({"clear": 3}, 'say {"set": name'),
        ({"set": "mute", "clear": None}, 'say {"set": name'),
        ({"clear": "mute", "seconds": 1}, 'say {"set": name'),
        ({"set": "nonsense"}, "no fault 'nonsense'"),
        ({"clear": "nonsense"}, "no fault 'nonsense'"),
        ({"set": "close", "code": 3}, "code must be a whole number from 1000 to 4999"),
        ({"set": "drop", "hard": True}, "no parameter 'hard'"),
    ],
)
async def test_an_invalid_command_is_answered_with_the_valid_ones(server, control, shown, reported):
    status, answer = await control(shown)
    assert status == 400
    assert reported in answer["error"]["message"]
    assert server.exchange.faults.is_calm


@pytest.mark.parametrize("shown", [None, {"set": "mute"}])
async def test_a_page_in_a_browser_is_refused(server, control, shown):
    status, _ = await control(shown, Origin="http://example.com")
    assert status == 403
    assert server.exchange.faults.is_calm


async def test_connections_are_dropped_without_a_close_frame(server, control):
    async with connect(server.ws_url + WEBSOCKET) as socket:
        await socket.ping()
        await control({"set": "drop"})
        with pytest.raises(ConnectionClosedError) as caught:
            await socket.recv()
        assert caught.value.rcvd is None


async def test_a_half_open_connection_answers_neither_pings_nor_a_close_frame(server, control):
    socket = await connect(server.ws_url + WEBSOCKET, ping_interval=None, close_timeout=0.3)
    await socket.send(TICKER)
    await socket.recv()
    await control({"set": "half_open"})
    pong = await socket.ping()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await asyncio.shield(pong)
    await control({"clear": "half_open"})
    await pong
    await control({"set": "half_open"})
    started = time.monotonic()
    await socket.close()
    assert time.monotonic() - started > 0.25
    await eventually(lambda: not server.sessions)


async def test_a_close_frame_is_answered_once_the_connection_moves_again(server, control):
    socket = await connect(server.ws_url + WEBSOCKET, ping_interval=None)
    await control({"set": "half_open", "seconds": 0.3})
    await socket.close(1000)
    assert socket.close_code == 1000
    assert socket.protocol.close_rcvd is not None


async def test_a_new_connection_beside_a_half_open_one_is_healthy(server, control):
    async with connect(server.ws_url + WEBSOCKET, close_timeout=0.1) as stuck:
        await control({"set": "half_open"})
        async with connect(server.ws_url + WEBSOCKET) as socket:
            await socket.send(TICKER)
            await socket.recv()
            await (await socket.ping())
        stuck.transport.abort()


@pytest.mark.parametrize("name", ["half_open", "mute", "lost_subscription"])
async def test_a_fault_of_open_connections_is_on_as_long_as_one_of_them(server, control, name):
    async def is_on(shown=None):
        return any(row["name"] == name and row["on"] for row in (await control(shown))[1])

    stuck = await connect(server.ws_url + WEBSOCKET, ping_interval=None)
    assert await is_on({"set": name})
    async with connect(server.ws_url + WEBSOCKET):
        assert await is_on(), "the first connection is still there"
        stuck.transport.abort()
        await eventually(lambda: len(server.sessions) == 1)
        assert not await is_on(), "the second is free of it"
        assert server.exchange.faults.is_calm
        assert await is_on({"set": name, "reach": "all"})
    await eventually(lambda: not server.sessions)
    assert await is_on(), "it waits for new ones"


async def test_a_mute_connection_answers_pings(server, control):
    async with connect(server.ws_url + WEBSOCKET) as socket:
        await control({"set": "mute"})
        await socket.send(TICKER)
        await (await socket.ping())
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await socket.recv()


@pytest.mark.parametrize("status", [401, 403, 418, 429, 503])
async def test_a_handshake_is_answered_with_a_status_and_the_next_one_is_not(server, control, status):
    await control({"set": "handshake", "status": status, "wait": 7, "count": 1})
    with pytest.raises(InvalidStatus) as caught:
        await connect(server.ws_url + WEBSOCKET)
    response = caught.value.response
    assert response.status_code == status
    assert json.loads(response.body)["error"]["name"] == status
    assert "Retry-After" not in response.headers
    assert (b"for 7 seconds" in response.body) is (status == 418)
    await (await connect(server.ws_url + WEBSOCKET)).close()


async def test_a_refusal_may_have_a_retry_after_header_and_be_a_web_page(server, control):
    await control({"set": "handshake", "status": 503, "wait": 6.5, "header": True, "html": True})
    with pytest.raises(InvalidStatus) as caught:
        await connect(server.ws_url + WEBSOCKET)
    response = caught.value.response
    assert response.headers["Retry-After"] == "7"
    assert response.headers["Content-Type"].startswith("text/html")
    assert response.body.startswith(b"<html>")


async def test_rest_fails_by_a_switch_of_its_own(server, control):
    await control({"set": "rest", "status": 429, "count": 1})
    await (await connect(server.ws_url + WEBSOCKET)).close()
    async with aiohttp.ClientSession(server.rest_url) as client:
        for expected in (429, 200):
            async with client.get("/v1/market/all") as response:
                assert response.status == expected


async def test_while_connections_are_refused_only_the_controls_answer(server, control):
    await control({"set": "refuse"})
    with pytest.raises((InvalidMessage, OSError)):
        await connect(server.ws_url + WEBSOCKET, open_timeout=2)
    async with aiohttp.ClientSession(server.rest_url) as client:
        with pytest.raises(aiohttp.ClientConnectionError):
            await client.get("/v1/market/all")
    await control({"clear": "refuse"})
    await (await connect(server.ws_url + WEBSOCKET)).close()


async def test_refusing_ends_by_itself(server, control):
    await control({"set": "refuse", "seconds": 0.2})
    await eventually(lambda: server.exchange.faults.is_calm)
    await (await connect(server.ws_url + WEBSOCKET)).close()


async def test_an_oversized_frame_breaks_the_limit_of_the_client(server, control):
    async with connect(server.ws_url + WEBSOCKET, max_size=1 << 20) as socket:
        await control({"set": "oversized", "mebibytes": 1.1})
        with pytest.raises(ConnectionClosedError) as caught:
            await socket.recv()
        assert caught.value.sent.code == 1009
