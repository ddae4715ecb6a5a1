import asyncio
import json
import struct
import time

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosedError

from core.simulator.serve.server import serve
from core.simulator.streams.manners import Manners
from scripted_source import ScriptedSource, trade
from waiting import eventually

PATH = "/websocket/v1"
TICKER = json.dumps([{"ticket": "me"}, {"type": "ticker", "codes": ["KRW-BTC"], "is_only_snapshot": True}])


@pytest.fixture
async def server():
    source = ScriptedSource(trades=[trade("KRW-BTC", time.time_ns() // 1_000_000 - 500)])
    async with serve(source, manners=Manners(snapshot_delay=(0.0, 0.0))) as server:
        yield server


def inflict(server, name, **parameters):
    server.exchange.faults.set(name, asyncio.get_running_loop().time(), **parameters)


async def raw_bytes(server, seconds=1.0):
    """Return the bytes at the socket after a subscription, read by read, with the time of each."""
    reader, writer = await asyncio.open_connection(server.host, server.port)
    writer.write(
        b"GET /websocket/v1 HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    await reader.readuntil(b"\r\n\r\n")
    body = TICKER.encode()
    writer.write(struct.pack("!BBH4x", 0x81, 0x80 | 126, len(body)) + body)
    pieces = []
    try:
        async with asyncio.timeout(seconds):
            while piece := await reader.read(65_536):
                pieces.append(piece)
    except TimeoutError:
        pass
    writer.close()
    return pieces


async def test_a_frame_trickles_in_pieces_and_is_whole_in_the_end(server):
    inflict(server, "slice", size=100, pause=0.02)
    pieces = await raw_bytes(server)
    assert len(pieces) >= 5
    assert all(len(piece) <= 300 for piece in pieces)
    frame = b"".join(pieces)
    assert json.loads(frame[4:])["code"] == "KRW-BTC"


async def test_a_client_reads_sliced_frames_and_pongs_between_them(server):
    async with connect(server.ws_url + PATH, compression=None) as socket:
        inflict(server, "slice", size=7, pause=0.001)
        await socket.send(TICKER)
        pong = await socket.ping()
        assert json.loads(await socket.recv())["stream_type"] == "SNAPSHOT"
        await pong


async def test_a_slow_frame_ends_fast_once_the_fault_is_gone(server):
    async with connect(server.ws_url + PATH, compression=None) as socket:
        inflict(server, "slice", size=1, pause=0.2)
        await socket.send(TICKER)
        await eventually(lambda: server.sessions[0].requests)
        server.exchange.faults.clear(asyncio.get_running_loop().time())
        async with asyncio.timeout(5):
            await socket.recv()


async def test_a_drop_does_not_wait_for_the_rest_of_a_frame(server):
    async with connect(server.ws_url + PATH, compression=None) as socket:
        inflict(server, "slice", size=1, pause=0.2)
        await socket.send(TICKER)
        await eventually(lambda: server.sessions[0].requests)
        inflict(server, "drop")
        async with asyncio.timeout(5):
            with pytest.raises(ConnectionClosedError):
                [frame async for frame in socket]


async def ended(server, name, **parameters):
    """Return the bytes of a connection after the fault, read by read, and whether the exchange ended it within half a
    second.
    """
    reader, writer = await asyncio.open_connection(server.host, server.port)
    writer.write(
        b"GET /websocket/v1 HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    await reader.readuntil(b"\r\n\r\n")
    inflict(server, name, **parameters)
    arrived, is_over = b"", False
    try:
        async with asyncio.timeout(0.5):
            while piece := await reader.read(1 << 20):
                arrived += piece
            is_over = True
    except TimeoutError:
        pass
    writer.close()
    return arrived, is_over


async def test_after_a_close_frame_the_socket_stays_open(server):
    assert await ended(server, "linger", code=1012, keep=30.0) == (bytes.fromhex("880203f4"), False)


async def test_the_socket_is_closed_once_it_was_open_long_enough(server):
    assert await ended(server, "linger", code=1012, keep=0.1) == (bytes.fromhex("880203f4"), True)


async def test_frames_are_poured_into_a_socket_that_is_closed_in_name_only(server):
    arrived, is_over = await ended(server, "linger", code=1012, keep=30.0, pour=3)
    assert arrived.startswith(bytes.fromhex("880203f4"))
    assert len(arrived) - 4 == 3 << 20
    assert not is_over


async def test_a_bad_frame_goes_out_and_the_socket_stays_open(server):
    assert await ended(server, "bad_frame", shape="opcode", keep=30.0) == (bytes.fromhex("83013f"), False)


async def test_a_flood_goes_out_whole(server):
    assert await ended(server, "flood", shape="pings", frames=50_000) == (bytes.fromhex("8900") * 50_000, False)
    fragments, _ = await ended(server, "flood", shape="fragments", frames=1000)
    assert fragments == b"\x01\0" + b"\0\0" * 1000 + b'\x80\x0f{"status":"UP"}'


async def test_a_client_survives_a_flood_and_reads_on(server):
    async with connect(server.ws_url + PATH, compression=None) as socket:
        for shape in ("pings", "pongs", "fragments", "messages"):
            inflict(server, "flood", shape=shape, frames=100)
        await socket.send("PING")
        async with asyncio.timeout(15):
            frames = [await socket.recv() for _ in range(102)]
    assert frames[-1] == b'{"status":"UP"}'
