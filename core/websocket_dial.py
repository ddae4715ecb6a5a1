"""Sockets made by the websockets library, with every default that matters here stated."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import ssl
from collections.abc import Mapping

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidProxy, InvalidStatus, InvalidURI

from core.connection import Dial, Socket
from core.errors import ConnectionFailed, ConnectionLost, FatalConnection
from core.rate_limiter import BLOCKED_FOR

HANDSHAKE_TIMEOUT = 10.0
CLOSE_TIMEOUT = 1.0
MAX_FRAME_BYTES = 16 * 1024 * 1024
MAX_QUEUED_FRAMES = 4096
"""Frames that may wait between the network and us. The library's 16 makes it stop reading in every burst: measured
at a third of the throughput under Qt's event loop."""

# At DEBUG the library logs whole handshakes, bearer token included.
_logger = logging.getLogger("hoga.websockets")
_logger.setLevel(logging.INFO)


class WebSocket:
    """A `core.connection.Socket` over the network."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    async def receive(self) -> bytes:
        """The next frame, text or binary, as bytes."""
        try:
            return await self._connection.recv(decode=False)
        except ConnectionClosed as closed:
            raise _lost(closed) from closed

    async def send(self, text: str) -> None:
        """Hand a text frame to the network."""
        try:
            await self._connection.send(text)
        except ConnectionClosed as closed:
            raise _lost(closed) from closed

    async def ping(self) -> None:
        """Return when the pong of a new ping has come."""
        try:
            await (await self._connection.ping())
        except ConnectionClosed as closed:
            raise _lost(closed) from closed

    async def close(self) -> None:
        """Say goodbye; if the other side does not answer in time, just go."""
        try:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(CLOSE_TIMEOUT):
                    await self._connection.close()
        finally:
            self.abort()

    def abort(self) -> None:
        """Drop the transport without a word."""
        self._connection.transport.abort()


def websocket_dial(url: str) -> Dial:
    """Dials `url` anew at each call.

    No `Origin` header: with one the exchange allows a request every 10 s only. No compression: it costs more than
    loopback or a home line gains. No ping of the library's own: the link has its own heartbeat.
    """

    async def dial() -> Socket:
        try:
            connection = await connect(
                url,
                compression=None,
                ping_interval=None,
                open_timeout=HANDSHAKE_TIMEOUT,
                close_timeout=CLOSE_TIMEOUT,
                max_size=MAX_FRAME_BYTES,
                max_queue=MAX_QUEUED_FRAMES,
                proxy=None if url.startswith("ws://") else True,
                logger=_logger,
            )
        except InvalidStatus as refused:
            raise _refusal(refused.response.status_code, refused.response.headers) from refused
        except (InvalidProxy, ImportError) as error:  # the latter where the system names a SOCKS proxy
            raise FatalConnection(f"proxy: {error}", "시스템에 설정된 프록시를 사용할 수 없습니다") from error
        except (ssl.SSLCertVerificationError, InvalidURI, UnicodeError) as error:  # the last for a host name
            raise FatalConnection(str(error), "거래소의 인증서나 주소를 신뢰할 수 없습니다") from error
        except TimeoutError as error:
            raise ConnectionFailed(f"no handshake within {HANDSHAKE_TIMEOUT:.0f} s", "응답 시간 초과") from error
        except (OSError, InvalidHandshake) as error:
            raise ConnectionFailed(str(error) or type(error).__name__, "서버에 연결할 수 없습니다") from error
        return WebSocket(connection)

    return dial


def _refusal(status: int, headers: Mapping[str, str]) -> ConnectionFailed:
    detail = f"handshake refused with HTTP {status}"
    if status in (401, 403):
        return FatalConnection(detail, "거래소가 인증을 거절했습니다")
    if status in (418, 429):
        told = headers.get("Retry-After", "")
        wait = float(told) if told.isdecimal() else BLOCKED_FOR if status == 418 else 1.0
        return ConnectionFailed(detail, "거래소가 잠시 접속을 막았습니다", retry_after=wait)
    return ConnectionFailed(detail, f"거래소가 연결을 거절했습니다 (HTTP {status})")


def _lost(closed: ConnectionClosed) -> ConnectionLost:
    if closed.rcvd is None:
        return ConnectionLost(1006, "no close frame")
    return ConnectionLost(closed.rcvd.code, closed.rcvd.reason)
