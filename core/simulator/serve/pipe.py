"""An in-memory connection to the exchange: the same session and market, without a socket.

It runs on the running loop's time, so under a virtual clock an hour passes at once.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Final

from core.simulator.account.api_error import ApiError
from core.simulator.exchange import Refused, Unreachable
from core.simulator.private_exchange import ACCOUNT
from core.simulator.serve.clock import Clock
from core.simulator.streams.limits import Verdict
from core.simulator.streams.session import DROPPED, Ended, Session

ABNORMAL: Final = 1006


class Closed(Exception):
    """The connection is over.

    Args:
        code: the close code; 1006 for a connection lost without a close frame.
        reason: the text of the close frame.
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
        self._pings: deque[tuple[float, asyncio.Future[float]]] = deque()
        session.on_output = self._on_output

    async def send(self, text: str) -> None:
        """Send a message to the exchange.

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
            Closed: the connection is over, and all earlier frames were received.
        """
        outbox = self.session.outbox
        while True:
            while not outbox:
                if self.session.ended:
                    raise self._closed(self.session.ended)
                self._output.clear()
                await self._output.wait()
            if (slicing := self._clock.exchange.faults.slicing) is not None:
                await asyncio.sleep(slicing.duration(len(outbox[0])))
            if outbox:
                return outbox.popleft()

    async def ping(self) -> asyncio.Future[float]:
        """Send a ping; the future is done when the pong has arrived, with the seconds it took.

        Raises:
            Closed: the connection is over; the future may also raise this.
        """
        if self.session.ended:
            raise self._closed(self.session.ended)
        pong = asyncio.get_running_loop().create_future()
        self._pings.append((self._clock.now, pong))
        self.session.ping(b"", self._clock.now)
        return pong

    def abort(self) -> None:
        """Drop the connection at once."""
        self._end(DROPPED)

    async def close(self) -> None:
        """Close the connection normally."""
        self._end(Ended(1000))

    def _on_output(self) -> None:
        self._output.set()
        self.session.raw.clear()  # there is no socket for them
        while self.session.pongs:
            self.session.pongs.popleft()
            sent, pong = self._pings.popleft()
            if not pong.done():
                pong.set_result(self._clock.now - sent)
        while self.session.ended and self._pings:
            _, pong = self._pings.popleft()
            if not pong.done():
                pong.set_exception(self._closed(self.session.ended))
                pong.exception()  # the caller may no longer wait; asyncio would report an unretrieved error

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
        Unreachable: a fault makes the exchange silent.
        Refused: the client connects too often, or a fault refuses it.
    """
    _reach(clock)
    return _open(clock, client, clock.exchange.open)


def connect_private(clock: Clock, token: str | None) -> Pipe:
    """Open a private connection in memory.

    Args:
        clock: the exchange.
        token: the JWT that follows `Bearer` in the header; None for no header.

    Raises:
        Unreachable: a fault makes the exchange silent.
        ApiError: the token is not valid; only if the exchange's manners refuse it at once.
        Refused: the account connects too often, or a fault refuses it.
    """
    _reach(clock)
    exchange = clock.exchange
    try:
        key = exchange.private.keys.verify(None if token is None else f"Bearer {token}")
    except ApiError:
        if exchange.manners.refuse_bad_tokens:
            raise
        return _open(clock, "memory", partial(exchange.open_private, None))
    return _open(clock, ACCOUNT, partial(exchange.open_private, key))


def _reach(clock: Clock) -> None:
    """Check that the exchange can be reached."""
    faults = clock.exchange.faults
    if faults.is_refusing:
        raise Unreachable
    if (refusal := faults.handshake(clock.now)) is not None:
        raise Refused(Verdict(refusal.status, 0, refusal.wait))


def _open(clock: Clock, client: str, open_session: Callable[[float], Session]) -> Pipe:
    clock.exchange.admit(client, "websocket", clock.now)
    session = open_session(clock.now)
    clock.wind()
    return Pipe(clock, session)
