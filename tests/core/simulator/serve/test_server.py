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


@pytest.mark.parametrize("path", ["/v1/market/all", "/websocket/v1", "/simulator/sessions", "/nope"])
async def test_a_page_with_a_rebound_dns_name_reads_nothing(path):
    async with serve(ScriptedSource()) as server, aiohttp.ClientSession(server.rest_url) as client:
        for host, is_answered in (("evil.example", False), (f"evil.example:{server.port}", False), ("localhost", True)):
            async with client.get(path, headers={"Host": host}) as reply:
                assert (reply.status != 421) is is_answered
                if not is_answered:
                    assert (await reply.json())["error"]["name"] == "misdirected_request"
