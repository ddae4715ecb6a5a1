"""The server of the open desk for later starts: a socket on its event loop.

It uses a loopback port, because only that works on all three systems: Python has no local sockets on Windows, and
elsewhere the path of one is limited to 107 bytes, which a home with a long or Korean name soon exceeds. Every user of
the machine can connect to a port, so a request must carry a random token from the lock file, which other users cannot
read; a request without it gets no reply and has no effect.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final, cast

from app.single_instance.lock import InstanceLock
from app.single_instance.messages import LONGEST, LOOPBACK, Reply, Request
from core.errors import InputError

logger = logging.getLogger(__name__)

MAX_CONNECTIONS: Final = 8
"""Maximum number of open connections; a stranger must not use up our descriptors."""


@asynccontextmanager
async def serve_later_starts(
    lock: InstanceLock | None, handle: Callable[[Request], Reply | None], read_timeout: float = 2.0
) -> AsyncIterator[None]:
    """Serve later starts inside the `with` block.

    Args:
        lock: its file receives port and token; with None no server is started.
        handle: returns the reply to a request with the right token; None closes the connection without a reply.
        read_timeout: seconds a client has to send its request.
    """
    connections = _Connections(secrets.token_hex(16), handle, read_timeout)
    if lock is None or (server := await _listen(connections)) is None:
        yield
        return
    try:
        _write_note(lock, server.sockets[0].getsockname()[1], connections.token)
        yield
    finally:
        _write_note(lock)
        server.close()
        connections.close_all()


async def _listen(connections: _Connections) -> asyncio.Server | None:
    try:
        return await asyncio.get_running_loop().create_server(connections.accept, LOOPBACK, 0)
    except OSError as error:
        logger.warning("later starts cannot reach this desk: %s", error)
        return None


def _write_note(lock: InstanceLock, port: int = 0, token: str = "") -> None:
    try:
        lock.write_note(port, token)
    except OSError as error:
        logger.warning("later starts cannot reach this desk: %s", error)


class _Connections:
    """The open connections."""

    def __init__(self, token: str, handle: Callable[[Request], Reply | None], read_timeout: float) -> None:
        self.token: Final = token
        self.read_timeout: Final = read_timeout
        self.accepted: Final[set[_Connection]] = set()
        self._handle = handle

    def accept(self) -> _Connection:
        """Create the protocol of a new connection."""
        return _Connection(self)

    def answer(self, line: bytes) -> bytes:
        """Return the reply to a request; empty if its token is wrong or the handler refuses it."""
        try:
            request = Request.decode(line)
        except InputError:
            return b""
        if not secrets.compare_digest(request.token.encode(), self.token.encode()):
            return b""
        answer = self._handle(request)
        return b"" if answer is None else answer.encode()

    def close_all(self) -> None:
        """Close every connection."""
        for connection in list(self.accepted):
            connection.abort()


class _Connection(asyncio.Protocol):
    """One connection: receives one line and sends at most one line."""

    def __init__(self, connections: _Connections) -> None:
        self._connections = connections
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Start the timeout; refuse the connection if there are too many."""
        self._transport = cast(asyncio.Transport, transport)
        self._timer = asyncio.get_running_loop().call_later(self._connections.read_timeout, self.abort)
        if len(self._connections.accepted) >= MAX_CONNECTIONS:
            self.abort()
        else:
            self._connections.accepted.add(self)

    def data_received(self, data: bytes) -> None:
        """Collect the data, and reply as soon as a line is complete."""
        self._received += data
        line, end, _ = self._received.partition(b"\n")
        if len(self._received) > LONGEST:
            self.abort()
        elif end:
            self._transport.write(self._connections.answer(line))
            self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Remove the connection."""
        self._timer.cancel()
        self._connections.accepted.discard(self)

    def abort(self) -> None:
        """Close the connection at once."""
        self._transport.abort()
