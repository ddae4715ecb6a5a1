"""The WebSocket shell of a session: passes messages in and frames out, and ends connections as the session decides.

The exchange sends only binary frames; it never pings; it compresses only for a client that offers it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Final

from aiohttp import WSMsgType, web

from core.simulator.account.api_error import ApiError
from core.simulator.exchange import Refused
from core.simulator.private_exchange import ACCOUNT
from core.simulator.serve.clock import Clock
from core.simulator.serve.frame_writer import Wire
from core.simulator.serve.private_server import refuse
from core.simulator.serve.rest_server import client_of, refusal
from core.simulator.streams.session import Session

MESSAGE_LIMIT = 1 << 20
"""Maximum number of bytes of a client's message."""

_LOOK: Final = 0.05
"""Seconds between two checks whether a stalled connection moves again."""


def routes(clock: Clock) -> list[web.RouteDef]:
    """The routes of the WebSocket endpoints."""
    return [
        web.get("/websocket/v1", partial(_public, clock)),
        web.get("/websocket/v1/private", partial(_private, clock)),
    ]


async def _public(clock: Clock, request: web.Request) -> web.StreamResponse:
    return await _serve(clock, request, client_of(request), clock.exchange.open)


async def _private(clock: Clock, request: web.Request) -> web.StreamResponse:
    exchange = clock.exchange
    try:
        key = exchange.private.keys.verify(request.headers.get("Authorization"), address=client_of(request))
    except ApiError as error:
        if exchange.manners.refuse_bad_tokens:
            return refuse(error)
        return await _serve(clock, request, client_of(request), partial(exchange.open_private, None))
    return await _serve(clock, request, ACCOUNT, partial(exchange.open_private, key))


async def _serve(
    clock: Clock, request: web.Request, client: str, open_session: Callable[[float], Session]
) -> web.StreamResponse:
    exchange = clock.exchange
    try:
        admission = exchange.admit(client, "websocket", clock.now, has_origin="Origin" in request.headers)
    except Refused as refused:
        return refusal(refused)
    socket = web.WebSocketResponse(autoclose=False, autoping=False, timeout=2.0, max_msg_size=MESSAGE_LIMIT)
    socket.headers["remaining-req"] = admission.header
    socket.headers["limit-by-ip"] = "Yes"
    try:
        await socket.prepare(request)
    except ConnectionError:  # the client has gone before the handshake was answered
        return web.Response()
    session = open_session(clock.now)
    output = asyncio.Event()
    session.on_output = output.set
    clock.wind()
    wire = Wire(session, exchange.faults, socket, request)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(_send(session, output, wire), name=f"exchange session {session.number}")
        try:
            await _receive(clock, session, socket)
            await _see_out(session, socket, request)
        finally:
            exchange.forget(session)
    return socket


async def _receive(clock: Clock, session: Session, socket: web.WebSocketResponse) -> None:
    async for message in socket:
        now = clock.catch_up()
        if message.type in {WSMsgType.TEXT, WSMsgType.BINARY}:
            session.receive(message.data, now)
        elif message.type is WSMsgType.PING:
            session.ping(message.data, now)
        elif message.type is WSMsgType.PONG:
            session.touch(now)
        clock.wind()


async def _see_out(session: Session, socket: web.WebSocketResponse, request: web.Request) -> None:
    """Answer the close frame of a client once it is read."""
    while session.is_stalled and request.transport is not None:  # noqa: ASYNC110 - two conditions, neither tells
        await asyncio.sleep(_LOOK)
    if not session.ended:
        await socket.close()


async def _send(session: Session, output: asyncio.Event, wire: Wire) -> None:
    try:
        while True:
            while session.raw or session.pongs or session.outbox:
                if session.raw:
                    wire.shout(session.raw.popleft())
                elif session.pongs:
                    await wire.pong(session.pongs.popleft())
                else:
                    await wire.say(session.outbox.popleft())
            if session.ended:
                break
            output.clear()
            await output.wait()
        await wire.end()
    except ConnectionError:
        # The client is gone; the receiving side notices by itself.
        return
