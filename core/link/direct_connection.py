"""Cuts whole messages directly out of the received bytes; leaves everything else to the websockets library.

The exchange sends each message as one frame. The library handles such a frame with a generator parser, a queue and
three coroutines, which was half of the cost of a ticker (measured: 5 of the 10 µs of receiving and decoding). Here
messages are cut out of the bytes as they arrive. Pings and pongs are passed to the library one by one. After a close, a
fragmented message, a message of 64 kB or more, or invalid data, the library takes over the rest of the connection.

Everything that the other side could prolong without end is bounded: the bytes of a handshake, the fragments of a
message, the pongs it does not read, and the time spent in a row on frames that are not whole messages.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Final

from websockets.asyncio.client import ClientConnection
from websockets.frames import Frame, Opcode
from websockets.http11 import Request, Response
from websockets.protocol import State

from core.link.frame_cutting import can_be_completed, cut_messages, end_of_heartbeat
from core.timing.read_pace import ReadPace

MOST_WAITING: Final = 4096
"""When this many messages wait, reading from the network pauses until only a quarter is left. With the library's limit
of 16 it would pause in every burst (measured: a third of the throughput under Qt's event loop)."""

SLICE: Final = 0.004
"""Seconds for frames that are not whole messages, in a row, before the event loop gets a turn. Measured: the 262,144
bytes of one read, full of empty pings, took over a second."""

HANDSHAKE_LIMIT: Final = 65_536
"""Maximum number of bytes of the head of a handshake response, which ends with a blank line."""

MOST_FRAGMENTS: Final = 65_536
"""Maximum number of frames of one message; empty frames would never reach the limit of its size."""

UNREAD_LIMIT: Final = 1 << 20
"""Maximum number of bytes of our own output, such as pongs, that the other side may leave unread."""

_LOOK_AT_CLOCK_EVERY: Final = 32
"""Pings and pongs handled between two looks at the clock."""

_PIECE: Final = 1024
"""Bytes passed to the library at once: at most 512 frames, some milliseconds."""

_HANDSHAKE_ENDS: Final = b"\r\n\r\n"


class DirectConnection(ClientConnection):
    """A connection whose messages are read with `receive` instead of `recv`."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The network is connected; the handshake follows."""
        super().connection_made(transport)
        self._network = network_below(self.transport)
        self._pace = ReadPace()
        self._is_resting = False
        """Whether reading is paused for a moment, so that several packets are read together."""
        self._head = b""
        """The received part of an incomplete response head."""
        self._is_headed = False
        self._is_direct = True
        """Whether frames are still cut here; never again once the library has taken over."""
        self._rest = b""
        """The beginning of an incomplete frame."""
        self._held = b""
        """Received bytes that wait to be processed."""
        self._fragments = 0
        self._ready: deque[bytes] = deque()
        self._waiter: asyncio.Future[None] | None = None
        self._is_behind = False
        """Whether too many messages wait for `receive`."""
        self._is_paused = False
        self.recv_messages.pause = self._brake
        self.recv_messages.resume = self._go_on_soon

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
        if self._is_behind and len(self._ready) <= MOST_WAITING // 4:
            self._is_behind = False
            self._brake()
        return message

    def data_received(self, data: bytes) -> None:
        """Process bytes from the network."""
        if not self._is_headed:
            self._shake_hands(data)
        elif self._held:
            self._held += data
        else:
            before = len(self._ready)
            self._take_in(data)
            if pause := self._pace.pause_after(len(self._ready) - before, self.loop.time()):
                self._rest_for(pause)

    def eof_received(self) -> None:
        """The other side has finished sending: drop the bytes held back, which no reader takes any more."""
        self._held = b""
        super().eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection has ended; the library informs the reader."""
        self._is_direct = False
        self._held = b""
        super().connection_lost(exc)
        self._wake()

    def process_event(self, event: Request | Response | Frame) -> None:
        """Handle a frame that was left to the library, or the response to the handshake."""
        if isinstance(event, Frame) and event.opcode is Opcode.CONT:
            self._fragments = 0 if event.fin else self._fragments + 1
            if self._fragments > MOST_FRAGMENTS:
                self.transport.abort()
                return
        super().process_event(event)

    def _shake_hands(self, data: bytes) -> None:
        """Pass the handshake to the library; bytes after the blank line are frames, unless the server has refused."""
        before = len(self._head)
        self._head += data
        end = self._head.find(_HANDSHAKE_ENDS)
        if end < 0:
            super().data_received(data)
            if len(self._head) > HANDSHAKE_LIMIT:
                self.transport.abort()
            return
        self._is_headed = True
        self._head = b""
        own = end + len(_HANDSHAKE_ENDS) - before
        super().data_received(data[:own])
        if self.protocol.state is not State.OPEN:
            self._is_direct = False
        if own < len(data):
            self._take_in(data[own:])

    def _take_in(self, data: bytes) -> None:
        """Process bytes for one slice of time; hold the rest until the event loop has had its turn."""
        if self._is_direct:
            data = self._cut(self._rest + data if self._rest else data)
        if not self._is_direct:
            data = self._feed(data)
        if data:
            self._held = data
            if not self.recv_messages.paused:
                self._go_on_soon()
        if self._is_behind or data:
            self._brake()
        self._wake()

    def _go_on_soon(self) -> None:
        """Continue with held bytes at the loop's next turn: there is room or time again."""
        if self._held:
            self.loop.call_soon(self._go_on)
        else:
            self._brake()

    def _go_on(self) -> None:
        data, self._held = self._held, b""
        if data and not self.transport.is_closing():
            self._take_in(data)
            self._brake()

    def _cut(self, data: bytes) -> bytes:
        """Cut messages and heartbeats out of `data`.

        Returns:
            The bytes left for later or for the library; the beginning of a frame is kept here.
        """
        at = cut_messages(data, 0, self._ready.append)
        self._is_behind |= len(self._ready) > MOST_WAITING
        heartbeats, ends = 0, 0.0
        while (end := end_of_heartbeat(data, at)) is not None:
            heartbeats += 1
            if heartbeats == 1:
                ends = self.loop.time() + SLICE
            elif heartbeats % _LOOK_AT_CLOCK_EVERY == 0 and self.loop.time() > ends:
                self._rest = b""
                return data[at:]
            super().data_received(data[at:end])
            at = cut_messages(data, end, self._ready.append)
        if heartbeats:
            self._is_behind |= len(self._ready) > MOST_WAITING
            self._end_if_over()
        rest = data[at:]
        if can_be_completed(rest):
            self._rest = rest
            return b""
        self._rest = b""
        self._is_direct = False
        return rest

    def _feed(self, data: bytes) -> bytes:
        """Pass `data` to the library, piece by piece.

        Returns:
            The bytes left for later.
        """
        ends = self.loop.time() + SLICE
        for at in range(0, len(data), _PIECE):
            if self.recv_messages.paused or (at and self.loop.time() > ends):
                return data[at:]
            super().data_received(data[at : at + _PIECE])
            if self._end_if_over():
                break
        return b""

    def _end_if_over(self) -> bool:
        """Abort a connection whose other side has closed it or sent invalid data: further bytes have no receiver.

        Returns:
            Whether the connection is over.
        """
        protocol = self.protocol
        is_over = protocol.state is State.CLOSING and (
            protocol.close_rcvd is not None or protocol.parser_exc is not None
        )
        if is_over or self.transport.get_write_buffer_size() > UNREAD_LIMIT:
            self.transport.abort()  # our close frame was sent before, unless the other side does not read
            return True
        return False

    def _rest_for(self, seconds: float) -> None:
        """Pause reading from the network for a moment."""
        if not self._is_resting:
            self._is_resting = True
            self._brake()
            self.loop.call_later(seconds, self._end_rest)

    def _end_rest(self) -> None:
        self._is_resting = False
        if not self.transport.is_closing():
            self._brake()

    def _brake(self) -> None:
        """Pause reading while held bytes wait or packets are being collected, and only then."""
        is_full = self._is_resting or self._is_behind or bool(self._held) or self.recv_messages.paused
        if is_full != self._is_paused:
            self._is_paused = is_full
            (self._network.pause_reading if is_full else self._network.resume_reading)()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


def network_below(transport: asyncio.Transport) -> asyncio.Transport:
    """The transport of the socket itself, below TLS if there is any.

    Pausing a TLS transport holds its data back but still wakes the loop for every packet. asyncio has no public name
    for the transport below; if the private names are gone, the TLS transport is paused, which only costs more.
    """
    below = getattr(getattr(transport, "_ssl_protocol", None), "_transport", None)
    return below if isinstance(below, asyncio.Transport) else transport
