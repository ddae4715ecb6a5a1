"""The private WebSocket over real sockets: the key is tried at REST first, and each dial has a new token."""

from __future__ import annotations

import contextlib
import logging
import traceback
from collections.abc import AsyncIterator

import jwt
import pytest
from aiohttp import web
from websockets.asyncio.server import ServerConnection, serve
from websockets.http11 import Request, Response

from core.errors import ConnectionFailed, FatalConnection
from core.upbit.credentials import Credentials
from core.upbit.dial import private_dial
from core.upbit.endpoints import Endpoints, endpoints_for
from core.upbit.rest.account import PrivateRest
from http_exchange import HttpExchange, error, served

ACCESS = "canary-access-key"
SECRET = "canary-secret-key-0123456789-0123456789-0123456789"


class Door:
    """Both servers of an exchange, whose answers the test sets."""

    def __init__(self) -> None:
        self.http = HttpExchange()
        self.handshakes: list[Request] = []
        self.answer: tuple[int, str, dict[str, str]] | None = None

    def process(self, connection: ServerConnection, request: Request) -> Response | None:
        self.handshakes.append(request)
        if self.answer is None:
            return None
        status, body, headers = self.answer
        response = connection.respond(status, body)
        for name, value in headers.items():
            response.headers[name] = value
        return response

    @property
    def tokens(self) -> list[str]:
        return [request.headers["Authorization"].removeprefix("Bearer ") for request in self.handshakes]


@pytest.fixture
async def door() -> Door:
    return Door()


@pytest.fixture
async def endpoints(door: Door) -> AsyncIterator[Endpoints]:
    async def stay(connection: ServerConnection) -> None:
        await connection.wait_closed()

    async with contextlib.AsyncExitStack() as servers:
        rest_url = await servers.enter_async_context(served(door.http))
        server = await servers.enter_async_context(serve(stay, "127.0.0.1", 0, process_request=door.process))
        port = server.sockets[0].getsockname()[1]
        yield endpoints_for("simulated", rest_url=rest_url, ws_url=f"ws://127.0.0.1:{port}")


@contextlib.asynccontextmanager
async def dial(endpoints: Endpoints):
    credentials = Credentials(ACCESS, SECRET)
    rest = PrivateRest(endpoints, credentials)
    try:
        yield private_dial(endpoints, credentials, rest)
    finally:
        await rest.close()


async def failure(endpoints: Endpoints) -> ConnectionFailed:
    async with dial(endpoints) as open_door:
        with pytest.raises(ConnectionFailed) as failed:
            await open_door()
    return failed.value


async def test_each_dial_has_a_fresh_token_of_key_and_nonce(door, endpoints):
    async with dial(endpoints) as open_door:
        for _ in range(3):
            await (await open_door()).close()
    claimed = [jwt.decode(token, SECRET, algorithms=["HS256"]) for token in door.tokens]
    assert len({each["nonce"] for each in claimed}) == 3
    assert all(each.keys() == {"access_key", "nonce"} for each in claimed)
    assert {request.path for request in door.handshakes} == {"/websocket/v1/private"}
    assert len(door.http.requests) == 1, "once proven, a key is not asked about again"


async def test_a_bad_key_never_gets_to_the_socket(door, endpoints):
    door.http.replies["/v1/accounts"] = error(401, "jwt_verification", "서명이 다릅니다")
    refusal = await failure(endpoints)
    assert isinstance(refusal, FatalConnection)
    assert "Secret Key" in refusal.user_message
    assert not door.handshakes


async def test_a_key_that_may_not_see_balances_may_still_see_orders(door, endpoints):
    door.http.replies["/v1/accounts"] = error(401, "out_of_scope", "no")
    async with dial(endpoints) as open_door:
        await (await open_door()).close()
    assert len(door.handshakes) == 1


@pytest.mark.parametrize(
    ("reply", "retry_after"),
    [
        (error(418, "I'm a teapot", "for 90 seconds"), 90.0),
        (error(429, "too_many_requests", "slow down"), 1.0),
        (web.Response(status=500), 0.0),
        (web.json_response({"not": "accounts"}), 0.0),
    ],
)
async def test_an_error_that_is_not_about_the_key_allows_the_dial(door, endpoints, reply, retry_after):
    door.http.replies["/v1/accounts"] = reply
    refusal = await failure(endpoints)
    assert not isinstance(refusal, FatalConnection)
    assert refusal.retry_after == retry_after


async def test_a_refused_handshake_has_the_exchanges_words(door, endpoints):
    door.answer = (401, '{"error":{"name":"no_authorization_ip","message":"허용되지 않은 IP"}}', {})
    refusal = await failure(endpoints)
    assert isinstance(refusal, FatalConnection)
    assert "IP 주소" in refusal.user_message
    assert "허용되지 않은 IP" in refusal.user_message


@pytest.mark.parametrize("body", ["<html>no</html>", "", "[" * 100_000])
async def test_one_without_words_has_a_cure_all_the_same(door, endpoints, body):
    door.answer = (403, body, {})
    refusal = await failure(endpoints)
    assert isinstance(refusal, FatalConnection)
    assert "Open API 관리" in refusal.user_message


@pytest.mark.parametrize("where", ["ws://127.0.0.1:9/websocket/v1/private", "http://127.0.0.1:9/", "/websocket/v1"])
async def test_a_redirect_is_refused(door, endpoints, where):
    door.answer = (302, "", {"Location": where})
    assert isinstance(await failure(endpoints), FatalConnection)
    assert len(door.handshakes) == 1


async def test_no_token_goes_where_others_can_read_it(endpoints):
    public = Endpoints("upbit", endpoints.rest_url, "ws://192.0.2.1")
    assert "not encrypted" in str(await failure(public))


async def test_no_key_and_no_token_is_in_any_log_or_error(door, endpoints, caplog):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("websockets").setLevel(logging.DEBUG)
    async with dial(endpoints) as open_door:
        await (await open_door()).close()
    door.answer = (401, '{"error":{"name":"jwt_verification","message":"no"}}', {})
    refusal = await failure(endpoints)
    ours = [record for record in caplog.records if record.name != "websockets.server"]  # the other side's own
    texts = [record.getMessage() for record in ours] + traceback.format_exception(refusal)
    assert len(door.tokens) == 2
    for secret in (ACCESS, SECRET, *door.tokens):
        assert not any(secret in text for text in texts)


async def test_an_error_of_the_signing_library_is_reported_without_its_text(monkeypatch, endpoints) -> None:
    credentials = Credentials(ACCESS, SECRET)
    rest = PrivateRest(endpoints, credentials)
    await rest.prove()

    def fail(*_: object) -> str:
        raise TypeError(f"cannot sign with {SECRET}")

    monkeypatch.setattr("upbit.lib.jwt_auth.create_jwt_token", fail)
    with pytest.raises(ConnectionFailed) as failure:
        await private_dial(endpoints, credentials, rest)()
    await rest.close()
    assert "TypeError" in failure.value.user_message
    assert SECRET not in "".join(traceback.format_exception(failure.value))
