"""What a link needs of a socket, whoever makes it: the websockets library, or a pipe under a virtual clock."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol


class Socket(Protocol):
    """One WebSocket connection. After `ConnectionLost` nothing more comes of it."""

    async def receive(self) -> bytes | str:
        """The next frame.

        Raises:
            ConnectionLost: the connection ended.
        """

    async def send(self, text: str) -> None:
        """Hand a text frame to the network.

        Raises:
            ConnectionLost: the connection ended.
        """

    async def ping(self) -> None:
        """Return when the pong of a new ping has come.

        Raises:
            ConnectionLost: the connection ended.
        """

    async def close(self) -> None:
        """Close in order, or at least soon."""

    def abort(self) -> None:
        """Be gone at once; never waits for the other side."""


Dial = Callable[[], Awaitable[Socket]]
"""Makes one new connection.

Raises:
    ConnectionFailed: no connection came of it; `FatalConnection` where no retry can mend it.
"""
