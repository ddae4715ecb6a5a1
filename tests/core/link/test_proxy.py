"""The proxy for each host, with every common variable, and the errors for a proxy that cannot be used."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from core.errors import ConnectionFailed, FatalConnection, HogaError
from core.link.proxy import proxy_for
from core.upbit.dial import upbit_dial
from core.upbit.endpoints import endpoints_for
from core.upbit.rest.quotation import RestClient

REST = "https://api.exchange.example"
SOCKET = "wss://api.exchange.example/websocket/v1"
HTTP = "http://proxy.example:8080"
SOCKS = ["socks://127.0.0.1:1080", "socks5://127.0.0.1:1080", "socks5h://127.0.0.1", "socks4://127.0.0.1:1"]
BROKEN = ["nonsense://127.0.0.1:1", "http://", "http://proxy:0", "http://proxy:99999", "http://[::1", "http://:8080"]


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


@pytest.mark.parametrize("url", [REST, SOCKET])
@pytest.mark.parametrize(
    ("variables", "proxy"),
    [
        ({}, None),
        ({"HTTPS_PROXY": HTTP}, HTTP),
        ({"https_proxy": HTTP}, HTTP),
        ({"ALL_PROXY": HTTP}, HTTP),
        ({"HTTPS_PROXY": "proxy.example:8080"}, HTTP),
        ({"HTTPS_PROXY": f" {HTTP} "}, HTTP),
        ({"HTTP_PROXY": HTTP}, None),
        ({"HTTPS_PROXY": ""}, None),
        ({"HTTPS_PROXY": "http://other:1", "https_proxy": HTTP}, HTTP),
        ({"HTTPS_PROXY": HTTP, "ALL_PROXY": "socks://127.0.0.1:1080"}, HTTP),
        ({"HTTPS_PROXY": HTTP, "NO_PROXY": "exchange.example"}, None),
        ({"ALL_PROXY": "socks://127.0.0.1:1080", "no_proxy": "localhost,api.exchange.example"}, None),
        ({"ALL_PROXY": "socks://127.0.0.1:1080", "no_proxy": "*"}, None),
        ({"HTTPS_PROXY": HTTP, "NO_PROXY": "other.example"}, HTTP),
    ],
)
def test_rest_and_websocket_take_the_same_way(
    monkeypatch: pytest.MonkeyPatch, url: str, variables: dict[str, str], proxy: str | None
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert proxy_for(url) == proxy


@pytest.mark.parametrize("value", [*SOCKS, *BROKEN])
@pytest.mark.parametrize("name", ["ALL_PROXY", "all_proxy", "HTTPS_PROXY", "https_proxy"])
def test_one_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(FatalConnection) as failure:
        proxy_for(REST)
    assert f"환경 변수 {name}의 프록시" in failure.value.user_message


def test_of_two_spellings_the_one_that_counts_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks://192.0.2.1:1")
    monkeypatch.setenv("all_proxy", "socks://192.0.2.2:1")
    with pytest.raises(FatalConnection) as failure:
        proxy_for(REST)
    assert "all_proxy의 프록시(socks://192.0.2.2:1)" in failure.value.user_message


@pytest.mark.parametrize("value", [HTTP, *SOCKS, *BROKEN])
@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1:8443", "wss://127.8.9.10/", "https://[::1]:1", "wss://localhost:1", "https://hoga.localhost",
        "http://127.0.0.1:80", "ws://192.0.2.1", "http://exchange.example",
    ],
)  # fmt: skip
def test_nothing_that_stays_here_goes_through_one(monkeypatch: pytest.MonkeyPatch, url: str, value: str) -> None:
    monkeypatch.setenv("ALL_PROXY", value)
    monkeypatch.setenv("HTTPS_PROXY", value)
    monkeypatch.setenv("HTTP_PROXY", value)
    assert proxy_for(url) is None


def test_its_password_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://user:pa%40ss@proxy.example:1080")
    with pytest.raises(FatalConnection) as failure:
        proxy_for(REST)
    assert "proxy.example:1080" in failure.value.user_message
    assert not any(secret in str(failure.value) + failure.value.user_message for secret in ("user:", "pa%40ss"))


async def ask_rest() -> None:
    client = RestClient(endpoints_for("upbit"))
    try:
        await client.markets()
    finally:
        await client.close()


async def ask_socket() -> None:
    await upbit_dial("wss://api.upbit.com/websocket/v1")()


@asynccontextmanager
async def proxy_that_refuses(heard: list[bytes]) -> AsyncIterator[str]:
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.readline())
        writer.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(refuse, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "ALL_PROXY"])
@pytest.mark.parametrize("ask", [ask_rest, ask_socket])
async def test_the_proxy_is_used_and_its_refusal_can_be_retried(monkeypatch, ask, name) -> None:
    heard: list[bytes] = []
    async with proxy_that_refuses(heard) as address:
        monkeypatch.setenv(name, address)
        with pytest.raises(ConnectionFailed) as failure:
            await ask()
    assert not isinstance(failure.value, FatalConnection)
    assert heard == [b"CONNECT api.upbit.com:443 HTTP/1.1\r\n"]


@pytest.mark.parametrize("ask", [ask_rest, ask_socket])
@pytest.mark.parametrize("value", [*SOCKS, *BROKEN])
async def test_callers_get_an_error_in_our_words(monkeypatch, ask, value) -> None:
    monkeypatch.setenv("ALL_PROXY", value)
    with pytest.raises(HogaError) as failure:
        await ask()
    assert "ALL_PROXY" in failure.value.user_message
