"""The other end of a connection, written by the test: a peer on the virtual clock, without a network."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable

from core.errors import ConnectionLost


class ScriptedSocket:
    """A `core.link.socket.Socket` whose peer is scripted by the test."""

    def __init__(self, *, answers_pings: bool = True) -> None:
        self.answers_pings = answers_pings
        self.sent: list[str] = []
        self.pings: list[float] = []
        self.how_it_ended = ""
        """`closed` or `aborted` by us, `lost` by the peer; empty while it is open."""
        self._frames: deque[bytes] = deque()
        self._lost: ConnectionLost | None = None
        self._stirred = asyncio.Event()

    def say(self, frame: bytes = b"{}") -> None:
        """Send a frame, as the peer."""
        self._frames.append(frame)
        self._stirred.set()

    def lose(self, code: int = 1006, reason: str = "") -> None:
        """End the connection, as the peer."""
        self._end("lost", ConnectionLost(code, reason))

    async def receive(self) -> bytes:
        while not self._frames:
            if self._lost is not None:
                raise self._lost
            self._stirred.clear()
            await self._stirred.wait()
        return self._frames.popleft()

    async def send(self, text: str) -> None:
        if self._lost is not None:
            raise self._lost
        self.sent.append(text)

    async def ping(self) -> None:
        if self._lost is not None:
            raise self._lost
        self.pings.append(asyncio.get_running_loop().time())
        if not self.answers_pings:
            await asyncio.Event().wait()

    async def close(self) -> None:
        self._end("closed", ConnectionLost(1000, ""))

    def abort(self) -> None:
        self._end("aborted", ConnectionLost(1006, "aborted"))

    def _end(self, how: str, lost: ConnectionLost) -> None:
        if self._lost is None:
            self.how_it_ended, self._lost = how, lost
            self._stirred.set()


class ScriptedPeer:
    """Answers dials in order: with a new socket, or with the error that `answer` raises.

    Args:
        answer: the result of a dial; a socket without frames if None.
        takes: seconds a dial takes.
    """

    def __init__(self, answer: Callable[[], ScriptedSocket] = ScriptedSocket, takes: float = 0.0) -> None:
        self.answer = answer
        self.takes = takes
        self.dials: list[float] = []
        self.under_way = 0
        self.most_under_way = 0
        self.sockets: list[ScriptedSocket] = []

    async def dial(self) -> ScriptedSocket:
        self.dials.append(asyncio.get_running_loop().time())
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            if self.takes:
                await asyncio.sleep(self.takes)
            socket = self.answer()
        finally:
            self.under_way -= 1
        self.sockets.append(socket)
        return socket

    @property
    def socket(self) -> ScriptedSocket:
        """The newest connection."""
        return self.sockets[-1]
