"""HTTP with bounded replies: each body has a size limit, and each request a total time limit.

The library itself reads a body of any size, and its time limit starts again with every byte. Its sockets need three
more precautions. It leaves them open:

- if a request is cancelled in the middle of a TLS handshake;
- if it is closed while a request connects: the new connection belongs to nobody;
- if asyncio cancels a request that closes old connections: the library protects that work only from anyio's own way of
  cancelling.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import anyio
import httpx

from core.loop.tasks import TaskOwner
from core.upbit.wire.body_limits import limit_of

_Outcome = httpx.Response | Exception | None


class TooLarge(httpx.TransportError):
    """A body exceeded its size limit."""


class Closed(httpx.TransportError):
    """The transport was closed before the reply was complete."""


class BoundedTransport(httpx.AsyncBaseTransport):
    """Returns whole, decompressed replies.

    Args:
        inner: the transport that sends the requests.
        whole_timeout: seconds a reply may take from the request to its last byte.
    """

    def __init__(self, inner: httpx.AsyncBaseTransport, whole_timeout: float) -> None:
        self._inner = inner
        self._whole_timeout = whole_timeout
        self._tasks = TaskOwner()
        self._running: dict[asyncio.Task[_Outcome], anyio.CancelScope] = {}
        """The requests under way, and what cancels each."""
        self._is_closed = False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The complete reply to `request`.

        Raises:
            TooLarge: its body exceeded the limit of its path.
            Closed: the transport is closed.
            httpx.ReadTimeout: it did not end in time.
            httpx.TransportError: no reply, or it broke off.
        """
        if self._is_closed:
            raise Closed("the transport is closed", request=request)
        scope = anyio.CancelScope()
        task = self._tasks.spawn(self._outcome(request, scope), f"request of {request.url.path}")
        self._running[task] = scope
        try:
            await _end_of([task], scope)
        finally:
            del self._running[task]
        match task.result():
            case httpx.Response() as response:
                return response
            case Exception() as error:
                raise error
        if self._is_closed:
            raise Closed("the transport was closed", request=request)
        raise httpx.ReadTimeout("the reply did not end in time", request=request)

    async def aclose(self) -> None:
        """End the requests under way, then close every connection."""
        self._is_closed = True
        for scope in self._running.values():
            scope.cancel()
        try:
            await _end_of(list(self._running))
        finally:
            await self._inner.aclose()

    async def _outcome(self, request: httpx.Request, scope: anyio.CancelScope) -> _Outcome:
        """The reply or the error; None if `scope` was cancelled, or the reply did not end in time."""
        scope.deadline = anyio.current_time() + self._whole_timeout
        with scope:
            try:
                return await self._reply(request)
            except Exception as error:  # any error of the library, raised again where the request was made
                return error
        return None

    async def _reply(self, request: httpx.Request) -> httpx.Response:
        request.extensions = {**request.extensions, "trace": _Handshake().watch}
        response = await self._inner.handle_async_request(request)
        response.request = request
        try:
            body = await _read(response, limit_of(request.url.path, response.status_code))
        finally:
            await response.aclose()
        return httpx.Response(response.status_code, headers=_of_plain(response), content=body, request=request)


async def _end_of(tasks: list[asyncio.Task[_Outcome]], *scopes: anyio.CancelScope) -> None:
    """Return when all of `tasks` have ended; if this is cancelled, cancel `scopes` and wait all the same."""
    cancelled: asyncio.CancelledError | None = None
    while not all(task.done() for task in tasks):
        try:
            await asyncio.wait(tasks)
        except asyncio.CancelledError as error:
            cancelled = error
            for scope in scopes:
                scope.cancel()
    if cancelled is not None:
        raise cancelled


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
