"""The socket interface that a link needs; implemented with the websockets library and with a pipe for virtual time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol


class Socket(Protocol):
    """One WebSocket connection. After `ConnectionLost` it delivers nothing more."""

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
        """Send a ping and wait for its pong.

        Raises:
            ConnectionLost: the connection ended.
        """

    async def close(self) -> None:
        """Close with a handshake, or without one after a short time."""

    def abort(self) -> None:
        """Close at once, without waiting for the other side."""


Dial = Callable[[], Awaitable[Socket]]
"""Makes one new connection.

Raises:
    ConnectionFailed: the connection failed; `FatalConnection` if no retry can help.
"""
