"""Sockets of the websockets library; every default that matters here is set explicitly."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import ssl
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from websockets.asyncio.client import connect
from websockets.exceptions import (
    ConnectionClosed,
    InvalidHandshake,
    InvalidProxy,
    InvalidStatus,
    InvalidURI,
)
from websockets.http11 import Response

from core.errors import ConnectionFailed, ConnectionLost, FatalConnection
from core.link.direct_connection import MOST_WAITING, DirectConnection
from core.link.proxy import proxy_for
from core.link.socket import Dial, Socket
from core.link.tls import client_tls, distrust, may_carry_token
from core.link.unreachable import no_answer, why_unreachable
from core.model.http_refusal import HttpRefusal
from core.text import translatable

HANDSHAKE_TIMEOUT = 10.0
CLOSE_TIMEOUT = 1.0
MAX_FRAME_BYTES = 16 * 1024 * 1024

# At DEBUG the library logs whole handshakes, including the bearer token.
_logger = logging.getLogger("hoga.websockets")
_logger.setLevel(logging.INFO)


class WebSocket:
    """A `core.link.socket.Socket` over the network."""

    def __init__(self, connection: DirectConnection) -> None:
        self._connection = connection

    async def receive(self) -> bytes:
        """The next frame, text or binary, as bytes."""
        try:
            return await self._connection.receive()
        except ConnectionClosed as closed:
            raise _lost(closed) from closed

    async def send(self, text: str) -> None:
        """Hand a text frame to the network."""
        try:
            await self._connection.send(text)
        except ConnectionClosed as closed:
            raise _lost(closed) from closed

    async def ping(self) -> None:
        """Send a ping and wait for its pong."""
        try:
            await (await self._connection.ping())
        except ConnectionClosed as closed:
            raise _lost(closed) from closed

    async def close(self) -> None:
        """Close with a handshake; if the other side does not answer in time, close without it."""
        try:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(CLOSE_TIMEOUT):
                    await self._connection.close()
        finally:
            self.abort()

    def abort(self) -> None:
        """Drop the transport at once."""
        self._connection.transport.abort()


Judge = Callable[[HttpRefusal], ConnectionFailed]
"""Makes the error for an HTTP answer that refuses the handshake."""


def websocket_dial(url: str, judge: Judge, headers: Callable[[], Mapping[str, str]] | None = None) -> Dial:
    """A dial that makes a new connection to `url` at each call.

    No `Origin` header: with one the exchange allows only one request per 10 s. No compression: it costs more than it
    saves on loopback or a home line. No pings by the library: the link has its own heartbeat.

    Args:
        url: the address of the WebSocket.
        judge: makes the error to raise if the handshake is refused.
        headers: makes the authentication headers, anew for each dial because a token is valid once. With headers, an
            address is refused on which somebody could read them.
    """

    async def dial() -> Socket:
        if headers is not None:
            _refuse_to_show_tokens(url)
        proxy = proxy_for(url)
        trust = await _trust(url, proxy)
        try:
            connection = await _StraightConnect(
                url,
                additional_headers=None if headers is None else headers(),
                compression=None,
                ping_interval=None,
                open_timeout=HANDSHAKE_TIMEOUT,
                close_timeout=CLOSE_TIMEOUT,
                max_size=MAX_FRAME_BYTES,
                max_queue=MOST_WAITING,
                create_connection=DirectConnection,
                proxy=proxy,
                logger=_logger,
                **trust,
            )
        except InvalidStatus as refused:
            raise judge(_refusal(refused.response)) from refused
        except (InvalidProxy, ssl.SSLCertVerificationError, InvalidURI, UnicodeError) as error:
            raise _hopeless(error) from error
        except TimeoutError as error:
            raise ConnectionFailed(f"no handshake within {HANDSHAKE_TIMEOUT:.0f} s", no_answer(url)) from error
        except (OSError, InvalidHandshake) as error:
            reason = why_unreachable(error, url, has_proxy=proxy is not None)
            raise ConnectionFailed(str(error) or type(error).__name__, reason) from error
        assert isinstance(connection, DirectConnection)
        return WebSocket(connection)

    return dial


def _refuse_to_show_tokens(url: str) -> None:
    if not may_carry_token(url):
        host = urlsplit(url).hostname
        raise FatalConnection(
            f"no token goes to {host}: not encrypted",
            translatable("core", "암호화되지 않은 주소로는 키를 쓰지 않습니다"),
            is_of_key=True,
        )


async def _trust(url: str, proxy: str | None) -> dict[str, Any]:
    """The TLS contexts for the server and for the proxy; made on a thread, because that reads files."""
    try:
        trust: dict[str, Any] = {}
        if url.startswith("wss://"):
            trust["ssl"] = await asyncio.to_thread(client_tls)
        if proxy is not None and proxy.startswith("https://"):
            trust["proxy_ssl"] = await asyncio.to_thread(client_tls)
    except RuntimeError as error:  # no thread can be started
        raise ConnectionFailed(
            f"certificates: {error}", translatable("core", "시스템의 인증서를 읽을 수 없습니다")
        ) from error
    return trust


class _StraightConnect(connect):
    """Never follows a redirect: each connect passes the gate, and a connect elsewhere would not."""

    def process_redirect(self, exc: Exception) -> Exception | str:
        """Treat a redirect like any other refusal."""
        return exc


def _hopeless(error: Exception) -> FatalConnection:
    """The error for a failure that no retry can fix, in our words."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return distrust(error)
    if isinstance(error, InvalidProxy):
        return FatalConnection(f"proxy: {error}", translatable("core", "시스템에 설정된 프록시를 사용할 수 없습니다"))
    return FatalConnection(str(error), translatable("core", "거래소의 주소를 사용할 수 없습니다"))


def _refusal(response: Response) -> HttpRefusal:
    header = response.headers.get("Retry-After", "")
    return HttpRefusal(response.status_code, response.reason_phrase, header, bytes(response.body or b""))


def _lost(closed: ConnectionClosed) -> ConnectionLost:
    if closed.rcvd is None:
        return ConnectionLost(1006, f"ended by us: {closed.sent.reason}" if closed.sent else "no close frame")
    return ConnectionLost(closed.rcvd.code, closed.rcvd.reason)
