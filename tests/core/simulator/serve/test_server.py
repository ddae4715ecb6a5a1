import asyncio
import contextlib
import socket as sockets

import aiohttp
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosedOK

from core.simulator.serve.server import serve
from scripted_source import ScriptedSource


async def test_rest_and_websocket_share_one_port():
    async with serve(ScriptedSource()) as server:
        assert server.rest_url == f"http://127.0.0.1:{server.port}"
        assert server.ws_url == f"ws://127.0.0.1:{server.port}"


async def test_a_port_in_use_is_an_error():
    async with serve(ScriptedSource()) as server:
        with pytest.raises(OSError, match="in use"):
            async with serve(ScriptedSource(), port=server.port):
                pass


async def test_connections_are_closed_when_the_exchange_ends():
    async with serve(ScriptedSource()) as server:
        socket = await connect(server.ws_url + "/websocket/v1")
    with pytest.raises(ConnectionClosedOK) as caught:
        await socket.recv()
    assert caught.value.rcvd.code == 1001


async def test_a_connection_that_is_just_being_made_is_closed_too():
    """One that stays open is found by the garbage collector, some time later, as an unclosed transport."""
    for turns in range(10):
        async with serve(ScriptedSource()) as server:
            client = sockets.create_connection(("127.0.0.1", server.port))
            client.setblocking(False)
            for _ in range(turns):
                await asyncio.sleep(0)
        with client, contextlib.suppress(ConnectionResetError):
            async with asyncio.timeout(5.0):
                assert await asyncio.get_running_loop().sock_recv(client, 1) == b"", turns


@pytest.mark.parametrize("path", ["/v1/market/all", "/websocket/v1", "/simulator/sessions", "/nope"])
async def test_a_page_with_a_rebound_dns_name_reads_nothing(path):
    async with serve(ScriptedSource()) as server, aiohttp.ClientSession(server.rest_url) as client:
        for host, is_answered in (("evil.example", False), (f"evil.example:{server.port}", False), ("localhost", True)):
            async with client.get(path, headers={"Host": host}) as reply:
                assert (reply.status != 421) is is_answered
                if not is_answered:
                    assert (await reply.json())["error"]["name"] == "misdirected_request"
