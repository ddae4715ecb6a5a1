"""Sends a request on a separate connection, to learn whether the exchange accepts it.

A refused request ends its connection. On a separate connection it does not interrupt other streams.
"""

from __future__ import annotations

import asyncio

from core.errors import ConnectionFailed, ConnectionLost
from core.link.socket import Dial, Socket
from core.loop.rate_gate import RateGate
from core.model.control import ErrorReply
from core.model.exchange import Exchange, FrameDecoder
from core.model.messages import DataMessage

VERDICT_AFTER = 2.0
"""Seconds without an error after which a request counts as accepted. An error comes within one round trip; a code that
the exchange does not know gets no answer and no error (seen on the wire)."""


async def refusal_of(request: str, dial: Dial, connect_gate: RateGate, exchange: Exchange) -> ErrorReply | None:
    """The error that the exchange answers to `request`, or None if it accepts it.

    Raises:
        ConnectionFailed: the trial could not be held; nothing is known about the request.
    """
    await connect_gate.acquire()
    socket = await dial()
    try:
        await socket.send(request)
        async with asyncio.timeout(VERDICT_AFTER):
            return await _first_answer(socket, exchange.decoder(lambda _: None))
    except TimeoutError:
        return None
    except ConnectionLost as lost:
        raise ConnectionFailed(f"the trial's {lost}") from lost
    finally:
        socket.abort()


async def _first_answer(socket: Socket, decoder: FrameDecoder) -> ErrorReply | None:
    while True:
        for message in decoder.decode(await socket.receive()):
            if isinstance(message, ErrorReply):
                return message
            if isinstance(message, DataMessage):
                return None
