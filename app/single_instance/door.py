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

from app.single_instance.knock import LONGEST, LOOPBACK, Answer, Knock
from app.single_instance.lock import InstanceLock
from core.errors import InputError

logger = logging.getLogger(__name__)

MOST_VISITORS: Final = 8
"""Heard at the same time; a stranger must not use up our descriptors."""


@asynccontextmanager
async def open_door(
    lock: InstanceLock | None, welcome: Callable[[Knock], Answer | None], hearing: float = 2.0
) -> AsyncIterator[None]:
    """Listen for later starts inside the `with` block.

    Args:
        lock: takes the address down; None listens to nobody.
        welcome: gives the answer to whoever knows the token; None sends it away as if nobody were there.
        hearing: seconds a visitor has to say what it wants.
    """
    visitors = _Visitors(secrets.token_hex(16), welcome, hearing)
    if lock is None or (server := await _listen(visitors)) is None:
        yield
        return
    try:
        _write_note(lock, server.sockets[0].getsockname()[1], visitors.token)
        yield
    finally:
        _write_note(lock)
        server.close()
        visitors.send_away()


async def _listen(visitors: _Visitors) -> asyncio.Server | None:
    try:
        return await asyncio.get_running_loop().create_server(visitors.hear, LOOPBACK, 0)
    except OSError as error:
        logger.warning("later starts cannot reach this desk: %s", error)
        return None


def _write_note(lock: InstanceLock, port: int = 0, token: str = "") -> None:
    try:
        lock.write_note(port, token)
    except OSError as error:
        logger.warning("later starts cannot reach this desk: %s", error)


class _Visitors:
    """Whoever is connected now."""

    def __init__(self, token: str, welcome: Callable[[Knock], Answer | None], hearing: float) -> None:
        self.token: Final = token
        self.hearing: Final = hearing
        self.heard: Final[set[_Visitor]] = set()
        self._welcome = welcome

    def hear(self) -> _Visitor:
        """Somebody connects."""
        return _Visitor(self)

    def answer(self, line: bytes) -> bytes:
        """What a visitor gets to hear; nothing if it knows no token, or is not to be here."""
        try:
            knock = Knock.decode(line)
        except InputError:
            return b""
        if not secrets.compare_digest(knock.token.encode(), self.token.encode()):
            return b""
        answer = self._welcome(knock)
        return b"" if answer is None else answer.encode()

    def send_away(self) -> None:
        """End every conversation."""
        for visitor in list(self.heard):
            visitor.leave()


class _Visitor(asyncio.Protocol):
    """One connection: a line comes, a line may go, and that is all."""

    def __init__(self, visitors: _Visitors) -> None:
        self._visitors = visitors
        self._said = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Listen for a while."""
        self._transport = cast(asyncio.Transport, transport)
        self._hearing = asyncio.get_running_loop().call_later(self._visitors.hearing, self.leave)
        if len(self._visitors.heard) >= MOST_VISITORS:
            self.leave()
        else:
            self._visitors.heard.add(self)

    def data_received(self, data: bytes) -> None:
        """Take down what is said, and answer it when it is a line."""
        self._said += data
        line, end, _ = self._said.partition(b"\n")
        if len(self._said) > LONGEST:
            self.leave()
        elif end:
            self._transport.write(self._visitors.answer(line))
            self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the visitor."""
        self._hearing.cancel()
        self._visitors.heard.discard(self)

    def leave(self) -> None:
        """Hang up."""
        self._transport.abort()
