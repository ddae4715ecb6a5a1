"""One GET on a real socket, and all the ways it can fail."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
import sys
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from core.errors import ConnectionFailed, ExchangeError, FatalConnection
from core.upbit.rest.transport import Transport
from http_exchange import HttpExchange, served


@pytest.fixture
async def http() -> HttpExchange:
    return HttpExchange()


@pytest.fixture
async def transport(http: HttpExchange) -> AsyncIterator[Transport]:
    async with served(http) as url:
        transport = Transport(url)
        yield transport
        await transport.close()


async def test_no_request_carries_an_origin_or_a_token(transport, http, monkeypatch):
    monkeypatch.setenv("UPBIT_ACCESS_KEY", "an access key of the environment")
    monkeypatch.setenv("UPBIT_SECRET_KEY", "a secret key of the environment")
    monkeypatch.setenv("UPBIT_BASE_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    await transport.get("/v1/candles/minutes/1", {})
    (request,) = http.requests
    assert not {"Origin", "Authorization"} & set(request.headers)


@pytest.mark.parametrize("status", [302, 400, 502])
async def test_a_status_without_the_exchanges_envelope_is_reported_as_such(status, transport, http):
    http.replies["/v1/candles/minutes/1"] = web.Response(
        status=status, text="<html>" + "x" * 5000, headers={"Location": "http://127.0.0.1:9/elsewhere"}
    )
    with pytest.raises(ExchangeError) as refusal:
        await transport.get("/v1/candles/minutes/1", {})
    assert (refusal.value.name, refusal.value.status) == (str(status), status)
    assert refusal.value.message in ("Found", "Bad Request", "Bad Gateway")
    assert len(http.requests) == 1


async def test_a_request_that_the_library_cannot_make_is_a_failed_one_in_our_words(transport, http):
    half = "\ud800"  # of a letter, which no URL can have
    for path, params in (("/v1/candles/minutes/1", {"market": half}), ("/v1/candles", {half: 1}), (f"/v1/{half}", {})):
        with pytest.raises(ConnectionFailed) as failure:
            await transport.get(path, params)
        assert failure.value.user_message == "요청을 만들지 못했습니다 (UnicodeEncodeError)"
    assert not http.requests


async def test_a_refused_connection_is_a_failed_one():
    transport = Transport("http://127.0.0.1:9")
    with pytest.raises(ConnectionFailed) as failure:
        await transport.get("/v1/market/all", {})
    assert not isinstance(failure.value, FatalConnection)
    await transport.close()


async def test_a_connection_cut_in_mid_reply_is_a_failed_one(transport, http):
    async def cut() -> web.StreamResponse:
        http.requests[-1].transport.abort()
        return web.Response()

    http.replies["/v1/candles/minutes/1"] = cut
    with pytest.raises(ConnectionFailed):
        await transport.get("/v1/candles/minutes/1", {})


async def test_an_exchange_that_never_answers_is_given_up(http):
    given_up = asyncio.Event()

    async def late() -> web.StreamResponse:
        await given_up.wait()
        return web.Response()

    http.replies["/slow"] = late
    async with served(http) as url:
        transport = Transport(url, reply_timeout=0.05)
        with pytest.raises(ConnectionFailed, match="no reply"):
            await transport.get("/slow", {})
        given_up.set()
        await transport.close()


async def test_an_untrusted_certificate_is_fatal(http, tmp_path):
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl to make a certificate with")
    made = [tmp_path / "key.pem", tmp_path / "certificate.pem"]
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1", "-days", "1"]
    subprocess.run([*command, "-keyout", made[0], "-out", made[1]], check=True, capture_output=True)  # noqa: ASYNC221 - a test may block
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(made[1], made[0])
    async with served(http, tls) as url:
        transport = Transport(url)
        with pytest.raises(FatalConnection):
            await transport.get("/v1/market/all", {})
        await transport.close()
    assert http.requests == []


def test_the_sdk_loads_no_second_http_client():
    probe = (
        "import sys, core.upbit.rest.transport;"
        "print([name for name in ('upbit', 'httpx', 'aiohttp') if sys.modules.get(name)])"
    )
    shown = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "['upbit', 'httpx']"
