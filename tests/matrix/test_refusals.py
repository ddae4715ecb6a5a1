"""The fault matrix, rows 7-10 and 18: servers that refuse a connection, for good or for a while."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import ssl
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.http11 import Request, Response

from chaos_pipe import ChaosPipe, chaos_pipe
from core.engine.deliver.feed import FeedState
from core.engine.websocket_manager import WebSocketManager
from core.errors import ConnectionFailed, FatalConnection, RateLimited
from core.model.link_status import ConnectionState
from core.model.subscription import Scope, StreamType, subscribe
from core.simulator.serve.pipe import Pipe
from core.simulator.streams.limits import Limits, Quota
from core.simulator.streams.manners import Manners
from core.upbit.dial import upbit_dial
from core.upbit.endpoints import endpoints_for
from core.upbit.rest.quotation import RestClient
from core.upbit.upbit import Upbit
from embedded import EmbeddedExchange, EngineFactory, PipeSocket
from http_exchange import HttpExchange, error, served
from scripted_socket import ScriptedPeer, ScriptedSocket
from under_fault import (
    DESK,
    HOUR,
    MY_ORDERS,
    TICKER_BTC,
    WANTED,
    busy_source,
    exchange_behind_a_pipe,
    now,
    public_dial,
)
from virtual_time import until
from waiting import eventually

virtual = pytest.mark.virtual_time

TOKEN = {"Authorization": "Bearer canary"}


# 7. A rejected key


@pytest.mark.parametrize("status", [401, 403])
async def test_row_07_a_refused_key_stops_the_private_side_alone_until_the_user_acts(status: int) -> None:
    handshakes: list[Request] = []

    def refuse(connection: ServerConnection, request: Request) -> Response:
        handshakes.append(request)
        return connection.respond(status, '{"error":{"name":"invalid_access_key","message":"잘못된 키입니다."}}')

    async with (
        exchange_behind_a_pipe() as (server, _),
        serve(ServerConnection.wait_closed, "127.0.0.1", 0, process_request=refuse) as refusing,
    ):
        dials = {
            Scope.PUBLIC: public_dial(server.port),
            Scope.PRIVATE: upbit_dial(f"ws://127.0.0.1:{refusing.sockets[0].getsockname()[1]}/", lambda: TOKEN),
        }
        engine = WebSocketManager(exchange=Upbit(), dials=dials, debounce_delay=0.0)
        prices, orders = engine.attach("desk", DESK), engine.attach("orders", [MY_ORDERS])
        await eventually(lambda: orders.status().state is FeedState.STOPPED and prices.status().state is FeedState.LIVE)
        assert "잘못된 키입니다." in orders.status().link.reason
        assert "Open API 관리" in orders.status().link.reason, "the cure"
        engine.attach("more orders", [MY_ORDERS])
        await asyncio.sleep(0.7)  # longer than the first delay of a redial
        assert len(handshakes) == 1
        engine.reconnect(Scope.PRIVATE)
        await eventually(lambda: len(handshakes) == 2)
        await eventually(lambda: orders.status().state is FeedState.STOPPED)
        assert engine.link_status(Scope.PUBLIC).epoch == 1
        await engine.stop()


@virtual
async def test_row_07_a_key_refused_in_band_stops_the_private_side_alone(
    exchange: EmbeddedExchange, make_engine: EngineFactory
) -> None:
    dials: list[float] = []

    async def let_in_and_refuse() -> PipeSocket:
        dials.append(now())
        session = exchange.exchange.open_private(None, now())
        exchange.clock.wind()
        return PipeSocket(Pipe(exchange.clock, session))

    engine = make_engine(dials={Scope.PUBLIC: exchange.dial, Scope.PRIVATE: let_in_and_refuse})
    prices, orders = engine.attach("desk", DESK), engine.attach("orders", [MY_ORDERS])
    await until(HOUR)
    assert orders.status().state is FeedState.STOPPED
    assert orders.status().link.reason
    assert len(dials) == 1
    assert (prices.status().state, len(exchange.dials)) == (FeedState.LIVE, 1)
    engine.reconnect(Scope.PRIVATE)
    await until(HOUR + 60.0)
    assert len(dials) == 2


# 8. Blocks


class Witness:
    """Records the result of each dial."""

    def __init__(self, exchange: EmbeddedExchange) -> None:
        self._exchange = exchange
        self.refusals: list[tuple[float, float]] = []
        """The time of a refusal, and the length of its block."""

    async def dial(self) -> PipeSocket:
        try:
            return await self._exchange.dial()
        except ConnectionFailed as refused:
            self.refusals.append((now(), refused.retry_after))
            raise


@virtual
async def test_row_08_a_block_of_an_hour_is_an_hour_without_a_dial_of_any_scope(
    exchange: EmbeddedExchange, make_engine: EngineFactory
) -> None:
    private = ScriptedPeer()
    engine = make_engine(dials={Scope.PUBLIC: exchange.dial, Scope.PRIVATE: private.dial})
    exchange.faults.set("handshake", now(), status=418, wait=HOUR, count=1)
    engine.attach("desk", DESK)
    await until(60.0)
    engine.attach("orders", [MY_ORDERS])
    await until(HOUR - 1.0)
    status = engine.link_status(Scope.PUBLIC)
    assert (len(exchange.dials), private.dials) == (1, [])
    assert status.state is ConnectionState.RECONNECTING
    assert 0.9 < status.next_in < 1.1, "the end of the block is shown"
    await until(HOUR + 10.0)
    assert exchange.wanted == WANTED
    assert len(private.dials) == 1


@virtual
async def test_row_08_refusals_that_grow_into_a_block_never_make_the_loop_tighter(make_engine: EngineFactory) -> None:
    limits = Limits(connects=Quota(1, HOUR / 2), strikes=Quota(3, HOUR), block_seconds=300.0)
    exchange = EmbeddedExchange(manners=Manners(snapshot_delay=(0.0, 0.0), limits=limits))
    witness = Witness(exchange)
    engine = make_engine(dials={Scope.PUBLIC: witness.dial})
    engine.attach("desk", DESK)
    await until(5.0)
    exchange.faults.set("drop", now())
    await until(HOUR)
    waits = [wait for _, wait in witness.refusals]
    assert any(wait == 1.0 for wait in waits), "429"
    assert any(wait > 100.0 for wait in waits), "418"
    for refused, wait in witness.refusals:
        assert not any(refused < dialled < refused + wait - 1e-6 for dialled in exchange.dials)
    assert exchange.wanted == WANTED


async def test_row_08_a_block_over_rest_stops_every_group_for_the_stated_time() -> None:
    http = HttpExchange()
    http.replies["/v1/candles/days"] = error(418, 418, "Your request has been blocked for 0.4 seconds.")
    async with served(http) as url:
        rest = RestClient(endpoints_for("simulated", rest_url=url))
        with pytest.raises(RateLimited):
            await rest.candles("KRW-BTC", "1d")
        blocked = now()
        await rest.tickers(["KRW-BTC"])
        assert now() - blocked >= 0.35
        await rest.close()


# 9. Errors and invalid data instead of a handshake


@virtual
@pytest.mark.parametrize("is_html", [False, True])
@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_row_09_an_error_at_the_door_is_tried_again_less_and_less_often(
    exchange: EmbeddedExchange, make_engine: EngineFactory, status: int, is_html: bool
) -> None:
    engine = make_engine(exchange)
    exchange.faults.set("handshake", now(), status=status, html=is_html)
    engine.attach("desk", DESK)
    await until(300.0)
    gaps = [after - before for before, after in pairwise(exchange.dials)]
    assert gaps[0] < 1.0
    assert all(gap <= 30.0 for gap in gaps)
    assert min(gaps[-3:]) >= 15.0
    exchange.faults.clear(now())
    await until(340.0)
    assert exchange.wanted == WANTED


@pytest.mark.parametrize("junk", [b"\x16\x03\x01\x02\x00\x01junk", b"HTTP/1.1 101\r\n\r\n", b"<html>\r\n\r\n", b""])
async def test_row_09_junk_at_the_door_is_a_failed_dial_that_is_counted(junk: bytes) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            await reader.read(1)
            writer.write(junk)
            await writer.drain()
        writer.close()

    async with await asyncio.start_server(talk, "127.0.0.1", 0) as server:
        engine = WebSocketManager(
            exchange=Upbit(), dials={Scope.PUBLIC: public_dial(server.sockets[0].getsockname()[1])}
        )
        engine.attach("desk", DESK)
        await eventually(lambda: engine.link_status(Scope.PUBLIC).attempt >= 2)
        assert engine.link_status(Scope.PUBLIC).state is ConnectionState.RECONNECTING
        await engine.stop()


# 10. A wrong server


def certificate_for(name: str, folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's TLS context with a certificate for `name`, and the file that makes a client trust it."""
    if (openssl := shutil.which("openssl")) is None:
        pytest.skip("openssl is not here to make a certificate")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1",
         "-subj", "/CN=exchange", "-addext", f"subjectAltName={name}", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context, certificate


async def assert_left_alone(scope: Scope, url: str, pipe: ChaosPipe) -> None:
    """The link stops after one dial, with a reason: for a while, or for good if a key is at risk."""
    engine = WebSocketManager(exchange=Upbit(), dials={scope: upbit_dial(url, lambda: TOKEN)}, debounce_delay=0.0)
    feed = engine.attach("panel", [MY_ORDERS if scope is Scope.PRIVATE else TICKER_BTC])
    state = ConnectionState.STOPPED if scope is Scope.PRIVATE else ConnectionState.RECONNECTING
    await eventually(lambda: engine.link_status(scope).state is state)
    assert "인증서" in feed.status().link.reason
    assert scope is Scope.PRIVATE or feed.status().link.next_in > 5.0
    await asyncio.sleep(0.55)  # longer than the first delay of a redial
    assert pipe.accepted == 1
    await engine.stop()


@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize(("name", "is_trusted"), [("IP:127.0.0.1", False), ("DNS:exchange.example", True)])
async def test_row_10_an_untrusted_or_wrong_certificate_is_fatal_and_gets_no_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, is_trusted: bool, scope: Scope
) -> None:
    tls, certificate = certificate_for(name, tmp_path)
    if is_trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    heard: list[Request] = []
    options = {"process_request": lambda _, request: heard.append(request), "ssl": tls}
    async with (
        serve(ServerConnection.wait_closed, "127.0.0.1", 0, **options) as server,
        chaos_pipe(server.sockets[0].getsockname()[1]) as pipe,
    ):
        await assert_left_alone(scope, f"wss://127.0.0.1:{pipe.port}/", pipe)
        assert not heard


@pytest.mark.parametrize("has_key", [True, False])
async def test_row_10_a_way_out_of_encryption_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_key: bool
) -> None:
    tls, certificate = certificate_for("IP:127.0.0.1", tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    heard: list[Request] = []
    listening = {"process_request": lambda _, request: heard.append(request)}
    async with serve(ServerConnection.wait_closed, "127.0.0.1", 0, **listening) as plain:
        where = f"ws://127.0.0.1:{plain.sockets[0].getsockname()[1]}/"

        def redirect(connection: ServerConnection, _: Request) -> Response:
            response = connection.respond(302, "")
            response.headers["Location"] = where
            return response

        async with serve(ServerConnection.wait_closed, "127.0.0.1", 0, ssl=tls, process_request=redirect) as server:
            url = f"wss://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
            headers = (lambda: TOKEN) if has_key else None
            with pytest.raises(FatalConnection):
                await upbit_dial(url, headers)()
        assert not heard


# 18. A server that flaps


def assert_decent(dials: list[float]) -> None:
    """At most 3 connects in any second and 20 in any minute."""
    assert all(later - first > 1.0 for first, later in zip(dials, dials[3:], strict=False))
    assert all(later - first > 60.0 for first, later in zip(dials, dials[20:], strict=False))


@virtual
async def test_row_18_a_server_that_accepts_and_closes_for_a_day_is_dialled_at_a_decent_pace(
    make_engine: EngineFactory,
) -> None:
    def accept_and_close() -> ScriptedSocket:
        socket = ScriptedSocket()
        socket.lose(1000)
        return socket

    peers = [ScriptedPeer(accept_and_close), ScriptedPeer(accept_and_close)]
    engine = make_engine(dials={Scope.PUBLIC: peers[0].dial, Scope.PRIVATE: peers[1].dial})
    engine.attach("desk", DESK)
    engine.attach("orders", [MY_ORDERS])
    await until(24 * HOUR)
    dials = sorted(peers[0].dials + peers[1].dials)
    assert_decent(dials)
    assert len(dials) >= 2 * 24 * 120, "it never gives up either"


@virtual
@pytest.mark.parametrize("lives", [0.3, 9.0, 11.0])
async def test_row_18_flaps_count_as_failures_until_data_have_flowed_for_10_s(
    make_engine: EngineFactory, lives: float
) -> None:
    exchange = EmbeddedExchange(busy_source(400))
    engine = make_engine(exchange)
    engine.attach("panel", [TICKER_BTC])

    async def flap() -> None:
        while True:
            await asyncio.sleep(0.01)
            for session in exchange.exchange.sessions:
                await asyncio.sleep(lives)
                if session in exchange.exchange.sessions:
                    exchange.faults.set("drop", now())

    flapping = asyncio.ensure_future(flap())
    await until(360.0)
    flapping.cancel()
    assert_decent(exchange.dials)
    pauses = [after - before - lives for before, after in pairwise(exchange.dials)]
    assert max(pauses[-5:]) < 5.0 if lives > 10.0 else min(pauses[-5:]) >= 14.0


@virtual
async def test_row_18_a_server_that_refuses_every_request_at_once_is_dialled_no_more_often(
    exchange: EmbeddedExchange, make_engine: EngineFactory
) -> None:
    engine = make_engine(exchange, debounce_delay=0.01)
    for second in range(300):
        engine.attach(f"panel {second % 10}", [subscribe(StreamType.TICKER, f"KRW-C{second}")])
        for tenth in range(10):
            await until(second + tenth / 10)
            exchange.faults.set("error", now(), error="INVALID_PARAM")
    assert_decent(exchange.dials)
    assert len(exchange.dials) > 80, "it is the gate that holds them back"
