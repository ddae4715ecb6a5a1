"""Bodies without end, too large, expanding or very slow: each ends with a clear error and a free connection."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from core.errors import BadReply, ConnectionFailed, ExchangeError
from core.link.unreachable import CLOSED, no_answer
from core.upbit.rest.transport import Transport
from core.upbit.wire.body_limits import REFUSAL, USUAL
from http_exchange import HttpExchange, served
from waiting import eventually

PATH = "/v1/accounts"


@pytest.fixture
async def http() -> HttpExchange:
    return HttpExchange()


@pytest.fixture
async def transport(http: HttpExchange) -> AsyncIterator[Transport]:
    async with served(http) as url:
        transport = Transport(url, whole_timeout=2.0)
        yield transport
        await transport.close()


async def poured(http: HttpExchange, pieces: int, pause: float = 0.0) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(http.requests[-1])
    for _ in range(pieces):
        await response.write(b"[" * 65536 if not pause else b"[")
        await asyncio.sleep(pause)
    return response


@pytest.mark.parametrize("length", [0, 1, USUAL])
async def test_a_body_up_to_the_limit_comes_whole(transport, http, length: int) -> None:
    http.replies[PATH] = web.Response(body=b"x" * length)
    assert await transport.get(PATH, {}) == b"x" * length


@pytest.mark.parametrize("length", [USUAL + 1, 20 * USUAL])
async def test_one_past_it_is_refused_in_words(transport, http, length: int) -> None:
    http.replies[PATH] = web.Response(body=b"x" * length)
    with pytest.raises(BadReply) as refusal:
        await transport.get(PATH, {})
    assert refusal.value.user_message == "거래소의 응답이 너무 커서 읽지 않았습니다"
    http.replies[PATH] = []
    assert await transport.get(PATH, {}) == b"[]"


async def test_one_without_an_end_is_cut_at_the_limit(transport, http) -> None:
    http.replies[PATH] = lambda: poured(http, 10_000)
    with pytest.raises(BadReply):
        await transport.get(PATH, {})


async def test_the_limit_applies_to_the_decompressed_length(transport, http) -> None:
    packed = {"Content-Encoding": "gzip"}
    http.replies[PATH] = web.Response(body=gzip.compress(b"x" * USUAL), headers=packed)
    assert len(await transport.get(PATH, {})) == USUAL
    http.replies[PATH] = web.Response(body=gzip.compress(b"x" * (USUAL + 1)), headers=packed)
    with pytest.raises(BadReply):
        await transport.get(PATH, {})


async def test_a_body_that_does_not_unpack_is_a_failed_connection_to_a_server_that_was_reached(transport, http) -> None:
    http.replies[PATH] = web.Response(body=b"no gzip", headers={"Content-Encoding": "gzip"})
    with pytest.raises(ConnectionFailed) as failure:
        await transport.get(PATH, {})
    assert failure.value.user_message == "거래소의 응답을 읽을 수 없습니다"


async def test_one_that_trickles_is_given_up(transport, http) -> None:
    http.replies[PATH] = lambda: poured(http, 10_000, pause=0.05)
    with pytest.raises(ConnectionFailed) as failure:
        await transport.get(PATH, {})
    assert failure.value.user_message == no_answer("http://127.0.0.1")


async def test_a_refusal_is_bounded_too(transport, http) -> None:
    http.replies[PATH] = web.Response(status=400, body=b'{"error":{"name":"x","message":"no"}}'.ljust(REFUSAL))
    with pytest.raises(ExchangeError) as refusal:
        await transport.get(PATH, {})
    assert refusal.value.name == "x"
    http.replies[PATH] = web.Response(status=400, body=b"x" * (REFUSAL + 1))
    with pytest.raises(BadReply):
        await transport.get(PATH, {})


class Connections:
    """A server that counts its open connections."""

    def __init__(self, *, answers: bool) -> None:
        self.answers = answers
        self.open = 0
        self.writers: list[asyncio.StreamWriter] = []

    def hang_up(self) -> None:
        """Send the end of each connection, and keep it open until the client closes it too."""
        for writer in self.writers:
            writer.write_eof()
        self.writers = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open += 1
        self.writers.append(writer)
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                await reader.readuntil(b"\r\n\r\n" if self.answers else b"never sent")
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]")
        self.open -= 1
        writer.close()


WAYS = ["the transport is closed", "requests are cancelled", "both"]


async def ending(transport: Transport, requests: list[asyncio.Task[bytes]], turns: int, way: str) -> None:
    """End `requests` and the transport in one of `WAYS`, after some turns of the loop."""
    for _ in range(turns):
        await asyncio.sleep(0)
    closing = asyncio.ensure_future(transport.close()) if way != WAYS[1] else None
    if way != WAYS[0]:
        for request in requests:
            request.cancel()
    ends = await asyncio.gather(*requests, return_exceptions=True)
    assert all(end == b"[]" or isinstance(end, asyncio.CancelledError | ConnectionFailed) for end in ends), ends
    await (closing or transport.close())


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("way", WAYS)
async def test_requests_that_end_at_any_turn_of_the_loop_leave_no_socket(way: str, scheme: str) -> None:
    connections = Connections(answers=scheme == "http")
    async with await asyncio.start_server(connections.serve, "127.0.0.1") as server:
        for turns in range(20):
            transport = Transport(f"{scheme}://127.0.0.1:{server.sockets[0].getsockname()[1]}")
            requests = [asyncio.create_task(transport.get(PATH, {})) for _ in range(2)]
            await ending(transport, requests, turns, way)
            await eventually(lambda: not connections.open, within=2.0)


@pytest.mark.parametrize("way", WAYS)
async def test_a_request_that_ends_while_it_closes_old_connections_leaves_no_socket(way: str) -> None:
    connections = Connections(answers=True)
    async with await asyncio.start_server(connections.serve, "127.0.0.1") as server:
        for turns in range(20):
            transport = Transport(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
            await asyncio.gather(*(transport.get(PATH, {}) for _ in range(4)))
            connections.hang_up()
            request = asyncio.create_task(transport.get(PATH, {}))
            await ending(transport, [request], turns, way)
            await eventually(lambda: not connections.open, within=2.0)


async def test_a_request_that_waits_for_its_reply_when_its_transport_is_closed_ends_and_says_so(
    transport, http
) -> None:
    never = asyncio.Event()
    http.replies[PATH] = never.wait
    request = asyncio.ensure_future(transport.get(PATH, {}))
    await eventually(lambda: bool(http.requests))
    await transport.close()
    assert request.done()
    with pytest.raises(ConnectionFailed) as failure:
        await request
    assert failure.value.user_message == CLOSED


@pytest.mark.parametrize("way", ["cancelled", "too slow"])
async def test_a_tls_handshake_that_is_given_up_leaves_no_socket(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.upbit.rest.transport.CONNECT_TIMEOUT", 0.2)
    begun, ended = asyncio.Event(), asyncio.Event()

    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        begun.set()
        await reader.read()
        ended.set()
        writer.close()

    async with await asyncio.start_server(say_nothing, "127.0.0.1") as server:
        transport = Transport(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        request = asyncio.ensure_future(transport.get(PATH, {}))
        await begun.wait()
        if way == "cancelled":
            request.cancel()
        with pytest.raises((asyncio.CancelledError, ConnectionFailed)):
            await request
        async with asyncio.timeout(1.0):
            await ended.wait()
        await transport.close()
