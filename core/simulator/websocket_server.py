"""The WebSocket shell of a session: carries messages in and frames out, and ends connections as the session says.

Everything the exchange says goes out as binary frames; it never pings; it compresses only for a client that offers it.
"""

from __future__ import annotations

import asyncio
from functools import partial

from aiohttp import WSMsgType, web

from core.simulator.clock import Clock
from core.simulator.exchange import Refused
from core.simulator.rest_server import client_of, error_response, refusal
from core.simulator.session import Session

MESSAGE_LIMIT = 1 << 20
"""Bytes a client's message may have."""


def routes(clock: Clock) -> list[web.RouteDef]:
    """The routes of the WebSocket endpoints."""
    return [
        web.get("/websocket/v1", partial(_public, clock)),
        web.get("/websocket/v1/private", _private),
    ]


async def _private(_request: web.Request) -> web.Response:
    return error_response(403, "The private endpoint is not offered here.", name="out_of_scope")


async def _public(clock: Clock, request: web.Request) -> web.StreamResponse:
    exchange = clock.exchange
    try:
        admission = exchange.admit(client_of(request), "websocket", clock.now, has_origin="Origin" in request.headers)
    except Refused as refused:
        return refusal(refused)
    socket = web.WebSocketResponse(autoping=False, timeout=2.0, max_msg_size=MESSAGE_LIMIT)
    socket.headers["remaining-req"] = admission.header
    socket.headers["limit-by-ip"] = "Yes"
    await socket.prepare(request)
    session = exchange.open(clock.now)
    output = asyncio.Event()
    session.on_output = output.set
    clock.wind()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(_send(session, output, socket, request), name=f"exchange session {session.number}")
        try:
            await _receive(clock, session, socket)
        finally:
            exchange.forget(session)
    return socket


async def _receive(clock: Clock, session: Session, socket: web.WebSocketResponse) -> None:
    async for message in socket:
        now = clock.catch_up()
        if message.type in {WSMsgType.TEXT, WSMsgType.BINARY}:
            session.receive(message.data, now)
        elif message.type is WSMsgType.PING:
            session.touch(now)
            await socket.pong(message.data)
        elif message.type is WSMsgType.PONG:
            session.touch(now)
        clock.wind()


async def _send(session: Session, output: asyncio.Event, socket: web.WebSocketResponse, request: web.Request) -> None:
    try:
        while True:
            while session.outbox:
                await socket.send_bytes(session.outbox.popleft())
            if session.ended:
                break
            output.clear()
            await output.wait()
        if session.ended.code is not None:
            await socket.close(code=session.ended.code, message=session.ended.reason.encode())
        elif request.transport is not None:
            request.transport.abort()
    except ConnectionResetError:
        # The client is gone; the receiving side notices by itself.
        return
