"""Writes a connection's frames to the network: whole, or slowly in slices.

All output of a connection goes through one writer, one frame after the other, so that frames never mix.
"""

from __future__ import annotations

import asyncio
from typing import Final

from aiohttp import web

from core.simulator.faults.faults import Faults
from core.simulator.streams.raw_frames import BINARY, PONG, close_frame, framed
from core.simulator.streams.session import Ended, Session

_LOOK: Final = 0.05
"""Seconds between two checks whether the client is still connected, after the exchange has ended the connection."""
_POURED: Final = framed(BINARY, b'{"status":"UP"}'.ljust(65_532))
"""64 KiB of a frame."""
_UNSENT: Final = 1 << 20
"""Maximum number of bytes that may wait in the socket while this frame is sent repeatedly."""


class Wire:
    """The exchange's end of one socket.

    Args:
        session: the session that sends the frames.
        faults: define how bytes are sent.
        socket: the connection.
        request: the request that opened the connection.
    """

    def __init__(self, session: Session, faults: Faults, socket: web.WebSocketResponse, request: web.Request) -> None:
        self._session = session
        self._faults = faults
        self._socket = socket
        self._request = request

    async def say(self, frame: bytes) -> None:
        """Send a frame.

        Raises:
            ConnectionError: the client is gone.
        """
        if self._faults.slicing is None:
            await self._socket.send_bytes(frame)
        else:
            await self._trickle(framed(BINARY, frame))

    async def pong(self, payload: bytes) -> None:
        """Answer a ping.

        Raises:
            ConnectionError: the client is gone.
        """
        if self._faults.slicing is None:
            await self._socket.pong(payload)
        else:
            await self._trickle(framed(PONG, payload))

    def shout(self, raw: bytes) -> None:
        """Write bytes without framing.

        Raises:
            ConnectionError: the client is gone.
        """
        self._transport.write(raw)

    async def end(self) -> None:
        """End the connection in the way the session ended."""
        ended = self._session.ended
        assert ended is not None
        if ended.keep:
            await self._linger(ended)
        elif ended.code is not None:
            await self._socket.close(code=ended.code, message=ended.reason.encode())
        elif self._request.transport is not None:
            self._request.transport.abort()

    async def _linger(self, ended: Ended) -> None:
        """Send a close frame if there is one, and keep the socket open until the client ends it or the time is over."""
        if ended.code is not None:
            self._transport.write(close_frame(ended.code, ended.reason))
        loop = asyncio.get_running_loop()
        until, left = loop.time() + ended.keep, ended.pour << 20
        while loop.time() < until:
            transport = self._transport
            if left > 0 and transport.get_write_buffer_size() < _UNSENT:
                transport.write(_POURED)
                left -= len(_POURED)
                await asyncio.sleep(0)
            else:
                await asyncio.sleep(_LOOK if left <= 0 else 0.001)
        self._transport.abort()

    @property
    def _transport(self) -> asyncio.WriteTransport:
        transport = self._request.transport
        if transport is None or transport.is_closing():
            raise ConnectionResetError
        assert isinstance(transport, asyncio.WriteTransport)
        return transport

    async def _trickle(self, frame: bytes) -> None:
        rest = frame
        while rest:
            transport = self._transport
            # A frame that has begun must be finished, or the stream becomes invalid; in one piece if it need not be
            # slow now.
            slicing = None if self._session.ended else self._faults.slicing
            piece, rest = (rest, b"") if slicing is None else (rest[: slicing.size], rest[slicing.size :])
            transport.write(piece)
            if rest and slicing is not None:
                await asyncio.sleep(slicing.pause)
