"""Where the desk that is open hears of later starts: a socket on its event loop.

A loopback port, because that alone works the same on all three systems: Python has no local sockets on Windows, and
elsewhere the name of one may have 107 bytes, which a home with a long or Korean name soon exceeds. Anybody on the
machine can connect to a port, so the first word is a random token that stands in the lock's note, which other users
cannot read; without it nothing is answered and nothing is done.
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
"""Heard at the same time; a stranger must not use up our descriptors."""


@asynccontextmanager
async def serve_later_starts(
    lock: InstanceLock | None, handle: Callable[[Request], Reply | None], read_timeout: float = 2.0
) -> AsyncIterator[None]:
    """Listen for later starts inside the `with` block.

    Args:
        lock: takes the address down; None listens to nobody.
        handle: gives the answer to whoever knows the token; None sends it away as if nobody were there.
        read_timeout: seconds a connection has to say what it wants.
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
    """Whoever is connected now."""

    def __init__(self, token: str, handle: Callable[[Request], Reply | None], read_timeout: float) -> None:
        self.token: Final = token
        self.read_timeout: Final = read_timeout
        self.accepted: Final[set[_Connection]] = set()
        self._handle = handle

    def accept(self) -> _Connection:
        """Somebody connects."""
        return _Connection(self)

    def answer(self, line: bytes) -> bytes:
        """What a connection gets to accept; nothing if it knows no token, or is not to be here."""
        try:
            request = Request.decode(line)
        except InputError:
            return b""
        if not secrets.compare_digest(request.token.encode(), self.token.encode()):
            return b""
        answer = self._handle(request)
        return b"" if answer is None else answer.encode()

    def close_all(self) -> None:
        """End every conversation."""
        for connection in list(self.accepted):
            connection.abort()


class _Connection(asyncio.Protocol):
    """One connection: a line comes, a line may go, and that is all."""

    def __init__(self, connections: _Connections) -> None:
        self._connections = connections
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Listen for a while."""
        self._transport = cast(asyncio.Transport, transport)
        self._timer = asyncio.get_running_loop().call_later(self._connections.read_timeout, self.abort)
        if len(self._connections.accepted) >= MAX_CONNECTIONS:
            self.abort()
        else:
            self._connections.accepted.add(self)

    def data_received(self, data: bytes) -> None:
        """Take down what is said, and answer it when it is a line."""
        self._received += data
        line, end, _ = self._received.partition(b"\n")
        if len(self._received) > LONGEST:
            self.abort()
        elif end:
            self._transport.write(self._connections.answer(line))
            self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._timer.cancel()
        self._connections.accepted.discard(self)

    def abort(self) -> None:
        """Hang up."""
        self._transport.abort()
