"""Whole messages straight off the wire; everything else a WebSocket may carry is left to the websockets library.

What the exchange sends is one frame a message, and the library's way with such a frame (a parser made of generators,
a queue, three coroutines) was half of what a ticker cost: measured, 5 of the 10 µs of receiving and decoding. Here they
are cut out of the bytes as they arrive. Pings and pongs are handed to the library one by one; a close, a message in
fragments or of 64 kB and more, and anything that makes no sense, hand it the rest of the connection.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Final

from websockets.asyncio.client import ClientConnection
from websockets.protocol import State

MOST_WAITING: Final = 4096
"""Messages from which on the network is left unread until a quarter of them are left. With the library's 16 it would
be in every burst: measured at a third of the throughput under Qt's event loop."""

_MESSAGES: Final = (0x81, 0x82)
"""First byte of a frame that is a whole message: text, binary."""

_HEARTBEATS: Final = (0x89, 0x8A)
"""Ping, pong: nothing changes with them."""

_SIZE_FOLLOWS: Final = 126
"""In place of a size: it stands in the next two bytes. Anything above means eight bytes, or a mask."""

_HANDSHAKE_ENDS: Final = b"\r\n\r\n"


class DirectConnection(ClientConnection):
    """A connection whose messages are read by `receive`, in place of `recv`."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The network is there; the handshake is still to come."""
        super().connection_made(transport)
        self._handshake = b""
        self._is_direct = True
        """Whether frames are still cut out here; never again once the library was given the rest."""
        self._rest = b""
        """The beginning of a frame whose end is still to come."""
        self._ready: deque[bytes] = deque()
        self._waiter: asyncio.Future[None] | None = None
        self._is_paused = False

    async def receive(self) -> bytes:
        """The next message, text or binary, as bytes.

        Raises:
            ConnectionClosed: the connection ended.
        """
        while not self._ready:
            if not self._is_direct:
                return await self.recv(decode=False)
            self._waiter = self.loop.create_future()
            await self._waiter
        message = self._ready.popleft()
        if self._is_paused and len(self._ready) <= MOST_WAITING // 4:
            self._is_paused = False
            self.transport.resume_reading()
        return message

    def data_received(self, data: bytes) -> None:
        """Bytes have come from the network."""
        if not self._is_direct:
            super().data_received(data)
        elif self.protocol.state is State.CONNECTING:
            self._shake_hands(data)
        else:
            self._cut(self._rest + data if self._rest else data)

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection has ended; the library tells the reader how."""
        self._is_direct = False
        super().connection_lost(exc)
        self._wake()

    def _shake_hands(self, data: bytes) -> None:
        """What follows the blank line is frames already, unless the server has refused."""
        before = len(self._handshake)
        self._handshake += data
        end = self._handshake.find(_HANDSHAKE_ENDS)
        own = len(data) if end < 0 else end + len(_HANDSHAKE_ENDS) - before
        super().data_received(data[:own])
        if not (rest := data[own:]):
            return
        if self.protocol.state is State.OPEN:
            self._cut(rest)
        else:
            super().data_received(rest)

    def _cut(self, data: bytes) -> None:
        at = cut_messages(data, 0, self._ready.append)
        while (end := _end_of_heartbeat(data, at)) is not None:
            super().data_received(data[at:end])
            at = cut_messages(data, end, self._ready.append)
        self._rest = data[at:]
        if not _is_ordinary(self._rest):
            self._is_direct = False
            super().data_received(self._rest)
        if len(self._ready) > MOST_WAITING and not self._is_paused:
            self._is_paused = True
            self.transport.pause_reading()
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


def cut_messages(data: bytes, at: int, take: Callable[[bytes], object]) -> int:
    """Cut the whole messages that stand in `data` from `at` on.

    Returns:
        Where the first thing begins that is none, or not whole yet.
    """
    end = len(data)
    while end - at >= 2 and data[at] in _MESSAGES:
        size, begin = data[at + 1], at + 2
        if size == _SIZE_FOLLOWS and end - at >= 4:
            size, begin = data[at + 2] << 8 | data[at + 3], at + 4
        elif size >= _SIZE_FOLLOWS:
            break
        if begin + size > end:
            break
        at = begin + size
        take(data[begin:at])
    return at


def _end_of_heartbeat(data: bytes, at: int) -> int | None:
    """Where the ping or pong at `at` ends; None where there is none, or not all of it."""
    if len(data) - at < 2 or data[at] not in _HEARTBEATS or data[at + 1] >= _SIZE_FOLLOWS:
        return None
    end = at + 2 + data[at + 1]
    return end if end <= len(data) else None


def _is_ordinary(rest: bytes) -> bool:
    """Whether more bytes may make `rest` a message or a heartbeat."""
    if not rest:
        return True
    sizes = _SIZE_FOLLOWS if rest[0] in _MESSAGES else _SIZE_FOLLOWS - 1
    return rest[0] in _MESSAGES + _HEARTBEATS and (len(rest) < 2 or rest[1] <= sizes)
