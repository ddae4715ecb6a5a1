import asyncio
import json
import struct
import time
from dataclasses import replace
from socket import SO_LINGER, SOL_SOCKET

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosedError, InvalidStatus

from core.simulator.serve.server import serve
from core.simulator.streams.manners import Manners
from core.simulator.streams.session import DROPPED
from scripted_source import ScriptedSource, book, trade
from signing import bearer, token

TICKER = json.dumps([{"ticket": "me"}, {"type": "ticker", "codes": ["KRW-BTC"]}])
PATH = "/websocket/v1"
PRIVATE = "/websocket/v1/private"


async def forgotten(server):
    async with asyncio.timeout(2):
        while server.sessions:  # noqa: ASYNC110 - seen from outside, as a client sees it
            await asyncio.sleep(0.01)


@pytest.fixture
async def server():
    now_ms = time.time_ns() // 1_000_000
    trades = [trade("KRW-BTC", now_ms + 20 * n) for n in range(-50, 500)]
    source = ScriptedSource(trades=trades, books=[book("KRW-BTC", now_ms - 500)])
    async with serve(source, manners=Manners(snapshot_delay=(0.0, 0.0), idle_limit=0.3)) as server:
        yield server


async def test_the_handshake_has_the_limits_and_no_compression_unless_offered(server):
    async with connect(server.ws_url + PATH, compression=None) as socket:
        assert socket.response.headers["remaining-req"] == "group=websocket; min=300; sec=4"
        assert socket.response.headers["limit-by-ip"] == "Yes"
        assert "Sec-WebSocket-Extensions" not in socket.response.headers


async def test_frames_are_compressed_for_a_client_that_offers_it(server):
    async with connect(server.ws_url + PATH) as socket:
        assert "permessage-deflate" in socket.response.headers["Sec-WebSocket-Extensions"]
        await socket.send(TICKER)
        assert json.loads(await socket.recv())["code"] == "KRW-BTC"


async def test_all_frames_of_the_exchange_are_binary(server):
    async with connect(server.ws_url + PATH) as socket:
        await socket.send(TICKER)
        assert isinstance(await socket.recv(), bytes)
        await socket.send("hello")
        frames = [frame async for frame in socket]
        assert b"WRONG_FORMAT" in frames[-1]
        assert socket.close_code == 1000


async def test_binary_requests_are_understood_too(server):
    async with connect(server.ws_url + PATH) as socket:
        await socket.send(TICKER.encode())
        assert json.loads(await socket.recv())["stream_type"] == "SNAPSHOT"


async def test_a_ping_is_answered_and_keeps_the_connection(server):
    async with connect(server.ws_url + PATH, ping_interval=None) as socket:
        for _ in range(4):
            await asyncio.sleep(0.15)  # within the idle limit, which the pings together exceed
            await (await socket.ping())
        started = time.monotonic()
        with pytest.raises(ConnectionClosedError) as caught:
            await socket.recv()
        assert caught.value.rcvd is None
        assert 0.25 < time.monotonic() - started < 1.0


async def test_a_connection_can_be_dropped_without_a_close_frame(server):
    async with connect(server.ws_url + PATH) as socket:
        await socket.send(TICKER)
        await socket.recv()
        server.sessions[0].end(DROPPED)
        with pytest.raises(ConnectionClosedError) as caught:
            [frame async for frame in socket]
        assert caught.value.rcvd is None
        assert server.sessions == []


async def test_a_connection_can_be_closed_with_a_code(server):
    async with connect(server.ws_url + PATH) as socket:
        await socket.ping()
        server.close(server.sessions[0], 1012, "restart")
        with pytest.raises(ConnectionClosedError) as caught:
            await socket.recv()
        assert (caught.value.rcvd.code, caught.value.rcvd.reason) == (1012, "restart")


async def test_a_client_that_leaves_is_forgotten(server):
    async with connect(server.ws_url + PATH) as socket:
        await socket.send(TICKER)
        await socket.recv()
        assert len(server.sessions) == 1
    await forgotten(server)


async def test_a_client_that_vanishes_is_forgotten(server):
    socket = await connect(server.ws_url + PATH)
    await socket.send(TICKER)
    await socket.recv()
    socket.transport.abort()
    await forgotten(server)


async def test_a_client_that_vanishes_while_a_frame_waits_is_removed_silently(server, caplog):
    reader, writer = await asyncio.open_connection(server.host, server.port)
    writer.write(
        b"GET /websocket/v1 HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    await reader.readuntil(b"\r\n\r\n")
    server.exchange.faults.set("oversized", asyncio.get_running_loop().time(), mebibytes=17.0)
    await reader.read(1)  # more is on its way than the socket holds, so the exchange waits for its client
    writer.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
    await forgotten(server)
    assert caplog.records == []


@pytest.mark.parametrize("path", [PATH, "/websocket/v1/private"])
async def test_a_client_that_vanishes_before_its_handshake_is_answered_is_removed_silently(server, caplog, path):
    for _ in range(4):
        _, writer = await asyncio.open_connection(server.host, server.port)
        writer.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
        writer.write(
            b"GET %s HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n" % path.encode()
        )
        writer.transport.abort()
        await asyncio.sleep(0.05)  # until the server has seen it
    await forgotten(server)
    assert caplog.records == []


async def test_the_sixth_connect_in_a_second_is_answered_429(server):
    sockets = [await connect(server.ws_url + PATH) for _ in range(5)]
    with pytest.raises(InvalidStatus) as caught:
        await connect(server.ws_url + PATH)
    assert caught.value.response.status_code == 429
    for socket in sockets:
        await socket.close()


@pytest.mark.parametrize(("path", "status"), [("/websocket/v1/private", 401), ("/websocket/v2", 404), ("/", 404)])
async def test_other_paths_are_refused_with_a_status(server, path, status):
    with pytest.raises(InvalidStatus) as caught:
        await connect(server.ws_url + path)
    assert caught.value.response.status_code == status


async def test_the_private_endpoint_lets_a_good_token_in_once(server):
    headers = bearer()
    async with connect(server.ws_url + PRIVATE, additional_headers=headers) as socket:
        assert socket.response.headers["remaining-req"] == "group=websocket; min=300; sec=4"
        await socket.send(json.dumps([{"ticket": "me"}, {"type": "myOrder"}, {"type": "myAsset"}]))
        await (await socket.ping())
        (session,) = server.sessions
        assert {topic.type for topic in session.wanted} == {"myOrder", "myAsset"}
        with pytest.raises(InvalidStatus) as caught:
            await connect(server.ws_url + PRIVATE, additional_headers=headers)
        assert (caught.value.response.status_code, caught.value.response.headers["Content-Type"]) == (
            401,
            "application/json; charset=utf-8",
        )
        assert json.loads(caught.value.response.body)["error"]["name"] == "nonce_used"


@pytest.mark.parametrize("headers", [{}, {"Authorization": f"Bearer {token(secret_key='x' * 64)}"}])
async def test_a_bad_token_may_be_accepted_and_then_get_an_error(server, headers):
    server.exchange.manners = replace(server.exchange.manners, refuse_bad_tokens=False)
    async with connect(server.ws_url + PRIVATE, additional_headers=headers) as socket:
        await socket.send(json.dumps([{"ticket": "me"}, {"type": "myAsset"}]))
        frames = [json.loads(frame) async for frame in socket]
        assert [frame["error"]["name"] for frame in frames] == ["INVALID_AUTH"]
        assert socket.close_code == 1000
