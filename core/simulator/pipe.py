"""An in-memory connection to the exchange: the same session and the same market, with no socket between.

It runs on the running loop's time, so that under a virtual clock an hour passes at once.
"""

from __future__ import annotations

import asyncio
from typing import Final

from core.simulator.clock import Clock
from core.simulator.session import DROPPED, Ended, Session

ABNORMAL: Final = 1006


class Closed(Exception):
    """The connection is over.

    Args:
        code: the close code; 1006 for a connection lost without a close frame.
        reason: what the close frame says.
    """

    def __init__(self, code: int, reason: str = "") -> None:
        super().__init__(f"{code} {reason}".rstrip())
        self.code = code
        self.reason = reason


class Pipe:
    """The client's end of a connection."""

    def __init__(self, clock: Clock, session: Session) -> None:
        self.session = session
        self._clock = clock
        self._output = asyncio.Event()
        session.on_output = self._output.set

    async def send(self, text: str) -> None:
        """Say something to the exchange.

        Raises:
            Closed: the connection is over.
        """
        if self.session.ended:
            raise self._closed(self.session.ended)
        self.session.receive(text, self._clock.catch_up())
        self._clock.wind()

    async def recv(self) -> bytes:
        """The next frame.

        Raises:
            Closed: the connection is over, and what came before was received.
        """
        while not self.session.outbox:
            if self.session.ended:
                raise self._closed(self.session.ended)
            self._output.clear()
            await self._output.wait()
        return self.session.outbox.popleft()

    async def ping(self) -> asyncio.Future[float]:
        """Send a ping; the future is done when the pong is there, with the seconds it took.

        Raises:
            Closed: the connection is over.
        """
        if self.session.ended:
            raise self._closed(self.session.ended)
        self.session.touch(self._clock.now)
        pong = asyncio.get_running_loop().create_future()
        pong.set_result(0.0)
        return pong

    def abort(self) -> None:
        """Drop the connection at once."""
        self._end(DROPPED)

    async def close(self) -> None:
        """Close the connection as one does."""
        self._end(Ended(1000))

    def _end(self, how: Ended) -> None:
        self.session.outbox.clear()
        self.session.end(how)
        self._clock.exchange.forget(self.session)

    @staticmethod
    def _closed(ended: Ended) -> Closed:
        return Closed(ABNORMAL if ended.code is None else ended.code, ended.reason)


def connect(clock: Clock, client: str = "memory") -> Pipe:
    """Open a connection in memory.

    Raises:
        Refused: the client connects too often.
    """
    clock.exchange.admit(client, "websocket", clock.now)
    session = clock.exchange.open(clock.now)
    clock.wind()
    return Pipe(clock, session)
