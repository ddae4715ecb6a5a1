"""What writes a connection's frames to the network: whole, or trickling in slices.

Everything a connection sends goes through one of these, one frame after the other, so that no frame ends up within
another.
"""

from __future__ import annotations

import asyncio
import struct
from typing import Final

from aiohttp import web

from core.simulator.faults import Faults
from core.simulator.session import Session

_BINARY: Final = 0x2
_PONG: Final = 0xA
_LAST_FRAGMENT: Final = 0x80


class Wire:
    """The exchange's end of one socket.

    Args:
        session: whose frames they are.
        faults: say how bytes flow.
        socket: the connection.
        request: what the connection began with.
    """

    def __init__(self, session: Session, faults: Faults, socket: web.WebSocketResponse, request: web.Request) -> None:
        self._session = session
        self._faults = faults
        self._socket = socket
        self._request = request

    async def say(self, frame: bytes) -> None:
        """Send a frame.

        Raises:
            ConnectionResetError: the client is gone.
        """
        if self._faults.slicing is None:
            await self._socket.send_bytes(frame)
        else:
            await self._trickle(_framed(_BINARY, frame))

    async def pong(self, payload: bytes) -> None:
        """Answer a ping.

        Raises:
            ConnectionResetError: the client is gone.
        """
        if self._faults.slicing is None:
            await self._socket.pong(payload)
        else:
            await self._trickle(_framed(_PONG, payload))

    async def end(self) -> None:
        """End the connection as the session ended."""
        ended = self._session.ended
        assert ended is not None
        if ended.code is not None:
            await self._socket.close(code=ended.code, message=ended.reason.encode())
        elif self._request.transport is not None:
            self._request.transport.abort()

    async def _trickle(self, frame: bytes) -> None:
        transport, rest = self._request.transport, frame
        while rest:
            if transport is None or transport.is_closing():
                raise ConnectionResetError
            # A frame once begun is finished, else what follows makes no sense; in one go if it is not to trickle now.
            slicing = None if self._session.ended else self._faults.slicing
            piece, rest = (rest, b"") if slicing is None else (rest[: slicing.size], rest[slicing.size :])
            assert isinstance(transport, asyncio.WriteTransport)
            transport.write(piece)
            if rest and slicing is not None:
                await asyncio.sleep(slicing.pause)


def _framed(opcode: int, payload: bytes) -> bytes:
    """One unfragmented frame as a server writes it: unmasked. Source: RFC 6455, 5.2."""
    length = len(payload)
    if length < 126:
        return struct.pack("!BB", _LAST_FRAGMENT | opcode, length) + payload
    if length < 1 << 16:
        return struct.pack("!BBH", _LAST_FRAGMENT | opcode, 126, length) + payload
    return struct.pack("!BBQ", _LAST_FRAGMENT | opcode, 127, length) + payload
