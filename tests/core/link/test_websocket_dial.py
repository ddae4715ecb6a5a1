"""Real sockets, and every fault of a server."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import shutil
import ssl
import subprocess
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.http11 import Request, Response
from websockets.server import ServerProtocol

from core.errors import ConnectionFailed, ConnectionLost, FatalConnection
from core.link import websocket_dial as module
from core.link.direct_connection import DirectConnection
from core.link.unreachable import no_answer
from core.simulator.serve import server as simulator
from core.timing.read_pace import BUSY
from core.timing.redial import BLOCKED_FOR
from core.upbit.dial import upbit_dial
from scripted_source import ScriptedSource
from waiting import eventually

Handler = Callable[[ServerConnection], object]


@contextlib.asynccontextmanager
async def websocket_server(handler: Handler, **options: object) -> AsyncIterator[str]:
    async with serve(handler, "127.0.0.1", 0, **options) as server:
        yield f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/websocket/v1"


@contextlib.asynccontextmanager
async def raw_server(answer: bytes, *, closes: bool = True, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """Sends `answer` to every request."""
    talks: set[asyncio.Task[None] | None] = set()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talks.add(asyncio.current_task())
        with contextlib.suppress(ConnectionError, ssl.SSLError):
            await reader.read(1)
            writer.write(answer)
            await writer.drain()
            if not closes:
                await reader.read()
            writer.close()
            await writer.wait_closed()

    server = await asyncio.start_server(talk, "127.0.0.1", 0, ssl=tls)
    async with server:
        yield server.sockets[0].getsockname()[1]
        if talks:
            await asyncio.wait(talks)


async def wait_for_end(connection: ServerConnection) -> None:
    await connection.wait_closed()


class Silence:
    """A server that reads nothing more after the handshake, not even a close frame."""

    def __init__(self) -> None:
        self.has_fallen = asyncio.Event()

    async def __call__(self, connection: ServerConnection) -> None:
        connection.transport.pause_reading()
        self.has_fallen.set()
        await asyncio.sleep(0.5)  # longer than a close may take


async def failure(url: str) -> ConnectionFailed:
    with pytest.raises(ConnectionFailed) as failed:
        await upbit_dial(url)()
    assert failed.value.user_message
    return failed.value


async def everything_until_lost(socket: module.WebSocket) -> ConnectionLost:
    while True:
        try:
            await asyncio.wait_for(socket.receive(), 5.0)
        except ConnectionLost as lost:
            return lost


class TestFailedDials:
    async def test_a_closed_port_fails(self) -> None:
        async with raw_server(b"") as port:
            pass
        error = await failure(f"ws://127.0.0.1:{port}/")
        assert not isinstance(error, FatalConnection)
        assert error.retry_after == 0.0

    @pytest.mark.parametrize(
        ("status", "header", "is_fatal", "retry_after"),
        [
            (401, None, True, 0.0),
            (403, None, True, 0.0),
            (404, None, False, 0.0),
            (500, None, False, 0.0),
            (503, None, False, 0.0),
            (418, None, False, BLOCKED_FOR),
            (418, "12", False, 12.0),
            (429, None, False, 1.0),
            (429, "3", False, 3.0),
            (429, "Sun, 22 Nov 2026 09:00:00 GMT", False, 1.0),
        ],
    )
    async def test_the_handshake_is_refused(
        self, status: int, header: str | None, is_fatal: bool, retry_after: float
    ) -> None:
        def refuse(connection: ServerConnection, request: Request) -> Response:
            response = connection.respond(status, "no\n")
            if header is not None:
                response.headers["Retry-After"] = header
            return response

        async with websocket_server(wait_for_end, process_request=refuse) as url:
            error = await failure(url)
        assert isinstance(error, FatalConnection) == is_fatal
        assert error.retry_after == retry_after
        assert str(status) in str(error)

    @pytest.mark.parametrize("status", [300, 301, 302, 303, 307, 308])
    async def test_a_redirect_is_not_followed_and_one_dial_is_one_connect(self, status: int) -> None:
        connects: list[Request] = []

        def send_on(connection: ServerConnection, request: Request) -> Response:
            connects.append(request)
            response = connection.respond(status, "")
            response.headers["Location"] = url
            return response

        async with websocket_server(wait_for_end, process_request=send_on) as url:
            error = await failure(url)
        assert isinstance(error, FatalConnection)
        assert not error.is_of_key
        assert len(connects) == 1

    @pytest.mark.parametrize("status", [401, 403])
    async def test_an_error_mentions_a_key_only_if_one_was_sent(self, status: int) -> None:
        def refuse(connection: ServerConnection, request: Request) -> Response:
            body = {"error": {"name": "invalid_access_key", "message": "잘못된 엑세스 키입니다."}}
            return connection.respond(status, json.dumps(body))

        async with websocket_server(wait_for_end, process_request=refuse) as url:
            public = await failure(url)
            with pytest.raises(FatalConnection) as private:
                await upbit_dial(url, lambda: {"Authorization": "Bearer x"})()
        assert isinstance(public, FatalConnection)
        assert not public.is_of_key
        assert "키" not in public.user_message
        assert private.value.is_of_key
        assert "키" in private.value.user_message

    async def test_a_block_lasts_as_long_as_the_text_of_its_body_says(self) -> None:
        def refuse(connection: ServerConnection, request: Request) -> Response:
            body = {"error": {"name": 418, "message": "Your request has been blocked for 90 seconds."}}
            return connection.respond(418, json.dumps(body))

        async with websocket_server(wait_for_end, process_request=refuse) as url:
            assert (await failure(url)).retry_after == 90.0

    async def test_the_path_is_wrong(self) -> None:
        async with simulator.serve(ScriptedSource()) as server:
            error = await failure(f"{server.ws_url}/websocket/v2")
        assert not isinstance(error, FatalConnection)

    @pytest.mark.parametrize(
        "junk",
        [
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>",
            b"<html>captive portal</html>\r\n\r\n",
            b"\x16\x03\x01\x02\x00\x01",
            b"HTTP/1.1 101 Switching Protocols\r\n\r\n",
            b"HTTP/1.1 302 Found\r\nLocation: ftp://elsewhere/\r\nContent-Length: 0\r\n\r\n",
            b"",
        ],
    )
    async def test_the_answer_is_no_handshake(self, junk: bytes) -> None:
        async with raw_server(junk) as port:
            await failure(f"ws://127.0.0.1:{port}/")

    async def test_nobody_listens(self) -> None:
        async with raw_server(b"") as port:
            pass
        error = await failure(f"ws://127.0.0.1:{port}/")
        assert error.user_message == "이 컴퓨터의 모의 거래소에 연결되지 않습니다. 자동으로 다시 시도합니다"

    async def test_the_answer_never_comes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "HANDSHAKE_TIMEOUT", 0.05)
        async with raw_server(b"", closes=False) as port:
            error = await failure(f"ws://127.0.0.1:{port}/")
        assert error.user_message == no_answer("http://127.0.0.1")

    async def test_the_server_speaks_no_tls(self) -> None:
        async with raw_server(b"HTTP/1.1 400 Bad Request\r\n\r\n") as port:
            await failure(f"wss://127.0.0.1:{port}/")

    async def test_an_untrusted_certificate_fails(self, self_signed: ssl.SSLContext) -> None:
        async with raw_server(b"", tls=self_signed) as port:
            assert isinstance(await failure(f"wss://127.0.0.1:{port}/"), FatalConnection)

    @pytest.mark.parametrize("url", ["http://127.0.0.1/", "ws://", f"ws://{'a' * 70}.example/"])
    async def test_the_address_is_none(self, url: str) -> None:
        assert isinstance(await failure(url), FatalConnection)

    @pytest.mark.parametrize("proxy", ["nonsense://127.0.0.1:1", "socks5://127.0.0.1:1"])
    async def test_the_systems_proxy_cannot_be_used(self, monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
        monkeypatch.setenv("https_proxy", proxy)
        error = await failure("wss://exchange.example/")
        assert isinstance(error, FatalConnection)
        assert "https_proxy" in error.user_message

    async def test_the_certificates_a_variable_names_are_gone(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", "/gone/certificates.pem")
        error = await failure("wss://127.0.0.1:1/")
        assert isinstance(error, FatalConnection)
        assert "SSL_CERT_FILE" in error.user_message
        assert "/gone/certificates.pem" in error.user_message

    async def test_a_dial_may_be_given_up(self) -> None:
        async with raw_server(b"", closes=False) as port:
            dial = asyncio.ensure_future(upbit_dial(f"ws://127.0.0.1:{port}/")())
            await asyncio.sleep(0.05)  # in the middle of the dial, wherever that is
            dial.cancel()
            with pytest.raises(asyncio.CancelledError):
                await dial


class TestTheEnd:
    """A server that sends a close frame or invalid data, and then goes on sending for ever."""

    @pytest.mark.parametrize(
        ("last", "code"),
        [(b"\x88\x02\x03\xe8", 1000), (b"\x88\x02\x03\xf0", 1008), (b"\x83\x00", 1006), (b"\xc2\x01x", 1006)],
        ids=["close", "close for a breach", "unknown frame", "reserved bit"],
    )
    async def test_it_is_over_at_once(self, last: bytes, code: int) -> None:
        heard = 0

        async def go_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            nonlocal heard
            head = await reader.readuntil(b"\r\n\r\n")
            server = ServerProtocol()
            server.receive_data(head)
            (request,) = server.events_received()
            server.send_response(server.accept(request))
            writer.write(b"".join(server.data_to_send()) + b"\x82\x03one" + last)
            with contextlib.suppress(ConnectionError):
                while True:
                    writer.write(b"\x82\x7d" + bytes(125))
                    await writer.drain()
                    heard += 1
                    await asyncio.sleep(0)
            writer.close()

        server = await asyncio.start_server(go_on, "127.0.0.1", 0)
        async with server:
            socket = await upbit_dial(f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/")()
            assert await socket.receive() == b"one"
            began = asyncio.get_running_loop().time()
            assert (await everything_until_lost(socket)).code == code
            assert asyncio.get_running_loop().time() - began < 1.0
            assert heard < 10_000


class TestHandshake:
    async def test_an_answer_without_an_end_is_given_up_long_before_the_time_is(self) -> None:
        async def babble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with contextlib.suppress(ConnectionError):
                writer.write(b"HTTP/1.1 101 Switching Protocols\r\n")
                while True:
                    writer.write(b"x: y\r\n" * 1000)
                    await writer.drain()
            writer.close()

        server = await asyncio.start_server(babble, "127.0.0.1", 0)
        async with server:
            error = await asyncio.wait_for(failure(f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/"), 5.0)
        assert not isinstance(error, FatalConnection)

    async def test_it_sends_no_origin_and_offers_no_compression(self) -> None:
        seen: list[Request] = []

        async def look(connection: ServerConnection) -> None:
            seen.append(connection.request)
            await connection.wait_closed()

        async with websocket_server(look) as url:
            socket = await upbit_dial(url)()
            await socket.close()
            await eventually(lambda: seen)
        assert "Origin" not in seen[0].headers
        assert "Sec-WebSocket-Extensions" not in seen[0].headers

    def test_the_library_never_logs_a_handshake(self) -> None:
        assert logging.getLogger("hoga.websockets").level == logging.INFO


class TestConnection:
    async def test_text_and_binary_frames_come_as_bytes(self) -> None:
        async def talk(connection: ServerConnection) -> None:
            await connection.send("text 호가")
            await connection.send(b"binary")
            await connection.wait_closed()

        async with websocket_server(talk) as url:
            socket = await upbit_dial(url)()
            assert [await socket.receive(), await socket.receive()] == ["text 호가".encode(), b"binary"]
            await socket.close()

    async def test_a_sent_text_arrives_and_a_ping_gets_its_pong(self) -> None:
        got: list[object] = []

        async def listen(connection: ServerConnection) -> None:
            got.extend([message async for message in connection])

        async with websocket_server(listen) as url:
            socket = await upbit_dial(url)()
            await socket.send("[]")
            await asyncio.wait_for(socket.ping(), 5.0)
            await socket.close()
        assert got == ["[]"]

    @pytest.mark.parametrize("code", [1000, 1001, 1008, 1011, 4000])
    async def test_a_close_is_a_lost_connection_with_its_code(self, code: int) -> None:
        async def leave(connection: ServerConnection) -> None:
            await connection.close(code, "going")

        async with websocket_server(leave) as url:
            await self.assert_lost(url, code, "going")

    async def test_so_is_one_without_a_close_frame(self) -> None:
        async def drop(connection: ServerConnection) -> None:
            connection.transport.abort()

        async with websocket_server(drop) as url:
            await self.assert_lost(url, 1006, "no close frame")

    async def test_so_is_a_frame_no_market_fills(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "MAX_FRAME_BYTES", 70_000)

        async def flood(connection: ServerConnection) -> None:
            await connection.send(b"x" * 80_000)
            await connection.wait_closed()

        async with websocket_server(flood) as url:
            socket = await upbit_dial(url)()
            with pytest.raises(ConnectionLost):
                await socket.receive()

    async def assert_lost(self, url: str, code: int, reason: str) -> None:
        """Any use of the socket."""
        socket = await upbit_dial(url)()
        for ask in (socket.receive, socket.ping, lambda: socket.send("[]"), socket.receive):
            with pytest.raises(ConnectionLost) as lost:
                await asyncio.wait_for(ask(), 5.0)
            assert (lost.value.code, lost.value.reason) == (code, reason)
        await socket.close()

    async def test_frames_that_came_before_the_end_are_received(self) -> None:
        async def last_words(connection: ServerConnection) -> None:
            await connection.send(b"error")
            await connection.close(1000)

        async with websocket_server(last_words) as url:
            socket = await upbit_dial(url)()
            await eventually(lambda: socket._connection.close_code)
            assert await socket.receive() == b"error"
            with pytest.raises(ConnectionLost):
                await socket.receive()

    async def test_an_abort_ends_waiting_calls_at_once(self) -> None:
        async with websocket_server(wait_for_end) as url:
            socket = await upbit_dial(url)()
            waiting = asyncio.ensure_future(socket.receive())
            await asyncio.sleep(0)
            socket.abort()
            with pytest.raises(ConnectionLost):
                await asyncio.wait_for(waiting, 1.0)

    async def test_a_close_the_other_side_ignores_is_over_soon(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, "CLOSE_TIMEOUT", 0.1)

        silence = Silence()
        async with websocket_server(silence, close_timeout=0.1) as url:
            socket = await upbit_dial(url)()
            await silence.has_fallen.wait()
            await asyncio.wait_for(socket.close(), 1.5)
            assert socket._connection.transport.is_closing()

    async def test_a_cancelled_close_leaves_no_transport_behind(self) -> None:
        silence = Silence()
        async with websocket_server(silence, close_timeout=0.1) as url:
            socket = await upbit_dial(url)()
            await silence.has_fallen.wait()
            closing = asyncio.ensure_future(socket.close())
            await asyncio.sleep(0.05)  # in the middle of the close
            closing.cancel()
            await asyncio.wait([closing])
            assert socket._connection.transport.is_closing()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An untrusted certificate for this machine, and its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not here to make a certificate")
    folder: Path = tmp_path_factory.mktemp("tls")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    return certificate, key


@pytest.fixture(scope="module")
def self_signed(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    """A server's TLS with that certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


class TestManySmallPackets:
    """At the exchange's peak every frame is one packet, and every packet would wake the loop."""

    COUNT = 1_500

    async def send_evenly(self, connection: ServerConnection) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time()
        for number in range(self.COUNT):
            while loop.time() < due:  # noqa: ASYNC110 - timers are too coarse
                await asyncio.sleep(0)
            due = max(due, loop.time() - 0.005) + 1 / 1_500  # after a hold-up evenly again: a burst would be one read
            await connection.send(b"%d" % number)
        await connection.wait_closed()

    @pytest.mark.parametrize("is_encrypted", [False, True])
    async def test_they_are_read_together_and_none_is_lost(
        self,
        is_encrypted: bool,
        certificate: tuple[Path, Path],
        self_signed: ssl.SSLContext,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
        wakes, rests = [], []
        wake, rest_for = DirectConnection.data_received, DirectConnection._rest_for

        def count(connection: DirectConnection, data: bytes) -> None:
            wakes.append(len(data))
            wake(connection, data)

        def look(connection: DirectConnection, seconds: float) -> None:
            rest_for(connection, seconds)
            transport = connection.transport
            rests.append((transport._ssl_protocol._transport if is_encrypted else transport).is_reading())

        monkeypatch.setattr(DirectConnection, "data_received", count)
        monkeypatch.setattr(DirectConnection, "_rest_for", look)
        tls = self_signed if is_encrypted else None
        async with serve(self.send_evenly, "127.0.0.1", 0, ssl=tls, compression=None) as server:
            port = server.sockets[0].getsockname()[1]
            socket = await upbit_dial(f"{'wss' if is_encrypted else 'ws'}://127.0.0.1:{port}/")()
            begun = time.monotonic()
            frames = [await asyncio.wait_for(socket.receive(), 10.0) for _ in range(self.COUNT)]
            seconds = time.monotonic() - begun
            await socket.close()
        assert frames == [b"%d" % number for number in range(self.COUNT)]
        assert len(wakes) < BUSY * seconds, "no more than the reads a second from which pauses pay"
        assert rests
        assert not any(rests), "the socket itself is left unread, and wakes nobody"
