"""HTTP with bounded replies: each body has a size limit, and each request a total time limit.

The library itself reads a body of any size, and its time limit starts again with every byte. It also leaves the socket
open if a request is cancelled in the middle of a TLS handshake.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import httpx

from core.upbit.wire.body_limits import limit_of


class TooLarge(httpx.TransportError):
    """A body exceeded its size limit."""


class BoundedTransport(httpx.AsyncBaseTransport):
    """Returns whole, decompressed replies.

    Args:
        inner: the transport that sends the requests.
        whole_timeout: seconds a reply may take from the request to its last byte.
    """

    def __init__(self, inner: httpx.AsyncBaseTransport, whole_timeout: float) -> None:
        self._inner = inner
        self._whole_timeout = whole_timeout

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The complete reply to `request`.

        Raises:
            TooLarge: its body exceeded the limit of its path.
            httpx.ReadTimeout: it did not end in time.
            httpx.TransportError: no reply, or it broke off.
        """
        try:
            async with asyncio.timeout(self._whole_timeout):
                request.extensions = {**request.extensions, "trace": _Handshake().watch}
                response = await self._inner.handle_async_request(request)
                response.request = request
                try:
                    body = await _read(response, limit_of(request.url.path, response.status_code))
                finally:
                    await response.aclose()
        except TimeoutError as error:
            raise httpx.ReadTimeout("the reply did not end in time", request=request) from error
        return httpx.Response(response.status_code, headers=_of_plain(response), content=body, request=request)

    async def aclose(self) -> None:
        """Close every connection."""
        await self._inner.aclose()


class _Handshake:
    """Closes the socket of one request if its TLS handshake fails, for whatever reason."""

    def __init__(self) -> None:
        self._stream: Any = None

    async def watch(self, event: str, info: Mapping[str, Any]) -> None:
        """Called by the library at the beginning and the end of each of its steps."""
        if event.endswith("connect_tcp.complete"):
            self._stream = info["return_value"]
        elif event.endswith("start_tls.complete"):
            self._stream = None
        elif event.endswith("start_tls.failed") and self._stream is not None:
            await self._stream.aclose()


async def _read(response: httpx.Response, limit: int) -> bytes:
    announced = response.headers.get("Content-Length", "")
    if announced.isdecimal() and len(announced) < 20 and int(announced) > limit:
        raise TooLarge(f"{announced} bytes announced, {limit} allowed")
    body = bytearray()
    async for part in response.aiter_bytes():
        body += part
        if len(body) > limit:
            raise TooLarge(f"more than {limit} bytes")
    return bytes(body)


def _of_plain(response: httpx.Response) -> list[tuple[bytes, bytes]]:
    """The headers without those that describe the compressed body."""
    gone = (b"content-encoding", b"content-length", b"transfer-encoding")
    return [(name, value) for name, value in response.headers.raw if name.lower() not in gone]
